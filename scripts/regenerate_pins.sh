#!/usr/bin/env bash
# Writes constraints/py311.txt, py312.txt and py313.txt anew: the newest
# versions that fit pyproject.toml, as resolved in three fresh environments. With
# --keep, what is pinned already keeps its version and only what is new is added.
set -u

fail() {
    printf 'ripple_sim: %s\n' "$1" >&2
    exit 1
}

keep=""
case "${1:-}" in
    "") ;;
    --keep) keep=yes ;;
    *) fail "'$1' is not an option of regenerate_pins.sh (there is --keep)." ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
work=$(mktemp -d) || fail "no temporary folder could be made."
trap 'rm -rf "$work"' EXIT

write_pins() { # write_pins VERSION FILE
    local version=$1 file=$2 python build_tools env pinned=()
    python=$(bash scripts/find_python.sh "$version") || exit 1
    env=$work/py$version
    printf 'ripple_sim: resolving %s with Python %s.\n' "$file" "$version"
    "$python" -I -m venv "$env" || fail "no environment could be made with $python."
    build_tools=$("$env/bin/python" -I -c '
import tomllib
with open("pyproject.toml", "rb") as file:
    print("\n".join(tomllib.load(file)["build-system"]["requires"]))') || fail "pyproject.toml could not be read."
    printf '%s\n' "$build_tools" >"$work/build.txt"
    if [ -n "$keep" ] && [ -f "$file" ]; then
        pinned=(--constraint "$file")
    fi
    { "$env/bin/python" -I -m pip install --quiet --upgrade "${pinned[@]}" --requirement "$work/build.txt" &&
        "$env/bin/python" -I -m pip install --quiet --no-build-isolation "${pinned[@]}" --editable ".[test]"; } \
        >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "pip could not resolve $file."; }
    {
        printf '# The versions tested with Python %s. Written by `make pins`.\n' "$3"
        "$env/bin/python" -I -m pip list --format=freeze --exclude pip --exclude ripple_sim 2>/dev/null
    } >"$work/pins" || fail "the installed versions could not be listed."
    mv "$work/pins" "$file" || fail "$file could not be written."
}

mkdir -p constraints
write_pins 3.11 constraints/py311.txt 3.11
write_pins 3.12 constraints/py312.txt 3.12
write_pins 3.13 constraints/py313.txt "3.13 and newer"
