from actions.action_visit_summary import ActionVisitSummary


def test_the_page_holds_the_answers_and_its_facts_have_sources(run):
    said = run(ActionVisitSummary(), visit_symptoms="my grip gets weak", visit_since="in spring")
    assert "my grip gets weak" in said.text
    assert "in spring" in said.text
    assert said.slots["told"]


def test_without_answers_it_says_how_to_begin(run):
    said = run(ActionVisitSummary())
    assert "prepare my visit" in said.text
    assert said.slots == {}
