#!/usr/bin/env bash
# Prints the path of a Python interpreter that can make the project's environment.
#
#   scripts/find_python.sh              $PYTHON if set, else the first of 3.13, 3.12, 3.11 on PATH,
#                                       else one of these in pyenv's folder, else a newer one
#   scripts/find_python.sh 3.12 3.13    only these versions, the first named first; ignores $PYTHON
#
# Prints one sentence on standard error and exits with 1 when there is none.
set -u

oldest_minor=11
preferred="3.13 3.12 3.11"

fail() {
    printf 'ripple_sim: %s\n' "$1" >&2
    exit 1
}

# Prints "3.12 venv PATH" or "3.12 no-venv PATH" for an interpreter that starts.
probe() {
    "$1" -I -c '
import sys
try:
    import ensurepip, venv
    has = "venv"
except ImportError:
    has = "no-venv"
sys.stdout.write("%d.%d %s %s\n" % (sys.version_info[0], sys.version_info[1], has, sys.executable))
' 2>/dev/null </dev/null
}

new_enough() { # "3.12" -> is it at least the oldest version that works?
    case "$1" in
        3.*) [ "${1#3.}" -ge "$oldest_minor" ] ;;
        *) return 1 ;;
    esac
}

candidates() { # every place an interpreter may be, one a line
    local name folder path
    for name in $preferred; do
        command -v "python$name"
    done
    command -v python3
    for folder in "${PYENV_ROOT:-}" "${HOME:-}/.pyenv"; do
        for path in "$folder"/versions/3.*/bin/python3; do
            [ -x "$path" ] && printf '%s\n' "$path"
        done
    done
}

no_venv_sentence() {
    printf '%s' "Python $1 at $2 has no venv module; install it (on Debian or Ubuntu: the package python$1-venv) and run the same command again."
}

if [ $# -eq 0 ] && [ -n "${PYTHON:-}" ]; then
    found=$(probe "$PYTHON") || fail "PYTHON is set to '$PYTHON', which does not start as a Python 3 interpreter."
    read -r version has path <<<"$found"
    new_enough "$version" || fail "PYTHON is set to '$PYTHON', which is Python $version, but Python 3.$oldest_minor or newer is needed."
    [ "$has" = venv ] || fail "$(no_venv_sentence "$version" "$path")"
    printf '%s\n' "$path"
    exit 0
fi

all=$(candidates | while read -r candidate; do probe "$candidate"; done)
without_venv=""

# Prints the first interpreter whose version matches the shell pattern $1, and ends.
take() {
    local version has path
    while read -r version has path; do
        # shellcheck disable=SC2254
        case "$version" in $1) ;; *) continue ;; esac
        new_enough "$version" || continue
        if [ "$has" = venv ]; then
            printf '%s\n' "$path"
            exit 0
        fi
        without_venv=${without_venv:-$(no_venv_sentence "$version" "$path")}
    done <<<"$all"
}

if [ $# -gt 0 ]; then
    for wanted in "$@"; do take "$wanted"; done
else
    take '3.1[123]'
    take '3.*' # newer than any that was tested, but better than none
fi

[ -z "$without_venv" ] || fail "$without_venv"
if [ $# -gt 0 ]; then
    fail "no Python of version $(printf '%s' "$*" | sed 's/ / or /g') was found on PATH or in pyenv's folder."
fi
fail "no Python 3.$oldest_minor or newer was found; install one, or name one with PYTHON=/path/to/python3."
