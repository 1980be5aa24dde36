import pytest

from actions.action_back import ActionBack


@pytest.fixture(scope="module")
def back():
    return ActionBack()


def test_the_subject_before_is_taken_up_with_what_is_new(back, run, ids):
    first, *rest = ids("emg")
    said = run(back, text="go back", subject="als", context={"earlier": ["emg", "stroke"], "heard": [first]})
    assert said.slots == {"subject": "emg", "told": rest}
    assert said.context.earlier == ("als", "stroke")


def test_where_all_is_told_it_says_so(back, run, ids):
    said = run(back, text="go back", subject="als", context={"earlier": ["emg"], "heard": ids("emg")})
    assert said.text.startswith("That is all the documents say about ")


def test_with_nothing_before_it_asks_back(back, run):
    assert run(back, text="go back").responses == ["utter_which_one"]
