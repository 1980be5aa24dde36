import pytest
from pydantic import BaseModel, Extra

from assistant.data_files import DataError, parse, read_yaml


class Plant(BaseModel):
    class Config:
        extra = Extra.forbid

    name: str
    height: int


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plant.yml"


def test_a_file_is_read_as_python_values(path):
    path.write_text("name: fougère\nheight: 3\nparts: [leaf, stem]\n", encoding="utf-8")

    assert read_yaml(path) == {"name": "fougère", "height": 3, "parts": ["leaf", "stem"]}


def test_an_empty_file_holds_nothing(path):
    path.touch()

    assert read_yaml(path) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name: leaf\nparts: [leaf,\n", "line 3: did not find expected node content"),
        ("name: {[leaf]: 1}", "line 1: found unhashable key"),
        ("name: !!python/object:os.system ls", "line 1: could not determine a constructor"),
        ("sown: 2026-13-40", "month must be in 1..12"),
        (b"name: foug\xe8re", "'utf-8' codec can't decode byte 0xe8"),
        ("name: \x07", "control characters are not allowed"),
        ("height: !!int", "string index out of range"),
        ("native: !!bool perhaps", "'perhaps'"),
        ("sown: !!timestamp soon", "'NoneType' object has no attribute"),
    ],
)
def test_what_is_no_yaml_is_an_error_in_one_line_that_names_the_file(path, content, reason):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(DataError) as error:
        read_yaml(path)

    assert str(error.value).startswith("plant.yml: cannot be read: ")
    assert reason in str(error.value)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "line", "key"),
    [
        ("name: fern\nheight: 3\nname: moss\n", 3, "name"),
        ("parts:\n  leaf: green\n  leaf: brown\n", 3, "leaf"),
        ("parts: [{leaf: green, leaf: brown}]", 1, "leaf"),
        ('name: fern\n"name": moss\n', 2, "name"),
        ("2026: fern\n2026: moss\n", 2, "2026"),
    ],
)
def test_a_key_that_stands_twice_is_named(path, content, line, key):
    path.write_text(content)

    with pytest.raises(DataError) as error:
        read_yaml(path)

    assert str(error.value) == f"plant.yml: cannot be read: line {line}: {key}: stands twice"


@pytest.mark.parametrize("content", ["{a: {leaf: 1}, b: {leaf: 2}}", "{1: fern, '1': moss}", "[{leaf: 1}, {leaf: 2}]"])
def test_the_same_word_may_be_a_key_at_several_places(path, content):
    path.write_text(content)

    assert len(read_yaml(path)) == 2


def test_a_missing_file_is_named(path):
    with pytest.raises(DataError, match=r"^plant\.yml: cannot be read: .*No such file"):
        read_yaml(path)


def test_a_folder_in_place_of_a_file_is_named(path):
    path.mkdir()

    with pytest.raises(DataError, match=r"^plant\.yml: cannot be read: .*Is a directory"):
        read_yaml(path)


def test_what_fits_the_model_becomes_it(path):
    assert parse(Plant, {"name": "fern", "height": 3}, path) == Plant(name="fern", height=3)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"name": "fern"}, "plant.yml: height: field required"),
        ({"name": "fern", "height": "tall"}, "plant.yml: height: value is not a valid integer"),
        ({"name": "fern", "height": 3, "smell": "none"}, "plant.yml: smell: extra fields not permitted"),
        ({"height": "tall"}, "plant.yml: name: field required\nplant.yml: height: value is not a valid integer"),
        (["fern", 3], "plant.yml: the file: must be a mapping of keys to values"),
        (None, "plant.yml: the file: must be a mapping of keys to values"),
        ({"name": "fern", True: 3}, "plant.yml: True: a key must be text (put it in quotes)"),
    ],
)
def test_what_does_not_fit_is_an_error_that_names_file_and_key(path, value, message):
    with pytest.raises(DataError) as error:
        parse(Plant, value, path)

    assert str(error.value) == message


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"name": "fern"}, "plant.yml: plants[2].height: field required"),
        ("fern", "plant.yml: plants[2]: must be a mapping of keys to values"),
        ({2026: "fern"}, "plant.yml: plants[2].2026: a key must be text (put it in quotes)"),
    ],
)
def test_an_error_in_a_part_of_a_file_names_the_part(path, value, message):
    with pytest.raises(DataError) as error:
        parse(Plant, value, path, "plants[2]")

    assert str(error.value) == message
