"""Labels beside each other: moved as little as possible until none covers another."""

from __future__ import annotations


def spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return places at least ``gap`` apart, between ``low`` and ``high``, near the wanted ones.

    Neighbours that would touch share the distance each is moved. Where there is no room for all,
    the gap shrinks.
    """
    count = len(wanted)
    if count > 1:
        gap = min(gap, (high - low) / (count - 1))
    order = sorted(range(count), key=lambda i: wanted[i])
    heaps: list[tuple[float, int]] = []  # middle and size of labels that touch
    for i in order:
        middle, size = _inside(wanted[i], 1, gap, low, high), 1
        while heaps and _touch(heaps[-1], (middle, size), gap):
            before, more = heaps.pop()
            size, middle = size + more, (before * more + middle * size) / (size + more)
            middle = _inside(middle, size, gap, low, high)
        heaps.append((middle, size))
    places = [0.0] * count
    ranks = iter(order)
    for middle, size in heaps:
        for step in range(size):
            places[next(ranks)] = middle + (step - (size - 1) / 2) * gap
    return places


def _touch(below: tuple[float, int], above: tuple[float, int], gap: float) -> bool:
    (low, fewer), (high, more) = below, above
    return high - (more - 1) / 2 * gap - (low + (fewer - 1) / 2 * gap) < gap


def _inside(middle: float, size: int, gap: float, low: float, high: float) -> float:
    half = (size - 1) / 2 * gap
    return min(max(middle, low + half), high - half)
