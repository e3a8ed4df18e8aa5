"""A flipped bit in a brief is found, or lies where nothing is said: in how it is laid out."""

import pytest

from ripple_sim.briefs import verify as checking
from ripple_sim.briefs.formats import FORMS
from ripple_sim.scenario.problems import RippleError
from tests.flipped import flipped

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_read_as_something_else(written, form, tmp_path, whole):
    said = checking.read_brief(written[form])
    path = tmp_path / f"brief.{form}"
    found = 0
    for altered in flipped(written[form].read_bytes(), whole):
        path.write_bytes(altered)
        try:
            now = checking.read_brief(path)
        except RippleError:
            found += 1
        else:
            # A word or a picture that is another is what verifying a brief reports.
            assert checking._changed(*now) or now == said
            found += now != said
    assert found > 0
