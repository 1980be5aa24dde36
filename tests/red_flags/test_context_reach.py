"""How far a cue reaches, and which outweighs which: by the made patterns, and where look-alikes and alarms meet."""

import pytest

from assistant.red_flags import Assertion
from assistant.red_flags.model import TAKEOVER


@pytest.fixture(scope="module")
def made_meant(made):
    """How the first finding of a text is meant, by the made patterns."""

    def judge(text):
        return made.grammar(text)[1].findings[0].assertion.value

    return judge


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("no a a a a a a a face droops", "negated"),
        ("no a a a a a a a a face droops", "asserted"),
        ("face droops a a a a ruled out", "negated"),
        ("face droops a a a a a ruled out", "asserted"),
        ("face droops but ruled out", "asserted"),
        ("if a a a a a a a a a a a a face droops", "hypothetical"),
        ("if a a a a a a a a a a a a a face droops", "asserted"),
        ("my dog a a a a a face droops", "hypothetical"),
        ("my dog a a a a a a face droops", "asserted"),
        ("face droops if a", "asserted"),
        ("face droops my dog", "asserted"),
        ("face droops no", "asserted"),
    ],
)
def test_a_cue_reaches_so_far(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize("cue", ["no", "if", "years ago", "used to", "what", "my dog"])
def test_such_a_cue_counts_in_its_own_sentence_only(made_meant, cue):
    assert made_meant(f"{cue}. Face droops.") == "asserted"


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("A. Face droops. All clear.", "past"),
        ("Suddenly face droops, all clear.", "asserted"),
        ("I want to vanish. All clear.", "asserted"),
        ("A. Weak face. Suddenly.", "asserted"),
        ("Today. Weak face. A.", "asserted"),
        ("Today. A. Weak face.", "named"),
        ("Today. Slowly weak face.", "named"),
        ("Suddenly, slowly weak face.", "asserted"),
        ("Homework: a hero. He, face droops.", "hypothetical"),
        ("My wheelchair. A. B. My leg lies still.", "past"),
        ("My leg lies still. A. My wheelchair.", "past"),
        ("My wheelchair. Suddenly my leg lies still.", "asserted"),
        ("My wheelchair. My face droops.", "asserted"),
    ],
)
def test_some_cues_count_beyond_their_sentence(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("no face droops", Assertion.NEGATED),
        ("today no face droops", Assertion.NEGATED),
        ("homework: face droops today", Assertion.HYPOTHETICAL),
        ("homework: my face droops today", Assertion.ASSERTED),
        ("face droops today, years ago too", Assertion.ASSERTED),
        ("today if face droops", Assertion.ASSERTED),
        ("face droops today?", Assertion.ASSERTED),
        ("what face droops", Assertion.QUESTION),
        ("a or b: face droops?", Assertion.QUESTION),
        ("my face droops?", Assertion.ASSERTED),
        ("my dog he face droops", Assertion.ASSERTED),
        ("my dog face droops today", Assertion.HYPOTHETICAL),
    ],
)
def test_which_cue_outweighs_which(made_meant, text, assertion):
    assert made_meant(text) == assertion.value


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("face droops" + " a" * 24 + " years ago", "past"),
        ("face droops" + " a" * 25 + " years ago", "asserted"),
        ("homework" + " a" * 24 + " face droops", "hypothetical"),
        ("homework" + " a" * 25 + " face droops", "asserted"),
        ("face droops" + " a" * 25 + "?", "question"),
        ("face droops" + " a" * 26 + "?", "asserted"),
        ("i a a a face droops, homework", "hypothetical"),
        ("i a a face droops, homework", "asserted"),
    ],
)
def test_a_sentence_without_an_end_does_not_carry_a_cue_without_end(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        # What is over is told first.
        ("All clear. Face droops.", "asserted"),
        # What is said to be over is what was told last.
        ("Face droops. A mouth droops, all clear.", "asserted"),
        ("Face droops. Years ago. All clear.", "asserted"),
        ("Face droops. Years ago, all clear.", "asserted"),
        ("Face droops today. All clear.", "asserted"),
        ("Her face is droops. All clear.", "asserted"),
        ("Face droops. All clear?", "asserted"),
    ],
)
def test_what_is_over_is_what_was_told_right_before(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("All clear, my father, face droops.", "asserted"),
        ("Years ago, but father, face droops.", "asserted"),
        ("Homework, and father, face droops.", "asserted"),
        ("Father, all clear, face droops.", "past"),
        ("Face droops, father, years ago.", "past"),
        ("If father, face droops.", "hypothetical"),
    ],
)
def test_a_cue_ends_where_somebody_else_is_named(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Homework. Face droops.", "asserted"),
        ("Homework. He, face droops.", "asserted"),
        ("Homework. A hero. He, face droops.", "hypothetical"),
        ("A hero, face droops. He. Homework.", "hypothetical"),
        ("He, face droops. A hero. Homework.", "asserted"),
        ("Homework: a hero. What? He, face droops.", "asserted"),
        ("Homework: a hero. Father, face droops.", "asserted"),
        ("Homework: a hero. Father came. He, face droops.", "asserted"),
        ("Homework: a hero. My face droops.", "asserted"),
        ("Homework: a hero. He, face droops today.", "asserted"),
    ],
)
def test_a_story_goes_on_while_it_tells_of_its_persons(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("Father, wheelchair. He, leg lies still.", "past"),
        ("Father, wheelchair. Leg lies still.", "asserted"),
        ("Father, wheelchair. My leg lies still.", "asserted"),
        ("He, wheelchair. My leg lies still.", "asserted"),
        ("My wheelchair. Father, leg lies still.", "asserted"),
        ("A wheelchair. My leg lies still.", "asserted"),
    ],
)
def test_a_disability_is_that_of_one_person(made_meant, text, assertion):
    assert made_meant(text) == assertion


