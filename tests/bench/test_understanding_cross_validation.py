import functools

import pytest

from assistant.encoder import encode_known
from bench.understanding import cross_validation
from bench.understanding.cross_validation import Examples, cross_validate, examples, folds, settings

WORDS = {
    "rain": ["rain today", "rain tomorrow", "heavy rain", "rain again", "rain tonight", "more rain"],
    "soup": ["soup today", "soup tomorrow", "hot soup", "soup again", "soup tonight", "more soup"],
}
MADE = Examples(
    texts=[text for texts in WORDS.values() for text in texts],
    intents=[intent for intent, texts in WORDS.items() for _ in texts],
    groups=["one rain", "one rain", *WORDS["rain"][2:], *WORDS["soup"]],
)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    path = tmp_path_factory.mktemp("vectors") / "vectors.npz"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cross_validation, "encode_known", functools.partial(encode_known, path=path))
        return cross_validate(MADE, tell=lambda line: None)


def test_every_example_is_judged_once(judged):
    assert sorted(one.text for one in judged) == sorted(MADE.texts)


def test_what_is_plain_is_judged_right(judged):
    assert all(one.right and 0.5 < one.confidence <= 1 for one in judged)


def test_wordings_of_each_other_are_judged_together():
    for learned, judged in folds(MADE):
        assert not {MADE.groups[i] for i in learned} & {MADE.groups[i] for i in judged}


def test_a_facts_questions_are_marked(judged):
    assert {one.text for one in judged if one.of_fact} == {"rain today", "rain tomorrow"}


def test_the_assistants_own_settings_are_used():
    assert (settings()["meaning"], settings()["leave_to_others"]) == (2.0, ["follow_up"])


def test_examples_are_those_that_the_assistant_learns_from():
    found = examples()
    known = dict(zip(found.texts, found.intents))
    assert known["thank you"] == "thank"
    assert found.groups[found.texts.index("is 911 only for the USA")] == "emergency_signs.other_countries"
    assert "follow_up" not in found.intents
