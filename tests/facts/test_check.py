import pytest

from assistant.facts.check import SHARED_WORDS, normal, split


def copied(words):
    """So many words of the document."""
    line = "A muscle that is never used will soon get smaller and will be much weaker than it was."
    return " ".join(line.split()[:words])


def test_facts_that_stand_in_the_documents_are_proved(curated):
    assert curated.check() == []


def test_evidence_that_is_not_in_its_section_is_named(curated):
    curated.change("a.txt", "get smaller", "become smaller")

    assert curated.check() == ["wasting.meaning: 'get smaller' is not in document A, section 'opening'"]


def test_evidence_in_another_section_does_not_count(curated):
    curated.change("a.txt", "get smaller", "become smaller")
    curated.change("a.txt", "12 Main Street", "We get smaller.")

    assert curated.check() == ["wasting.meaning: 'get smaller' is not in document A, section 'opening'"]


def test_each_missing_evidence_is_named(curated):
    curated.change("wasting.yml", "[get smaller]", "[get smaller, get fatter, grow]")

    assert curated.check() == [
        "wasting.meaning: 'get fatter' is not in document A, section 'opening'",
        "wasting.meaning: 'grow' is not in document A, section 'opening'",
    ]


def test_a_correction_needs_its_evidence_too(curated):
    curated.change("a.txt", "the arteries shrink", "the veins shrink")

    assert curated.check() == ["corrections: arteries: 'the arteries shrink' is not in document A, section 'opening'"]


def test_a_correction_of_an_unknown_section_is_named(curated):
    curated.change("corrections.yml", "section: opening", "section: middle")

    assert curated.check() == ["corrections: arteries: document A has no section 'middle'"]


@pytest.mark.parametrize(
    ("evidence", "in_document"),
    [
        ("NEVER used", "never used"),
        ("never used", "never\n  used"),
        ("it's never used", "it’s never used"),
        ("long-term", "long–term"),
        ("Guillain-Barre", "Guillain-Barré"),
    ],
)
def test_case_blanks_quotes_and_dashes_do_not_matter(curated, evidence, in_document):
    curated.change("a.txt", "never used", in_document)
    curated.change("idleness.yml", "[never used]", f'["{evidence}"]')

    assert curated.check() == []


def test_a_section_that_the_document_lacks_is_named(curated):
    curated.change("a.txt", "Write to us\n", "")

    assert curated.check() == [
        "sources.yml: document A: no line begins 'Write to us'",
        "left_out.yml: document A, section 'ending' is cited by a fact, or is no section",
    ]


def test_text_before_the_first_section_is_in_none(curated):
    curated.change("a.txt", "Muscles and rest", "A page\nMuscles and rest")

    assert curated.check() == ["sources.yml: document A: the text before its first section is in none"]


def test_a_document_without_any_of_its_sections_is_named(curated):
    (curated.documents / "a.txt").write_text("Another text.")

    assert curated.check()[:3] == [
        "sources.yml: document A: no line begins 'Muscles and rest'",
        "sources.yml: document A: no line begins 'Write to us'",
        "sources.yml: document A: the text before its first section is in none",
    ]


def test_a_section_that_nobody_accounts_for_is_named(curated):
    curated.change("left_out.yml", "\n  - {document: A, section: ending, reason: an address}", " []")

    assert curated.check() == ["document A, section 'ending': no fact cites it and left_out.yml does not name it"]


def test_a_section_that_is_both_cited_and_left_out_is_named(curated):
    curated.change("left_out.yml", "section: ending", "section: opening")

    assert curated.check() == [
        "document A, section 'ending': no fact cites it and left_out.yml does not name it",
        "left_out.yml: document A, section 'opening' is cited by a fact, or is no section",
    ]


def test_a_statement_in_the_documents_words_is_named(curated):
    curated.change("wasting.yml", "Wasting means that a muscle shrinks", copied(SHARED_WORDS))

    assert curated.check() == ["wasting.meaning: has 12 words in a row from a document: say it in your own"]


def test_one_shared_word_fewer_is_no_copy(curated):
    curated.change("wasting.yml", "Wasting means that a muscle shrinks", copied(SHARED_WORDS - 1))

    assert curated.check() == []


def test_a_statement_that_repeats_an_error_is_named(curated):
    curated.change("idleness.yml", "Idleness lets muscles waste.", "ARTERIES shrink in the idle.")

    assert curated.check() == ["idleness.effect: repeats the error 'arteries': The muscles shrink."]


def test_a_missing_document_is_named(curated):
    (curated.documents / "a.txt").unlink()

    problems = curated.check()

    assert problems[0].startswith("document A: cannot be read: [Errno 2] No such file or directory")
    assert "wasting.meaning: document A has no section 'opening'" in problems


def test_a_document_that_is_no_text_is_named(curated):
    (curated.documents / "a.txt").write_bytes(b"Muscles and rest\nfoug\xe8re")

    assert curated.check()[0].startswith("document A: cannot be read: 'utf-8' codec can't decode byte 0xe8")


def test_a_document_is_cut_where_its_sections_begin(curated):
    document = curated.load().sources.documents[0]

    sections, problems = split(document, "\nMUSCLES  and rest\nOne.\nWrite to us\nMuscles and rest again\n")

    assert sections == {"opening": "MUSCLES  and rest\nOne.", "ending": "Write to us\nMuscles and rest again"}
    assert problems == []


def test_sections_that_begin_alike_follow_each_other(curated):
    curated.change("sources.yml", "Write to us", "Muscles")
    document = curated.load().sources.documents[0]

    sections, problems = split(document, "Muscles and rest\nOne.\nMuscles again\nTwo.")

    assert sections == {"opening": "Muscles and rest\nOne.", "ending": "Muscles again\nTwo."}
    assert problems == []


def test_wording_is_compared_in_one_form():
    assert normal("  “It’s” a\n\tCAFÉ—bar ") == '"it\'s" a cafe-bar'


def test_what_is_said_not_to_be_covered_stands_in_no_section_that_is_read(curated):
    curated.change("not_covered.yml", "tonsils", "arteries")

    assert curated.check() == ["not_covered.yml: 'arteries' stands in document A, section 'opening'"]


def test_a_section_that_is_left_out_covers_nothing(curated):
    curated.change("not_covered.yml", "tonsils", "main street")

    assert curated.check() == []
