"""Numbers: kept in single precision between the steps, worked with in double precision."""

import struct

_SINGLE = struct.Struct("f")


def single(x):
    """Return the number of single precision nearest to ``x``."""
    return _SINGLE.unpack(_SINGLE.pack(x))[0]


class Stored:
    """Anything whose floating-point attributes are kept in single precision."""

    def __setattr__(self, name, value):
        if isinstance(value, float):
            value = single(value)
        super().__setattr__(name, value)


def clip(x, low, high):
    return min(max(x, low), high)


def clip01(x):
    return clip(x, 0.0, 1.0)


def above(x, threshold):
    return max(x - threshold, 0.0)


def relax_toward(x, target, weeks):
    return x + (target - x) / max(weeks, 1.0)
