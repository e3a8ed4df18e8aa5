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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZES = {1440: {"width": 1440, "height": 900}, 390: {"width": 390, "height": 844}}
# A page's address, and what is waited for until there is something to see.
PAGES = {
    "home": ("", ".r-page h1"),
    "watch": ("watch", ".r-page canvas"),
    "whatif": ("whatif", ".r-page h1"),
    "mirror": ("mirror", ".r-page canvas"),
    "evidence": ("evidence", ".r-page h1"),
    "learn": ("learn", ".r-page h1"),
}
IN_README = ("home", "watch", "whatif", "learn")
SETTLED_MS = 4000


@contextmanager
def server() -> Iterator[str]:
    """Serve the page at a free port until it has been photographed."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "ripple_sim", "app", "--no-browser", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
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
            context = browser.new_context(
                viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
            )
            context.set_default_timeout(120_000)
            for name in names:
                path, seen = PAGES[name]
                page = context.new_page()
                page.goto(f"{address}/{path}", wait_until="commit")
                page.locator(seen).first.wait_for()
                page.wait_for_timeout(SETTLED_MS)
                written.append(out / f"{name}-{width}-{scheme}.png")
                page.screenshot(path=written[-1], full_page=True)
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
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for path in photograph(browser, address, asked.pages or list(PAGES), asked.out):
            print(path)
        browser.close()
    if asked.publish:
        for name in IN_README:
            shutil.copy(asked.out / f"{name}-1440-light.png", PICTURES / f"page-{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
