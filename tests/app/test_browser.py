"""The page in a browser, from Home to Watch."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ripple_sim.app.session import Visit
from ripple_sim.app.session.examples import finished_chain
from ripple_sim.app.words import words_in
from ripple_sim.app.words.catalogue import read
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.scenario.files import load, to_toml
from ripple_sim.study.run import run as simulate

from .watching import NARROW, STEP_AND_WAIT, WIDE, PageAt, Server, assert_accessible, context_of, slack, watched_page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def week_of(page) -> int:
    return int(page.locator("[data-week]").get_attribute("data-week"))


def tile(page, name: str) -> str:
    return page.locator(f"[data-tile={name}] .r-tile-value").inner_text()


def test_home_shows_what_the_command_line_says(page_at: PageAt) -> None:
    page = page_at("")
    run = simulate(load("retail-branches"))
    words = words_in("en")
    for row in run.chain():
        if row.name in ("engagement", "service_quality", "profit"):
            link = page.locator(f"[data-link={row.link}]")
            expect(link).to_contain_text(read(words, BY_NAME[row.name], row.end, "EUR"))
    page.get_by_role("link", name="Watch the ripple").click()
    expect(page).to_have_url(re.compile(r"/watch\?company=retail-branches&week=26$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Watch the ripple")
    page.go_back()
    expect(page.locator("[data-link=money]")).to_be_visible()


def test_another_company_and_files_of_ones_own(page_at: PageAt, tmp_path: Path) -> None:
    page = page_at("")
    page.get_by_role("radio", name=re.compile("A bakery")).check()
    expect(page.locator(".r-lead")).to_contain_text("A bakery of ten people")

    def open_file(name: str, text: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        page.locator("input[type=file]").set_input_files(path)

    open_file("bad.toml", to_toml(load("bakery")) + "\n[company.driver]\n")
    expect(page.locator(".r-notice.is-bad")).to_contain_text("did you mean")
    open_file("large.toml", "#" * 400_000)
    expect(page.locator(".r-notice.is-bad")).to_contain_text("256 KiB")
    own = load("bakery").with_values({"title": "My own bakery", "market.members": 700})
    open_file("own.toml", to_toml(own))
    expect(page.locator(".r-lead")).to_contain_text("My own bakery")
    expect(page.locator(".r-notice.is-bad")).to_have_count(0)
    page.wait_for_url(re.compile(r"company=~"))
    page.reload(wait_until="commit")
    expect(page.locator(".r-lead")).to_contain_text("My own bakery")
    page.get_by_role("link", name="Watch the ripple").click()
    expect(page).to_have_url(re.compile(r"/watch\?company=~.*&week=26$"))
    page.reload(wait_until="commit")
    expect(page.locator(".r-lead")).to_contain_text("My own bakery")


def test_what_changed_stands_under_its_figure_and_follows_the_week(page_at: PageAt) -> None:
    page = page_at("")
    link = page.locator("[data-link=employees]")
    expect(link.locator(".r-chain-value + .r-chain-change")).to_have_count(1)
    by_week = finished_chain(load("retail-branches"), 0)[2]
    expect(link.locator(".r-chain-change")).to_have_text(
        f"{words_in('en').change(by_week.changes[-1], 1)} since the first quarter"
    )
    page.evaluate("document.querySelector('.r-chain button').click()")
    said = page.evaluate(
        """async () => {
            const week = document.querySelector(".r-chain output"), found = {};
            const change = document.querySelector("[data-link=employees] .r-chain-change");
            for (let i = 0; i < 400 && Object.keys(found).length < 12; i++) {
                const now = week.textContent.match(/week (\\d+)/)[1];
                if (now !== "156") found[now] = change.textContent;
                await new Promise(requestAnimationFrame);
            }
            return found;
        }"""
    )
    assert said
    for week, text in said.items():
        change = by_week.changes[int(week) - 1]
        first = int(week) <= by_week.first
        wanted = "the first quarter" if first else words_in("en").change(change, 1)
        assert text.startswith(wanted), (week, text)


def test_going_back_tells_what_it_took_back(page_at: PageAt) -> None:
    page = page_at("watch?company=bakery&week=40&shock=30.flu.0.2.4")
    page.get_by_label("Go to week").first.fill("20")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Going back to week 20 undid the changes")).to_be_visible()
    expect(page.locator(".r-taken-back")).to_contain_text("Week 31")
    button(page, "Return to week 40 with these changes").click()
    expect(page.locator("[data-week='40']")).to_be_visible()
    expect(page).to_have_url(re.compile(r"shock=30\.flu\.0\.2\.4$"))


def test_a_lever_is_moved_and_the_numbers_are_those_of_a_run(page_at: PageAt, browser, server: Server) -> None:
    page = page_at("watch")
    slider = page.get_by_role("slider", name="Co-workers")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator(".r-done")).to_contain_text("Week 27: Co-workers to 1.00")
    page.get_by_label("Go to week").first.fill("60")
    page.keyboard.press("Enter")
    expect(page.locator("[data-week='60']")).to_be_visible()

    visit = Visit()
    visit.open_first()
    visit.move("coworkers", 1.0)
    run = simulate(visit.company.scenario, weeks=60)
    words = words_in("en")
    for row in run.chain():
        if row.name in ("engagement", "leavers", "waiting", "cnps", "profit"):
            assert tile(page, row.name) == read(words, BY_NAME[row.name], row.end, "EUR")
    expect(page.locator("[data-tile=engagement]")).to_contain_text("compared with no change")
    expect(page).to_have_url(re.compile(r"week=60&move=26\.coworkers\.1\.0$"))
    with watched_page(context_of(browser), server.address, page.url.split("/", 3)[3]) as other:
        expect(other.locator("[data-week='60']")).to_be_visible()
        for name in ("engagement", "leavers", "profit"):
            assert tile(other, name) == tile(page, name)

    button(page, "Reset").click()
    expect(page.locator("[data-week='26']")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", re.compile("0.65"))


def test_weeks_play_and_rest(page_at: PageAt) -> None:
    page = page_at("watch")
    page.get_by_label("Pace").select_option("As fast as possible")
    button(page, "Play").click()
    page.wait_for_function("+document.querySelector('[data-week]').dataset.week > 34")
    # Busy processors make weeks rest on purpose; `make bench` asks for ten a second when quiet.
    page.wait_for_function(f"+document.querySelector('[data-week]').dataset.week > {week_of(page) + 3}")
    button(page, "Pause").click()
    page.wait_for_timeout(400)
    at_rest = week_of(page)
    page.wait_for_timeout(700)
    assert week_of(page) == at_rest


def test_a_step_is_soon_painted(page_at: PageAt) -> None:
    page = page_at("watch")
    page.wait_for_function("document.querySelectorAll('.r-chart[data-seq]').length === 6")
    took = page.evaluate(STEP_AND_WAIT, 12)
    assert min(took) < 200 * slack(), took
    ink = """(place) => { const c = document.querySelector(place); const d = c.getContext('2d')
        .getImageData(0, 0, c.width, c.height).data; let n = 0;
        for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
    assert page.evaluate(ink, ".r-chart canvas") > 1000
    assert page.evaluate(ink, ".r-network canvas") > 5000


def test_charts_out_of_sight_catch_up(page_at: PageAt) -> None:
    page = page_at("watch")
    page.wait_for_function("document.querySelectorAll('.r-chart[data-seq]').length === 6")
    page.evaluate(STEP_AND_WAIT, 3)
    week = week_of(page)
    page.wait_for_function(
        """async (week) => {
            const charts = await window.rippleECharts;
            const held = [...document.querySelectorAll('.r-chart > div')]
                .map((place) => charts.getInstanceByDom(place).getOption().series[0].data);
            return held.every((data) => Number.isFinite((data[week - 1] || [])[1]));
        }""",
        arg=week,
    )
    lowest = page.locator(".r-chart").last
    assert lowest.bounding_box()["y"] > page.viewport_size["height"]  # type: ignore[index]


def test_two_visitors_never_meet(page_at: PageAt, browser, server: Server) -> None:
    one = page_at("watch")
    with watched_page(context_of(browser), server.address, "watch") as other:
        _never_meet(one, other)


def _never_meet(one, other) -> None:
    slider = one.get_by_role("slider", name="Career growth")
    slider.focus()
    one.keyboard.press("Home")
    button(one, "Step").click()
    expect(one.locator("[data-week='27']")).to_be_visible()
    button(other, "Step").click()
    expect(other.locator("[data-week='27']")).to_be_visible()
    expect(other.get_by_role("slider", name="Career growth")).to_have_value("0.5")
    expect(other.locator(".r-done")).to_have_count(0)
    expect(one.locator(".r-done")).to_have_count(1)


def test_the_whole_of_watch_by_keyboard(page_at: PageAt) -> None:
    page = page_at("watch")
    expect(button(page, "Step")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(button(page, "Step")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-week='27']")).to_be_visible()
    people = page.get_by_role("application")
    people.focus()
    page.keyboard.press("Home")
    expect(page.locator(".r-network [role=status]")).to_contain_text("The manager of team 1")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".r-network [role=status]")).to_contain_text("in the job")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="One person in both worlds")).to_be_visible()
    table = page.get_by_role("button", name="Customers as a table")
    table.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Customers")).to_contain_text("no change")


