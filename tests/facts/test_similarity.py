import numpy as np
import pytest

from assistant.facts.loader import default_facts
from assistant.facts.similarity import Similarity


@pytest.fixture(scope="module")
def facts():
    subjects = default_facts().subjects
    return (*subjects["bone_loss"].facts, *subjects["als"].facts)


@pytest.fixture(scope="module")
def similarity(facts):
    return Similarity(facts)


def nearest(facts, scores):
    return facts[int(np.argmax(scores))].id


def test_there_is_a_score_for_each_fact(facts, similarity):
    assert similarity.scores("what is ALS").shape == (len(facts),)


def test_a_fact_is_nearest_to_its_own_questions(facts, similarity):
    for fact in facts:
        for question in fact.asked[:1]:
            assert nearest(facts, similarity.scores(question)) == fact.id


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("does the skeleton of a paraplegic get weaker", "bone_loss.spinal_injury"),
        ("will they ever find something that heals ALS", "als.no_cure"),
        ("wat is osteoperosis", "bone_loss.osteoporosis"),
    ],
)
def test_other_words_for_the_same_are_near(facts, similarity, question, fact):
    assert nearest(facts, similarity.scores(question)) == fact


def test_what_has_nothing_in_common_is_far(similarity):
    assert similarity.scores("who won the football match").max() < 0.3 < similarity.scores("what is ALS").max()


@pytest.mark.parametrize("question", ["", "?", "🙂", "\ud83d", "x" * 10_000])
def test_what_is_no_question_gets_low_scores(similarity, question):
    scores = similarity.scores(question)

    assert np.isfinite(scores).all()
    assert scores.max() < 0.3


def test_a_fact_without_questions_is_found_by_its_statement(facts):
    silent = tuple(fact.copy(update={"asked": ()}) for fact in facts)

    scores = Similarity(silent).scores("loss of bone density makes fractures more likely")

    assert nearest(silent, scores) == "bone_loss.fractures"


def test_facts_are_alike_where_their_statements_are(facts, similarity):
    number = {fact.id: i for i, fact in enumerate(facts)}
    fractures = number["bone_loss.fractures"]

    assert similarity.alike(fractures, fractures) == pytest.approx(1, abs=1e-5)
    assert similarity.alike(fractures, number["bone_loss.transfer"]) > similarity.alike(fractures, number["als.name"])


def test_a_word_is_near_to_facts_that_are_told_in_its_like(facts, similarity):
    numbers = [number for number, fact in enumerate(facts) if fact.subject == "bone_loss"]

    assert similarity.nearest("lawnmower", numbers) < 0.25 < similarity.nearest("skeleton", numbers)
