import datetime

import pytest

from assistant.data_files import DataError
from assistant.facts.loader import default_facts
from assistant.facts.model import Aspect, Kind


def error_of(curated):
    with pytest.raises(DataError) as error:
        curated.load()
    return str(error.value)


def test_subjects_are_read_with_their_facts(curated):
    facts = curated.load()

    assert [fact.id for fact in facts.all] == ["idleness.effect", "wasting.meaning"]
    wasting = facts.subjects["wasting"]
    assert (wasting.kind, wasting.broader, wasting.synonyms) == (Kind.ATROPHY, None, ("shrinking",))
    assert wasting.reviewed == datetime.date(2026, 1, 31)
    assert (wasting.facts[0].aspect, wasting.facts[0].asked) == (Aspect.DEFINITION, ("what is wasting",))


def test_a_fact_knows_its_subject_and_its_sources(curated):
    effect = curated.load().subjects["idleness"].facts[0]

    assert effect.subject == "idleness"
    assert [(c.document, c.section, c.evidence, c.note) for c in effect.sources] == [
        ("A", "opening", ("never used",), None),
        (None, None, (), "safety"),
    ]


def test_sources_corrections_and_sections_left_out_are_read(curated):
    facts = curated.load()

    assert [(d.id, d.publisher, len(d.sections)) for d in facts.sources.documents] == [("A", "Muscle Office", 2)]
    assert facts.sources.document("A").title == "On muscles"
    assert facts.sources.document("B") is None
    assert [c.id for c in facts.corrections] == ["arteries"]
    assert [(item.document, item.section) for item in facts.left_out] == [("A", "ending")]


def test_the_facts_that_come_with_the_assistant_are_read_once():
    assert default_facts() is default_facts()


def test_a_fact_cannot_be_changed(curated):
    with pytest.raises(TypeError, match="immutable"):
        curated.load().all[0].statement = "Something else."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: wasting\n", "", "wasting.yml: name: field required"),
        ("name: wasting\n", "name: wasting\ncolour: red\n", "wasting.yml: colour: extra fields not permitted"),
        ("2026-01-31", "soon", "wasting.yml: reviewed: invalid date format"),
        ("[shrinking]", "shrinking", "wasting.yml: synonyms: value is not a valid tuple"),
        ("subject: wasting", "subject: waste", "wasting.yml: subject: 'waste' must be the file's name"),
        ("id: wasting.", "id: waste.", "wasting.yml: facts: id 'waste.meaning' must begin with 'wasting.'"),
        (" shrinks.", " shrinks", "wasting.yml: facts.0.statement: must end like a sentence"),
        (
            "Wasting means that a muscle shrinks.",
            "Shrinks.",
            "wasting.yml: facts.0.statement: ensure this value has at least 10 characters",
        ),
        (
            "muscle shrinks.",
            f"{'muscle ' * 60}shrinks.",
            "wasting.yml: facts.0.statement: ensure this value has at most 400 characters",
        ),
        (
            "Wasting means that a muscle shrinks.",
            "|\n      Wasting means that a muscle shrinks.",
            "wasting.yml: facts.0.statement: must be one line",
        ),
    ],
)
def test_an_error_in_a_subject_names_file_and_key(curated, old, new, message):
    curated.change("wasting.yml", old, new)

    assert error_of(curated) == message


def test_an_unknown_kind_or_aspect_is_told_with_the_known_ones(curated):
    curated.change("wasting.yml", "kind: atrophy", "kind: fruit")
    curated.change("wasting.yml", "aspect: definition", "aspect: colour")

    kind, aspect = error_of(curated).splitlines()

    assert kind.startswith("wasting.yml: kind: value is not a valid enumeration member; permitted: 'atrophy', ")
    assert aspect.startswith("wasting.yml: facts.0.aspect: value is not a valid enumeration member; permitted: ")


def test_a_subject_without_facts_is_an_error(curated):
    start = "facts:\n  - id: wasting.meaning"
    path = curated.facts / "subjects" / "wasting.yml"
    path.write_text(path.read_text().split(start)[0] + "facts: []\n")

    assert error_of(curated) == "wasting.yml: facts: must hold at least one"


@pytest.mark.parametrize(
    ("citation", "message"),
    [
        ("{document: B, section: opening, evidence: [x]}", "facts: wasting.meaning: unknown document 'B'"),
        (
            "{document: A, section: middle, evidence: [x]}",
            "facts: wasting.meaning: unknown section 'middle' of document A (known: opening, ending)",
        ),
        ("{note: rumour}", "facts: wasting.meaning: unknown note 'rumour' (known: safety, mended)"),
        ("{document: A, section: opening}", "facts.0.sources.0.note: needs document, section and evidence, or a note"),
        ("{}", "facts.0.sources.0.note: needs document, section and evidence, or a note"),
        ("{note: safety, document: A}", "facts.0.sources.0.note: a note has no document, section or evidence"),
        ("{note: safety, corrects: A}", "facts: wasting.meaning: note 'safety' has no 'corrects'"),
        ("{note: mended}", "facts: wasting.meaning: note 'mended' needs 'corrects'"),
        ("{note: mended, corrects: B}", "facts: wasting.meaning: corrections.yml has no error of document 'B'"),
        (
            "{document: A, section: opening, evidence: [get smaller], corrects: A}",
            "facts.0.sources.0.corrects: stands with a note",
        ),
        ("{note: safety, page: 3}", "facts.0.sources.0.page: extra fields not permitted"),
    ],
)
def test_an_error_in_a_citation_names_file_and_fact(curated, citation, message):
    curated.change("wasting.yml", "{document: A, section: opening, evidence: [get smaller]}", citation)

    assert error_of(curated) == f"wasting.yml: {message}"


