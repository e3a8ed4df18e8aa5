"""A claim about a bundled plan, in a form that pairs of worlds can check."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Claim:
    """How a figure under the plan stands beside the figure in the same luck without it.

    Attributes
    ----------
    metric
        The name of a metric of the week.
    up
        Whether it is higher under the plan, or lower.
    weeks
        The first and the last week of the window, counted from 1; ratios are those of the window's
        sums.
    than
        An earlier or later window: the change in ``weeks`` goes further than ``times`` the change
        there.
    times
        See ``than``.
    beside
        The name of another plan, which takes the place of the baseline.
    mirrored
        The plan turned round (every change with the other sign) counts too: the sum of both
        changes goes ``up`` or down, so one direction weighs more than the other.
    units
        The numbers of the units looked at, from 1; all if empty.
    further
        The numbers of units in which the change goes less far than in ``units``.
    """

    metric: str
    up: bool
    weeks: tuple[int, int]
    than: tuple[int, int] | None = None
    times: float = 1.0
    beside: str = ""
    mirrored: bool = False
    units: tuple[int, ...] = ()
    further: tuple[int, ...] = ()

    def __str__(self):
        words = [self.metric, "up" if self.up else "down", f"in weeks {self.weeks}"]
        if self.than:
            words.append(f"more than {self.times:g} times as in {self.than}")
        if self.beside:
            words.append(f"beside {self.beside}")
        if self.mirrored:
            words.append("more than its mirror image the other way")
        if self.units:
            words.append(f"in units {self.units}")
        if self.further:
            words.append(f"more than in {self.further}")
        return " ".join(words)


def up(metric, first, last, **more):
    """Claim that a figure is higher under the plan."""
    return Claim(metric, True, (first, last), **more)


def down(metric, first, last, **more):
    """Claim that a figure is lower under the plan."""
    return Claim(metric, False, (first, last), **more)


def more(claim, than):
    """Claim that a change is larger than in another window."""
    return replace(claim, than=than)


def soon(claim, later):
    """Claim that a change has reached more than half of its later size."""
    return replace(claim, than=later, times=0.5)


def slow(claim, earlier):
    """Claim that a change is more than twice its earlier size."""
    return replace(claim, than=earlier, times=2.0)
