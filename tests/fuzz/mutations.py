"""Files as hands, programs and disks spoil them: bundled texts with a few things changed."""

from hypothesis import strategies as st

HOSTILE_VALUES = [
    "nan",
    "inf",
    "-inf",
    "1e400",
    "-1",
    "0",
    "0.0",
    "1e308",
    "9223372036854775808",
    "1_0",
    "007",
    '""',
    '" "',
    "'x\\u0000'",
    '"\\u001b[2J"',
    '"\\u202eabc"',
    '"=1+1"',
    '"_x0041_"',
    '"1.000"',
    '"12,6 %"',
    '"2 Years"',
    '"1 month"',
    '"-5 weeks"',
    '"{0.__class__}"',
    '"{x!r:>99999999}"',
    "true",
    "[]",
    "{}",
    "[[]]",
    '["a", 1]',
    "{ a = { b = 1 } }",
    "1979-05-27",
    "07:32:00",
    "Delay",
    "\u201ctext\u201d",
    "'",
    '"',
    '"""',
    "#",
    "",
    "=",
    "[",
    "]]",
    "a.b.c",
    "0x1F",
    "1e",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "'" + "a" * 5000 + "'",
    "'" + "\u0301" * 200 + "'",
    "-0.0",
    "5e-324",
    "+1",
    "{",
    "[" * 60,
    "a." * 200 + "b = 1",
]
SIGNS = ["\x00", "\x1b", "\ufeff", "\r", "\t", "\u2028", "\u202e", "\x85", '"', "'", "\\", "=", "["]

_WHERE = st.floats(0, 1, exclude_max=True)
_CHANGES = st.one_of(
    st.tuples(st.just("cut"), _WHERE, st.integers(1, 200)),
    st.tuples(st.just("repeat"), _WHERE, st.integers(1, 400)),
    st.tuples(st.just("insert"), _WHERE, st.one_of(st.sampled_from(SIGNS), st.text(max_size=8))),
    st.tuples(st.just("value"), _WHERE, st.sampled_from(HOSTILE_VALUES)),
    st.tuples(st.just("key"), _WHERE, st.sampled_from(["x", "", "a.b", "'a b'", "level", "name"])),
    st.tuples(st.just("drop line"), _WHERE, st.integers(1, 5)),
    st.tuples(st.just("swap lines"), _WHERE, _WHERE),
    st.tuples(st.just("end"), _WHERE, st.none()),
)
CODECS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1"]


def spoiled(texts):
    """Return a strategy of file contents: one of the texts after one to six changes, as bytes."""
    return st.builds(
        _spoil,
        st.sampled_from(texts),
        st.lists(_CHANGES, min_size=1, max_size=6),
        st.sampled_from(["utf-8"] * 12 + CODECS),
    )


def _spoil(text, changes, codec):
    for kind, where, what in changes:
        text = _changed(text, kind, where, what)
    return text.encode(codec, "replace")


def _changed(text, kind, where, what):
    place = int(where * len(text))
    if kind == "cut":
        return text[:place] + text[place + what :]
    if kind == "repeat":
        return text[:place] + text[place : place + what] + text[place:]
    if kind == "insert":
        return text[:place] + what + text[place:]
    if kind == "end":
        return text[:place]
    lines = text.split("\n")
    row = int(where * len(lines))
    if kind == "swap lines":
        other = int(what * len(lines))
        lines[row], lines[other] = lines[other], lines[row]
    elif kind == "drop line":
        del lines[row : row + what]
    else:
        stated = [at for at in range(row, len(lines)) if "=" in lines[at]]
        if stated:
            key, _, value = lines[stated[0]].partition("=")
            lines[stated[0]] = f"{key}= {what}" if kind == "value" else f"{what} ={value}"
    return "\n".join(lines)
