"""Files with one bit that is another."""

import random

FEW, MANY = 60, 1_000


def flipped(content, whole, seed=0):
    """Yield copies of a file's content, each with another bit turned round.

    A thousand in the long form; a few in the short one, the first and the last bytes among them.
    """
    places = list(range(8 * len(content)))
    random.Random(seed).shuffle(places)
    ends = [8 * at + bit for at in (0, len(content) // 2, len(content) - 1) for bit in (0, 6)]
    for place in [*ends, *places[: (MANY if whole else FEW) - len(ends)]]:
        altered = bytearray(content)
        altered[place // 8] ^= 1 << place % 8
        yield bytes(altered)
