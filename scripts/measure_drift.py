"""Say how far a company that is left alone drifts in two years, each headline figure.

    python scripts/measure_drift.py NAME [--worlds N] [--first-seed S]

Waiting hangs on a few overloaded weeks: some hundred worlds tell its drift to a few percent.
"""

import argparse

from ripple_sim.scenario.files import load
from ripple_sim.study.balance import drifts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", metavar="NAME", help="a preset, or a scenario file")
    parser.add_argument("--worlds", type=int, default=100, help="worlds; 100 if not given")
    parser.add_argument("--first-seed", type=int, default=0, help="seed of the first world")
    asked = parser.parse_args()
    for metric, drift in drifts(load(asked.name), asked.worlds, asked.first_seed).items():
        print(f"{metric:24s} {drift.share:+7.2%}  give or take {drift.error:.2%}")


if __name__ == "__main__":
    main()
