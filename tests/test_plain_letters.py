"""Output in an encoding that lacks some letters: the answer is there, in plain letters."""

import io
import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ripple_sim.cli.plain_letters import plain_letters, take_any_text


def ripple(*words, **environment):
    """Return the exit code, output and errors of a call, as bytes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept |= {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "COLUMNS": "80", **environment}
    done = subprocess.run([sys.executable, "-m", "ripple_sim", *words], capture_output=True, env=kept, check=False)
    return done.returncode, done.stdout, done.stderr


ENCODINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    from ripple_sim.scenario.files import load, to_toml

    base = load("bakery").model_copy(update={"name": "Zürich", "title": "Zürich – کارگاه ≥ − ●", "currency": "Kč"})
    path = tmp_path_factory.mktemp("company") / "company.toml"
    path.write_text(to_toml(base), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", ["levers", "show", "run", "refusal", "evidence"])
def test_no_encoding_loses_the_answer(command, encoding, company, tmp_path):
    words, code, expected = {
        "levers": (["levers"], 0, b"Drivers of engagement"),
        "show": (["show", company], 0, b"business unit"),
        "run": (["run", company, "--weeks", "3", "--out", str(tmp_path / "r")], 0, b"Trust and integrity"),
        "refusal": (["show", "–≥é.toml"], 2, b"->=e.toml"),
        "evidence": (["evidence", "--fact", "H05"], 0, b"Not testable"),
    }[command]
    ended, out, err = ripple(*words, **ENCODINGS[encoding])
    said = out + err
    assert ended == code, err
    assert b"Traceback" not in said
    if command == "refusal" and encoding == "cp1252":
        assert "–>=é.toml".encode("cp1252") in said
        return
    assert expected in said
    if encoding != "cp1252":
        assert said.isascii()
        assert b"\\u" not in said
    else:
        said.decode("cp1252")
    if command in ("show", "run"):
        name = b"Zurich" if encoding != "cp1252" else "Zürich".encode("cp1252")
        assert name in said
        assert b">= - *" in said


@given(st.text(st.characters(), max_size=40))
@example("−●–≥│┃é\ud800\U0001f600کارگاه")
def test_any_text_ends_in_ascii(text):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")
    take_any_text(stream)
    print(text, file=stream, end="")
    stream.flush()
    written = stream.buffer.getvalue().decode("ascii")
    assert written == plain_letters(text)
    kept = iter(written)
    assert all(letter in kept for letter in text if letter.isascii())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251", "utf-8", "utf-16"])
@given(text=st.text(st.characters(), max_size=20))
def test_any_text_is_taken_by_any_stream(encoding, text):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    take_any_text(stream)
    print(text, file=stream, end="")
    stream.flush()
    stream.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("−5", "-5"),
        ("● hit", "* hit"),
        ("1–2", "1-2"),
        ("≥ 3", ">= 3"),
        ("Zürich", "Zurich"),
        ("a → b", "a -> b"),
        ("± 1", "+- 1"),
        ("12\u202f345", "12 345"),
        ("│", "|"),
        ("─", "-"),
        ("e\u0301", "e"),
        ("“no”", '"no"'),
        ("\udc80", r"\udc80"),
        ("\U000f0000", "?"),
        ("€", "EUR"),
    ],
)
def test_signs_stay_readable(text, plain):
    assert plain_letters(text) == plain