def test_nothing_is_hard_to_read_or_reach(page_at: PageAt) -> None:
    page = page_at("")

    def assert_good() -> None:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                expect(page.locator(f"html[data-theme={scheme}]")).to_have_count(1)
                assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.set_viewport_size(WIDE)

    assert_good()
    page.get_by_role("link", name="Watch", exact=True).click()
    page.get_by_role("slider", name="Co-workers").focus()
    page.keyboard.press("End")
    button(page, "Step").click()
    expect(page.locator("[data-week='27']")).to_be_visible()
    page.locator("summary").nth(1).click()
    page.get_by_role("button", name="About Co-workers").click()
    page.get_by_role("button", name="People as a table").click()
    page.get_by_role("button", name="Customers as a table").click()
    expect(page.get_by_role("table")).to_have_count(2)
    assert_good()


def test_below_a_path_and_what_is_seen_when_a_page_breaks(browser, other_server: Server) -> None:
    with watched_page(context_of(browser), other_server.address, "broken") as page:
        button(page, "Break the button").click()
        expect(page.get_by_role("alert")).to_contain_text("under the reference")
        button(page, "Try again").click()
        button(page, "Break the drawing").click()
        expect(page.get_by_role("alert")).to_contain_text("under the reference")
        assert "secret" not in page.content()
        page.get_by_role("link", name="Watch", exact=True).click()
        expect(page.locator("[data-week='26']")).to_be_visible()
        button(page, "Step").click()
        expect(page.locator("[data-week='27']")).to_be_visible()
        assert "a secret of the server" in other_server.log.read_text()

    context = context_of(browser)
    page = context.new_page()
    page.goto(f"{other_server.address}/broken", wait_until="commit")
    page.locator(".r-page h1").wait_for()
    began = time.monotonic()
    assert other_server.end() in (0, -15)
    assert time.monotonic() - began < 8 * slack()
    expect(page.locator("#r-connection")).to_contain_text("connection is lost")
    context.close()


