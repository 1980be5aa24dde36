import pytest

from assistant.facts import Aspect, find
from assistant.facts.loader import default_facts
from assistant.facts.query import GENERAL, MOST, NEAREST, default_finder


def ids(found):
    return [fact.id for fact in found.facts]


def of(subject, aspect):
    return [fact.id for fact in default_facts().subjects[subject].facts if fact.aspect is aspect]


@pytest.mark.parametrize(
    ("subjects", "aspect", "question", "first"),
    [
        ([], Aspect.FIGURES, "how many minutes a week should I exercise", "inactivity.figure_guidance"),
        (["als"], Aspect.OUTLOOK, "is there a cure for ALS", "als.no_cure"),
        (["bone_loss"], Aspect.DEFINITION, "is osteoporosis a joint disease", "bone_loss.osteoporosis"),
        ([], Aspect.DEFINITION, "is muscle wasting the same as atrophy", "muscle_atrophy.everyday_name"),
    ],
)
def test_a_narrow_question_gets_its_narrow_fact_first(subjects, aspect, question, first):
    found = find(subjects, {aspect: 0.9}, question)

    assert ids(found)[0] == first
    assert (found.narrow, found.covered) == (True, True)
    assert found.subject == first.split(".")[0]


def test_an_answer_holds_a_few_facts_and_none_twice():
    found = find(["exercise"], {Aspect.EXERCISE: 0.9}, "which exercise helps muscles")

    assert len(found.facts) == len(set(ids(found))) <= MOST


def test_what_is_far_behind_the_first_fact_is_not_said():
    assert ids(find(["als"], {Aspect.DEFINITION: 0.9}, "what is als")) == ["als.definition"]


def test_the_subject_named_decides_between_like_facts():
    question = "is there a cure"

    assert ids(find([], {Aspect.OUTLOOK: 0.9}, question))[0] == "muscle_atrophy.curable"
    assert ids(find(["multiple_sclerosis"], {Aspect.OUTLOOK: 0.9}, question))[0] == "multiple_sclerosis.no_cure"


def test_the_aspect_asked_decides_between_facts_of_a_subject():
    assert find(["stroke"], {Aspect.CARE: 1.0}, "stroke").aspect is Aspect.CARE
    assert find(["stroke"], {Aspect.DEFINITION: 1.0}, "stroke").aspect is Aspect.DEFINITION


def test_a_button_lists_the_facts_of_its_aspect_in_the_order_of_the_file():
    found = find(["bone_loss"], {Aspect.COMPLICATIONS: 1.0}, "")

    assert ids(found) == ["bone_loss.fractures", "bone_loss.transfer"]
    assert (found.subject, found.aspect) == ("bone_loss", Aspect.COMPLICATIONS)
    assert (found.narrow, found.covered) == (False, True)


def test_a_button_lists_no_more_than_an_answer_holds():
    own = of(GENERAL, Aspect.SYMPTOMS)
    assert len(own) > MOST

    assert ids(find([GENERAL], {Aspect.SYMPTOMS: 1.0}, "")) == own[:MOST]


@pytest.mark.parametrize("subjects", [[], ["toothache"]])
def test_a_button_without_a_known_subject_is_about_muscle_atrophy(subjects):
    found = find(subjects, {Aspect.DIET: 1.0}, "")

    assert ids(found) == of(GENERAL, Aspect.DIET)
    assert found.subject == GENERAL


def test_a_button_without_an_aspect_lists_what_stands_first():
    found = find(["bone_loss"], {}, "")

    assert ids(found)[0] == default_facts().subjects["bone_loss"].facts[0].id
    assert (found.aspect, found.covered) == (None, True)


def test_a_button_for_an_aspect_without_facts_is_not_covered():
    assert of("bone_loss", Aspect.DIET) == []

    found = find(["bone_loss"], {Aspect.DIET: 1.0}, "")

    assert (found.subject, found.aspect, found.covered) == ("bone_loss", Aspect.DIET, False)
    assert found.facts == default_facts().subjects["bone_loss"].facts[:MOST]


@pytest.mark.parametrize("question", ["who won the football match yesterday", "how tall is the tower", "🙂", "x"])
def test_what_the_documents_do_not_say_is_not_covered(question):
    found = find([], {}, question)

    assert (found.narrow, found.covered) == (False, False)
    assert found.facts


