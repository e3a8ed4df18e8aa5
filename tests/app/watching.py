"""Servers in processes of their own, and pages that watch themselves."""

from __future__ import annotations

import os
import shutil
import signal
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

import pytest

from ripple_sim.app.browser_files import FOR_TESTS, pin_of

PageAt = Callable[..., Any]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
AXE = FOR_TESTS / pin_of("axe-core").folder / "axe.min.js"
ASK_AXE = """async () => {
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const said = (node) => `${node.html.slice(0, 160)} ${node.failureSummary}`;
    const found = await axe.run(document, { runOnly: rules });
    return found.violations.map((one) => [one.id, ...one.nodes.slice(0, 3).map(said)].join(": "));
}"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Clicks Step so many times, and tells after how many milliseconds each was painted.
STEP_AND_WAIT = """async (times) => {
    const step = [...document.querySelectorAll("button")]
        .find((one) => one.innerText.trim() === "Step");
    const painted = document.querySelector(".r-painted"), took = [];
    for (let i = 0; i < times; i++) {
        const before = painted.dataset.seq, began = performance.now();
        step.click();
        while (painted.dataset.seq === before) await new Promise(requestAnimationFrame);
        took.push(performance.now() - began);
    }
    return took;
}"""


@dataclass
class Server:
    """A server of the page in a process of its own."""

    address: str
    process: subprocess.Popen[str]
    log: Path

    def end(self) -> int:
        """Ask it to stop, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)


def slack() -> float:
    """Return by how much everything takes longer because the machine has other things to do."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def patience() -> float:
    """Return for how many milliseconds a page may be waited for."""
    return 40_000 * min(slack(), 10)


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def serving(command: list[str], root: str, log: Path) -> Iterator[Server]:
    """Start a server with ``command`` and a free port, wait until it answers, and end it."""
    port = free_port()
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            stdout=written,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}{root}", process, log)
    try:
        began = time.monotonic()
        while not _healthy(port):
            if process.poll() is not None or time.monotonic() - began > 240:
                pytest.fail(f"the server doesn't answer:\n{log.read_text()[-3000:]}")
            time.sleep(0.1)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Debian's Chromium, or the one that CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    path = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        says = "there is no Chromium; install the package chromium or name one with CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(says)
        pytest.skip(says)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=patience())
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


def context_of(browser: Any) -> Any:
    """Return a new visitor's context, which keeps files it has loaded."""
    context = browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce", locale="en-GB")
    context.set_default_timeout(patience())
    return context


class Line:
    """The line between pages and their server, on which answers can be held back."""

    def __init__(self, context: Any) -> None:
        self._held: list[Callable[[], None]] | None = None
        context.route_web_socket(lambda _: True, self._joined)

    def _joined(self, page: Any) -> None:
        server = page.connect_to_server()

        def answered(message: Any) -> None:
            if self._held is None:
                page.send(message)
            else:
                self._held.append(lambda: page.send(message))

        server.on_message(answered)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold back what servers answer, and let all of it through at the end, in its order."""
        self._held = held = []
        yield
        self._held = None
        for let in held:
            let()


@contextmanager
def watched_page(context: Any, address: str, path: str = "") -> Iterator[Any]:
    """Open a page; at its end it must have been silent: no error, no request to other places."""
    page = context.new_page()
    wrong: list[str] = []
    host = address.split("/")[2]

    def look(request: Any) -> None:
        kind, _, rest = request.url.partition(":")
        if kind not in ("data", "blob") and rest.split("/")[2] != host:
            wrong.append(f"request: {request.url}")

    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else 0)
    page.on("request", look)
    page.goto(f"{address}/{path}", wait_until="commit")
    page.locator(".r-page h1").wait_for()
    page.wait_for_function("window.app && app.connectionStatus === 'connected'")
    yield page
    page.close()
    assert not wrong, "\n".join(wrong)


def assert_accessible(page: Any) -> None:
    """Fail when axe-core finds anything against WCAG 2.2 AA or its best practices."""
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    size = page.viewport_size
    # As tall as the page, or what is fixed to the screen's edge hides parts of it from axe.
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(whole, size["height"])})
    found = page.evaluate(ASK_AXE)
    page.set_viewport_size(size)
    assert not found, "\n".join(found)