def test_a_dropped_connection_is_told_and_healed(browser, server: Server) -> None:
    context = context_of(browser)
    page = context.new_page()
    connections, cut = [], []

    def pass_on(connection) -> None:
        if cut:
            connection.close(code=1011)
            return
        connection.connect_to_server()
        connections.append(connection)

    page.route_web_socket(re.compile(".*/kernels/.*"), pass_on)
    page.goto(f"{server.address}/watch", wait_until="commit")
    expect(page.locator("[data-week='26']")).to_be_visible()
    notice = page.locator("#r-connection")
    cut.append(True)
    connections[-1].close(code=1011)
    expect(notice).to_contain_text("connection is lost")
    cut.clear()
    expect(notice).to_be_hidden()
    assert len(connections) > 1
    button(page, "Step").click()
    expect(page.locator("[data-week='27']")).to_be_visible()
    context.close()


def children_of(server: Server) -> set[int]:
    tasks = Path(f"/proc/{server.process.pid}/task")
    return {int(one) for task in tasks.iterdir() for one in (task / "children").read_text().split()}


def test_closing_a_tab_stops_its_work(browser, server: Server) -> None:
    context = context_of(browser)
    page = context.new_page()
    plan = "whatif?company=retail-branches&plan=skills-training&pairs=480"
    page.goto(f"{server.address}/{plan}", wait_until="commit")
    button(page, "Compare 1 plan").click()
    expect(button(page, "Cancel")).to_be_visible()
    page.wait_for_timeout(1500)
    before = children_of(server)
    assert before
    page.close(run_before_unload=True)
    began = time.monotonic()
    while before <= children_of(server) and time.monotonic() - began < 20 * slack():
        time.sleep(0.2)
    assert not before <= children_of(server), "the study goes on though nobody looks"
    context.close()
