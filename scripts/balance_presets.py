"""Bring the bundled presets back to rest: write the offsets that make their stated rates come true.

    python scripts/balance_presets.py [NAME ...] [--worlds N]

Run it after a rule or a coefficient has changed. Without names all presets are balanced; small
companies get more worlds, so that luck doesn't decide.
"""

import argparse
import re
from pathlib import Path

from ripple_sim.scenario.checked_files import write_whole
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.study.balance import OFFSETS, balance

FOLDER = Path(__file__).resolve().parent.parent / "ripple_sim" / "scenario" / "presets"


def with_offsets(text: str, offsets: dict[str, float]) -> str:
    """Return a preset's text with the numbers of the named offsets replaced, comments kept."""
    for name, value in offsets.items():
        line = re.compile(rf"^({name} = )\S+( *)(?=#)", re.MULTILINE)
        text, found = line.subn(lambda match, value=value: f"{match[1]}{value:.3f}{match[2]}", text)
        if found != 1:
            raise ValueError(f"'{name}' stands {found} times in the preset, not once")
    return text


def rest(name: str, worlds: int | None) -> None:
    """Balance one preset and write its file."""
    found = balance(load(name), seeds=worlds)
    behaviour = found.scenario.behaviour
    held = {"employees": behaviour.employees, "customers": behaviour.customers}
    offsets = {}
    for path in OFFSETS.values():
        _, section, offset = path.split(".")
        offsets[offset] = getattr(held[section], offset)
    path = FOLDER / f"{name}.toml"
    write_whole(path, with_offsets(path.read_text(encoding="utf-8"), offsets))
    rates = ", ".join(f"{rate} {found.stated[rate]:.3f} stated, {found.shown[rate]:.3f} shown" for rate in OFFSETS)
    print(f"{name}: {rates}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="presets; all where none is named")
    parser.add_argument("--worlds", type=int, help="worlds a preset is run in")
    asked = parser.parse_args()
    for name in asked.names or preset_names():
        rest(name, asked.worlds)


if __name__ == "__main__":
    main()
