"""Sentences and numbers by language."""

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ripple_sim.app.words import words_in
from ripple_sim.app.words.catalogue import TRANSLATIONS, Words, translations_of
from ripple_sim.app.words.gathering import KEYWORDS, PACKAGE, SPEAKING, gathered

PLURALS = "nplurals=2; plural=(n != 1);"


def words(language: str) -> Words:
    return Words(language, gettext.NullTranslations())


def test_numbers_and_money_as_each_language_writes_them() -> None:
    english, german = words("en"), words("de")
    assert english.number(-1234.56, 1) == "−1,234.6"
    assert english.change(0.04, 1) == "0.0"
    assert english.change(3.21, 1) == "+3.2"
    assert english.number(float("nan")) == "–"
    assert english.money(264558.4, "EUR") == "€264,558"
    assert english.money_change(-5, "GBP") == "−£5"
    assert german.money(264558.4, "EUR") == "264.558\xa0€"
    assert german.number(1234.5, 1) == "1.234,5"
    assert words("fa").direction == "rtl"
    assert english.direction == "ltr"


def test_a_language_without_translation_is_english() -> None:
    assert words_in("xx").language == "en"
    assert words_in("../../etc").language == "en"


def test_a_translation_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "de.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n'
        f'Plural-Forms: {PLURALS}\\n"\n\n'
        'msgid "Week {week}"\nmsgstr "Woche {week}"\n\n'
        'msgid "{number} week"\nmsgid_plural "{number} weeks"\n'
        'msgstr[0] "{number} Woche"\nmsgstr[1] "{number} Wochen"\n',
        encoding="utf-8",
    )
    german = Words("de", translations_of(path))
    assert german.say("Week {week}", week=3) == "Woche 3"
    assert german.count("{number} week", "{number} weeks", 1200) == "1.200 Wochen"
    assert german.say("Not translated") == "Not translated"


def test_the_catalogue_holds_every_text() -> None:
    with (TRANSLATIONS / "ripple_sim.pot").open("rb") as held:
        known = {message.id for message in read_po(held) if message.id}
    missing = {message for message in gathered() if message not in known}
    assert not missing, f"'make texts' gathers {len(missing)} new texts, such as {missing.pop()!r}"
    texts = {one for message in known for one in (message if isinstance(message, tuple) else [message])}
    assert {"Watch the ripple", "Co-workers", "Customer satisfaction"} <= texts


def given_as_they_are() -> Iterator[tuple[str, str]]:
    """Yield every text that the code hands over as it is, and the file."""
    for folder in SPEAKING:
        for path in (PACKAGE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    keyword = KEYWORDS.get(name, ())
                    for one in node.args[: 1 if keyword is None else len(keyword)]:
                        if isinstance(one, ast.Constant) and isinstance(one.value, str):
                            yield one.value, str(path)


def test_no_text_is_overlooked() -> None:
    # Babel reads signs and not calls, so a call within a call may hide a text from it.
    known = {one for text in gathered() for one in (text if isinstance(text, tuple) else (text,))}
    assert not {(text, path) for text, path in given_as_they_are() if text and text not in known}


@pytest.mark.parametrize("text", ["{a} and {b}", "plain"])
def test_fields_are_filled_in(text: str) -> None:
    assert words("en").say(text, a=1, b=2) == text.format(a=1, b=2)
