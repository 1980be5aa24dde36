import pytest

from assistant.red_flags import Assertion
from assistant.red_flags.screener import TAKEOVER


@pytest.fixture(scope="module")
def meant(screener):
    """How the first finding of a text is meant, by the patterns that come with the assistant."""

    def judge(text):
        finding = screener.grammar(text)[1].findings[0]
        return finding.flag, finding.assertion.value, finding.why

    return judge


@pytest.fixture(scope="module")
def made_meant(made):
    """The same by the made patterns."""

    def judge(text):
        return made.grammar(text)[1].findings[0].assertion.value

    return judge


@pytest.mark.parametrize(
    ("text", "flag", "denial"),
    [
        ("I have no chest pain.", "chest_pain", "no"),
        ("He has never collapsed.", "consciousness", "never"),
        ("She denies chest pain.", "chest_pain", "denies"),
        ("I am free of chest pain.", "chest_pain", "free of"),
        ("No fever, cough or chest pain.", "chest_pain", "No"),
        ("I do not have trouble breathing.", "breathing", "not"),
        ("I don't have chest pain.", "chest_pain", "don't"),
    ],
)
def test_a_denied_sign_is_no_alarm(meant, text, flag, denial):
    assert meant(text) == (flag, "negated", f"denied by '{denial}'")


@pytest.mark.parametrize(
    ("text", "flag", "denial"),
    [
        ("A stroke was ruled out.", "stroke", "was ruled out"),
        ("Seizure is denied.", "seizure", "is denied"),
        ("Chest pain: absent, or is absent.", "chest_pain", "is absent"),
    ],
)
def test_a_sign_denied_afterwards_is_no_alarm(meant, text, flag, denial):
    assert meant(text) == (flag, "negated", f"denied by '{denial}'")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("No headache, but my face is drooping.", "face_droop"),
        ("No chest pain, just slurred speech.", "speech"),
        ("No pain now suddenly my face is drooping", "face_droop"),
        ("no fever, my face is drooping", "face_droop"),
        ("No. My face is drooping.", "face_droop"),
        ("Stroke in the family was ruled out, his face is drooping.", "face_droop"),
    ],
)
def test_a_denial_ends(meant, text, flag):
    assert meant(text) == (flag, "asserted", "said to be so")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("I can't speak.", "speech"),
        ("She is not breathing.", "breathing"),
        ("I am not able to breathe.", "breathing"),
        ("There is no movement in my left arm.", "paralysis"),
        ("He won't wake up.", "consciousness"),
        ("I'm not sure why my face is drooping.", "face_droop"),
        ("Not to bother you, my face is drooping.", "face_droop"),
        ("I don't want to make a fuss, his face is drooping.", "face_droop"),
        ("Never felt this before: my face is drooping.", "face_droop"),
    ],
)
def test_not_all_that_sounds_like_a_denial_is_one(meant, text, flag):
    assert meant(text) == (flag, "asserted", "said to be so")


@pytest.mark.parametrize(
    ("text", "flag", "old"),
    [
        ("I had a seizure ten years ago.", "seizure", "a seizure ten years ago"),
        ("I had a seizure in 2009.", "seizure", "in 2009"),
        ("My grandfather had a stroke as a child.", "stroke", "as a child"),
        ("My father died of a stroke.", "stroke", "died"),
        ("Strokes run in my family, dad had a stroke.", "stroke", "run in my family"),
        ("My speech got slurred over the last three months.", "speech", "over the last three months"),
    ],
)
def test_what_is_long_past_or_long_known_is_no_alarm(meant, text, flag, old):
    assert meant(text) == (flag, "past", f"long ago or long known: '{old}'")


@pytest.mark.parametrize(
    ("text", "seen_to"),
    [
        ("He fainted but was discharged from hospital.", "was discharged"),
        ("I fainted and the doctor checked me.", "doctor checked"),
        ("I fainted. All clear.", "All clear"),
        ("My wife fainted. False alarm.", "False alarm"),
    ],
)
def test_what_is_over_and_seen_to_is_no_alarm(meant, text, seen_to):
    assert meant(text) == ("consciousness", "past", f"over and seen to: '{seen_to}'")