def test_a_fact_without_a_source_is_an_error(curated):
    curated.change("wasting.yml", "\n      - {document: A, section: opening, evidence: [get smaller]}", " []")

    assert error_of(curated) == "wasting.yml: facts.0.sources: must hold at least one"


def test_an_id_that_stands_twice_is_named(curated):
    path = curated.facts / "subjects" / "wasting.yml"
    content = path.read_text()
    path.write_text(content + content.split("facts:\n")[1])

    assert error_of(curated) == "wasting.yml: facts: duplicate id 'wasting.meaning'"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("idleness.yml", "broader: wasting", "broader: waste", "idleness.yml: broader: no subject 'waste'"),
        (
            "idleness.yml",
            "broader: wasting",
            "broader: idleness",
            "idleness.yml: broader: goes in a circle: idleness → idleness",
        ),
        (
            "wasting.yml",
            "kind: atrophy",
            "kind: atrophy\nbroader: idleness",
            "wasting.yml: broader: goes in a circle: idleness → wasting → idleness",
        ),
    ],
)
def test_what_is_broader_must_be_there_and_end(curated, file, old, new, message):
    curated.change(file, old, new)

    assert error_of(curated) == message


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "sources.yml",
            'notes:\n  - {id: safety, title: Safety note}\n  - {id: mended, title: "Mended: {document}"}\n',
            "",
            "sources.yml: notes: field required",
        ),
        ("sources.yml", "    title: On muscles\n", "", "sources.yml: documents.0.title: field required"),
        ("sources.yml", ', begins: "Write to us"', "", "sources.yml: documents.0.sections.1.begins: field required"),
        (
            "left_out.yml",
            "an address",
            "so",
            "left_out.yml: left_out[0].reason: ensure this value has at least 5 characters",
        ),
        (
            "left_out.yml",
            "{document: A, section: ending, reason: an address}",
            "ending",
            "left_out.yml: left_out[0]: must be a mapping of keys to values",
        ),
    ],
)
def test_an_error_in_sources_or_sections_left_out_names_file_and_key(curated, file, old, new, message):
    curated.change(file, old, new)

    assert error_of(curated) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("corrections:", "errors:", "corrections: must be the one key, and a list"),
        ("corrections:", "version: 1\ncorrections:", "corrections: must be the one key, and a list"),
        ("    why: Another document says so.\n", "", "corrections[0].why: field required"),
        ("    error: The", "    cost: 1\n    error: The", "corrections[0].cost: extra fields not permitted"),
        ("[the arteries shrink]", "[]", "corrections[0].evidence: must hold at least one"),
        (
            "arter(y|ies)",
            "arter(y",
            "corrections[0].never_say.0: is no regular expression: missing ), unterminated subpattern at position 5",
        ),
    ],
)
def test_an_error_in_a_correction_names_file_and_key(curated, old, new, message):
    curated.change("corrections.yml", old, new)

    assert error_of(curated) == f"corrections.yml: {message}"


@pytest.mark.parametrize("content", ["", "- one\n", "left_out: ending\n", "left_out:\n"])
def test_a_list_of_another_form_names_the_file(curated, content):
    (curated.facts / "left_out.yml").write_text(content)

    assert error_of(curated) == "left_out.yml: left_out: must be the one key, and a list"


@pytest.mark.parametrize("file", ["sources.yml", "corrections.yml", "left_out.yml", "not_covered.yml", "ambiguous.yml"])
def test_a_missing_file_is_named(curated, file):
    (curated.facts / file).unlink()

    assert error_of(curated).startswith(f"{file}: cannot be read: ")


def test_a_file_that_is_no_yaml_is_named(curated):
    curated.change("wasting.yml", "[shrinking]", "[shrinking")

    assert error_of(curated).startswith("wasting.yml: cannot be read: ")


def test_without_subject_files_there_are_no_facts(curated):
    for path in (curated.facts / "subjects").iterdir():
        path.unlink()

    assert error_of(curated) == "subjects: there is no subject file"


def test_an_ambiguous_word_means_subjects_that_are_there(curated):
    curated.change("ambiguous.yml", "[wasting, idleness]", "[wasting, laziness]")

    assert error_of(curated) == "ambiguous.yml: 'thinness': no subject 'laziness'"


def test_a_name_is_of_one_subject(curated):
    curated.change("idleness.yml", "name: idleness", "name: Shrinking")

    assert error_of(curated) == (
        "wasting.yml: 'shrinking' is a name of 'idleness' already"
        " (a word that may mean both belongs into ambiguous.yml)"
    )


def test_a_name_of_a_subject_is_covered(curated):
    curated.change("not_covered.yml", "tonsils]", "tonsils, Shrinking]")

    assert error_of(curated).startswith("not_covered.yml: ")
    assert error_of(curated).endswith(": 'Shrinking' is a name of 'wasting'")


def test_what_comes_near_to_what_is_not_covered_is_a_subject(curated):
    curated.change("not_covered.yml", "tonsils]", "tonsils], near: laziness")

    assert error_of(curated) == "not_covered.yml: 'sore throats': no subject 'laziness'"
