"""What if in a browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ripple_sim.app.session import sharing
from ripple_sim.app.words import words_in
from ripple_sim.briefs.verify import verify_brief
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import load_plan, parse_plan
from ripple_sim.study.compare import compare

from .watching import PageAt, assert_accessible

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PLAN = load_plan("pay-cut").model_copy(update={"weeks": 12})
PAIRS = 4


def shared(compared: bool) -> str:
    return f"whatif?{sharing.address_of(load('bakery'), [PLAN], PAIRS, compared)}"


def test_a_shared_link_shows_the_numbers_of_the_command(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(shared(compared=True))
    expect(page.locator("[data-answer=whole]")).to_be_visible(timeout=60_000)
    told = compare("bakery", PLAN, pairs=PAIRS)
    expect(page.locator(".r-answer").first).to_have_text(told.say())
    profit = told.outcomes()["profit"].value
    shown = words_in("en").money_change(profit, "EUR")
    expect(page.locator("[data-tile=profit] .r-tile-value")).to_have_text(shown)
    expect(page).to_have_url(re.compile("company=bakery&plan=~.*pairs=4&compared=yes"))
    page.get_by_role("button", name="Profit over time as a table").click()
    expect(page.get_by_role("table", name=re.compile("Cumulative profit"))).to_contain_text(shown)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_download() as got:
        page.get_by_role("button", name="The plan (TOML)").click()
    assert parse_plan(got.value.path().read_text(encoding="utf-8")) == PLAN
    for form, begins in {"HTML": b"<!doctype", "PDF": b"%PDF", "PowerPoint": b"PK"}.items():
        with page.expect_download() as got:
            page.get_by_role("button", name=f"Download the brief as {form}").click()
        assert got.value.path().read_bytes()[:9].lower().startswith(begins.lower())
    with page.expect_download() as got:
        page.get_by_role("button", name="Download the brief as Excel").click()
    got.value.save_as(tmp_path / "brief.xlsx")
    assert verify_brief(tmp_path / "brief.xlsx").same


def test_a_plan_is_written_by_keyboard_and_refused_as_on_the_command_line(page_at: PageAt) -> None:
    page = page_at(shared(compared=False))
    bar = page.get_by_role("button", name=re.compile("Pay against the market −0.06, from week 4"))
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1], steps=6)
    page.mouse.up()
    expect(page.get_by_label("Start")).not_to_have_value("4")
    page.get_by_label("Start").fill("4")
    page.keyboard.press("Tab")
    bar.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Start")).to_have_value("5")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_label("Lasts")).to_have_value("6")
    page.get_by_label("Start").fill("40")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("would start after the horizon: start is 40")
    expect(page.get_by_label("Start")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Start").fill("2")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_have_count(0)
    for _ in range(2):  # the same can be chosen again
        page.get_by_label("Add a lever").select_option("Service recovery")
        expect(page.get_by_role("heading", name="Part 2: Service recovery")).to_be_visible()
        page.get_by_role("button", name="Remove this part").click()
        expect(page.get_by_role("heading", name="Part 2")).to_have_count(0)
    page.get_by_label("Add a lever").select_option("Pay against the market")
    expect(page.get_by_role("alert")).to_contain_text("both move pay against the market")
    page.get_by_role("spinbutton", name=re.compile("^Budget")).fill("10")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Cost and budget")).to_be_visible()
    page.get_by_role("button", name="Plans included with the tool").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Subject").select_option("Empathy")
    expect(page.locator(".r-about-plan")).to_contain_text("Things to notice")
    assert_accessible(page)
    page.get_by_role("button", name="Add this plan").click()
    expect(page.locator(".r-plan-tabs li")).to_have_count(2)
    expect(page).to_have_url(re.compile("plan=~.*&plan=empathy-training"))


def test_what_an_address_cannot_ask_is_said(page_at: PageAt) -> None:
    page = page_at("whatif?company=bakry&plan=pay-cutt&pairs=99999999&plan=~xx")
    alerts = page.get_by_role("alert")
    expect(alerts.first).to_contain_text("did you mean 'bakery'")
    expect(alerts).to_have_count(3)
