"""Evidence and Mirror in a browser: filters, detail, addresses, the small i, keyboard."""

import re

import pytest
from playwright.sync_api import Browser, expect

from ripple_sim.app.session.company import Company
from ripple_sim.app.session.mirror import mirror_of
from ripple_sim.app.words import words_in
from ripple_sim.evidence.stored import stored
from ripple_sim.scenario.files import load

from .watching import NARROW, WIDE, Line, PageAt, Server, assert_accessible, context_of, watched_page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_the_board_is_there_at_once_and_can_be_asked(page_at: PageAt) -> None:
    page = page_at("evidence?verdict=miss&link=C")
    board = stored().board
    misses = [one for one in board.misses if one.fact.id[0] == "C" and one.worlds]
    rows = page.locator("[data-number]")
    expect(rows).to_have_count(len(misses))
    page.get_by_label("Verdict").select_option("all verdicts")
    expect(rows).to_have_count(len([one for one in board.findings if one.fact.id[0] == "C"]))
    expect(page).to_have_url(re.compile(r"/evidence\?link=C$"))
    page.get_by_role("searchbox").fill("overtime")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("words=overtime"))
    row = page.locator("[data-number^='C06']").first
    row.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("citation")
    expect(row).to_contain_text("mechanism")
    page.get_by_role("button", name="The board as a table").click()
    expect(page.get_by_role("table", name=re.compile("numbers shown"))).to_contain_text("C06")
    page.reload()
    expect(page.locator("[data-number^='C06']").first).to_contain_text("citation")


def test_a_filter_keeps_what_was_chosen_until_the_server_answers(browser: Browser, server: Server) -> None:
    context = context_of(browser)
    line = Line(context)
    with watched_page(context, server.address, "evidence") as page:
        verdict, rows = page.get_by_label("Verdict"), page.locator("[data-number]")
        expect(rows.first).to_be_visible()
        everything = rows.count()
        with line.held():
            verdict.select_option("misses")
            page.get_by_role("button", name="The board as a table").focus()
            expect(verdict).to_have_value("miss")
            expect(page).to_have_url(re.compile("/evidence$"))
        expect(page).to_have_url(re.compile("verdict=miss"))
        expect(verdict).to_have_value("miss")
        expect(rows).to_have_count(len([one for one in stored().board.misses if one.worlds]))
        with line.held():
            verdict.select_option("hits")
            verdict.select_option("all verdicts")
            expect(verdict).to_have_value("")
        expect(page).to_have_url(re.compile("/evidence$"))
        expect(rows).to_have_count(everything)
        expect(verdict).to_have_value("")


def test_numbers_are_measured_again_and_it_can_be_cancelled(page_at: PageAt) -> None:
    page = page_at("evidence")
    page.get_by_role("button", name="Measure again (quick)").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_role("button", name="Measure again (quick)")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_the_mirror_shows_a_run_and_an_address_brings_it_back(page_at: PageAt) -> None:
    page = page_at("mirror?company=call-centre&week=30&unit=2")
    company = Company(load("call-centre"))
    company.live_to(30)
    mirror, words = (mirror_of(company.scenario, company.run().recorder, company.world), words_in("en"))
    tile = page.locator("[data-tile=view_of_service] .r-tile-value")
    expect(tile).to_have_text(words.number(mirror.whole.staff, 1))
    page.get_by_role("button", name="The six forces of experience as a table").click()
    table = page.get_by_role("table", name=re.compile("six forces"))
    for one in mirror.forces_by_unit[1]:
        expect(table).to_contain_text(words.number(one.customers, 1))
    page.get_by_role("combobox", name=re.compile("^Gap")).select_option("promise minus service experienced")
    expect(page).to_have_url(re.compile("company=call-centre&week=30&unit=2&gap=promise"))


def test_the_small_i_tells_what_a_number_rests_on_by_keyboard(page_at: PageAt) -> None:
    page = page_at("mirror")
    button = page.get_by_role("button", name="About Brand promise")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="About Brand promise")
    expect(panel).to_contain_text("B15")
    expect(panel).to_contain_text("0 to 1")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    panel.get_by_role("link", name=re.compile("B15")).click()
    expect(page).to_have_url(re.compile(r"/evidence\?words=B15"))
    expect(page.locator("[data-number^='B15']").first).to_be_visible()


def test_nothing_is_hard_to_read_or_reach(page_at: PageAt) -> None:
    page = page_at("evidence?number=A06%20profit")

    def assert_good() -> None:
        for size, scheme in ((WIDE, "light"), (NARROW, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            expect(page.locator(f"html[data-theme={scheme}]")).to_have_count(1)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.set_viewport_size(WIDE)

    expect(page.locator(".r-board-detail")).to_be_visible()
    assert_good()
    page.get_by_role("link", name="Mirror", exact=True).click()
    page.get_by_role("button", name="Service by unit as a table").click()
    page.get_by_role("button", name="About Values practised").click()
    assert_good()
