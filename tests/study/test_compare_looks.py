"""Looking at a comparison before it is finished."""

import numpy as np

from ripple_sim.study.compare import Comparison, compare

ASKED = {"pairs": 7, "horizon": 20, "workers": 2}


def test_a_look_tells_what_so_many_pairs_tell_and_changes_nothing() -> None:
    seen: list[Comparison] = []
    found = compare("bakery", "pay-cut", **ASKED, looks=(1, 3, 5, 40), on_look=seen.append)
    assert [look.pairs for look in seen] == [3, 5]
    plain = compare("bakery", "pay-cut", **ASKED)
    for name, values in plain.values().items():
        np.testing.assert_array_equal(found.values()[name], values)
        np.testing.assert_array_equal(seen[0].values()[name], values[:3])
    assert found.say() == plain.say()
    assert found.floor == plain.floor
