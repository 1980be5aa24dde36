"""No view of the page may have a fault that axe finds, and everything works by keyboard and at any size."""

from __future__ import annotations

import pytest
from axe_playwright_python import sync_playwright as axe
from playwright.sync_api import expect

from .conftest import VIEWS, VISIT

QUESTION = "what is sarcopenia?"
FLAG = "my husband's face just went crooked and he talks gibberish"
CRISIS = "I want to kill myself"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def greeting(page):
    pass


def answers(page):
    page.say(QUESTION)
    page.say("qwertz asdf yxcv")


def sources(page):
    page.say(QUESTION)
    page.click("summary")


def emergency(page):
    page.say(FLAG)


def crisis(page):
    page.say(CRISIS)
    page.say(FLAG)


def question(page):
    page.click("#delete")


def visit_question(page):
    for text in VISIT[:3]:
        page.say(text)


def visit_page(page):
    for text in VISIT:
        page.say(text)
    page.locator(".page h4").scroll_into_view_if_needed()


def offline(page):
    page.context.set_offline(True)
    page.wait_for_selector(".alarm.offline")


STATES = [greeting, answers, sources, emergency, crisis, question, visit_question, visit_page, offline]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_no_fault(state, view, look):
    page = look(**VIEWS[view])
    state(page)
    page.picture(f"{state.__name__}-{view}")
    found = axe.Axe().run(page._page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_reaches_out_of_320_pixels(state, look):
    page = look(**VIEWS["320 px"])
    state(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_text_of_twice_the_size_reaches_out_of_nothing(look):
    page = look(viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    emergency(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    cut = page.evaluate(
        """[...document.querySelectorAll("button, a:not(.skip), .bubble")]
           .filter(each => each.clientWidth && each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"""
    )
    assert cut == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("view", ["light", "320 px"])
def test_what_can_be_pressed_is_large_enough_for_weak_hands(state, view, look):
    page = look(**VIEWS[view])
    state(page)
    sizes = page.evaluate(
        """[...document.querySelectorAll("button, summary, textarea, .call, .above a")]
           .map(each => [each.textContent, each.getBoundingClientRect()]).filter(([_, box]) => box.width)
           .map(([text, box]) => [text, Math.min(box.width, box.height)])"""
    )
    assert sizes
    assert [(text, size) for text, size in sizes if size < 44] == []


def test_a_whole_conversation_is_had_by_keyboard_alone(look):
    page = look()
    page.keyboard.press("Tab")
    assert page.focused() == "Skip to your message"
    page.keyboard.press("Enter")
    page.tab_to("message")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    assert "Sarcopenia is the loss" in page.answer(1)
    page.tab_to("Where this comes from", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    page.tab_to("What are the signs of sarcopenia?")
    page.keyboard.press("Enter")
    page.answer(2)
    assert page.focused() == "What are the signs of sarcopenia?"
    page.tab_to("message")
    page.keyboard.type(FLAG)
    page.keyboard.press("Enter")
    assert "Call 911 now" in page.answer(3)
    page.tab_to("Call 911", "Shift+Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".alarm").count() == 0
    assert page.focused() == "message"
    page.tab_to("start-over", "Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.focused() == "start-over"
    assert page.locator(".entry.you").count() == 3
    page.keyboard.press("Enter")
    page.tab_to("Start over")
    page.keyboard.press("Enter")
    expect(page.locator(".entry")).to_have_count(1)


def test_the_page_of_a_visit_is_kept_by_keyboard_alone(look):
    page = look()
    visit_page(page)
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.tab_to("Save this page", "Shift+Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "for-the-doctor.txt"
    page.tab_to("Print this page", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.title() == "printed"
    assert page.focused() == "Print this page"


def test_the_page_of_a_visit_is_a_part_with_a_name_and_a_heading(look):
    page = look()
    visit_page(page)
    part = page.get_by_role("log").get_by_role("group", name="For the doctor, in your own words")
    assert part.get_by_role("heading", level=4).inner_text() == "For the doctor, in your own words"
    assert [button.inner_text() for button in part.get_by_role("button").all()] == ["Print this page", "Save this page"]
    assert "Medicines: metformin" in [item.inner_text() for item in part.get_by_role("listitem").all()]


def test_a_line_is_broken_by_shift_and_enter(look):
    page = look()
    page.focus("#message")
    page.keyboard.type("my arm")
    page.keyboard.press("Shift+Enter")
    assert page.input_value("#message") == "my arm\n"
    assert page.locator(".entry.you").count() == 0


@pytest.mark.parametrize("text", [QUESTION, FLAG, CRISIS])
def test_an_answer_does_not_take_the_focus(text, look):
    page = look()
    page.say(text)
    assert page.focused() == "message"
    page.focus("#save")
    page.evaluate("text => { document.querySelector('#message').value = text }", text)
    page.evaluate("document.querySelector('#composer').requestSubmit()")
    page.answer(2)
    assert page.focused() == "save"


def test_what_is_tabbed_to_is_not_covered(look):
    page = look(**VIEWS["320 px"])
    page.say(QUESTION)
    page.say(FLAG)
    covered = []
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(20)
        hit = page.evaluate(
            """() => { const on = document.activeElement, box = on.getBoundingClientRect();
               const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
               return on === document.body || on.contains(at) || at?.contains(on) }"""
        )
        if not hit:
            covered.append(page.focused())
    assert covered == []


def test_only_what_is_new_is_announced(look):
    page = look()
    page.say(QUESTION)
    assert page.locator("[role=log] .entry").count() == 3
    page.reload()
    page.wait_for_selector(".entry.it")
    assert page.locator("[role=log] .entry").count() == 0
    assert page.locator("#earlier .entry").count() == 3
    page.say("thank you")
    assert page.locator("[role=log] .entry").count() == 2


def test_without_reduced_motion_it_still_moves_nothing_but_the_writing(look):
    page = look(reduced_motion="no-preference")
    moving = "document.getAnimations().map(each => each.effect.target.id)"
    assert set(page.evaluate(moving)) <= {"writing"}
    assert look().evaluate(moving) == []
