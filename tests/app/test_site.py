"""The documentation as a site: whole, made of what the code says, and without any network."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ripple_sim as rs

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the site, built strictly: a link that leads nowhere fails."""
    folder = tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return folder


def test_every_document_has_a_page(site):
    documents = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert documents | {"index", "changelog", "contributing", "reference"} <= {
        path.stem for path in site.glob("*.html")
    }


def test_the_reference_holds_every_public_name(site):
    shown = (site / "reference.html").read_text(encoding="utf-8")
    for name in set(rs.__all__) - {"evidence"}:
        assert re.search(rf'id="ripple_sim\.[\w.]*\b{name}"', shown), name


def test_no_page_loads_anything_from_elsewhere(site):
    for page in site.glob("*.html"):
        loads = re.findall(
            r"<(?:script|img|iframe)[^>]*\bsrc=[\"']?(https?:[^\"' >]+)|"
            r"<link[^>]*\bhref=[\"']?(https?:[^\"' >]+)",
            page.read_text(encoding="utf-8"),
        )
        assert not loads, (page.name, loads)


def test_search_finds_a_word_in_a_page_opened_as_a_file(site, browser):
    with browser.new_context(offline=True) as visitor:
        page = visitor.new_page()
        page.goto((site / "index.html").as_uri())
        page.click("input.md-search__input")
        page.keyboard.type("interventions")
        found = page.wait_for_selector(".md-search-result__item a", timeout=30_000)
        assert ".html" in found.get_attribute("href")
