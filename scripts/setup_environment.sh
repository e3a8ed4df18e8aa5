#!/usr/bin/env bash
# Makes the project's Python environment, or finds that it is already made.
#
#   scripts/setup_environment.sh [--app | --tests] [--env FOLDER]
#
#   --app     also install what the page needs, and fetch its third-party files
#   --tests   also install what `make test` needs: that, and a browser
#   --env     the folder of the environment (default: .venv)
#   PYTHON    (environment variable) the interpreter to make it with
#
# A finished environment carries a stamp: a hash of pyproject.toml, the pinned
# versions, the interpreter and the place of this folder. While the stamp is
# right nothing is done and no network is used. While packages are being
# installed the environment carries a mark instead; an environment found with
# that mark was interrupted, and is made anew.
set -u

fail() {
    printf 'ripple_sim: %s\n' "$1" >&2
    exit 1
}
say() { printf 'ripple_sim: %s\n' "$1"; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1
cd "$root" || exit 1

extras="" # what is installed beside the package itself
for_tests=""
name=".venv"
while [ $# -gt 0 ]; do
    case "$1" in
        --app) extras=${extras:-[app,vendoring]} ;;
        --tests)
            extras="[test]"
            for_tests=yes
            ;;
        --env)
            [ -n "${2:-}" ] || fail "--env needs the name of a folder."
            name=$2
            shift
            ;;
        *) fail "'$1' is not an option of setup_environment.sh (there are --app, --tests and --env FOLDER)." ;;
    esac
    shift
done
case "$name" in
    /*) env=$name ;;
    *) env=$root/$name ;;
esac
log=$env-setup.log
mark=$env/.ripple-unfinished
run_stamp=$env/.ripple-stamp-run
app_stamp=$env/.ripple-stamp-app
test_stamp=$env/.ripple-stamp-test

# Settings of the caller's shell that would lead pip or Python out of the environment.
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV
export PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# ---------------------------------------------------------------- questions

interpreter_identity() { # the version of an interpreter and where it is installed
    "$1" -I -c 'import sys; print("%d.%d.%d" % sys.version_info[:3], sys.base_prefix)' 2>/dev/null
}

constraints_for() { # the file with the pins for an interpreter
    "$1" -I -c 'import sys; print("constraints/py3%d.txt" % min(sys.version_info[1], 13))'
}

expected_stamp() {
    "$env/bin/python" -I -c '
import hashlib, sys
digest = hashlib.sha256()
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        digest.update(hashlib.sha256(file.read()).digest())
digest.update(repr((sys.version, sys.base_prefix, sys.argv[1])).encode())
print(digest.hexdigest())
' "$env" pyproject.toml "$pins" 2>/dev/null
}

usable() { # does the folder hold an environment that was made here and starts?
    [ ! -e "$mark" ] || return 1
    [ -x "$env/bin/python" ] && [ -f "$env/bin/pip" ] || return 1
    head -n 3 "$env/bin/pip" | grep -qF "$env/bin/python" || return 1
    "$env/bin/python" -I -c 'import sys, pip; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null
}

right_interpreter() { # only asked when the caller named an interpreter
    [ -n "${PYTHON:-}" ] || return 0
    local named
    named=$(bash scripts/find_python.sh) || exit 1
    [ "$(interpreter_identity "$named")" = "$(interpreter_identity "$env/bin/python")" ]
}

holds() { [ -n "$2" ] && [ -f "$1" ] && [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

finished() {
    holds "$run_stamp" "$stamp" || return 1
    [ -x "$env/bin/ripple" ] || return 1
    case "$extras" in
        "") ;;
        "[test]") holds "$test_stamp" "$stamp" ;;
        *) holds "$app_stamp" "$stamp" || holds "$test_stamp" "$stamp" ;;
    esac
}

has_browser() { # the tests of the page need one of these
    [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
}

# ---------------------------------------------------------------- deeds

free_kilobytes() { # on the disk that holds the environment
    df -Pk "$(dirname "$env")" 2>/dev/null | awk 'NR == 2 { free = $4 } END { print (free == "" ? 999999 : free) }'
}

explain_and_fail() { # turns the end of the log into one sentence
    local doing=$1 missing
    if grep -qi 'No space left on device\|Disk quota exceeded' "$log" || [ "$(free_kilobytes)" -lt 20000 ]; then
        fail "the disk is full, so $doing was not possible; free some space and run the same command again."
    fi
    if grep -qi 'Read-only file system\|Permission denied' "$log"; then
        fail "$doing was not possible because a file could not be written; see $log."
    fi
    if grep -qi 'NewConnectionError\|Failed to establish\|ConnectTimeout\|Connection refused\|Connection broken\|Connection reset\|name resolution\|ReadTimeout\|Read timed out\|ProxyError\|SSLError\|MaxRetryError\|Max retries' "$log"; then
        fail "pip could not reach a package index, so $doing was not possible; check the network or pip's settings and run the same command again (details: $log)."
    fi
    missing=$(sed -n 's/.*No matching distribution found for \([^ ]*\).*/\1/p' "$log" | tail -n 1)
    if [ -n "$missing" ]; then
        fail "pip could reach no package index that offers $missing, so $doing was not possible; check the network or pip's settings and run the same command again (details: $log)."
    fi
    # An index that can't be reached and pins that can't be met give pip the same
    # last words, so ask for one small package that is known to exist.
    if grep -q 'ResolutionImpossible' "$log" && ! "$env/bin/python" -I -m pip install \
        --dry-run --no-deps --ignore-installed "$build_tool" >/dev/null 2>&1 </dev/null; then
        fail "pip could not reach a package index, so $doing was not possible; check the network or pip's settings and run the same command again (details: $log)."
    fi
    fail "$doing failed; the reason is at the end of $log."
}

