import pytest

from assistant.answers.context import Context
from assistant.answers.follow_up import FollowUp, follow_up, meant, pointed_at

LISTED = Context(listed=("als", "polio", "stroke"))


@pytest.mark.parametrize(
    ("how", "texts"),
    [
        (
            FollowUp.SAME,
            ["and for MS?", "MD?", "what about ALS then", "no, I meant SMA", "same for polio", "not ALS, MS"],
        ),
        (
            FollowUp.POINTED,
            ["the second one", "what about the other kind?", "tell me about the first one", "the latter"],
        ),
        (FollowUp.BACK, ["back to sarcopenia", "ok, let us go back to ALS please", "return to polio"]),
        (FollowUp.WHY, ["why?", "but why", "why is that", "how come?"]),
    ],
)
def test_how_a_message_follows_another(how, texts):
    assert {text: follow_up(text) for text in texts} == dict.fromkeys(texts, how)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "what is ALS",
            "does polio hurt",
            "is it ALS",
            "I have MS",
            "my mother had polio",
            "why does ALS waste muscles",
        ),
        *("what are the first signs", "one", "no", "last year", "exercise?", "my other leg is thin too", "", "?!"),
        "well then so and now also about ALS or for the same kind",  # more than anybody says to follow
    ],
)
def test_what_can_be_understood_by_itself_follows_nothing(text):
    assert follow_up(text) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("the second one", "polio"),
        ("tell me about the first", "als"),
        ("the last one please", "stroke"),
        ("how is the third kind treated", "stroke"),
        ("what about the other one", "polio"),
        ("the fourth one", None),
        ("what are the first signs", None),
        ("and then", None),
    ],
)
def test_which_one_is_pointed_at(text, subject):
    assert pointed_at(text, LISTED, "als") == subject


def test_where_nothing_was_named_nothing_can_be_pointed_at():
    assert pointed_at("the last one", Context(), None) is None
    assert pointed_at("the other one", Context(), "gardening") is None


def test_the_other_kind_needs_no_list():
    assert pointed_at("the other kind", Context(), "neurogenic_atrophy") == "disuse_atrophy"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("no, SMA", "spinal_muscular_atrophy"),
        ("not ALS, polio", "polio"),
        ("polio, not ALS", "polio"),
        ("the nerve kind", "neurogenic_atrophy"),
        ("not ALS", None),
        ("hm", None),
    ],
)
def test_what_is_denied_is_not_meant(text, subject):
    assert meant(text) == subject
