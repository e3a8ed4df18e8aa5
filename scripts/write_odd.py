"""Write the generated parts of docs/ODD.md: what the code declares, between markers.

    python scripts/write_odd.py

The prose between the parts is written by hand. `tests/docs/test_odd.py` fails when the file is out
of date, when a state variable has no words in docs/state_variables.toml, or when a parameter names
a published fact that ripple_sim/evidence/facts.json doesn't hold.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ripple_sim.evidence.facts import facts
from ripple_sim.model.randomness import LANES
from ripple_sim.model.records import COMPANY, EMPLOYEE, MANAGER, MEMBER, TEAM, UNIT
from ripple_sim.model.week import WEEK
from ripple_sim.observe.metrics import METRICS
from ripple_sim.scenario.levers import DRIVERS, LEVERS
from ripple_sim.scenario.parameters import Parameter
from ripple_sim.scenario.quantities import plain
from ripple_sim.scenario.schema import parameters

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
ODD = DOCS / "ODD.md"
PACKAGE = ROOT / "ripple_sim"
MODEL = PACKAGE / "model"
RULES = PACKAGE / "rules"
OBSERVE = PACKAGE / "observe"

RULE_FILES = (
    "arithmetic",
    "leadership",
    "staffing",
    "workload",
    "service",
    "judgement",
    "word_of_mouth",
    "loyalty",
    "drivers",
    "feeling",
    "finance",
)
TABLES = {
    "employees": EMPLOYEE,
    "managers": MANAGER,
    "teams": TEAM,
    "units": UNIT,
    "company": COMPANY,
    "members": MEMBER,
}
TITLES = {
    "employees": "Employee: a seat and whoever sits on it",
    "managers": "Manager: a place at the head of a team and whoever holds it",
    "teams": "Team",
    "units": "Business unit; the last one is the centre",
    "company": "Company",
    "members": "Market member: prospect, customer or lapsed customer",
}
# Whose luck a decision is, and when it is drawn: the place "who" and "week" of the address.
DRAWN = {
    "ARRIVE": ("member", "every week"),
    "ENCOUNTER": ("member", "every week with a contact"),
    "WORD": ("member", "every week"),
    "LOYALTY": ("member", "every week"),
    "SEAT": ("seat", "every week"),
    "MOOD": ("seat", "every week"),
    "EVENTS_A": ("seat", "every week"),
    "EVENTS_B": ("seat", "every week"),
    "MARGIN": ("company of an experiment", "every year"),
    "PERSON": ("seat and incumbent", "when somebody starts"),
    "PERSON_WEIGHTS_A": ("seat and incumbent", "when somebody starts"),
    "PERSON_WEIGHTS_B": ("seat and incumbent", "when somebody starts"),
    "LEADER": ("manager's place", "every week"),
    "LEADER_PERSON": ("manager's place and incumbent", "when somebody starts"),
    "DEMAND": ("unit", "every week"),
    "MEMBER": ("member", "once, at the founding"),
    "MEMBER_TASTE": ("member", "once, at the founding"),
    "NETWORK": ("member and tie", "once, at the founding"),
    "SURVEY_CUSTOMER": ("member", "every 13th week"),
    "STAFF_SURVEY": ("seat and incumbent", "in every wave of a survey"),
    "STAFF_SURVEY_STYLE": ("seat and incumbent", "once for each person"),
    "STAFF_SURVEY_ITEMS": ("seat and incumbent", "in every wave, four items a block"),
    "CUSTOMER_SURVEY": ("member", "in every wave of a survey"),
    "CUSTOMER_SURVEY_STYLE": ("member", "once for each person"),
    "CUSTOMER_SURVEY_ITEMS": ("member", "in every wave, four items a block"),
    "PLACE": ("unit", "once, at the founding"),
}
FACT = re.compile(r"\b([A-Z]\d\d)\b")


def main() -> int:
    before = ODD.read_text(encoding="utf-8")
    after = renewed(before)
    ODD.write_text(after, encoding="utf-8")
    print(f"{ODD.relative_to(ROOT)} {'renewed' if after != before else 'was fresh'}")
    return 0


def renewed(text: str) -> str:
    """Return the text with every generated part written anew.

    Raises
    ------
    ValueError
        When a part's markers are missing, or something isn't described.
    """
    for name, write in PARTS.items():
        begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise ValueError(f"docs/ODD.md must hold '{begin}' and '{end}' once each")
        head, rest = text.split(begin)
        tail = rest.split(end)[1]
        text = f"{head}{begin}\n\n{write().strip()}\n\n{end}{tail}"
    return text


# ---------------------------------------------------------------- tables


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)


def _words(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((DOCS / name).read_text(encoding="utf-8"))


def state_tables() -> str:
    """Return a table of state variables for each kind of entity."""
    words = _words("state_variables.toml")
    words["employees"] |= _of_drivers()
    parts = []
    for table, dtype in TABLES.items():
        names = list(dtype.names or ())
        for name in sorted(set(names) ^ set(words[table])):
            where = "isn't described in" if name in names else "doesn't exist but is described in"
            raise ValueError(f"state variable {table}.{name} {where} docs/state_variables.toml")
        rows = [[f"`{name}`", *words[table][name]] for name in names]
        parts.append(
            f"**{TITLES[table]}** (`{table}`, {dtype.itemsize} bytes a row)\n\n"
            + _table(["variable", "unit", "meaning"], rows)
        )
    return "\n\n".join(parts)


def _of_drivers() -> dict[str, list[str]]:
    """Return the words for what every person holds of every driver."""
    return {
        name: words
        for driver in DRIVERS
        for name, words in (
            (f"weighs_{driver.name}", ["share", f"weight of the driver {driver.label}; a person's weights sum to 1"]),
            (driver.name, ["0 to 1", f"the driver as the person sees it: {driver.label}"]),
            (
                f"{driver.name}_events",
                ["0 to 1, added", f"what has lately happened to the person that touches {driver.label} alone"],
            ),
        )
    }


def week_table() -> str:
    """Return the week's steps in their order."""
    places = {rule: rule for file in RULE_FILES for rule, _, _ in _rules_of(file)}

    def link(rule: str) -> str:
        if rule in places:
            return f"[`{rule}`](#{rule})"
        return f"[`{rule}`](../ripple_sim/scenario/interventions.py)"

    rows = [
        [
            str(number),
            step.phase,
            f"`{step.name}`",
            step.who,
            step.says,
            ", ".join(link(rule) for rule in step.rules) or "–",
        ]
        for number, step in enumerate(WEEK, 1)
    ]
    return _table(["", "phase", "step", "who", "what happens", "rules"], rows)


