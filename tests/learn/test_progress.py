"""Progress in an address and in a file: what goes in comes out, and nothing else does."""

import pytest

from ripple_sim.learn.progress import Progress, Said, from_query, from_text
from ripple_sim.scenario.problems import RippleError

SOME = Progress("lesson.delay", {"delay": Said(3, 1), "cause": Said(2, 0)}, {"silo-bank": "back_sponsor.50.0~f-12.5_0"})


def test_an_address_and_a_file_hold_it_all() -> None:
    assert from_query(SOME.query()) == SOME
    kept = from_text(SOME.text(), "'progress.toml'")
    assert (kept.said, kept.games, kept.open) == (SOME.said, SOME.games, "")
    assert from_query("") == Progress()
    assert from_query(f"?lang=de&{SOME.query()}".removeprefix("?")) == SOME


@pytest.mark.parametrize(
    "query",
    [
        "at=nothing.x",
        "at=lesson.<b>",
        "said=delay.9.1",
        "said=x",
        "game=silo-bank:<b>",
        "game=:0",
        "game=silo-bank:" + "0" * 5000,
        "said=" + "x" * 40_000,
        "%ff=%ff",
    ],
)
def test_what_an_address_should_not_hold_is_left_out(query: str) -> None:
    assert from_query(query) == Progress()


def test_a_file_is_opened_whatever_its_lines_end_in() -> None:
    kept = from_text(SOME.text().replace("\n", "\r\n"), "'progress.toml'")
    assert (kept.said, kept.games) == (SOME.said, SOME.games)


@pytest.mark.parametrize(
    "changed", [SOME.text().replace("predicted = 3", "predicted = 2"), SOME.text().rpartition("#")[0]]
)
def test_a_file_that_has_changed_is_refused(changed: str) -> None:
    with pytest.raises(RippleError, match="has changed since it was kept"):
        from_text(changed, "'progress.toml'")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("= 1", "not valid TOML"),
        ("a = 1", "is no file of progress"),
        ('kind = "progress"\n[lesson]', "did you mean 'lessons'"),
        ('kind = "progress"\nlessons = 3', "lessons must be at most 40 tables"),
        ('kind = "progress"\n[lessons.x]\npredicted = "a"', "predicted of 'x' must be a whole"),
        ('kind = "progress"\n[lessons.x]\nanswered = 7', "answered of 'x' must be a whole"),
        ('kind = "progress"\n[lessons."<b>"]', "is no name with a table"),
        ('kind = "progress"\n[challenges.x]\ngame = "<b>"', "game of 'x' can't be read"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(RippleError, match=says) as refused:
        from_text(text, "'mine.toml'")
    assert "'mine.toml'" in str(refused.value)
