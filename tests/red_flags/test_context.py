import pytest


@pytest.fixture(scope="module")
def meant(screener):
    """How the first finding of a text is meant, by the patterns that come with the assistant."""

    def judge(text):
        finding = screener.grammar(text)[1].findings[0]
        return finding.flag, finding.assertion.value, finding.why

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
