import pytest

from assistant.data_files import DataError
from assistant.facts import Aspect, find
from assistant.facts.detail import load_words
from assistant.facts.model import Doubt
from assistant.facts.query import NEAREST, compare


@pytest.mark.parametrize(
    ("subjects", "question"),
    [
        (["multiple_sclerosis", "genetics"], "does MS run in the family"),
        (["multiple_sclerosis", "speech_and_swallowing"], "does MS affect swallowing"),
        (["polymyositis", "genetics"], "is it hereditary? (polymyositis)"),
    ],
    ids=["inherited", "a sign", "the illness is left out"],
)
def test_what_no_fact_says_of_an_illness_may_be_unsaid(subjects, question):
    found = find(subjects, {}, question)

    assert (found.doubt, found.covered) == (Doubt.DETAIL, True)
    assert 0 < len(found.facts) <= NEAREST


@pytest.mark.parametrize(
    ("subjects", "question"),
    [
        (["surgery"], "how soon is surgery felt in the legs"),
        (["neuropathy"], "what percentage of people have neuropathy"),
        (["myotonic_dystrophy"], "what is myotonic dystrophy like in newborns"),
        (["als"], "is ALS another thing in women"),
    ],
    ids=["a time", "a share", "an age", "men or women"],
)
def test_a_sort_of_detail_that_no_fact_states_may_be_unsaid(subjects, question):
    assert find(subjects, {}, question).doubt is Doubt.DETAIL


@pytest.mark.parametrize(
    ("subjects", "question"),
    [
        (["neuropathy"], "can neuropathy reach the eyelids"),
        (["als"], "does ALS come from electromagnetic radiation in submarines"),
    ],
    ids=["a part of the body", "a word that has nothing to do with the facts"],
)
def test_a_yes_or_no_on_what_no_fact_speaks_of_may_be_unsaid(subjects, question):
    assert find(subjects, {}, question).doubt is Doubt.DETAIL


@pytest.mark.parametrize(
    ("subjects", "aspect", "question"),
    [
        (["multiple_sclerosis"], Aspect.DEFINITION, "what is multiple sclerosis"),
        (["als"], Aspect.CAUSES, "what causes ALS"),
        (["sarcopenia"], Aspect.TREATMENT, "how is sarcopenia treated"),
        (["muscular_dystrophy", "genetics"], Aspect.CAUSES, "is muscular dystrophy hereditary"),
        (["sarcopenia"], Aspect.FIGURES, "how many people have sarcopenia"),
        (["als", "speech_and_swallowing"], Aspect.SYMPTOMS, "does ALS affect swallowing"),
        ([], Aspect.EXERCISE, "how many minutes a week should I exercise"),
        (["surgery"], Aspect.TREATMENT, "do I need surgery if my muscle only shrank from being inactive"),
        ([], Aspect.TREATMENT, "could you gladden my grandchildren and say what surgery does"),
    ],
    ids=[
        "what it is",
        "its causes",
        "its treatment",
        "inherited",
        "how many",
        "a sign",
        "minutes",
        "a word of many facts",
        "politely asked",
    ],
)
def test_what_the_facts_say_is_said_without_a_doubt(subjects, aspect, question):
    found = find(subjects, {aspect: 0.9}, question)

    assert (found.doubt, found.covered) == (None, True)


@pytest.mark.parametrize(
    "question",
    ["what are the symptoms of scurvy", "how do you prevent tooth decay", "is a mango good for hamsters"],
)
def test_what_is_of_something_else_altogether_is_not_covered(question):
    found = find([], {Aspect.SYMPTOMS: 0.9}, question)

    assert (found.covered, found.aspect) == (False, None)


@pytest.mark.parametrize(
    "question",
    ["what are the symptoms of sarcopenia", "does skimping on protein make you weak", "how do muscles shrivel"],
    ids=["a subject is named", "near enough to a fact", "nearly a word of the facts"],
)
def test_a_seldom_word_alone_makes_nothing_something_else(question):
    assert find([], {}, question).covered


STORY = (
    "I sold the orchard in spring and moved in with my brother, who keeps bees and never complains about anything. "
    "Since then we argue about the ladder, the van and the dog. My arm is thinner. Should he carry more than I do?"
)


def test_what_is_found_for_a_long_story_may_not_be_what_it_asks():
    assert find([], {Aspect.CAUSES: 0.9}, STORY).doubt is Doubt.DETAIL


def test_a_long_story_that_asks_plainly_gets_its_answer():
    assert find(["sarcopenia"], {Aspect.DEFINITION: 0.9}, f"{STORY} And what is sarcopenia in old age?").doubt is None


def test_what_is_only_told_before_the_question_is_no_detail():
    question = "I tripped over my rucksack near the lighthouse. Do broken bones lead to muscle loss?"

    assert find(["broken_bones"], {Aspect.CAUSES: 0.9}, question).doubt is None


@pytest.mark.parametrize(
    "question",
    [
        "is it MS or ALS",
        "I feel odd, could it be multiple sclerosis (MS) or ALS?",
        "do I have ALS or multiple sclerosis or polio?",
    ],
)
def test_nobody_can_tell_from_here_which_illness_it_is(question):
    for found in (find([], {Aspect.SYMPTOMS: 0.9}, question), compare(["als", "multiple_sclerosis"], question)):
        assert (found.doubt, found.covered) == (Doubt.ILLNESS, True)
        assert {fact.subject for fact in found.facts} == {"als", "multiple_sclerosis"}


@pytest.mark.parametrize(
    "question",
    [
        "is it true that ALS or MS waste muscles",
        "is it ALS",
        "is it the nerves or the muscles",
        "ALS or MS, is it a disease of old people",
        "is it ALS that is also called MND",
    ],
    ids=["more between", "one illness", "no illness", "before it", "no choice"],
)
def test_other_questions_do_not_ask_which_illness_it_is(question):
    assert find([], {}, question).doubt is not Doubt.ILLNESS


def test_an_error_in_the_words_names_file_and_key(tmp_path):
    path = tmp_path / "detail.yml"
    path.write_text("body: []\npolitely: []\nwhich_illness: []\n", encoding="utf-8")

    with pytest.raises(DataError, match="detail.yml: sorts: field required"):
        load_words(path)
