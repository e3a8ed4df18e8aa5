"""Learn in a browser: a lesson by keyboard, a challenge to its score, addresses."""

import re
from pathlib import Path

import pytest
from learn.small import CHALLENGE, LESSON
from playwright.sync_api import expect

from ripple_sim.app.words import words_in
from ripple_sim.learn.debriefing import debrief
from ripple_sim.learn.game import Game, Move
from ripple_sim.learn.lesson_run import live
from ripple_sim.learn.texts import parse

from .watching import PageAt, assert_accessible

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def opened(page, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(path)


def looks_right(page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_lesson_of_ones_own_by_keyboard(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at("learn")
    expect(page.get_by_role("heading", level=3)).to_have_count(9)
    opened(page, tmp_path, "bad.toml", LESSON.replace('metric = "profit"', 'metric = "profits"'))
    expect(page.locator(".r-notice.is-bad")).to_contain_text("did you mean 'profit'?")
    opened(page, tmp_path, "small.toml", LESSON)
    expect(page.get_by_role("heading", level=1)).to_have_text("A small lesson")
    run = page.get_by_role("button", name="Run", exact=True)
    expect(run).to_be_disabled()
    page.get_by_role("radio", name="It doesn't").focus()
    page.keyboard.press("Space")
    expect(run).to_be_enabled()
    run.focus()
    page.keyboard.press("Enter")
    lived = live(parse(LESSON))
    expect(page.locator("[data-option]")).to_have_attribute("data-option", str(lived.option + 1))
    shown = words_in("en").change(lived.deciding.value, 0)
    expect(page.get_by_role("row", name=re.compile("^Profit"))).to_contain_text(shown)
    page.get_by_role("button", name="What changes, week by week as a table").click()
    expect(page.get_by_role("table", name=re.compile("Change over the quarter"))).to_be_visible()
    page.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-right=true]")).to_contain_text("It is.")
    expect(page).to_have_url(re.compile(r"at=lesson\.small&said=small\.2\.2"))
    looks_right(page)


def test_a_challenge_to_its_score(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at("learn")
    looks_right(page)
    opened(page, tmp_path, "little.toml", CHALLENGE)
    decide = page.get_by_role("button", name="Decide and run the quarter")
    for offer in ("Keep promises", "Keep promises and say so"):
        page.get_by_role("group", name=offer, exact=True).get_by_label("How much").select_option("25 %")
    expect(page.locator("[data-left='20000']")).to_have_count(0)
    decide.click()
    expect(page.locator(".r-notice.is-bad")).to_contain_text("both move trust")
    last = page.get_by_role("group", name="Keep promises and say so")
    last.get_by_label("How much").select_option("not now")
    page.get_by_label(re.compile("Your forecast")).fill("66")
    page.keyboard.press("Tab")
    decide.click()
    expect(page.get_by_role("heading", name="Decide quarter 2")).to_be_visible()
    page.get_by_role("button", name="One step back").click()
    expect(page.get_by_role("heading", name="Decide quarter 1")).to_be_visible()
    page.get_by_role("group", name="One seat more").get_by_label("How much").select_option("yes")
    decide.click()
    expect(page.get_by_role("heading", name="Decide quarter 2")).to_be_visible()
    expect(page.get_by_role("button", name="One step back")).to_be_disabled()
    page.get_by_label(re.compile("Your forecast")).fill("66")
    page.keyboard.press("Tab")
    decide.click()
    looks_right(page)
    page.get_by_role("button", name="Score and explain").click()
    score = page.locator("[data-score]")
    game = Game(parse(CHALLENGE)).decided((Move("seat"),)).decided((), 66.0)
    expect(score).to_have_attribute("data-score", f"{debrief(game).total:.2f}")
    page.get_by_role("button", name="About Points for foresight").click()
    panel = page.get_by_role("dialog", name="About Points for foresight")
    expect(panel).to_contain_text("0 to 15 points")
    expect(panel).to_contain_text("the rules of the challenge")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="The effect of each decision as a table").click()
    expect(page.get_by_role("table", name=re.compile("The effect of each decision"))).to_be_visible()
    looks_right(page)


def test_the_numbers_of_a_challenge_tell_what_they_rest_on(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at("learn")
    opened(page, tmp_path, "little.toml", CHALLENGE)
    for shown, says in (
        ("Engagement", "simulated: the result of one run"),
        ("Cost known in advance", "counted on its own"),
        ("Budget", "the rules of the challenge"),
    ):
        button = page.get_by_role("button", name=f"About {shown}", exact=True)
        button.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("dialog", name=f"About {shown}", exact=True)
        expect(panel).to_contain_text(says)
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(button).to_be_focused()


def test_an_address_shows_the_same_again_and_nonsense_nothing(page_at: PageAt) -> None:
    page = page_at("learn?at=lesson.delay&said=delay.3.0&said=cause.6.6&said=manager.9.9&game=silo-bank:zz&x=<b>")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Delay")
    expect(page.get_by_role("radio", name=re.compile("^Between half a year"))).to_be_checked()
    page.get_by_role("button", name="All lessons and challenges").click()
    expect(page).to_have_url(re.compile(r"learn\?said=delay\.3\.0&said=cause\.0\.0$"))
    page = page_at("learn?at=lesson.somebody-elses")
    expect(page.locator(".r-notice.is-bad")).to_contain_text("doesn't come with the package")
    page = page_at()
    page.get_by_role("link", name="Learn the chain").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Learn")
