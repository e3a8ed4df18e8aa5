"""A flipped bit in a brief is found, or lies where nothing is said: in how it is laid out."""

import pytest

from ripple_sim.report.brief import checking
from ripple_sim.report.brief.checking import read_brief, verify_brief
from ripple_sim.report.brief.forms import FORMS
from ripple_sim.scenario.problems import RippleError
from tests.flipped import flipped

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_read_as_something_else(brief, written, form, tmp_path, monkeypatch, whole):
    monkeypatch.setattr(checking, "again", lambda record: brief)
    monkeypatch.setattr(checking, "_different", lambda record, brief: "")
    content = written[form].read_bytes()
    said = read_brief(written[form])
    path = tmp_path / f"brief.{form}"
    found = 0
    for altered in flipped(content, whole):
        path.write_bytes(altered)
        try:
            same = verify_brief(path).same
        except RippleError:
            found += 1
        else:
            assert not same or read_brief(path) == said
            found += not same
    assert found > 0
