"""One conversation over every channel of the running assistant: the same is said on each, an emergency first."""

from __future__ import annotations

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.channels.handlers import FLAG
from tests.channels.people import PEOPLE, Rest, Slack, SlackThread, Telegram, Turn, numbers

SCRIPT = [
    "hello",
    "[What causes it?]",
    "how many minutes of exercise do I need so that my muscles don't waste?",
    "what is sarcopenia?",
    "tell me more",
    "what causes it?",
    "what are the signs of a stroke?",
    "how many mg of prednisone should I take?",
    "ok thanks. btw my husband's face just went crooked and he talks gibberish",
    "[It is not happening now]",
    f"/restart {FLAG}",
    "thank you, goodbye",
]
"""What is typed; in brackets, the button that is pressed."""

EMERGENCIES = [8, 10]
"""The turns that report one."""


def play(person, counts: list[int]) -> list[Turn]:
    """Play the script, and wait for so many messages after each turn."""
    turns: list[Turn] = []
    for line, count in zip(SCRIPT, counts):
        if line.startswith("["):
            payloads = {title: payload for said in turns[-1] for title, payload in said.buttons}
            turns.append(person.press(payloads[line.strip("[]")], count))
        else:
            turns.append(person.say(line, count))
    return turns


@pytest.fixture(scope="module")
def over_rest(assistant) -> list[Turn]:
    """What is said over REST."""
    return play(Rest(assistant), [0] * len(SCRIPT))


@pytest.fixture(scope="module", params=PEOPLE)
def over_another(request, assistant, slack, telegram, over_rest) -> list[Turn]:
    """What is said over another channel."""
    return play(PEOPLE[request.param](assistant, slack, telegram), [len(turn) for turn in over_rest])


def test_an_emergency_comes_first(over_rest, over_another):
    for turns in (over_rest, over_another):
        assert len(turns) == 12
        for number, turn in enumerate(turns):
            assert turn[0].text.startswith("Call 911 now") == (number in EMERGENCIES), SCRIPT[number]


def test_the_same_is_said_with_the_same_buttons(over_rest, over_another):
    assert over_another == over_rest


def test_a_stroke_that_is_asked_about_ends_with_when_to_call(over_another):
    assert "911" in over_another[6][-1].text


VISIT = ["prepare my visit", "my grip gets weak", "arthritis since 2015", "metformin", "around Easter", "both hands"]


def test_the_page_of_a_visit_is_a_file_where_there_are_files(assistant, slack, telegram):
    sender = uuid.uuid4().hex
    over_rest = [assistant.say(text, sender) for text in VISIT]
    [page] = [said["page"] for said in over_rest[-1]]
    for person, api in ((SlackThread(assistant, slack), slack), (Telegram(assistant, telegram), telegram)):
        *_, [said] = [person.say(text, len(turn)) for text, turn in zip(VISIT, over_rest)]
        [file] = api.wait_for_files(person.place)
        assert (file.name, file.content.decode()) == (page["file"], page["text"])
        assert said.text.startswith("For the doctor")
        assert "both hands" in said.text


@pytest.mark.parametrize("place", PEOPLE)
def test_of_twenty_people_at_once_each_is_answered_once(place, assistant, slack, telegram):
    people = [PEOPLE[place](assistant, slack, telegram) for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(lambda person: person.say(FLAG, 1), people))
        again = list(pool.map(lambda person: person.say("what is sarcopenia?", 1), people))
    assert [len(turn) for turn in said + again] == [1] * 40
    assert [turn for turn in said if not turn[0].text.startswith("Call 911 now")] == []
    assert [turn for turn in again if "arcopenia" not in turn[0].text] == []


def test_what_is_not_from_slack_gets_no_answer(assistant, slack):
    url, stale = assistant.webhook("slack"), time.time() - 301
    content = json.dumps(slack.event(FLAG, "DREFUSED")).encode()
    unsigned, wrong = {"X-Nothing": "x"}, slack.sign(content, secret="wrong")
    for headers in (unsigned, wrong, slack.sign(content, stale), slack.sign(content + b" ")):
        assert slack.send(url, content, **headers).status_code == 401
    signed = slack.sign(content)
    for _ in range(3):
        assert slack.send(url, content, **signed).status_code == 200
    slack.send(url, slack.event("thanks", "DREFUSED"))
    assert len(slack.wait_for_posts("DREFUSED", 2)) == 2


def test_what_is_not_from_telegram_gets_no_answer(assistant, telegram):
    url, update = assistant.webhook("telegram"), telegram.update(FLAG, chat=77)
    for secret in ("", "wrong", telegram.secret[:-1]):
        assert telegram.send(url, update, **{telegram.HEADER: secret}).status_code == 401
    for _ in range(3):
        assert telegram.send(url, update).status_code == 200
    telegram.send(url, telegram.update("thanks", chat=77))
    assert len(telegram.wait_for_posts(77, 2)) == 2


@pytest.mark.parametrize(
    "text", ["my aunt Zyxomma asks what causes als", f"Zyxomma says {FLAG}", "/zyxomma{", "Zyxomma"]
)
def test_nobodys_words_or_ids_and_no_secrets_get_into_the_log(text, assistant, slack, telegram):
    channel, chat = f"DPRIVATE{next(numbers)}", 9_123_454_321 + next(numbers)
    slack.send(assistant.webhook("slack"), slack.event(text, channel, "UPRIVATE"))
    telegram.send(assistant.webhook("telegram"), telegram.update(text, chat))
    slack.wait_for_posts(channel)
    telegram.wait_for_posts(chat)
    log = assistant.log.read_text().lower()
    token = telegram.TOKEN.partition(":")[2]
    for private in ("zyxomma", "uprivate", channel.lower(), str(chat), slack.TOKEN, slack.SECRET, token):
        assert private not in log


def test_nobody_can_go_on_over_rest_with_what_was_said_in_a_messenger(assistant, slack, telegram):
    Slack(assistant, slack).say("what is sarcopenia?", 1)
    Telegram(assistant, telegram).say("what is sarcopenia?", 1)
    last = next(numbers)
    for number in range(last - 4, last):
        for guess in (f"{number}", f"D{number}", f"U{number}", f"D{number}_U{number}"):
            assert "arcopenia" not in assistant.say("can you say that again?", guess)[0]["text"]
