"""Other languages: each file's own sentences, how findings are meant, and spoilt files."""

import string
from pathlib import Path

import pytest

from assistant.data_files import DataError, read_yaml
from assistant.red_flags import Assertion, Level, Screening, Urgency
from assistant.red_flags.languages import Languages
from assistant.red_flags.loader import FOLDER, load
from assistant.red_flags.model import TAKEOVER
from assistant.text import read

ROOT = Path(__file__).parents[2]
LANGUAGES = {language.language: language for language in load().languages}

FOREIGN = (
    "schlaganfall",
    "krampfanfall",
    "derrame cerebral",
    "quiero",
    "no puedo mover",
    "tiene convulsiones",
    "se desmay",
    "la garganta",
    "la cabeza",
)
"""What is said in other languages among the English sentences."""


@pytest.fixture(scope="module")
def languages(rules):
    return Languages(rules.languages, rules.flags)


@pytest.fixture(scope="module")
def esperanto(made_rules):
    return Languages(made_rules.languages, made_rules.flags)


def sentences(value):
    """The sentences under must_fire, must_not_fire and plain, however deep."""
    for key, part in value.items():
        if key in ("must_fire", "must_not_fire", "plain"):
            yield from part
        elif isinstance(part, dict):
            yield from sentences(part)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_must_fire_takes_over_in_its_language(code, screener):
    screened = {text: screener.screen(text) for text in LANGUAGES[code].must_fire}

    assert [text for text, s in screened.items() if s.urgency not in TAKEOVER or s.language != code] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_must_not_fire_takes_over_in_no_language(code, screener):
    assert [text for text in LANGUAGES[code].must_not_fire if screener.screen(text).urgency in TAKEOVER] == []


def test_what_learners_of_english_ask_in_their_own_language_takes_over_in_none(languages):
    [intent] = read_yaml(ROOT / "data" / "nlu" / "other_language.yml")["nlu"]

    assert [line for line in intent["examples"].splitlines() if languages.screen(read(line)).urgency in TAKEOVER] == []


@pytest.mark.parametrize(
    ("code", "fires", "stays_calm"), [("es", 25, 15), *((code, 12, 8) for code in ("de", "fr", "hi", "pt", "zh"))]
)
def test_a_language_has_sentences_enough(code, fires, stays_calm):
    assert len(LANGUAGES[code].must_fire) >= fires
    assert len(LANGUAGES[code].must_not_fire) >= stays_calm


def test_english_is_left_alone_but_for_foreign_phrases_in_it(languages):
    files = [*(FOLDER / "corpus").glob("*.yml"), *(FOLDER / "flags").glob("*.yml")]
    texts = [text for path in files for text in sentences(read_yaml(path))]
    found = [text for text in texts if languages.screen(read(text)).findings]

    assert len(texts) > 8_000
    assert [text for text in found if not any(phrase in text.lower() for phrase in FOREIGN)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no pueo respirar", "es"),
        ("se desmallo mi papa", "es"),
        ("tiene la cara caida", "es"),
        ("j arrive plus a respirer", "fr"),
        ("er ist bewußtlos", "de"),
        ("naum consigo respirar", "pt"),
        ("他沒有呼吸了", "zh"),
        ("papa behos ho gye", "hi"),
    ],
)
def test_misspelt_words_and_missing_accents_are_understood(languages, text, language):
    screening = languages.screen(read(text))

    assert (screening.urgency, screening.language) == (Urgency.EMERGENCY, language)


@pytest.mark.parametrize("text", ["me quiero morir", "je veux mourir", "ich will sterben", "quero morrer", "我想死"])
def test_a_crisis_is_told_from_other_emergencies(languages, text):
    assert languages.screen(read(text)).urgency is Urgency.CRISIS


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("mia vizaĝo pendas", Assertion.ASSERTED),
        ("mia vizago tre pendass", Assertion.ASSERTED),
        ("mia la buso pendas", Assertion.ASSERTED),
        ("sen tiu vizaĝo pendas", Assertion.NEGATED),
        ("sen io, vizaĝo pendas", Assertion.ASSERTED),
        ("sen io sed vizaĝo pendas", Assertion.ASSERTED),
        ("sen unu du tri vizaĝo pendas", Assertion.NEGATED),
        ("sen unu du tri kvar vizaĝo pendas", Assertion.ASSERTED),
        ("ne vizaĝo pendas", Assertion.NEGATED),
        ("ne, vizaĝo pendas", Assertion.ASSERTED),
        ("ne mia vizaĝo pendas", Assertion.ASSERTED),
        ("vizaĝo pendas neniel", Assertion.NEGATED),
        ("vizaĝo pendas, neniel tio", Assertion.ASSERTED),
        ("antaŭ dek jaroj vizaĝo pendas", Assertion.PAST),
        ("antaŭ dek jaroj. vizaĝo pendas", Assertion.ASSERTED),
        ("vizaĝo antaŭ jaroj pendas", Assertion.PAST),
        ("vizaĝo pendas, antaŭ dek jaroj", Assertion.ASSERTED),
        ("antaŭ dek jaroj, vizaĝo pendas", Assertion.PAST),
        ("io antaŭ dek jaroj sed vizaĝo pendas", Assertion.ASSERTED),
        ("nun antaŭ dek jaroj vizaĝo pendas", Assertion.ASSERTED),
        ("ne iras, antaŭ dek jaroj", Assertion.PAST),
        ("kio estas vizaĝo pendas", Assertion.QUESTION),
        ("kio estas io, vizaĝo pendas", Assertion.QUESTION),
        ("io kio estas, vizaĝo pendas", Assertion.ASSERTED),
        ("io kio estas, vizaĝo pendas?", Assertion.QUESTION),
        ("mia vizaĝo pendas?", Assertion.ASSERTED),
        ("nun kio estas vizaĝo pendas", Assertion.ASSERTED),
        ("vizaĝo pendas. en romano", Assertion.HYPOTHETICAL),
        ("nun vizaĝo pendas. en romano", Assertion.ASSERTED),
        ("ne iras", Assertion.ASSERTED),
        ("kio estas volas morti", Assertion.ASSERTED),
    ],
)
def test_a_finding_is_meant_as_the_cues_say(esperanto, text, assertion):
    screening = esperanto.screen(read(text))
    [finding] = screening.findings

    assert finding.assertion is assertion
    assert (screening.urgency in TAKEOVER) == (finding.urgency in TAKEOVER) == (assertion is Assertion.ASSERTED)
    assert finding.level is Level.NOW
    assert finding.why.startswith("in Esperanto: ")


