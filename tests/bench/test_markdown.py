import pytest

from bench.markdown import plain, table


def test_a_table_has_figures_to_the_right():
    assert table(["Set", "Share"], [["made", "1/2"]]) == "| Set | Share |\n| --- | ---: |\n| made | 1/2 |"


def test_a_table_has_as_many_columns_to_the_left_as_are_words():
    assert table(["Set", "Known", "Share"], [], left=2) == "| Set | Known | Share |\n| --- | --- | ---: |"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("my face droops", "my face droops"),
        ("two\nlines  here", "two lines here"),
        ("a|b *c* <d> #e _f_", r"a\|b \*c\* \<d\> \#e \_f\_"),
    ],
)
def test_what_people_type_stays_plain_and_on_its_line(text, written):
    assert plain(text) == written