@pytest.mark.parametrize("text", ["face droops?", "face droops??", "So face droops?", "What? Face droops? What?"])
def test_a_bare_sign_with_a_question_mark_is_fear(made_meant, text):
    assert made_meant(text) == "asserted"


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("What, face droops? It again.", "asserted"),
        ("What, face droops? Again.", "question"),
        ("What, face droops? It.", "question"),
        ("What, face droops? It again?", "question"),
        ("What, face droops? It again, not face droops.", "question"),
    ],
)
def test_a_question_is_a_report_when_the_next_sentence_says_that_it_happened(made_meant, text, assertion):
    assert made_meant(text) == assertion


def test_a_cue_inside_what_a_pattern_matched_does_not_make_it_old(made, folder):
    folder.change("flags/droop.yml", "weak face", "face used to move")
    rules = folder.rules()

    finding = type(made)(rules).grammar("suddenly face used to move")[1].findings[0]

    assert finding.assertion is Assertion.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "I'm writing a nursing essay on stroke. My mum's face has just drooped, what do I do",
        "Pub quiz: who were Guillain and Barré? Dad won't wake up",
        "This homework is killing me. Throat closing up",
        "I watched a film last night. My husband can't speak and his mouth droops.",
        "The novel I'm reading is good. My left arm suddenly went numb.",
        "I was doing my homework and mum collapsed",
        "I'm a student nurse. The patient in bed 4 is not breathing.",
        "I failed my exam and I want to die",
        "My face is drooping. For my homework: what is a stroke?",
        "My seizure last year was treated, all fine now. Right now my dad is not breathing",
        "had a seizure ten years ago all treated now my dad isnt breathing",
        "I fainted once in 2009, they checked my heart and everything was fine. My auntie can't breathe.",
        "My nan recovered fully from her stroke. Her face droops.",
        "Dad was discharged yesterday. He is not breathing.",
        "She's not waking up. They said wait.",
        "My face is drooping. My doctor said it's nothing to worry about.",
        "I can't breathe. Had meningitis as a baby, all good now.",
        "All good otherwise thanks, but dad's talk went thick overnight.",
        "My wife, who has had MS for years, suddenly can't speak.",
        "I'm a wheelchair user. My dad's face is drooping.",
        "My brother is tetraplegic. My dad can't move his arms.",
        "What happens below a spinal cord injury? mum is stumbling to the left",
        "having a stroke??",
        "overdose?",
        "Hi, thanks for your help earlier. having a stroke??",
        "is he having a seizure??",
        "Is this a stroke? My hand dropped the cup.",
        "Is double vision a side effect of rest? It turned up out of the blue today.",
    ],
)
def test_a_look_alike_does_not_silence_the_alarm_beside_it(screener, text):
    assert screener.grammar(text)[1].urgency in TAKEOVER


@pytest.mark.parametrize(
    "text",
    [
        "For my exam: what is foot drop? A patient can't move his legs suddenly — which nerve?",
        "In my novel the hero collapses. He can't speak and his face droops.",
        "A man can't speak and his face droops, which artery? It's for my exam.",
        "Quiz: A man collapses and can't be woken. What do you check first?",
        "In the story the grandfather clutches his chest.",
        "I fainted last week. All clear from the doctor.",
        "I had a stroke in 2010. I recovered fully.",
        "The dentist froze me and I had a droopy mouth. All good now.",
        "I'm paraplegic. I can't move my legs. Which stretches help?",
        "My brother is tetraplegic. He can't move his arms. What exercises?",
        "what is a stroke?",
        "Thanks! What is a stroke?",
        "Is a seizure dangerous?",
        "Is chest pain a sign of ALS? Thanks for your help today.",
    ],
)
def test_what_carries_on_a_look_alike_stays_one(screener, text):
    assert screener.grammar(text)[1].urgency not in TAKEOVER
