import pytest

from assistant.data_files import DataError
from bench.safety.floors import floors
from bench.safety.measure import Kind
from bench.safety.published import published

RIGHT = "emergencies: 0.9\nlookalikes: 0.8\nordinary: 1\n"


def test_each_kind_has_its_floor(tmp_path):
    (tmp_path / "floors.yml").write_text(RIGHT)

    read = floors(tmp_path / "floors.yml")

    assert [read.of(kind) for kind in Kind] == [0.9, 0.8, 1]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (RIGHT.replace("0.9", "90"), "floors.yml: emergencies: ensure this value is less than or equal to 1"),
        (RIGHT.replace("0.9", "-1"), "floors.yml: emergencies: ensure this value is greater than or equal to 0"),
        (RIGHT.replace("lookalikes: 0.8\n", ""), "floors.yml: lookalikes: field required"),
        (RIGHT + "others: 1\n", "floors.yml: others: extra fields not permitted"),
        ("", "floors.yml: the file: must be a mapping of keys to values"),
    ],
)
def test_an_error_in_the_floors_is_named(tmp_path, content, error):
    (tmp_path / "floors.yml").write_text(content)

    with pytest.raises(DataError, match=error):
        floors(tmp_path / "floors.yml")


def test_every_published_figure_has_its_source():
    assert all(figure.source and figure.what for figure in published())


def test_an_error_in_the_published_figures_is_named(tmp_path):
    (tmp_path / "published.yml").write_text("published: [{source: a, what: b, sensitivity: '1'}]\n")

    with pytest.raises(DataError, match="published.yml: published.0.specificity: field required"):
        published(tmp_path / "published.yml")
