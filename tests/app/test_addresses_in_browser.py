"""Addresses that can't be read show a page all the same, and say what isn't shown."""

import base64
import json
import zlib

import pytest
from playwright.sync_api import expect

from .watching import PageAt

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CHANGE = {"lever": "coaching", "change": 0.1, "weekly_cost": int("9" * 400)}
PLAN = zlib.compress(json.dumps({"name": "x", "interventions": [CHANGE]}).encode())
FIELDS = "&".join(f"x{number}=1" for number in range(90))


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (f"learn?{FIELDS}&at=lesson.delay", "Learn the service profit chain"),
        (f"whatif?plan=~{base64.urlsafe_b64encode(PLAN).decode()}", "What if"),
    ],
)
def test_what_cannot_be_read_is_left_out(page_at: PageAt, path: str, heading: str) -> None:
    expect(page_at(path).get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.parametrize("page", ["", "watch", "mirror", "whatif"])
def test_no_other_company_is_shown_without_a_word(page_at: PageAt, page: str) -> None:
    shown = page_at(f"{page}?company=~")
    expect(shown.get_by_role("alert")).to_contain_text("too large for a link")


def test_a_company_s_own_address_on_the_mirror(page_at: PageAt) -> None:
    page = page_at("mirror?company=bakery&week=30")
    expect(page.locator(".r-lead")).to_contain_text("A bakery of ten people")
    expect(page.locator(".r-lead")).to_contain_text("30")
