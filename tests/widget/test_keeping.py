"""What a person does with the chat: begin anew, delete, save, print, and keep the page of a visit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import VISIT

QUESTION = "what is sarcopenia?"
FLAG = "my husband's face just went crooked and he talks gibberish"


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