def test_a_finding_says_what_was_typed_and_where(esperanto):
    screening = esperanto.screen(read("Saluton. Mia VIZAĜO pendas!"))

    assert screening.language == "eo"
    assert [(f.flag, f.words, f.sentence) for f in screening.findings] == [("droop", "VIZAGO pendas", 1)]


def test_the_most_urgent_finding_comes_first(esperanto):
    screening = esperanto.screen(read("ne vizaĝo pendas. ne iras. mi volas morti"))

    assert screening.urgency is Urgency.CRISIS
    assert [finding.flag for finding in screening.findings] == ["despair", "still", "droop"]


@pytest.mark.parametrize(
    "text", ["mia vizaĝo pendas kiel lampo", "mia vizaĝo neniam pendas", "vizaĝo unu du tri pendas"]
)
def test_what_means_something_else_is_not_found_nor_over_a_denial_nor_from_afar(esperanto, text):
    assert esperanto.screen(read(text)).findings == ()


@pytest.mark.parametrize("text", ["", "?!", "Saluton"])
def test_without_a_red_flag_there_is_no_language(esperanto, text):
    assert esperanto.screen(read(text)) == Screening(Urgency.NONE, (), "")


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        ("  despair:", "  sadness:", "eo.yml: flags.sadness: there is no such flag"),
        ("[pendass]", "[pen das]", "eo.yml: misspellings.pendas: 'pen das' is not read as one word"),
        ("volas morti", '""', "eo.yml: flags.despair: a pattern is empty"),
        ("volas morti", "volas @morti", "eo.yml: flags.despair: 'volas @morti': there is no concept '@morti'"),
        ("volas morti", "volas mor|", "eo.yml: flags.despair: 'volas mor|': '' is neither a word nor a @concept"),
        ("volas morti", "volas ..12 morti", "eo.yml: flags.despair: 'volas ..12 morti': '..12' is neither a word"),
        ("ahead: [sen]", "ahead: ['sen?']", "eo.yml: denials.ahead: 'sen?' may match without any word"),
        ("kiel lampo]", "@lampo]", "eo.yml: lookalikes: 'pendas @lampo': there is no concept '@lampo'"),
        ("la buŝo]", "'?']", "eo.yml: flags.droop: '@face ..2 pendas': the concept '@face' is empty, or has an empty"),
    ],
)
def test_an_error_names_the_file_and_the_key(folder, right, wrong, error):
    folder.change("languages/eo.yml", right, wrong)
    rules = folder.rules()

    with pytest.raises(DataError) as raised:
        Languages(rules.languages, rules.flags)

    assert str(raised.value).startswith(error)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_replies_like_the_english_ones(code):
    replies, english = (
        read_yaml(ROOT / "data" / "responses" / name)["responses"] for name in ("safety_languages.yml", "safety.yml")
    )
    for name in ("utter_emergency", "utter_crisis"):
        [reply], [model] = replies[f"{name}_{code}"], english[name]
        fields = {field for _, field, _, _ in string.Formatter().parse(reply["text"]) if field}

        assert "emergency_number" in fields
        assert [b["payload"] for b in reply.get("buttons", [])] == [b["payload"] for b in model.get("buttons", [])]
        assert len(reply["text"].splitlines()) - len(model["text"].splitlines()) in (0, 1)
    assert "{emergency_number}" in replies[f"utter_emergency_{code}"][0]["text"].splitlines()[0]
    assert "(Call {emergency_number} now." in replies[f"utter_emergency_{code}"][0]["text"][:80]
    assert "{crisis_line}" in replies[f"utter_crisis_{code}"][0]["text"]


@pytest.mark.parametrize("place", [0, 10_000, 20_000])
def test_a_red_flag_is_found_anywhere_in_a_very_long_text(languages, place):
    filler = "camino por el parque con mi perro " * 600

    assert languages.screen(read(f"{filler[:place]} no puedo respirar {filler[place:]}")).urgency is Urgency.EMERGENCY