def _range(parameter: Parameter) -> str:
    return f"{_number(parameter.low)} to {_number(parameter.high)}"


def _number(value: float | None) -> str:
    return "must be given" if value is None else plain(value)


def parameter_counts() -> str:
    """Return one sentence on how many numbers are given, fitted and guessed."""
    kinds = Counter(parameter.kind for parameter in parameters())
    behaviour = Counter(p.kind for p in parameters() if p.path.startswith("behaviour."))
    return (
        f"A scenario has {sum(kinds.values())} numbers: {kinds['given']} are **given** (a "
        "published figure, or a fact of the company that its scenario states), "
        f"{kinds['fitted']} are **fitted**, {kinds['guess']} are **guesses**. Of the "
        f"{sum(behaviour.values())} coefficients of behaviour, {behaviour['given']} are given, "
        f"{behaviour['fitted']} fitted and {behaviour['guess']} guesses."
    )


def parameter_tables() -> str:
    """Return a table of parameters for each section of a scenario."""
    sources = {fact.id for fact in facts()}
    sections: dict[str, list[Parameter]] = {}
    for parameter in parameters():
        parts = parameter.path.split(".")
        sections.setdefault(".".join(parts[: min(2, len(parts) - 1)]), []).append(parameter)
        for fact in FACT.findall(parameter.source):
            if fact not in sources:
                raise ValueError(f"{parameter.path} names {fact}, which facts.json lacks")
    texts = []
    for section, found in sections.items():
        rows = [
            [
                f"`{p.path.removeprefix(section + '.')}`",
                p.label,
                _number(p.default),
                p.unit,
                _range(p),
                p.source,
                p.trust,
            ]
            for p in found
        ]
        heads = ["name", "label", "default", "unit", "range", "source", "kind"]
        texts.append(f"**`{section or 'scenario'}`**\n\n{_table(heads, rows)}")
    return "\n\n".join(texts)


def lever_table() -> str:
    """Return all levers."""
    rows = [
        [
            f"`{lever.name}`",
            lever.label,
            lever.group,
            lever.reach,
            plain(lever.level),
            lever.unit,
            f"{plain(lever.low)} to {plain(lever.high)}",
            plain(lever.cost),
            plain(lever.hours),
            lever.source,
            lever.help,
        ]
        for lever in LEVERS
    ]
    heads = ["name", "label", "group", "held by", "level", "unit", "range", "cost", "hours", "source", "what it means"]
    return _table(heads, rows)


def metric_table() -> str:
    """Return all metrics."""
    rows = []
    for metric in METRICS:
        top = " + ".join(f"`{name}`" for name in metric.of)
        top += "".join(f" − `{name}`" for name in metric.minus)
        if metric.per:
            below = " + ".join(f"`{name}`" for name in metric.per)
            several = len(metric.of + metric.minus) > 1
            top = f"{f'({top})' if several else top} / " + (f"({below})" if len(metric.per) > 1 else below)
        scale = "" if metric.scale == 1 else f"{metric.scale:.6g} × "
        if scale and not metric.per and len(metric.of + metric.minus) > 1:
            top = f"({top})"
        if metric.name == "retention":
            top = f"({top})^52"
        rows.append(
            [
                f"`{metric.name}`",
                metric.label,
                metric.unit,
                metric.link,
                metric.kind,
                "yes" if metric.headline else "",
                scale + top,
                metric.missing_where,
            ]
        )
    heads = ["name", "label", "unit", "link", "kind", "headline", "from the ledger", "missing where"]
    return _table(heads, rows)


