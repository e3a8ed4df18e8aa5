"""Plans made for different circumstances: one comparison for each, with its own baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ripple_sim.model.settling import SettledCache
from ripple_sim.report.manifest import MANIFEST, Manifest, read_manifest
from ripple_sim.scenario.accepted import MAYBE_NAME, NAME, WORDS
from ripple_sim.scenario.arguments import read, takes
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plan_words import said_of_setting, said_of_shock
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError, near_or_all
from ripple_sim.scenario.readers import Whole
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import study as comparing
from ripple_sim.study.compare.figures import Figures
from ripple_sim.study.compare.outcomes import DISCOUNT_RATE
from ripple_sim.study.compare.result import Floats
from ripple_sim.study.compare.study import Comparison
from ripple_sim.study.compare.worlds import (
    Choice,
    Uncertainty,
    Worlds,
    baseline_of,
    given_plans,
    same_circumstances,
    worlds_of,
)
from ripple_sim.study.core.answer import StudyAnswer
from ripple_sim.study.core.results_folder import Results
from ripple_sim.wording import ENGLISH, Wording, listed, sentences

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

Given = Plan | Scenario


@dataclass(frozen=True, eq=False, repr=False)
class Comparisons(StudyAnswer):
    """Plans made for different circumstances, each compared with those made for the same.

    What happens to a company with or without a plan (its ``context`` and ``context_shocks``) stands
    in the baseline, so plans whose circumstances differ have no baseline in common, and nothing
    is said about which of them is better.

    Attributes
    ----------
    groups
        A comparison for each of the circumstances, in the order in which the plans were named.
    given
        The plans of each, as they were given.
    base
        The company in no particular circumstances.
    """

    kind: ClassVar[str] = "comparisons"
    made_of: ClassVar[tuple[type, ...]] = (Comparison, Worlds, Figures)

    groups: tuple[Comparison, ...]
    given: tuple[tuple[Given, ...], ...] = field(repr=False)
    base: Scenario = field(repr=False)

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    @property
    def plans(self) -> tuple[str, ...]:
        """The names of all plans, group by group."""
        return tuple(plan for group in self.groups for plan in group.plans)

    @property
    def wall_seconds(self) -> float:
        """Time it took."""
        return sum(group.wall_seconds for group in self.groups)

    @takes(plan=NAME)
    def of(self, plan: str) -> Comparison:
        """Return the comparison that a plan is in.

        Raises
        ------
        RippleError
            When no plan has that name.
        """
        for group in self.groups:
            if plan in group.plans:
                return group
        hint = near_or_all(plan, self.plans)
        raise RippleError("there is no plan '{plan}' in this comparison", plan=plan, hint=hint)

    @takes(words=WORDS)
    def circumstances(self, number: int, words: Wording = ENGLISH) -> str:
        """Return in words what happens to the company in a group, counted from 1.

        Raises
        ------
        RippleError
            When there is no group of that number.
        """
        place = self._place(number)
        first, group = self.given[place][0], self.groups[place]
        around: list[str] = []
        if isinstance(first, Plan):
            company = group.worlds.baseline
            around = [said_of_setting(path, value, company, words) for path, value in first.context.items()]
            around += [said_of_shock(shock, company, words) for shock in first.context_shocks]
        return sentences(words, *around) or words.say("As things are.")

    @takes(words=WORDS)
    def heading(self, number: int, words: Wording = ENGLISH) -> str:
        """Return what stands over a group, counted from 1: its circumstances and its plans.

        Raises
        ------
        RippleError
            When there is no group of that number.
        """
        place = self._place(number)
        group = self.groups[place]
        titles = [words.say("'{plan}'", plan=words.say(group.title(plan))) for plan in group.plans]
        return words.say(
            "Circumstances {number} of {all}, for {plans}: {said}",
            number=words.number(place + 1),
            all=words.number(len(self.groups)),
            plans=listed(words, titles),
            said=self.circumstances(place + 1, words),
        )

    @takes(words=WORDS)
    def headings(self, words: Wording = ENGLISH) -> tuple[str, ...]:
        """Return what stands over each group."""
        return tuple(self.heading(number, words) for number in range(1, len(self.groups) + 1))

    @takes(words=WORDS)
    def apart(self, words: Wording = ENGLISH) -> str:
        """Return why there are several comparisons."""
        return words.say(
            "The {plans} plans are made for {circumstances} different circumstances, so each is "
            "compared with how it goes on in its own; plans of different circumstances can't be "
            "ranked against each other.",
            plans=words.number(len(self.plans)),
            circumstances=words.number(len(self.groups)),
        )

    @takes(words=WORDS)
    def say(self, *, words: Wording = ENGLISH) -> str:
        """Return why there are several comparisons, and what each of them found."""
        said = [
            words.say("{heading} {found}", heading=heading, found=group.say(words=words))
            for heading, group in zip(self.headings(words), self.groups, strict=True)
        ]
        return sentences(words, self.apart(words), *said)

    def table(self) -> pd.DataFrame:
        """Return every outcome of every plan, one a row, with the number of its circumstances."""
        return self._together([group.table() for group in self.groups])

    def by_unit(self) -> pd.DataFrame:
        """Return profit, leavers avoided and levels by business unit, with their circumstances."""
        return self._together([group.by_unit() for group in self.groups])

    def ranking(self) -> pd.DataFrame:
        """Return the plans of each of the circumstances and going on without any, best first."""
        return self._together([group.ranking() for group in self.groups])

    @property
    def data(self) -> xr.Dataset:
        """The differences of every pair; pairs and months that a group hasn't are missing."""
        import xarray as xr

        parts = [
            group.data.assign_coords(circumstances=("plan", [number] * len(group.plans)))
            for number, group in enumerate(self.groups, 1)
        ]
        found = xr.concat(
            parts,
            dim="plan",
            data_vars="all",
            coords="minimal",
            compat="override",
            join="outer",
            combine_attrs="drop_conflicts",
        )
        found.attrs["answer"] = self.say()
        return found

    @takes(plan=MAYBE_NAME)
    def figure(self, plan: str | None = None, **options: Any) -> Figure:
        """Return a plan's slide; it must be named.

        Raises
        ------
        RippleError
            When no plan is named, or none has that name.
        """
        if plan is None:
            raise RippleError("there is a picture for each plan; name one of them")
        return self.of(plan).figure(plan=plan, **options)

    def drawing(self) -> Callable[..., Figure]:
        """Return what draws a plan's slide."""
        return self.groups[0].drawing()

    def _small_figure(self) -> Figure:
        return self.groups[0]._small_figure()

    def results(self) -> Results:
        """Return what a results folder keeps of it.

        ``circumstances-1`` and so on are comparisons like any other: ``ripple verify`` and
        ``ripple brief`` take each of them.
        """
        said = [self.apart()]
        for heading, group in zip(self.headings(), self.groups, strict=True):
            said += ["", heading, *(group.say(plan) for plan in group.plans), *group.conditions()]
        return Results(
            kind=self.kind,
            answer=self,
            settings={"circumstances": len(self)},
            base=self.base,
            tables={"outcomes": self.table(), "units": self.by_unit(), "ranking": self.ranking()},
            data=None,
            figures={},
            said=tuple(said),
            numbers={
                f"circumstances {number} {name}": held
                for number, group in enumerate(self.groups, 1)
                for name, held in group.numbers().items()
            },
            seed=self.groups[0].seed,
            weeks=max(group.weeks for group in self.groups),
            wall_seconds=self.wall_seconds,
            inside={group_folder(number): group.results() for number, group in enumerate(self.groups, 1)},
        )

    def _place(self, number: int) -> int:
        whole: int = read("number", number, Whole(1, len(self.groups)))
        return whole - 1

    def _together(self, tables: list[pd.DataFrame]) -> pd.DataFrame:
        import pandas as pd

        for number, table in enumerate(tables, 1):
            table.insert(0, "circumstances", number)
        return pd.concat(tables, ignore_index=True)