def test_the_finder_is_built_once():
    assert default_finder() is default_finder()


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("what are satellite cells", "satellite cells"),
        ("is a thyroyd problem behind thin arms", "thyroid problems"),
        ("My aunt has lupus and is seventy. Does ALS have stages?", "stages of an illness"),
        ("dad broke a hip and is wobbly now. how long does rehab go on", "how long that takes"),
        ("the nerve test found nothing, how sure is a normal EMG", "how sure a test is"),
        ("The doctor gave me muscle relaxants. Any good?", "muscle relaxants"),
    ],
    ids=["named", "misspelt", "asked rather than told before", "a time", "how sure", "told before a few words"],
)
def test_what_the_documents_say_nothing_of_is_not_covered(question, beside):
    found = find([], {Aspect.DEFINITION: 0.9}, question)

    assert (found.covered, found.beside) == (False, beside)
    assert 0 < len(found.facts) <= NEAREST


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("is there a treatment for duchenne", "muscular_dystrophy"),
        ("tell me about degenerative disc disease please", "herniated_disc"),
    ],
)
def test_what_comes_near_to_what_is_not_covered_is_said(question, near):
    found = find([], {Aspect.TREATMENT: 0.4}, question)

    assert (found.covered, found.subject) == (False, near)


def test_what_is_only_told_before_the_question_does_not_count():
    found = find([], {Aspect.DEFINITION: 0.9}, "I had covid last year. What is muscle atrophy?")

    assert (found.covered, found.beside) == (True, None)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("is muscular dystrophy contagious or genetic", "muscular_dystrophy.hereditary"),
        ("can overweight people be malnourished", "malnutrition.too_many_calories"),
        ("does being unable to move cost you muscle", "paralysis.causes_atrophy"),
        ("are dystrophies a nerve cause of wasting", "neurogenic_atrophy.not_dystrophy"),
    ],
)
def test_a_question_that_a_fact_answers_is_covered_whatever_it_names_besides(question, first):
    found = find([], {}, question)

    assert (found.facts[0].id, found.covered, found.beside) == (first, True, None)


def test_a_question_counts_by_itself_after_a_long_story():
    story = "My neighbour drove me home from the hospital, where they put my arm in plaster after I fell off a ladder."

    found = find([], {}, f"{story} Is muscle wasting a painful thing?")

    assert found.facts[0].id == "muscle_atrophy.pain_swelling_skin"


def test_an_illness_without_a_fact_of_what_is_asked_is_not_covered_and_the_general_is_near():
    found = find(["polymyositis"], {Aspect.OUTLOOK: 0.8}, "will polymyositis go away one day")

    assert (found.subject, found.aspect, found.covered) == ("polymyositis", Aspect.OUTLOOK, False)
    assert found.facts[0].aspect is Aspect.OUTLOOK


def test_a_kind_of_atrophy_without_a_fact_of_what_is_asked_has_that_of_all_atrophy():
    found = find(["disuse_atrophy"], {Aspect.DIET: 0.9}, "what may grandpa have for dinner (disuse atrophy)")

    assert (found.aspect, found.covered) == (Aspect.DIET, True)
    assert found.subject != "disuse_atrophy"


def test_an_aspect_that_is_only_likely_takes_nothing_away():
    found = find(["polymyositis"], {Aspect.OUTLOOK: 0.4}, "how about polymyositis")

    assert found.covered


def test_where_a_word_may_mean_two_subjects_both_are_named():
    found = find([], {Aspect.FIGURES: 0.4}, "sclerosis, tell me all")

    assert found.could_mean == ("multiple_sclerosis", "als")


@pytest.mark.parametrize(
    ("subjects", "question"),
    [
        (["als"], "ALS is that sclerosis, tell me all"),
        ([], "which joint diseases such as arthritis cause muscle atrophy"),
        ([], "My aunt, who has arthritis, bought a boat last year. Where could I moor that?"),
    ],
    ids=["one is named", "the facts answer clearly", "it is only told"],
)
def test_it_is_not_asked_which_where_that_is_clear(subjects, question):
    assert find(subjects, {Aspect.CAUSES: 0.4}, question).could_mean == ()


def test_what_is_asked_of_all_atrophy_may_stand_with_one_cause():
    question = "is it true most muscle wasting is simply down to people not moving enough"
    found = find([GENERAL], {Aspect.FIGURES: 0.6}, question)

    assert (found.covered, found.facts[0].id) == (True, "inactivity.most_cases")


def test_a_subjects_name_put_behind_a_question_does_not_answer_it():
    found = find(["guillain_barre"], {Aspect.DIAGNOSIS: 0.99}, "which tests (Guillain-Barré syndrome)")
    assert (found.aspect, found.covered) == (Aspect.DIAGNOSIS, False)


def test_whom_to_see_is_said_of_an_illness_that_has_no_such_fact():
    found = find(["sarcopenia"], {Aspect.CARE: 0.9}, "is that normal (sarcopenia)")
    assert found.covered
    assert found.facts[0].aspect is Aspect.CARE
