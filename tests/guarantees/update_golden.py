"""Write the figures of a short run of the bakery to the file the tests compare with.

Run it when numbers change on purpose: ``python tests/guarantees/update_golden.py``. The entry
"Results change" in CHANGELOG.md must then say why, and by how much.
"""

import json
from pathlib import Path

from ripple_sim.observe.metrics import METRICS
from ripple_sim.scenario.files import load
from ripple_sim.study.run import run as simulate

GOLDEN = Path(__file__).parents[1] / "golden" / "bakery_figures.json"
COMMAND = "python tests/guarantees/update_golden.py"
WEEKS = 26


def golden_run():
    """Return the company's metrics of the bakery's first weeks, to six digits."""
    run = simulate(load("bakery"), seed=1, weeks=WEEKS, threads=1)
    return {metric.name: [float(f"{value:.6g}") for value in run.recorder.company(metric)] for metric in METRICS}


if __name__ == "__main__":
    lines = [f'"{name}": {json.dumps(series)}' for name, series in golden_run().items()]
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"wrote {GOLDEN}")
