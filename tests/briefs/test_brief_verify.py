"""A brief checked again: the same, altered, or different."""

import base64
import io
import json
import re
import zipfile
import zlib

import pytest

from ripple_sim.briefs import verify as checking
from ripple_sim.briefs.formats import FORMS
from ripple_sim.briefs.html import look
from ripple_sim.briefs.verify import first_difference, verify_brief
from ripple_sim.scenario.checked_files import check_json
from ripple_sim.scenario.problems import RippleError


@pytest.fixture
def copy(written, tmp_path):
    """A function that returns a copy whose content has gone through a function."""

    def altered(form, change):
        path = tmp_path / f"copy.{form}"
        path.write_bytes(change(written[form].read_bytes()))
        return path

    return altered


@pytest.fixture
def no_run(brief, monkeypatch):
    """Studies done again come out the same, without the time that it takes."""
    monkeypatch.setattr(checking, "again", lambda record: brief)


@pytest.fixture
def never_run(monkeypatch):
    monkeypatch.setattr(checking, "again", None)


def within(name, change):
    """Return how to alter one file of a package."""

    def altered(content):
        fresh = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
            for one in old.namelist():
                held = old.read(one)
                new.writestr(one, change(held) if one == name else held)
        return fresh.getvalue()

    return altered


def replaced(old, new):
    def altered(content):
        assert old in content
        return content.replace(old, new, 1)

    return altered


def on_paper(content):
    """Let one text of a page's content run backwards."""

    def altered(found):
        stream = zlib.decompress(base64.a85decode(found[2].strip().removesuffix(b"~>")))
        text = max(re.findall(rb"\(([^()\\]*)\) Tj", stream), key=len)
        stream = stream.replace(text, text[::-1], 1)
        return found[1] + base64.a85encode(zlib.compress(stream)) + b"~>" + found[3]

    page = re.search(rb"/Contents (\d+) 0 R", content)[1]
    return re.sub(rb"(\n" + page + rb" 0 obj.*?stream\n)(.*?)(endstream)", altered, content, count=1, flags=re.DOTALL)


def checked_anew(content):
    """Let the record of a page vouch for itself as it is now, as a forger would."""
    start = content.index(b'id="record">') + len(b'id="record">')
    end = content.index(b"</script>", start)
    fields = json.loads(content[start:end])
    fields.pop("blake2b")
    return content[:start] + check_json(json.dumps(fields)).encode() + content[end:]


def test_done_again_all_comes_out_the_same(written, undrawn):
    verification = verify_brief(written["html"])
    assert verification.say.startswith("The same: all ")
    assert verification.say.endswith(" numbers of the brief come out to the last bit.")
    assert verification.same


@pytest.mark.parametrize("form", FORMS)
def test_every_format_can_be_checked(written, no_run, form):
    assert verify_brief(written[form]).same


@pytest.mark.parametrize(
    ("form", "change"),
    [
        ("html", replaced(b'<td class="range">', b'<td class="range">9')),
        ("html", replaced(b" 80 % interval from EUR ", b" 80 % interval from EUR 9")),
        ("pptx", within("ppt/slides/slide1.xml", replaced(b"Hours of staff", b"Earned"))),
        ("xlsx", within("xl/worksheets/sheet1.xml", replaced(b"<v>-", b"<v>-9"))),
        ("xlsx", within("xl/worksheets/sheet2.xml", replaced(b"<v>-", b"<v>-9"))),
    ],
)
def test_an_altered_word_or_number_is_quoted_without_a_run(copy, never_run, form, change):
    verification = verify_brief(copy(form, change))
    assert not verification.same
    assert verification.say.startswith("Changed since the brief was written: it said '")


def test_an_altered_word_on_paper_is_found(copy, never_run):
    verification = verify_brief(copy("pdf", on_paper))
    assert verification.say == "Changed since the brief was written: the page is another."


def test_an_altered_picture_is_found(copy, never_run):
    verification = verify_brief(copy("html", replaced(b"M 45", b"M 46")))
    assert verification.say == "Changed since the brief was written: a picture is another."


def test_an_altered_number_of_the_record_is_named(copy, no_run):
    def change(content):
        content = re.sub(rb'("profit, value": ")([^"]+)"', rb'\g<1>9\g<2>"', content)
        return checked_anew(content)

    verification = verify_brief(copy("html", change))
    assert not verification.same
    assert re.match(r"Different: 'profit, value' is 9\S+ in the brief and \S+ now\.", verification.say)


def test_words_altered_together_with_the_record_are_found(brief, copy, no_run):
    said = brief.say().split()[-1]

    def change(content):
        return checked_anew(content.replace(f" {said}".encode(), b" beautifully."))

    altered = copy("html", change)
    assert "beautifully" in look(altered.read_bytes()).words
    verification = verify_brief(altered)
    assert not verification.same
    assert "beautifully." in verification.say


def test_other_luck_is_different(brief, tmp_path, undrawn):
    path = type(brief)(brief.compared, brief.plan).write(tmp_path / "short.html")
    path.write_bytes(checked_anew(path.read_bytes().replace(b'"seed": 5', b'"seed": 6', 1)))
    verification = verify_brief(path)
    assert not verification.same
    assert verification.say.startswith("Different: '")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is no brief that can be checked"),
        (b"<!DOCTYPE html><p>Hello", "is no brief that can be checked"),
        (b"%PDF-1.4 nothing", "is no brief that can be checked"),
        (b"PK\x03\x04 torn", "is no brief that can be checked"),
    ],
)
def test_what_is_no_brief_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(RippleError, match=sentence):
        verify_brief(path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda record: record | {"layout": 7}, "can't be read"),
        (lambda record: record | {"made_by": "another"}, "made by 'another', not by ripple_sim"),
        (lambda record: {}, r"can't be read \('made_by'"),
    ],
)
def test_a_broken_record_is_one_sentence(copy, change, sentence):
    def altered(content):
        start = content.index(b'id="record">') + len(b'id="record">')
        end = content.index(b"</script>", start)
        changed = change(json.loads(content[start:end]))
        return content[:start] + json.dumps(changed).encode() + content[end:]

    with pytest.raises(RippleError, match=sentence) as raised:
        verify_brief(copy("html", altered))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("a b c d", "a b c e", "it said 'b c d' and says 'b c e'"),
        ("a b", "a", "it said 'a b' and says 'a'"),
        ("", "a", "it said 'nothing' and says 'a'"),
    ],
)
def test_the_first_difference_is_quoted(before, now, said):
    assert first_difference(before, now) == said
