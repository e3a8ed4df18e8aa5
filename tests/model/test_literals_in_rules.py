"""Numbers that act are parameters: every literal left in the rules stands here, with its reason.

Not listed are 0 and 1 as nothing and the whole (``ZERO``, ``ONE``), and the whole numbers 0, 1
and 2 that name a state, count one more, or are the place in a table.
"""

import ast
from pathlib import Path

import pytest

import ripple_sim.rules

RULES = Path(ripple_sim.rules.__file__).parent
NAMED = {"TWO": 2.0, "HALF": 0.5, "THREE": 3.0, "SIXTH": 1 / 6, "THIRD": 1 / 3}
PLAIN = {0, 1, 2}

GUARD = "keeps a division from zero"
ROUNDING = "rounds to the nearest whole number"
ANSWER = "the scale of the recommend question, 0 to 10, and rounding"
LEFT = {
    "arithmetic.TWO": ({2.0}, "a name"),
    "arithmetic.HALF": ({0.5}, "a name"),
    "arithmetic._NINE_TENTHS": ({0.9}, "where the bound on exp(x) is used; changes no result"),
    "arithmetic._BEYOND_ROUNDING": ({1.0001}, "leaves what is near to the exponential itself"),
    "drivers.A_BLOCK": ({4}, "words that one address of the generator gives"),
    "feeling.intend": ({10.0, 0.5}, ANSWER),
    "finance.cents": ({100.0, 0.5}, "cents in a unit of the currency, and rounding"),
    "judgement.SIXTH": ({6.0}, "a name"),
    "judgement.THIRD": ({3.0}, "a name"),
    "judgement.experienced": ({1 / 6}, "the mean of six forces"),
    "judgement.judge": ({0.5, 1 / 3}, "the mean of two forces, and of three"),
    "judgement.advocate": ({10.0, 0.5}, ANSWER),
    "leadership.THREE": ({3.0}, "a name"),
    "leadership.divide_attention": (
        {3.0, 2.0},
        "three claims, so that an even share counts as 1; 2x / (1 + x) is 1 where x is",
    ),
    "leadership.change_manager": ({0.5}, "between the two states of a switch, 0 and 1"),
    "leadership.set_norm": ({3.0}, "three claims, so that an even share counts as 1"),
    "loyalty.NEWCOMER_WEEKS": ({104}, "saves an exponential where hardly anything would be added"),
    "loyalty.spend": ({1e-4}, GUARD),
    "service.TIMES_GIVEN": (
        {-0.5, -0.4, -0.3, -0.1, 0.1, 0.3},
        "where C10 measured; the qualities there are parameters",
    ),
    "service.carry": ({1e-6, 0.5}, GUARD),
    "staffing.JUST_OVER_HALF": ({0.5001}, ROUNDING),
    "word_of_mouth.speak": ({2.0}, "from advocacy, 0 to 1, to a word, -1 to 1"),
    "workload.TIRED_AT": ({1.1429, 1.2857, 1.428, 1.5714}, "where C05 measured; the outputs there are parameters"),
    "workload.meet_demand": ({0.01, 2.0}, f"{GUARD}; the 2 of Sakasegawa's formula"),
}


def literals(node):
    """Return the numbers written in a piece of code, but for places in a table."""
    if isinstance(node, ast.Subscript):
        return literals(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return {-number for number in literals(node.operand)}
    if isinstance(node, ast.Name) and node.id in NAMED and isinstance(node.ctx, ast.Load):
        return {NAMED[node.id]}
    if isinstance(node, ast.Constant):
        number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
        return {node.value} if number else set()
    return set().union(*map(literals, ast.iter_child_nodes(node)))


def written(path):
    """Yield what is defined in a file, with the numbers in it that aren't plain."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        name = getattr(node, "name", None)
        if isinstance(node, ast.Assign):
            name = getattr(node.targets[0], "id", None)
        found = literals(node)
        plain = {number for number in found if number in PLAIN and not _real(node, number)}
        if found - plain:
            yield f"{path.stem}.{name}", found - plain


def _real(node, number):
    """Tell whether a plain number is written as a real one, and isn't 0 or 1."""
    return number not in (0, 1) and any(
        (isinstance(one, ast.Constant) and type(one.value) is float and one.value == number)
        or (isinstance(one, ast.Name) and NAMED.get(one.id) == number)
        for one in ast.walk(node)
    )


def test_every_literal_in_the_rules_has_its_reason():
    found = {}
    for path in sorted(RULES.glob("*.py")):
        found |= dict(written(path))
    listed = {where: numbers for where, (numbers, _) in LEFT.items()}
    assert found == listed


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("def f(x):\n    return 0.3 * x", {0.3}),
        ("def f(x):\n    return min(x, np.float32(26.0))", {26.0}),
        ("def f(x):\n    return HALF * x", {0.5}),
        ("def f(x):\n    return x < 104", {104}),
        ("X = np.float32(-0.4)", {-0.4}),
    ],
)
def test_a_literal_is_found(code, numbers, tmp_path):
    path = tmp_path / "rule.py"
    path.write_text(code)
    assert [found for _, found in written(path)] == [numbers]


def test_plain_numbers_and_places_are_not_listed(tmp_path):
    path = tmp_path / "rule.py"
    path.write_text("def f(x):\n    if x.standing == 2:\n        x.tenure += 1\n    return TABLE[5] * ONE")
    assert list(written(path)) == []
