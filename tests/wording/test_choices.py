"""Cases within a text: chosen by a name, by a number, or by the language's plural."""

import gettext

import pytest

from ripple_sim.app.words.catalogue import Words
from ripple_sim.wording import ENGLISH

TEXT = "{plan} {does:costs=costs {cost}|other=costs nothing} in {weeks:0=no time|one=# week|other=# weeks}."


@pytest.mark.parametrize(
    ("does", "weeks", "said"),
    [
        ("costs", 1, "Tea costs EUR 5 in 1 week."),
        ("costs", 1200, "Tea costs EUR 5 in 1,200 weeks."),
        ("saves", 0, "Tea costs nothing in no time."),
    ],
)
def test_cases(does, weeks, said):
    assert ENGLISH.say(TEXT, plan="Tea", does=does, cost="EUR 5", weeks=weeks) == said


def test_what_fills_a_field_chooses_nothing():
    said = ENGLISH.say(TEXT, plan="A|b={c}", does="costs", cost="{x}|#", weeks=2)
    assert said == "A|b={c} costs {x}|# in 2 weeks."


def test_cases_within_cases():
    text = "{way:up=rises {by:one=once|other=# times}|other=falls}."
    assert ENGLISH.say(text, way="up", by=3) == "rises 3 times."
    assert ENGLISH.say(text, way="down", by=3) == "falls."


def test_a_language_with_more_plurals_than_english():
    text = "{weeks:one=# týden|few=# týdny|other=# týdnů}|"
    czech = Words("cs", gettext.NullTranslations())
    assert [czech.say(text, weeks=n).rstrip("|") for n in (1, 3, 5)] == ["1 týden", "3 týdny", "5 týdnů"]


def test_a_case_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        ENGLISH.say("{way:up=rises|down=falls}", way="sideways")
