"""The connection, which comes and goes, and the transcript that stays."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

QUESTION = "what is sarcopenia?"
FLAG = "my husband's face just went crooked and he talks gibberish"


def test_where_sockets_cannot_connect_rest_is_used(without_sockets, address):
    page, posted = without_sockets(), []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.goto(address)
    page.wait_for_selector(".entry.it")
    assert "Sarcopenia is the loss" in page.say(QUESTION)
    assert "Call 911 now" in page.say(FLAG)
    assert page.locator(".alarm.emergency").count() == 1
    assert page.locator(".alarm.offline").count() == 0
    assert {urlsplit(url).path for url in posted} == {"/webhooks/rest/webhook"}


def key_of(page) -> str:
    """The beginning of the conversation's name, by which nginx keeps it on one server."""
    name = page.evaluate("JSON.parse(sessionStorage.getItem('muscle-atrophy-chat')).sender")
    assert len(name) == 32
    return name[:8]


def test_a_short_key_goes_with_the_socket_so_that_it_stays_on_one_server(look, address):
    page = look(start=False)
    with page.expect_websocket() as opened:
        page.goto(address)
    page.wait_for_selector(".entry.it")
    assert parse_qs(urlsplit(opened.value.url).query)["conversation"] == [key_of(page)]


def test_over_rest_it_is_a_header(without_sockets, address):
    page, keys = without_sockets(), []
    page.on(
        "request", lambda request: keys.append(request.headers.get("x-conversation")) if request.post_data else None
    )
    page.goto(address)
    page.wait_for_selector(".entry.it")
    page.click("#delete")
    page.click("text=Delete it")
    page.wait_for_selector("text=Your chat is deleted, here and on the server.")
    assert len(keys) >= 2
    assert len(set(keys)) == 1
    assert len(keys[0]) == 8


def test_offline_it_says_so_shows_911_and_sends_later_what_was_written(look):
    page = look()
    page.say(QUESTION)
    page.context.set_offline(True)
    notice = page.locator('.alarm.offline[role="alert"]')
    notice.wait_for()
    assert notice.locator("a").get_attribute("href") == "tel:911"
    page.fill("#message", "what causes it?")
    page.press("#message", "Enter")
    page.fill("#message", "and how is it treated?")
    page.press("#message", "Enter")
    page.context.set_offline(False)
    notice.wait_for(state="detached")
    expect(page.locator(".entry.it")).to_have_count(4)
    assert page.locator(".entry.you").count() == 3


def test_a_server_that_is_not_there_is_said_and_911_shown(without_sockets, address):
    page = without_sockets()
    page.route("**/webhooks/**", lambda route: route.abort())
    page.goto(address)
    page.wait_for_selector('.alarm.offline a[href="tel:911"]')
    page.unroute("**/webhooks/**")
    page.wait_for_selector(".entry.it")
    page.wait_for_selector(".alarm.offline", state="detached")


def test_messages_go_over_a_socket(look, address):
    page, sent = look(start=False), []
    with page.expect_websocket() as opened:
        page.goto(address)
    opened.value.on("framesent", lambda frame: sent.append(frame))
    page.wait_for_selector(".entry.it")
    page.say(QUESTION)
    page.say("thank you")
    assert [frame for frame in sent if "thank you" in frame]


def test_the_server_may_stop_and_start_again(assistant_of_its_own, look):
    running = assistant_of_its_own
    page = look(url=f"http://localhost:{running.port}/chat/")
    page.say(QUESTION)
    assert running.stop() == 0
    assert running.log.read_text().endswith("launch: stopping\n"), "open pages do not disturb the end"
    page.wait_for_selector('.alarm.offline a[href="tel:911"]')
    page.fill("#message", FLAG)
    page.press("#message", "Enter")
    running.start()
    page.wait_for_selector(".alarm.emergency", timeout=60_000)
    page.wait_for_selector(".alarm.offline", state="detached")
    assert page.locator(".entry").count() == 5


def test_what_the_server_refuses_is_said(look):
    page = look()
    page.evaluate("document.querySelector('#message').maxLength = 100000")
    assert "The message is too long: send at most 16000 bytes." in page.say("word " * 4_000)


def test_the_transcript_of_the_tab_is_kept_and_the_conversation_goes_on(look):
    page = look()
    page.say(QUESTION)
    page.reload()
    page.wait_for_selector(".entry.you")
    assert page.locator(".entry").count() == 3
    assert "sarcopenia" in page.say("what causes it?").lower()
    assert look().locator(".entry").count() == 1, "another tab is another conversation"


def test_a_page_that_is_left_before_the_answer_has_it_when_it_is_back(look):
    page = look()
    page.evaluate(
        """text => { document.querySelector('#message').value = text;
           document.querySelector('#composer').requestSubmit(); location.reload() }""",
        QUESTION,
    )
    expect(page.locator(".entry.it")).to_have_count(2)
    assert page.locator(".entry.you").count() == 1


def test_where_nothing_can_be_kept_it_works_all_the_same(look, address):
    page = look(start=False)
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } })")
    page.goto(address)
    page.wait_for_selector(".entry.it")
    assert "Sarcopenia is the loss" in page.say(QUESTION)
