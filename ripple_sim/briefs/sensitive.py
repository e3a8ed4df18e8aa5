"""What a plan's effect depends on most: from the folder of a sensitivity, or asked anew."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ripple_sim.briefs.compared import Compared
from ripple_sim.briefs.same_plan import check_fits, plan_between
from ripple_sim.briefs.study_folders import answer_of, read_kept, table_of, texts_of, write_texts
from ripple_sim.briefs.tornado import Bar, Tornado
from ripple_sim.scenario.files import parse
from ripple_sim.scenario.plans import parse_plan
from ripple_sim.scenario.problems import RippleError

if TYPE_CHECKING:
    from ripple_sim.study.sensitivity import Sensitivity

KIND = "sensitivity"
_PLAN = "plan.toml"
_BY = {"morris": ("mu_star", "mu_star_half"), "sobol": ("total", "total_half")}
_MEASURES = {
    "morris": "mean effect of moving it over its whole range",
    "sobol": "share of the variance that it holds, with interactions",
}


def read_sensitivity(folder: Path) -> Tornado:
    """Return what the folder of a sensitivity says.

    Raises
    ------
    RippleError
        When it is no such folder, or its files have changed since they were written.
    """
    import xarray as xr

    manifest = read_kept(folder, KIND)
    method = str(manifest.study.settings["method"] if manifest.study else "morris")
    with xr.open_dataset(folder / f"{KIND}.nc", engine="h5netcdf") as opened:
        data = opened.load()
    value, half = (data[name].to_series() for name in _BY[method])
    sentence, _ = answer_of(folder)
    bars = tuple(
        Bar(
            str(row["path"]),
            str(row["label"]),
            f"{_number(row['from'])} to {_number(row['to'])} {_unit(row['unit'])}".strip(),
            str(row.get("direction", "")),
            float(value[row["path"]]),
            float(half[row["path"]]),
        )
        for row in table_of(folder / f"{KIND}.csv").to_dict("records")
    )
    return Tornado(
        manifest=manifest,
        texts=texts_of(folder),
        outcome=str(data.attrs["title"]),
        unit=str(data[_BY[method][0]].attrs["units"]),
        measure=_MEASURES[method],
        sentence=sentence,
        bars=bars,
    )


def refuse_other_plan(found: Tornado, compared: Compared, plan: str, where: str) -> None:
    """Refuse a sensitivity that isn't about the plan of a comparison.

    Raises
    ------
    RippleError
        Saying in what it differs.
    """
    if _PLAN not in found.texts:
        raise RippleError(f"{where} asks about the company without a plan, not about '{plan}'")
    base = parse(found.texts["scenario.toml"], "scenario.toml")
    asked = parse_plan(found.texts[_PLAN], _PLAN)
    check_fits(
        asked.baseline(base), asked.applied(base), found.manifest.weeks, compared, plan, where
    )


def ask_what_matters(
    compared: Compared, plan: str, on_run: Callable[..., None] | None = None
) -> Tornado:
    """Ask what a plan's profit difference depends on: same companies, horizon and luck."""
    from ripple_sim.study.sensitivity import sensitivity

    found = sensitivity(
        compared.baseline,
        plan_between(compared.baseline, compared.planned(plan), plan),
        horizon=compared.manifest.weeks,
        seed=compared.manifest.seed,
        on_run=on_run,
    )
    return _taken_from(found)


def sensitive_again(before: Tornado) -> Tornado:
    """Ask again from manifest, company and plan; these stay as they were."""
    from ripple_sim.study.sensitivity import sensitivity

    manifest = before.manifest
    settings: dict[str, Any] = dict(manifest.study.settings) if manifest.study else {}
    settings.pop("plan", None)  # which the folder holds
    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_texts(before.texts, Path(place))
        again = _taken_from(
            sensitivity(
                Path(place) / "scenario.toml",
                Path(place) / _PLAN,
                horizon=manifest.weeks,
                seed=manifest.seed,
                **settings,
            )
        )
    return replace(again, manifest=before.manifest, texts=before.texts)


def _taken_from(found: Sensitivity) -> Tornado:
    from ripple_sim.study.sensitivity.folder import write_sensitivity

    with tempfile.TemporaryDirectory(prefix="ripple-") as place:
        write_sensitivity(found, Path(place))
        return read_sensitivity(Path(place))


def _number(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, int | float) else str(value)


def _unit(unit: Any) -> str:
    return unit if isinstance(unit, str) else ""
