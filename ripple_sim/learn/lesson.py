"""A lesson as its file states it: an idea, a prediction, what to measure, a question, sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ripple_sim.learn.checks import Company, FactId, Metric, Name, Text, Title, known
from ripple_sim.scenario.parameters import Count, OptionalName, Section, alike, number
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import UnfitError
from ripple_sim.wording import mark

Kind = Literal["change", "ratio", "delay", "peak", "correlation"]
MOST_PLANS, MOST_MEASURES = 3, 8
_NO_MEASURE = mark("there is no measure '{word}'")
_NO_PLAN = mark("there is no plan '{word}'")


class Measure(Section):
    """A number that the pairs give; twins differ in the plan alone.

    ``change``: how much higher a metric is under the plan, over the weeks ``first`` to ``last``.
    ``delay``: weeks from the plan's start until half of the largest change is reached.
    ``peak``: weeks from the plan's start until the change is largest.
    ``ratio``: how many times as large the measure ``of`` is as the measure ``to``, signs left out.
    ``correlation``: r of ``metric`` and ``beside`` over the units of the company without the plan.
    """

    name: Name
    label: Text
    kind: Kind
    metric: Metric | None = Field(None, description="What is measured")
    beside: Metric | None = Field(None, description="The other metric of a correlation")
    plan: str = Field("", description="One of the lesson's plans; the first if left out")
    of: str = Field("", description="The measure above the line of a ratio")
    to: str = Field("", description="The measure below the line of a ratio")
    units: tuple[int | Title, ...] = Field((), description="Units by number (from 1) or by name")
    first: Annotated[int, Count] = number(1, "week", 1, 520, "First week", "assumption", "given")
    last: Annotated[int, Count] | None = number(None, "week", 1, 520, "Last week", "assumption", "given")

    @model_validator(mode="after")
    def _whole(self) -> Measure:
        if self.kind == "ratio":
            if not (self.of and self.to):
                raise UnfitError("the ratio '{ratio}' needs of and to, two other measures", ratio=self.name)
        elif self.metric is None:
            raise UnfitError("the measure '{measure}' needs a metric", measure=self.name)
        if self.kind == "correlation" and self.beside is None:
            raise UnfitError("the correlation '{correlation}' needs beside, a second metric", correlation=self.name)
        return self


class Line(Section):
    """A picture of the lesson: the change of a metric by week, under every plan."""

    metric: Metric
    label: OptionalName = Field("", description="Its title; the metric's own if left out")
    units: tuple[int | Title, ...] = Field((), description="Units by number (from 1) or by name")


class Option(Section):
    """Something to predict; ``below`` ends it on the measure's scale, the last has no end."""

    says: Text
    below: float | None = Field(None, allow_inf_nan=False, description="Where the option ends")


class Predict(Section):
    """The prediction: which option holds the measure is found by the run, never stated here."""

    asks: Text
    measure: str = Field(..., description="The measure that decides")
    options: tuple[Option, ...] = Field(..., min_length=2, max_length=6)

    @model_validator(mode="after")
    def _in_order(self) -> Predict:
        ends = [option.below for option in self.options]
        if ends[-1] is not None or None in ends[:-1]:
            raise UnfitError("predict.options need below, all but the last one")
        held = [end for end in ends if end is not None]
        if held != sorted(set(held)):
            raise UnfitError("predict.options must go upwards by their below")
        return self


class Answer(Section):
    """A possible answer to the question at the end, and what is said of it."""

    says: Text
    because: Text


class Question(Section):
    """The question at the end."""

    asks: Text
    right: Annotated[int, Count] = number(
        ..., "answer", 1, 6, "Which answer is right, from 1", "the teacher's", "given"
    )
    answers: tuple[Answer, ...] = Field(..., min_length=2, max_length=6)

    @model_validator(mode="after")
    def _there(self) -> Question:
        if self.right > len(self.answers):
            raise UnfitError(
                "question.right is {right}, but there are {answers}", right=self.right, answers=len(self.answers)
            )
        return self


class Lesson(Section):
    """One lesson. Frozen."""

    name: Name
    title: Title
    order: Annotated[int, Count] = number(100, "place", 0, 1000, "Place in the list", "the teacher's", "given")
    says: Text = Field(..., description="One sentence for the list")
    idea: tuple[Text, ...] = Field(..., min_length=1, max_length=6)
    base: Company
    weeks: Annotated[int, Count] = number(104, "weeks", 26, 260, "Weeks simulated", "assumption", "given")
    pairs: Annotated[int, Count] = number(12, "pairs", 3, 60, "Pairs of twin companies", "assumption", "given")
    plans: tuple[Plan, ...] = Field(..., min_length=1, max_length=MOST_PLANS)
    predict: Predict
    measures: tuple[Measure, ...] = Field(..., min_length=1, max_length=MOST_MEASURES)
    lines: tuple[Line, ...] = Field(..., min_length=1, max_length=4)
    expected: Annotated[int, Count] = number(
        ..., "option", 1, 6, "The option that runs are expected to show, from 1", "the teacher's", "given"
    )
    explain: tuple[Text, ...] = Field(..., min_length=1, max_length=8)
    question: Question
    facts: tuple[FactId, ...] = Field(..., min_length=1, max_length=12)

    @model_validator(mode="after")
    def _fits_together(self) -> Lesson:
        plans = [plan.name for plan in self.plans]
        measures = [measure.name for measure in self.measures]
        if alike(plans):
            raise UnfitError("two of the plans have one name; give them names that differ")
        if len(set(measures)) != len(measures):
            raise UnfitError("two of the measures have one name; give them names that differ")
        known(self.predict.measure, measures, _NO_MEASURE)
        ratios = {measure.name for measure in self.measures if measure.kind == "ratio"}
        for measure in self.measures:
            if measure.plan:
                known(measure.plan, plans, _NO_PLAN)
            for part in (measure.of, measure.to) if measure.name in ratios else ():
                if known(part, measures, _NO_MEASURE) in ratios:
                    raise UnfitError("the ratio '{ratio}' can't be one of other ratios", ratio=measure.name)
            last = self.weeks if measure.last is None else measure.last
            if not measure.first <= last <= self.weeks:
                raise UnfitError(
                    "the measure '{measure}' covers the weeks {first} to {last}, but the "
                    "lesson runs from week 1 to {weeks}",
                    measure=measure.name,
                    first=measure.first,
                    last=last,
                    weeks=self.weeks,
                )
        if self.expected > len(self.predict.options):
            raise UnfitError(
                "expected is {expected}, but there are {options} options",
                expected=self.expected,
                options=len(self.predict.options),
            )
        return self

    def plan_of(self, measure: Measure) -> int:
        """Return the number of a measure's plan among the worlds; the baseline is 0."""
        names = [plan.name for plan in self.plans]
        return names.index(measure.plan) + 1 if measure.plan else 1

    def measure(self, name: str) -> Measure:
        """Return a measure by its name."""
        return next(one for one in self.measures if one.name == name)
