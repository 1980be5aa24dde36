"""What the page's tests share: a headless Chromium, and the page in it before the running assistant."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright import sync_api

from tests.conftest import missing

SHOTS = os.environ.get("SCREENSHOTS")
"""The folder that pictures of the page are put into, where it is set."""

VIEWS = {
    "light": {"viewport": {"width": 900, "height": 900}},
    "dark": {"viewport": {"width": 900, "height": 900}, "color_scheme": "dark"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "320 px, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "at 400 %": {"viewport": {"width": 320, "height": 256}},
    "forced colours": {"viewport": {"width": 900, "height": 900}, "forced_colors": "active"},
}
"""How the page is looked at."""


@pytest.fixture(scope="module")  # it keeps an event loop running, in which other files' tests could start none
def chromium() -> Iterator[sync_api.Browser]:
    """Debian's Chromium, or Google's."""
    path = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if path is None:
        missing("there is no Chromium: apt-get install chromium")
    with sync_api.sync_playwright() as driver:
        # The sites that tests make up have no address, and Chromium lets only sites of this machine ask this machine.
        options = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
        browser = driver.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(assistant) -> str:
    """Where the running assistant has the page."""
    return f"http://localhost:{assistant.port}/chat/"


@pytest.fixture
def look(chromium, address) -> Iterator[Callable[..., Page]]:
    """Opens the page in a window of its own; no error may be on its console, and no policy broken."""
    opened, complaints = [], []

    def open_page(start: bool = True, url: str = address, **options) -> Page:
        context = chromium.new_context(**{**VIEWS["light"], "reduced_motion": "reduce", **options})
        opened.append(context)
        page = Page(context.new_page(), complaints)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        if start:
            page.goto(url)
            page.wait_for_selector(".entry.it")
        return page

    yield open_page
    for context in opened:
        context.close()
    assert complaints == []


VISIT = [
    "prepare my visit",
    "my grip gets weak and I trip over my own feet",
    "arthritis since 2015",
    "metformin",
    "around Easter",
    "both hands",
]
"""What is typed to prepare a visit; the last one is answered with the page."""


class Page:
    """A page, with what a person does and sees there."""

    def __init__(self, page: sync_api.Page, complaints: list[str]) -> None:
        self._page = page
        self.complaints = complaints

    def __getattr__(self, name: str):
        return getattr(self._page, name)

    def say(self, text: str) -> str:
        """Send a message as one does, and wait for the answer; its text."""
        there = self.locator(".entry.it").count()
        self.fill("#message", text)
        self.press("#message", "Enter")
        return self.answer(there)

    def answer(self, there: int) -> str:
        """The text of the answer after so many that were there."""
        self.wait_for_function("there => document.querySelectorAll('.entry.it').length > there", arg=there)
        return self.locator(".entry.it").nth(there).inner_text()

    def focused(self) -> str:
        """The words on what has the focus, or its id."""
        return self.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")

    def tab_to(self, words: str, key: str = "Tab") -> None:
        """Press Tab until something of these words, or of this id, has the focus."""
        for _ in range(80):
            if self.focused() == words:
                return
            self.keyboard.press(key)
        raise AssertionError(f"{words} was not reached with {key}")

    def picture(self, name: str) -> None:
        """Keep a picture, where pictures are wanted."""
        if SHOTS:
            self.evaluate("document.activeElement.blur()")
            self.screenshot(path=Path(SHOTS) / f"{name}.png")


def answering(*messages):
    """A route that answers in the server's place, over REST."""
    return lambda route: route.fulfill(status=200, content_type="application/json", body=json.dumps(messages))


@pytest.fixture
def without_sockets(look):
    """The page where Socket.IO cannot connect."""

    def open_page(**options):
        page = look(start=False, **options)
        page.route("**/socket.io/**", lambda route: route.abort())
        page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
        return page

    return open_page
