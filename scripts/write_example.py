"""Work out the answer that Home of `ripple app` opens with (ripple_sim/app/session/example.json).

python scripts/write_example.py
"""

from __future__ import annotations

import sys

from ripple_sim.app.pages.home import PLAN
from ripple_sim.app.session.examples import STORED, store
from ripple_sim.app.session.visit import FIRST_COMPANY
from ripple_sim.scenario.files import load
from ripple_sim.study.compare import compare

PAIRS = 60


def main() -> int:
    base = load(FIRST_COMPANY)
    found = compare(base, PLAN, pairs=PAIRS)
    store(found, base, PLAN)
    print(f"{found.say()}\n{STORED}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
