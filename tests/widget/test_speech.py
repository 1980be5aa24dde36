"""Speech, with a stand-in for what the browser asks of a network."""

from __future__ import annotations

import pytest

QUESTION = "what is sarcopenia?"


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
