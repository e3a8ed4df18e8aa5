"""Take a picture of each page of `ripple app`: wide and narrow, light and dark.

    python scripts/take_screenshots.py [--out DIR] [--publish] [PAGE ...]

Needs the extra `test` and Chromium. `--publish` renews the pictures of the README in docs/pictures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZES = {1440: {"width": 1440, "height": 900}, 390: {"width": 390, "height": 844}}
SETTLED_MS = 3000
PATIENCE_MS = 240_000


@dataclass(frozen=True)
class Shown:
    """A page in a state: its address, what a visitor does there, and what is seen in the end.

    ``top`` stands at the top of the picture for the README, which is one screen high.
    """

    address: str
    seen: str
    does: Callable[[Any], None] = lambda page: None
    top: str = "h1"


def watch_a_lever(page: Any) -> None:
    """Raise trust from week 27 on, and live to week 60."""
    page.get_by_role("slider", name="Trust and integrity").focus()
    page.keyboard.press("End")
    page.locator(".r-done li").first.wait_for()
    page.get_by_label("Go to week").first.fill("60")
    page.keyboard.press("Enter")


def ask_why(page: Any) -> None:
    """Compare the plan in the address, then ask every question about the answer in turn."""
    page.locator("[data-answer=whole]").wait_for()
    for study in ("why", "ripple", "matters"):
        page.locator(f"[data-study={study}] button").first.click()
        page.locator(f"[data-study={study}].is-wide").wait_for()


def run_a_lesson(page: Any) -> None:
    """Predict, and run."""
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Run", exact=True).click()


PAGES = {
    "home": Shown("", "[data-example=known]"),
    "watch": Shown("watch", "[data-week='60']", watch_a_lever),
    "whatif": Shown("whatif?company=retail-branches&plan=skills-training&pairs=30&compared=yes", "[data-answer=whole]"),
    "why": Shown(
        "whatif?company=retail-branches&plan=skills-training&pairs=30&compared=yes", "[data-answer=whole]", ask_why
    ),
    "mirror": Shown("mirror", ".r-page canvas"),
    "evidence": Shown("evidence", ".r-page h1"),
    "learn": Shown("learn", ".r-page h1"),
    "lesson": Shown("learn?at=lesson.delay", "[data-option]", run_a_lesson, "#compare"),
    "challenge": Shown("learn?at=challenge.without-burnout", ".r-page h1"),
}
IN_README = ("home", "watch", "whatif", "lesson")


@contextmanager
def server() -> Iterator[str]:
    """Serve the page at a free port until it has been photographed."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "ripple_sim", "app", "--no-browser", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def photograph(browser: Any, address: str, names: list[str], out: Path) -> list[Path]:
    """Write one picture for each page, size and colour scheme."""
    written = []
    for scheme in ("light", "dark"):
        for width, size in SIZES.items():
            context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB")
            context.set_default_timeout(PATIENCE_MS)
            for name in names:
                shown = PAGES[name]
                page = context.new_page()
                page.goto(f"{address}/{shown.address}", wait_until="commit")
                page.locator(".r-page h1").wait_for()
                shown.does(page)
                page.locator(shown.seen).first.wait_for()
                page.wait_for_timeout(SETTLED_MS)
                written.append(out / f"{name}-{width}-{scheme}.png")
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=written[-1], full_page=True)
                if name in IN_README and (width, scheme) == (1440, "light"):
                    page.locator(shown.top).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top - 90)")
                    page.wait_for_timeout(300)
                    page.screenshot(path=out / f"{name}-screen.png")
                page.close()
            context.close()
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"of {', '.join(PAGES)}; all")
    parser.add_argument("--out", type=Path, default=Path("results/screenshots"))
    parser.add_argument("--publish", action="store_true")
    asked = parser.parse_args()
    unknown = [name for name in asked.pages if name not in PAGES]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if unknown or chromium is None:
        wrong = f"there is no page '{unknown[0]}'" if unknown else "there is no Chromium"
        print(f"take_screenshots: {wrong}", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    asked.out.mkdir(parents=True, exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for path in photograph(browser, address, asked.pages or list(PAGES), asked.out):
            print(path)
        browser.close()
    if asked.publish:
        for name in IN_README:
            shutil.copy(asked.out / f"{name}-screen.png", PICTURES / f"page-{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
