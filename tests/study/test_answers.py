"""Every study's answer: kept and loaded it says, tables and draws the same; shown in a notebook."""

import io
import subprocess
import sys

import pandas as pd
import pytest

import ripple_sim as rs
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.core import answer as answers
from ripple_sim.study.core.answer_file import ANSWER, read_answer

PLAN = "coaching-everywhere"
ASKED = {"horizon": 8, "seed": 5}
OVER = {"plan.1.change": {"low": 0.1, "high": 0.9}, "market.churn_per_year": {"low": 0.05, "high": 0.4}}
STUDIES = {
    "comparison": lambda: rs.compare("bakery", PLAN, "skills-training", pairs=2, **ASKED),
    "explanation": lambda: rs.explain("bakery", PLAN, pairs=2, **ASKED),
    "sensitivity": lambda: rs.sensitivity("bakery", PLAN, over=OVER, n=2, replications=1, **ASKED),
    "story": lambda: rs.story("bakery", PLAN, "customer 11", **ASKED),
    "trace": lambda: rs.trace("bakery", PLAN, pairs=2, **ASKED),
    "discovery": lambda: rs.discover("bakery", PLAN, over=OVER, lowest=0.3, n=20, replications=1, **ASKED),
    "optimum": lambda: rs.optimise("bakery", PLAN, trials=2, replications=2, pairs=2, **ASKED),
}


@pytest.fixture(scope="module", params=STUDIES)
def both(request, tmp_path_factory):
    """An answer, and the same from its folder."""
    answer = STUDIES[request.param]()
    folder = tmp_path_factory.mktemp("answers") / request.param
    with pytest.MonkeyPatch.context() as patch:
        whole = answers.write_whole_folder
        patch.setattr(answers, "write_whole_folder", lambda *given: whole(*given, pictures=False))
        answer.save(folder)
    return answer, type(answer).load(folder), folder


def drawn(answer):
    file = io.BytesIO()
    answer.figure().savefig(file, format="png", dpi=40)
    return file.getvalue()


def test_a_loaded_answer_says_tables_and_holds_the_same(both):
    answer, loaded, _ = both
    assert loaded.say() == answer.say()
    pd.testing.assert_frame_equal(loaded.table(), answer.table(), check_exact=True)
    assert loaded.data.identical(answer.data)
    assert loaded.provenance.texts == answer.provenance.texts
    assert loaded.provenance.manifest.numbers == answer.provenance.manifest.numbers


def test_a_loaded_answer_draws_the_same(both):
    answer, loaded, _ = both
    assert drawn(loaded) == drawn(answer)


def test_it_is_short_as_text_and_has_table_and_picture_in_a_notebook(both):
    answer, _, _ = both
    assert 0 < len(repr(answer).splitlines()) <= 10
    assert type(answer).__name__ in repr(answer)
    shown = answer._repr_html_()
    assert "<table" in shown
    assert 'src="data:image/png;base64,' in shown


def test_a_saved_answer_is_not_replaced_unasked(both):
    answer, _, folder = both
    with pytest.raises(RippleError, match="is not empty"):
        answer.save(folder)


def test_another_kind_and_an_altered_answer_are_refused(both, tmp_path):
    answer, _, folder = both
    other = rs.Trace if not isinstance(answer, rs.Trace) else rs.Comparison
    with pytest.raises(RippleError, match="but it must hold"):
        other.load(folder)
    torn = tmp_path / ANSWER
    content = (folder / ANSWER).read_bytes()
    torn.write_bytes(content[: len(content) // 2])
    with pytest.raises(RippleError, match="is damaged"):
        read_answer(torn, ())
    with pytest.raises(RippleError, match="is damaged"):
        read_answer(folder / ANSWER, ())  # no class but those named is made


@pytest.mark.parametrize("room", ["compare", "explain", "trace", "sensitivity", "discover", "optimise", "sweep.answer"])
def test_a_study_loads_what_draws_it_only_to_draw(room):
    code = f"import sys, ripple_sim.study.{room}; print([n for n in ('matplotlib', 'pandas') if n in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
