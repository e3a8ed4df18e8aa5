"""Every icon that a page asks for is in the font that comes with it."""

import re
from pathlib import Path

import ripple_sim.app

APP = Path(ripple_sim.app.__file__).parent
ASKED = re.compile(r"""(?:icon_name=|icon=|icon\(|icon["']?:\s*)["']([a-z0-9-]+)["']|mdi mdi-([a-z0-9-]+)""")


def test_no_icon_is_missing() -> None:
    asked = {}
    for path in [*APP.rglob("*.py"), *APP.rglob("*.vue")]:
        if "public" not in path.parts:
            for found in ASKED.finditer(path.read_text(encoding="utf-8")):
                asked[found[1] or found[2]] = path.name
    known = set()
    for path in (APP / "public").rglob("fonts.css"):
        known |= set(re.findall(r"\.mdi-([a-z0-9-]+)::?before", path.read_text("utf-8")))
    assert len(asked) > 20
    assert len(known) > 1000
    assert {icon: where for icon, where in asked.items() if icon not in known} == {}
