"""What the page does: notices that stay, a transcript that is kept, and a connection that comes and goes."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import expect

from .conftest import VISIT

ROOT = Path(__file__).parents[2]
WIDGET = ROOT / "widget"
QUESTION = "what is sarcopenia?"
FLAG = "my husband's face just went crooked and he talks gibberish"
BUDGET = 60_000


# --- Its files.


def test_the_vendored_library_is_the_published_one():
    library = (WIDGET / "vendor" / "socket.io.esm.min.js").read_bytes()
    digest = "771c3872e7d9bf81020615fda67ef0fd2aa61fcaf1990100714a46fa2c39f8a1"
    assert hashlib.sha256(library).hexdigest() == digest
    assert "MIT" in (WIDGET / "vendor" / "socket.io.LICENSE").read_text()


def test_nothing_of_it_makes_markup_of_text():
    for path in WIDGET.glob("*.js"):
        code = path.read_text()
        assert [
            name for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write") if name in code
        ] == []


def test_each_file_says_what_it_is_and_what_it_may_do(address):
    for path in ["", "chat.css", "chat.js", "vendor/socket.io.esm.min.js", "icon.svg"]:
        answer = requests.get(address + path, timeout=60)
        assert answer.status_code == 200, path
        assert "script-src 'self'; style-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        again = requests.get(address + path, headers={"If-None-Match": answer.headers["ETag"]}, timeout=60)
        assert (again.status_code, again.content) == (304, b"")


def test_who_cannot_unpack_gets_it_unpacked(address):
    answer = requests.get(address, headers={"Accept-Encoding": "identity"}, timeout=60)
    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


def test_every_number_in_it_is_filled_in(address):
    assert '<a class="call" href="tel:911">Call 911</a>' in requests.get(address, timeout=60).text
    for path in ["", "chat.js", "embed.js"]:
        assert "_number}" not in requests.get(address + path, timeout=60).text


@pytest.mark.parametrize("path", ["vendor/README.md", "../credentials.yml", "%2e%2e/credentials.yml", "nothing"])
def test_nothing_else_is_served(path, address):
    prepared = requests.Request("GET", address).prepare()
    prepared.url = address + path
    assert requests.Session().send(prepared, timeout=60).status_code == 404


def test_the_address_without_its_slash_leads_there(address):
    assert requests.get(address.rstrip("/"), timeout=60).url == address


# --- Loading.


def test_it_is_small_loads_side_by_side_and_asks_nobody_else(look, address):
    page, sizes, hosts = look(start=False), {}, set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("response", lambda answer: sizes.setdefault(answer.url, len(gzip.compress(answer.body()))))
    page.goto(address)
    page.wait_for_selector(".entry.it")
    page.say(QUESTION)
    assert hosts == {urlsplit(address).netloc}
    files = {url.removeprefix(address): size for url, size in sizes.items() if "socket.io/" not in url}
    assert set(files) >= {"", "chat.css", "chat.js", "transcript.js", "vendor/socket.io.esm.min.js"}
    assert sum(files.values()) <= BUDGET


def test_the_page_itself_names_every_file_so_that_none_waits_for_another():
    page = (WIDGET / "index.html").read_text()
    imported = {name for path in WIDGET.glob("*.js") for name in re.findall(r'from "\./(.+)"', path.read_text())}
    assert imported
    assert [name for name in imported if f'<link rel="modulepreload" href="{name}">' not in page] == []


# --- Notices.


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


# --- What is said.


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


# --- The connection.


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


# --- What the person can do with the chat.


def test_start_over_clears_the_screen_and_begins_anew(look):
    page = look()
    page.say(QUESTION)
    page.say(FLAG)
    page.click("#start-over")
    page.click("dialog >> text=Start over >> visible=true >> nth=-1")
    expect(page.locator(".entry")).to_have_count(1)
    assert page.locator(".alarm").count() == 0
    assert "sarcopenia" not in page.say("say that again").lower()


def test_delete_my_chat_deletes_it_here_and_on_the_server(look):
    page = look()
    page.say(QUESTION)
    before = page.evaluate("sessionStorage.getItem('muscle-atrophy-chat')")
    page.click("#delete")
    page.click("text=Delete it")
    page.wait_for_selector("text=Your chat is deleted, here and on the server.")
    page.wait_for_selector(".entry.it")
    after = page.evaluate("sessionStorage.getItem('muscle-atrophy-chat')")
    assert json.loads(before)["sender"] != json.loads(after)["sender"]
    assert "sarcopenia" not in after.lower()


def test_who_asks_in_words_to_be_forgotten_finds_the_tab_empty_too(look):
    page = look()
    page.say(QUESTION)
    before = page.evaluate("sessionStorage.getItem('muscle-atrophy-chat')")
    page.fill("#message", "forget me")
    page.press("#message", "Enter")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".entry.it")).to_contain_text("delete this conversation")
    after = page.evaluate("sessionStorage.getItem('muscle-atrophy-chat')")
    assert json.loads(before)["sender"] != json.loads(after)["sender"]
    assert "sarcopenia" not in after.lower()


def test_delete_my_chat_says_where_the_server_could_not_be_reached(look):
    page = look()
    page.route("**/forget", lambda route: route.abort())
    page.click("#delete")
    page.click("text=Delete it")
    page.wait_for_selector("text=The server may still keep a copy")


def test_whoever_is_not_sure_keeps_the_chat(look):
    page = look()
    page.say(QUESTION)
    page.click("#delete")
    page.click("text=Keep it")
    assert page.locator(".entry").count() == 3
    assert page.focused() == "delete"


def test_the_chat_can_be_saved_and_printed(look):
    page = look()
    page.say(QUESTION)
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "muscle-atrophy-chat.txt"
    saved = Path(download.value.path()).read_text()
    assert f"You: {QUESTION}\n\nAssistant: Sarcopenia is the loss" in saved
    assert "\nSource" in saved
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.click("#print")
    assert page.title() == "printed"
    page.emulate_media(media="print")
    assert not page.locator("footer").is_visible()
    assert page.locator(".bubble").first.is_visible()


@pytest.fixture
def visited(look):
    """The chat after a visit was prepared in it."""
    page = look()
    page.say(QUESTION)
    for text in VISIT:
        page.say(text)
    return page


def test_the_page_of_a_visit_is_printed_alone(visited):
    page = visited
    page.evaluate("window.print = () => {}")
    page.click("text=Print this page")
    page.emulate_media(media="print")
    printed = page.evaluate("document.body.innerText").split("\n")
    assert printed[0] == "For the doctor, in your own words"
    assert "Medicines: metformin" in printed
    assert printed[-1] == "Could one of my medicines play a part?"
    for elsewhere in ("arcopenia is", "Muscle atrophy assistant", "Assistant", "Print this page", "Nothing of this"):
        assert elsewhere not in "\n".join(printed)


def test_it_is_one_sheet_of_paper_and_after_it_the_chat_is_as_it_was(visited):
    page = visited
    page.evaluate("window.print = () => {}")
    page.click("text=Print this page")
    assert sheets(page.pdf(format="Letter")) == 1
    assert "arcopenia is" in page.evaluate("document.body.innerText")
    assert sheets(page.pdf(format="Letter")) > 1


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_page_of_a_visit_is_saved_as_a_file(visited):
    with visited.expect_download() as download:
        visited.click("text=Save this page")
    assert download.value.suggested_filename == "for-the-doctor.txt"
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved.startswith("For the doctor, in your own words\n• Other symptoms: my grip gets weak")
    assert "\n\nWhat to ask the doctor:\n• " in saved
    assert "arcopenia" not in saved


def test_the_page_of_a_visit_is_there_once_and_stays_when_the_tab_is_loaded_anew(visited):
    said = visited.locator(".entry.it").last.inner_text()
    assert said.count("metformin") == 1
    assert "Nothing of this was sent anywhere" in said
    visited.reload()
    visited.wait_for_selector("#earlier .page >> text=Print this page")


def test_a_page_that_is_said_again_can_be_kept_again(visited):
    visited.say("say that again")
    assert visited.locator("text=Save this page").count() == 2


def test_what_follows_on_the_sources_is_shown(look):
    page = look()
    shown = page.say("my left thigh has become thin over the last months")
    assert "Shall I help you prepare the visit" in shown
    assert "Source" not in shown


# --- Speech, with a stand-in for what the browser asks of a network.

SPEECH = """
window.spoken = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  speak: (said) => window.spoken.push(said.text), cancel: () => { window.cancelled = true },
} });
window.webkitSpeechRecognition = window.SpeechRecognition = class extends EventTarget {
  start() { window.recognition = this }
  stop() { this.dispatchEvent(new Event("end")) }
  hear(words) { this.dispatchEvent(Object.assign(new Event("result"), { results: [[{ transcript: words }]] })) }
};
"""


@pytest.fixture
def with_speech(look, address):
    page = look(start=False)
    page.add_init_script(SPEECH)
    page.goto(address)
    page.wait_for_selector(".entry.it")
    return page


def test_an_answer_is_read_aloud_and_stopped(with_speech):
    page = with_speech
    page.say(QUESTION)
    page.locator(".aloud").last.click()
    spoken = page.evaluate("spoken")
    assert spoken[0].startswith("Sarcopenia is the loss")
    assert [line for line in spoken if "Source" in line] == []
    page.click("text=Stop reading")
    assert page.evaluate("cancelled")
    assert page.locator("text=Stop reading").count() == 0


def test_what_is_spoken_is_written_and_not_sent_before_the_person_does(with_speech):
    page = with_speech
    page.fill("#message", "Tell me")
    page.click("#dictate")
    assert page.get_attribute("#dictate", "aria-pressed") == "true"
    page.evaluate("recognition.hear('what is ALS')")
    page.click("#dictate")
    assert page.get_attribute("#dictate", "aria-pressed") == "false"
    assert page.input_value("#message") == "Tell me what is ALS"
    assert page.locator(".entry.you").count() == 0


def test_where_the_microphone_may_not_be_used_that_is_said(with_speech):
    page = with_speech
    page.click("#dictate")
    page.evaluate("recognition.dispatchEvent(Object.assign(new Event('error'), { error: 'not-allowed' }))")
    assert "I could not hear you." in page.locator(".note").inner_text()


def test_where_the_browser_has_no_speech_nothing_of_it_is_offered(look, address):
    page = look(start=False)
    page.add_init_script(
        "for (const n of ['speechSynthesis', 'SpeechRecognition', 'webkitSpeechRecognition']) "
        "Object.defineProperty(window, n, { value: undefined })"
    )
    page.goto(address)
    page.wait_for_selector(".entry.it")
    assert page.locator("#dictate").is_hidden()
    assert page.locator(".aloud").count() == 0


def test_without_javascript_the_number_is_there(look, address):
    page = look(start=False, java_script_enabled=False)
    page.goto(address)
    assert page.locator('noscript a[href="tel:911"], footer a[href="tel:911"]').first.is_visible()
