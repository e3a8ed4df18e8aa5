"""Small studies of the bakery."""

from collections.abc import Callable
from pathlib import Path

import pytest

TEXT = """
name = "small"
base = "bakery"
plans = ["plan.toml"]
weeks = 6
replications = 2
seed = 3

[design]
kind = "sobol"
size = 4

[levers]
plan.1.change = { low = 0.1, high = 0.5 }

[uncertainties]
"market.churn_per_year" = { low = 0.05, high = "40 %" }

[outcomes]
profit = "all"
enps = "weeks 3 to 6"
"""

PLAN = """
name = "coach"
[[interventions]]
lever = "coaching"
change = 0.3
start = 1
"""


@pytest.fixture
def spec(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of a study's file, with pieces of its text replaced."""

    def write(*replaced: tuple[str, str]) -> Path:
        text = TEXT
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
        path = tmp_path / "spec.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
