import pytest

from assistant.facts.vocabulary import Mention, Vocabulary, default_vocabulary


def subjects(text):
    return [mention.subject for mention in default_vocabulary().mentions(text)]


@pytest.mark.parametrize("text", ["stroke", "Is it a STROKE?", "after the stroke, what", "stroke's effect"])
def test_a_name_is_found(text):
    assert subjects(text) == ["stroke"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("what is muscle wasting", "muscle_atrophy"),
        ("Lou Gehrig’s disease", "als"),
        ("lou gehrigs disease", "als"),
        ("osteoporosis", "bone_loss"),
        ("Guillain–Barré", "guillain_barre"),
        ("broken legs", "broken_bones"),
    ],
)
def test_a_synonym_is_found(text, subject):
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("is ALS deadly", "als"),
        ("ms", "multiple_sclerosis"),
        ("(SMA)", "spinal_muscular_atrophy"),
        ("gbs?", "guillain_barre"),
    ],
)
def test_an_abbreviation_is_found_in_any_case(text, subject):
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("guillan barre", "guillain_barre"),
        ("muscle atrofy", "muscle_atrophy"),
        ("multipul sclerosis", "multiple_sclerosis"),
        ("muscle atropphy", "muscle_atrophy"),
        ("sarcopennia", "sarcopenia"),
        ("strooooke", "stroke"),
        ("muscular dystrophyyyyy", "muscular_dystrophy"),
    ],
)
def test_a_misspelling_is_found_whether_listed_or_not(text, subject):
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("strokes", "stroke"),
        ("two herniated discs", "herniated_disc"),
        ("biopsies", "biopsy"),
        ("muscle atrophies", "muscle_atrophy"),
        ("muscular dystrophies", "muscular_dystrophy"),
        ("calories deficit", "malnutrition"),
    ],
)
def test_a_plural_is_found(text, subject):
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("spinal muscular atrophy", "spinal_muscular_atrophy"),
        ("disuse muscle atrophy", "disuse_atrophy"),
        ("myotonic muscular dystrophy", "myotonic_dystrophy"),
        ("diabetic neuropathy", "diabetic_neuropathy"),
        ("water exercise", "water_exercise"),
    ],
)
def test_of_names_that_overlap_the_longest_wins(text, subject):
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    "text",
    ["80 yo pt with thin calves", "this pt lost her muscle", "my MD spoke of wasted calves", "what would the MD do"],
)
def test_an_abbreviation_that_means_a_person_names_no_subject(text):
    assert {"physical_therapy", "muscular_dystrophy"}.isdisjoint(subjects(text))


@pytest.mark.parametrize(
    ("text", "subject"), [("does PT work", "physical_therapy"), ("is MD rare", "muscular_dystrophy")]
)
def test_the_same_abbreviation_names_one_otherwise(text, subject):
    assert subjects(text) == [subject]


def test_several_subjects_are_found_in_their_order():
    assert subjects("does MS or a stroke or ALS do that") == ["multiple_sclerosis", "stroke", "als"]


def test_a_mention_knows_what_was_typed_and_where():
    text = "Has he got Multiple  Sclerosis now?"

    assert default_vocabulary().mentions(text) == [Mention("multiple_sclerosis", 11, 30, "Multiple  Sclerosis")]
    assert text[11:30] == "Multiple  Sclerosis"


@pytest.mark.parametrize("text", ["", "?!", "hello there", "🙂", "an empty mast", "almost", "strokeplay"])
def test_nothing_is_found_where_nothing_is_named(text):
    assert subjects(text) == []


def test_the_most_likely_subject_comes_first_and_each_once():
    ranked = default_vocabulary().ranked(["numbness", "ageing", "muscle_atrophy", "biopsy", "als", "biopsy"])

    assert ranked == ["als", "biopsy", "muscle_atrophy", "ageing", "numbness"]


def test_of_the_same_kind_the_first_named_comes_first():
    assert default_vocabulary().ranked(["stroke", "als"]) == ["stroke", "als"]


def test_unknown_subjects_are_dropped():
    assert default_vocabulary().ranked(["toothache"]) == []


def test_names_come_from_the_subject_files(curated):
    vocabulary = Vocabulary(curated.load())

    found = vocabulary.mentions("my muscle is shrinking from idlenes and a stroke")

    assert [(mention.subject, mention.words) for mention in found] == [
        ("wasting", "shrinking"),
        ("idleness", "idlenes"),
    ]
