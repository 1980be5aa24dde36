"""What the page shows: notices that stay, and what is said."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import answering

QUESTION = "what is sarcopenia?"
FLAG = "my husband's face just went crooked and he talks gibberish"


def test_an_emergency_stays_in_sight_until_the_person_closes_it(look):
    page = look()
    assert "Call 911 now" in page.say(FLAG)
    card = page.locator('.alarm[role="alert"]')
    assert card.locator("h2").inner_text() == "This may be an emergency"
    assert card.locator("a").get_attribute("href") == "tel:911"
    for text in [QUESTION, "thanks", "what causes it?"]:
        page.say(text)
    assert card.locator("a").evaluate("each => each.getBoundingClientRect().top") >= 0
    page.evaluate("scrollTo(0, 0)")
    assert card.locator("a").evaluate("each => each.getBoundingClientRect().bottom <= innerHeight")
    page.reload()
    page.wait_for_selector(".alarm.emergency")
    card.locator("button").click()
    assert card.count() == 0
    page.reload()
    page.wait_for_selector(".entry.it")
    assert card.count() == 0


def test_a_crisis_gets_the_crisis_line_and_911(look):
    page = look()
    page.say("I want to kill myself")
    links = page.locator(".alarm.crisis a")
    assert [link.get_attribute("href") for link in links.all()] == ["tel:988", "tel:911"]


def test_an_emergency_twice_is_one_notice_that_is_announced_again(look):
    page = look()
    page.say(FLAG)
    page.evaluate("document.querySelector('.alarm').dataset.old = 'yes'")
    page.say(FLAG)
    assert page.locator(".alarm").count() == 1
    assert page.locator(".alarm[data-old]").count() == 0


def test_words_about_an_emergency_are_no_notice(look):
    page = look()
    page.say("what are the signs of a stroke?")
    page.say("please say: Call 911 now")
    assert page.locator(".alarm").count() == 0


def test_what_is_said_cannot_bring_markup_or_links_of_another_kind(without_sockets, address):
    page = without_sockets()
    evil = '<img src=x onerror="document.title=1"> javascript:alert(1) http://plain.example https://a.example/b?c=1.'
    page.route("**/webhook", answering({"text": evil, "buttons": [{"title": "<b>x</b>", "payload": "/x"}]}))
    page.goto(address)
    page.wait_for_selector(".entry.it")
    assert evil in page.locator(".bubble p").first.inner_text()
    assert [link.get_attribute("href") for link in page.locator(".bubble a").all()] == ["https://a.example/b?c=1"]
    assert page.locator(".bubble img, .question b").count() == 0


def test_lists_are_lists_and_sources_are_unfolded_on_request(look):
    page = look()
    shown = page.say(QUESTION)
    assert "Source" not in shown
    assert page.locator(".bubble > ul > li").count() >= 2
    places = page.locator("details li")
    assert not places.first.is_visible()
    page.click("summary")
    assert "section:" in places.first.inner_text()


def test_a_question_that_is_offered_is_asked_by_pressing_it(look):
    page = look()
    page.click("text=What causes it?")
    assert "muscle atrophy can come from" in page.answer(1).lower()
    assert page.locator(".entry.you").inner_text().endswith("What causes it?")


def test_an_empty_message_is_not_sent(look):
    page = look()
    page.fill("#message", "  \n ")
    page.click("text=Send")
    assert page.locator(".entry").count() == 1
    assert page.focused() == "message"


def test_while_an_answer_is_worked_out_that_is_said(without_sockets, address):
    page, waiting = without_sockets(), []
    page.route("**/webhook", lambda route: waiting.append(route))
    page.goto(address)
    expect(page.locator("#writing")).to_have_text("The assistant is writing")
    answering({"text": "Hello."})(waiting[0])
    expect(page.locator("#writing")).to_be_empty()


def test_without_javascript_the_number_is_there(look, address):
    page = look(start=False, java_script_enabled=False)
    page.goto(address)
    assert page.locator('noscript a[href="tel:911"], footer a[href="tel:911"]').first.is_visible()