def luck_table() -> str:
    """Return what is decided by luck, and by which of the four words of its address."""
    used = _used_decisions()
    rows = []
    for decision, lanes in LANES.items():
        if decision.name not in DRAWN:
            raise ValueError(f"scripts/write_odd.py must say whose luck {decision.name} is, and when")
        who, when = DRAWN[decision.name]
        files = ", ".join(f"[{Path(f).name}](../ripple_sim/{f})" for f in used.get(decision.name, ()))
        shown = [lane if lane != "spare" else "–" for lane in lanes]
        rows.append([f"`{decision.name}`", str(int(decision)), who, when, *shown, files or "nothing yet"])
    heads = ["decision", "no.", "whose", "when", "word 1", "word 2", "word 3", "word 4", "drawn in"]
    return _table(heads, rows)


def _used_decisions() -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for path in (*sorted(MODEL.glob("*.py")), OBSERVE / "surveys.py"):
        if path.stem == "randomness":
            continue
        for name in dict.fromkeys(re.findall(r"Decision\.([A-Z_]+)", path.read_text("utf-8"))):
            used.setdefault(name, []).append(path.relative_to(PACKAGE).as_posix())
    return used


def source_table() -> str:
    """Return the published facts that parameters and rules name."""
    named = {id for p in parameters() for id in FACT.findall(p.source)}
    for file in RULE_FILES:
        named |= set(FACT.findall((RULES / f"{file}.py").read_text(encoding="utf-8")))
    rows = [[fact.id, fact.citation, fact.statistic, fact.verification] for fact in facts() if fact.id in named]
    return _table(["fact", "source", "what was found", "read"], rows)


# ---------------------------------------------------------------- submodels from docstrings


def _rules_of(file: str) -> list[tuple[str, str, str]]:
    """Return name, arguments and docstring of every rule of a file, in order."""
    tree = ast.parse((RULES / f"{file}.py").read_text(encoding="utf-8"))
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = ", ".join(argument.arg for argument in node.args.args)
            found.append((node.name, arguments, ast.get_docstring(node, clean=False) or ""))
    return found


def submodels() -> str:
    """Return every rule with its docstring, file by file."""
    parts = []
    for file in RULE_FILES:
        tree = ast.parse((RULES / f"{file}.py").read_text(encoding="utf-8"))
        about = _markdown(ast.get_docstring(tree, clean=False) or "")
        link = f"[ripple_sim/rules/{file}.py](../ripple_sim/rules/{file}.py)"
        parts.append(f"### {file.replace('_', ' ').capitalize()}\n\n{link}. {about}")
        for name, arguments, text in _rules_of(file):
            parts.append(f"#### `{name}`\n\n`{name}({arguments})`\n\n{_markdown(text)}")
    return "\n\n".join(parts)


def _markdown(docstring: str) -> str:
    """Turn a docstring into Markdown: ``::`` blocks fenced, double backticks single."""
    lines = inspect.cleandoc(docstring).splitlines()
    out: list[str] = []
    i = 0
    while i < len(lines):
        line = lines[i].rstrip()
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if set(following.strip()) == {"-"}:  # a heading such as "Parameters" or "Notes"
            i += 2
            while line == "Parameters" and i < len(lines) and lines[i].strip():
                name, text = lines[i], []
                while lines[i + 1].startswith(" "):
                    i += 1
                    text.append(lines[i].strip())
                out.append(f"- `{name}`: {' '.join(text)}")
                i += 1
            continue
        if not line.endswith("::"):
            out.append(line.replace("``", "`"))
            i += 1
            continue
        said = line.removesuffix("::").rstrip().replace("``", "`")
        if said:
            out.append(said + (":" if not said.endswith((".", ":")) else ""))
        block, i = _block_after(lines, i + 1)
        out += ["", "```text", *block, "```", ""]
    text = "\n".join(out).strip()
    return re.sub(r"\n{3,}", "\n\n", text)


def _block_after(lines: list[str], i: int) -> tuple[list[str], int]:
    """Return the block of equations that begins after blank lines, and the line after it."""
    while i < len(lines) and not lines[i].strip():
        i += 1
    indented = i < len(lines) and lines[i].startswith(" ")
    block = []
    while i < len(lines):
        line = lines[i]
        # A block that isn't indented ends with the first blank line.
        if (not line.strip() and not indented) or (line.strip() and indented and not line.startswith(" ")):
            break
        block.append(line)
        i += 1
    return inspect.cleandoc("\n" + "\n".join(block)).splitlines(), i


PARTS: dict[str, Callable[[], str]] = {
    "state": state_tables,
    "week": week_table,
    "luck": luck_table,
    "metrics": metric_table,
    "levers": lever_table,
    "counts": parameter_counts,
    "parameters": parameter_tables,
    "submodels": submodels,
    "sources": source_table,
}

if __name__ == "__main__":
    sys.exit(main())
