import numpy as np
import pytest
from safetensors import SafetensorError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.learned import Learned

TEXTS = ["rain and sun", "rain and wind", "soup and bread", "soup and more bread"]
ABOUT = ["weather", "weather", "food", "food"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept.safetensors"


def unfitted() -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))


def test_numbers_and_words_come_back_as_they_were(path):
    Learned({"half": np.array([0.5], np.float16), "none": np.zeros((0, 3))}, {"list": ["é", '"', "中"], "no": []}).save(
        path
    )
    learned = Learned.load(path)
    assert learned.words == {"list": ["é", '"', "中"], "no": []}
    assert learned.numbers["half"].dtype == np.float16
    assert learned.numbers["none"].shape == (0, 3)


def test_a_vectorizer_does_what_it_did(path):
    fitted, learned = unfitted().fit(TEXTS), Learned()
    learned.add_vectorizer("words", fitted)
    learned.save(path)
    loaded = Learned.load(path).vectorizer("words", unfitted())
    assert (loaded.transform(["more rain", ""]) != fitted.transform(["more rain", ""])).nnz == 0


@pytest.mark.parametrize("classes", [ABOUT, [True, True, False, False], ["weather", "wind", "food", "food"]])
def test_a_regression_does_what_it_did(classes, path):
    counted, learned = unfitted().fit_transform(TEXTS), Learned()
    fitted = LogisticRegression(C=5.0).fit(counted, classes)
    learned.add_regression("about", fitted)
    learned.save(path)
    loaded = Learned.load(path).regression("about")
    assert loaded.predict(counted).tolist() == classes
    assert (loaded.predict_proba(counted) == fitted.predict_proba(counted)).all()


def test_a_regression_lies_so_that_no_message_copies_it(path):
    learned = Learned()
    learned.add_regression("about", LogisticRegression().fit(unfitted().fit_transform(TEXTS), ABOUT))
    learned.save(path)
    assert Learned.load(path).regression("about").coef_.T.flags.c_contiguous


def test_a_name_that_nothing_is_kept_under_is_an_error():
    with pytest.raises(KeyError, match="words"):
        Learned().vectorizer("words", unfitted())
    with pytest.raises(KeyError, match="about"):
        Learned().regression("about")


def test_weights_for_other_words_are_an_error():
    with pytest.raises(ValueError, match="vocabulary size"):
        Learned({"words": np.ones(1)}, {"words": ["one", "two"]}).vectorizer("words", unfitted())


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"PK\x03\x04" + bytes(100)])
def test_another_file_is_an_error(content, path):
    path.write_bytes(content)
    with pytest.raises(SafetensorError):
        Learned.load(path)


def test_a_file_that_is_not_there_is_an_error(path):
    with pytest.raises(FileNotFoundError):
        Learned.load(path)


def test_a_place_that_cannot_be_written_to_is_an_error(tmp_path):
    with pytest.raises(IsADirectoryError):
        Learned().save(tmp_path)
