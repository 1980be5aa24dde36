"""The chat on somebody's site: one script tag, a button, a frame."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python import sync_playwright as axe
from playwright.sync_api import expect

from assistant.channels import page as served

LABEL = "Questions about muscle atrophy?"
SITE = """<!doctype html><html lang="en"><head><title>A clinic</title><style>button {{ display: none }}</style></head>
<body><main><h1>A clinic</h1><p>Its text.</p></main><script src="{chat}embed.js" {more}></script></body></html>"""


@pytest.fixture
def elsewhere(address) -> str:
    """A page of another site: to a browser, an address is another than the name that stands for it."""
    return address.replace("localhost", "127.0.0.1").replace("/chat/", "/a-clinic")


@pytest.fixture
def visit(look, address):
    """A page of a site that has the script tag, at the chat's own address or elsewhere."""

    def visit(url: str | None = None, more: str = "", **options):
        url = url or address.replace("/chat/", "/a-clinic")
        page, policy = look(start=False, **options), f"default-src 'self' 'unsafe-inline' {address}"
        page.route(
            url,
            lambda route: route.fulfill(
                content_type="text/html",
                body=SITE.format(chat=address, more=more),
                headers={"Content-Security-Policy": policy},
            ),
        )
        page.goto(url)
        page.get_by_role("button").wait_for()
        return page

    return visit


def test_nothing_of_the_chat_is_loaded_before_it_is_asked_for(visit):
    page = visit()
    assert [frame.url for frame in page.frames[1:]] == ["about:blank"]
    assert page.get_by_role("button", name=LABEL).is_visible(), "the site's styles do not touch it"


def test_by_keyboard_it_opens_takes_the_focus_and_gives_it_back(visit):
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".entry.it")).to_have_count(1)
    frame.locator("#message").focus()
    page.keyboard.type("my husband's face just went crooked and he talks gibberish")
    page.keyboard.press("Enter")
    expect(frame.locator(".alarm.emergency a")).to_have_attribute("href", "tel:911")
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()
    expect(page.get_by_role("button", name=LABEL)).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.locator(".entry.you")).to_have_count(1)
    page.get_by_role("button", name="Close the chat").click()
    expect(page.locator("iframe")).to_be_hidden()


@pytest.mark.parametrize("width", [1000, 320])
def test_axe_finds_no_fault_in_the_site_with_the_chat(width, visit):
    page = visit(viewport={"width": width, "height": 800})
    page.get_by_role("button").click()
    expect(page.frame_locator("iframe").locator(".entry.it")).to_have_count(1)
    page.picture(f"embedded-{width}")
    found = axe.Axe().run(page._page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.get_by_role("link", name="Emergency: 911").get_attribute("href") == "tel:911"


def test_the_button_can_be_named_in_the_sites_words(visit):
    page = visit(more='data-label="Ask us"')
    assert page.get_by_role("button", name="Ask us").is_visible()


def test_a_site_that_is_not_named_may_not_show_the_chat(visit, elsewhere):
    page = visit(elsewhere)
    with page.expect_console_message(lambda said: "frame-ancestors 'self'" in said.text):
        page.get_by_role("button").click()
    expect(page.get_by_role("link", name="Emergency: 911")).to_be_visible()
    assert page.frame_locator("iframe").locator(".entry").count() == 0
    page.complaints.clear()  # that one is as it should be


def test_a_site_that_is_named_may_show_it(visit, elsewhere, address):
    page = visit(elsewhere)
    headers = served.headers([elsewhere.removesuffix("/a-clinic")])

    def named(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **headers})

    page.route(address, named)
    page.get_by_role("button").click()
    expect(page.frame_locator("iframe").locator(".entry.it")).to_have_count(1)
    assert urlsplit(page.frames[1].url).netloc == urlsplit(address).netloc
