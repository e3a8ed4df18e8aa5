"""What the package offers stays as tests/docs/public_names.txt says, or that file says so."""

import inspect
from pathlib import Path

import ripple_sim as rs

NAMES = Path(__file__).with_name("public_names.txt")


def public_names():
    """Return a line for each public name, functions with parameters, classes with members."""
    lines = []
    for name in rs.__all__:
        found = getattr(rs, name)
        if inspect.isclass(found):
            lines += [name, *(f"{name}.{member}" for member in own_members(found))]
        elif callable(found):
            lines.append(f"{name}({', '.join(inspect.signature(found).parameters)})")
        else:
            lines.append(name)
    return lines


def own_members(found):
    """Return what this package gives a class; what Mesa and pydantic give differs by version."""
    made_by_mesa = {"observables"}  # put into every model's class from Mesa 3.5 on
    own = [base for base in found.__mro__ if base.__module__.startswith("ripple_sim")]
    members = {member for base in own for member in vars(base) if not member.startswith("_")}
    return sorted(members - made_by_mesa)


def test_public_names_are_as_written_down():
    assert public_names() == NAMES.read_text(encoding="utf-8").splitlines(), (
        "a public name changed: say so in CHANGELOG.md, keep the old one for a version, and write "
        "the list anew with: python -m tests.docs.test_public_names"
    )


if __name__ == "__main__":
    NAMES.write_text("\n".join(public_names()) + "\n", encoding="utf-8")