def group_folder(number: int) -> str:
    """Return the name of the folder of the circumstances with a number, from 1."""
    return f"circumstances-{number}"


@takes(**comparing.COMPARING)
def compare(
    base: str | Path | Scenario,
    *plans: Choice,
    pairs: int | Literal["auto"] = "auto",
    horizon: str | int | None = None,
    uncertainty: Uncertainty = "luck",
    seed: int = 0,
    discount_rate: float = DISCOUNT_RATE,
    floor: float | None = None,
    settled: SettledCache | None = None,
    workers: int | None = None,
    on_pair: Callable[[int, int], None] | None = None,
    looks: Sequence[int] = (),
    on_look: Callable[[Comparison], None] | None = None,
) -> Comparison | Comparisons:
    """Compare plans with how a company goes on without, in pairs of worlds with the same luck.

    Parameters are those of :func:`ripple_sim.study.compare.study.compare`, which compares
    plans with one baseline. Plans made for different circumstances (their ``context`` and
    ``context_shocks`` differ) are grouped by these, and each group is compared by itself.

    Returns
    -------
    Comparison or Comparisons
        Several where the circumstances differ.

    Raises
    ------
    ripple_sim.RippleError
        When something given can't be used; the text is one sentence. Nothing is lived then.
    """
    company = base if isinstance(base, Scenario) else load(base)
    groups = by_circumstances(company, plans)
    for group in groups:
        worlds_of(company, group)  # what one of them refuses is said before any is lived
    found = [
        comparing.compare(
            company,
            *group,
            pairs=pairs,
            horizon=horizon,
            uncertainty=uncertainty,
            seed=seed,
            discount_rate=discount_rate,
            floor=floor,
            settled=settled,
            workers=workers,
            on_pair=on_pair,
            looks=looks,
            on_look=on_look,
        )
        for group in groups
    ]
    if len(found) == 1:
        return found[0]
    return Comparisons(tuple(found), tuple(groups), company)


def by_circumstances(base: Scenario, plans: Sequence[Choice]) -> list[tuple[Given, ...]]:
    """Return the plans by the baselines they have in common, in the order in which they are named.

    Raises
    ------
    RippleError
        When there is no plan, or two of them have one name.
    """
    if not plans:
        raise RippleError("there is nothing to compare; name at least one plan")
    groups: list[tuple[Scenario, list[Given]]] = []
    for plan in given_plans(plans):
        own = baseline_of(plan, base)
        for baseline, group in groups:
            if same_circumstances(baseline, own):
                group.append(plan)
                break
        else:
            groups.append((own, [plan]))
    return [tuple(group) for _, group in groups]


def compare_each_again(folder: Path, manifest: Manifest) -> dict[str, Floats]:
    """Compare again what each folder inside holds, and return all numbers.

    Raises
    ------
    RippleError
        When the manifest doesn't say how many there are, or one of them can't be read.
    """
    count = manifest.study.settings.get("circumstances") if manifest.study else None
    if not isinstance(count, int) or not 1 <= count <= len(manifest.files):
        raise RippleError(
            f"{folder / MANIFEST} doesn't say how many circumstances there are, so the comparisons can't be repeated"
        )
    arrays: dict[str, Floats] = {}
    for number in range(1, count + 1):
        inside = folder / group_folder(number)
        again = comparing.compare_again(inside, read_manifest(inside)).numbers()
        arrays |= {f"circumstances {number} {name}": held for name, held in again.items()}
    return arrays