@pytest.mark.parametrize(
    ("text", "flag", "imagined"),
    [
        ("What if I have a seizure?", "seizure", "What if"),
        ("I am worried about having a stroke.", "stroke", "worried about"),
        ("Can diabetes cause a stroke?", "stroke", "Can diabetes cause"),
        ("What are the signs of a stroke?", "stroke", "signs of"),
        ("How do I prevent a stroke?", "stroke", "prevent"),
    ],
)
def test_what_is_only_imagined_is_no_alarm(meant, text, flag, imagined):
    assert meant(text) == (flag, "hypothetical", f"imagined: '{imagined}'")


@pytest.mark.parametrize("text", ["Not sure if my face is drooping.", "I wonder if his face is drooping."])
def test_doubt_is_not_imagination(meant, text):
    assert meant(text) == ("face_droop", "asserted", "said to be so")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Is slurred speech a sign of ALS?", "speech"),
        ("Is chest pain dangerous?", "chest_pain"),
        ("What is slurred speech", "speech"),
        ("explain slurred speech", "speech"),
    ],
)
def test_a_general_question_is_no_alarm(meant, text, flag):
    assert meant(text) == (flag, "question", "a general question")


def test_a_question_about_somebody_is_an_alarm(meant):
    assert meant("Why is my face drooping?") == ("face_droop", "asserted", "said to be so")


def test_a_crisis_is_asked_about_in_earnest(meant):
    assert meant("Is it wrong to want to die?") == ("crisis", "asserted", "said to be so")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("For my homework: the man cannot breathe.", "homework"),
        ("In my novel the hero can't breathe.", "novel"),
        ("I saw a film: he can't breathe.", "saw a film"),
    ],
)
def test_study_and_stories_are_no_alarm(meant, text, why):
    assert meant(text) == ("breathing", "hypothetical", f"for study or a story: '{why}'")


@pytest.mark.parametrize(
    "text",
    [
        "I am a nursing student. My face is drooping today.",
        "A boy in our class, his face is drooping.",
        "We were watching a movie and his face is drooping.",
        "We are in a lecture and her face is drooping.",
        "I was walking my dog and my face is drooping.",
        "The cat woke me, my face is drooping.",
    ],
)
def test_students_spectators_and_those_who_have_animals_have_emergencies_too(meant, text):
    assert meant(text)[:2] == ("face_droop", "asserted")


@pytest.mark.parametrize(
    ("text", "flag", "animal"),
    [
        ("My dog can't breathe.", "breathing", "My dog"),
        ("Last spring our old friend, her cat, had a seizure.", "seizure", "her cat"),
    ],
)
def test_what_happens_to_an_animal_is_no_alarm(meant, text, flag, animal):
    assert meant(text) == (flag, "hypothetical", f"of an animal: '{animal}'")


def test_a_lasting_disability_is_no_alarm(meant):
    assert meant("I'm paraplegic and can't move my legs.") == (
        "paralysis",
        "past",
        "a lasting disability: 'paraplegic'",
    )


def test_a_lasting_disability_excuses_only_flags_that_can_be_one(meant):
    assert meant("I'm paraplegic and I can't breathe.") == ("breathing", "asserted", "said to be so")


@pytest.mark.parametrize(
    ("text", "flag", "new"),
    [
        ("I had a seizure ten years ago and again this morning.", "seizure", "said to be so"),
        ("I'm paraplegic and suddenly can't move my arms.", "paralysis", "new or sudden: 'suddenly'"),
        ("My arm has been weak for years, today I can't move my arm.", "paralysis", "said to be so"),
        ("My left arm is weak since this morning.", "one_sided", "new or sudden: 'since this morning'"),
        ("My left arm is suddenly weak.", "one_sided", "new or sudden: 'suddenly'"),
        ("My left arm is weak. It happened suddenly.", "one_sided", "new or sudden: 'suddenly'"),
        ("My left arm has been weak for years and suddenly got worse.", "one_sided", "new or sudden: 'suddenly'"),
    ],
)
def test_new_outweighs_old(meant, text, flag, new):
    assert meant(text) == (flag, "asserted", new)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("My left arm is weak.", "nothing says that it is new"),
        ("My left arm is a bit weak.", "came slowly: 'a bit weak'"),
        ("My left arm got weak slowly.", "came slowly: 'slowly'"),
        ("My left leg is weak after leg day.", "came slowly: 'leg day'"),
    ],
)
def test_what_came_slowly_or_says_not_when_is_no_alarm(meant, text, why):
    assert meant(text) == ("one_sided", "named", why)


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