logged() { # logged DOING COMMAND...: run a command into the log, or end with a sentence
    local doing=$1 status
    shift
    if "$@" >>"$log" 2>&1 </dev/null; then
        return 0
    else
        status=$?
    fi
    # pip takes back what it began when it fails by itself, so an environment
    # that was whole before is still whole; after a signal nobody knows.
    if [ -n "$was_whole" ] && [ "$status" -lt 128 ]; then
        rm -f "$mark"
    fi
    explain_and_fail "$doing"
}

fetch_files_of_the_page() { # third-party JavaScript, by exact version and hash; once
    [ -n "$extras" ] || return 0
    "$env/bin/python" -m ripple_sim.app.vendoring ${for_tests:+--tests} </dev/null || exit 1
}

install_browser() { # Debian's own, for the tests of the page
    [ -n "$for_tests" ] && ! has_browser || return 0
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        say "installing chromium, which the tests of the page need."
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } \
            >>"$log" 2>&1 </dev/null
        has_browser && return 0
    fi
    say "no Chromium was found, so the tests of the page in a browser are left out; install the package chromium, or name one with CHROMIUM=/path/to/chromium." >&2
}

beside_the_packages() { # what a finished environment may still lack
    fetch_files_of_the_page
    install_browser
}

write_stamp() {
    printf '%s\n' "$stamp" 2>>"$log" >"$1.new" && mv "$1.new" "$1" 2>>"$log" ||
        explain_and_fail "finishing the environment"
}

trap 'trap - INT; printf "\nripple_sim: the set-up was interrupted; the same command starts it again.\n" >&2; exit 130' INT
trap 'printf "ripple_sim: the set-up was ended from outside; the same command starts it again.\n" >&2; exit 143' TERM HUP

# ---------------------------------------------------------------- the set-up

stamp=""
if usable && right_interpreter; then
    pins=$(constraints_for "$env/bin/python")
    stamp=$(expected_stamp)
    if finished; then
        beside_the_packages
        exit 0
    fi
fi

# Two set-ups at once would spoil one another; where flock exists the second waits.
if command -v flock >/dev/null 2>&1 && { exec 9>"$env-setup.lock"; } 2>/dev/null; then
    flock 9
fi
: 2>/dev/null >"$log" || fail "the folder $(dirname "$env") can't be written to, or its disk is full."

was_whole=""
if usable && right_interpreter; then
    pins=$(constraints_for "$env/bin/python")
    stamp=$(expected_stamp)
    if finished; then # made by another set-up while this one waited
        beside_the_packages
        exit 0
    fi
    [ -f "$run_stamp" ] && was_whole=yes
    touch "$mark" 2>>"$log" || explain_and_fail "preparing the environment"
else
    python=$(bash scripts/find_python.sh) || exit 1
    if [ -e "$env" ]; then
        [ -f "$env/pyvenv.cfg" ] || [ -e "$mark" ] || [ -z "$(ls -A "$env" 2>/dev/null)" ] ||
            fail "$env exists but is no Python environment; move it away or name another folder with --env."
        say "$name is unfinished or does not fit; making it anew."
        rm -rf "$env" 2>>"$log" || fail "$env could not be removed; see $log."
    fi
    say "making $name with Python $(interpreter_identity "$python" | cut -d' ' -f1) ($python)."
    { mkdir -p "$env" && touch "$mark"; } 2>>"$log" || explain_and_fail "making the environment"
    logged "making the environment" "$python" -I -m venv "$env"
    pins=$(constraints_for "$env/bin/python")
    stamp=$(expected_stamp)
fi

[ -f "$pins" ] || fail "the file $pins, which holds the pinned versions, is missing."
say "installing packages into $name; the first time this takes a few minutes (log: $(basename "$log"))."
pip_install() {
    logged "installing the packages" "$env/bin/python" -I -m pip install --constraint "$pins" "$@"
}
# The build tool comes first and from the same pins, so that installing this
# folder needs no download of its own.
build_tool=$(grep '^setuptools==' "$pins") || fail "the file $pins pins no version of setuptools."
logged "installing the packages" "$env/bin/python" -I -m pip install "$build_tool"
pip_install --no-build-isolation --editable ".$extras"

rm -f "$test_stamp" "$app_stamp"
case "$extras" in
    "") ;;
    "[test]") write_stamp "$test_stamp" ;;
    *) write_stamp "$app_stamp" ;;
esac
write_stamp "$run_stamp"
rm -f "$mark"
beside_the_packages
say "$name is ready."
