import contextlib
import resource
import stat

import numpy as np
import pytest

from assistant.encoder import SIZE, default_encoder, encode_known

SENTENCES = ["my legs are weak", "what is muscle atrophy", "how is it treated"]


@pytest.fixture(scope="module")
def vectors():
    return default_encoder().encode(SENTENCES)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "models" / "vectors.npz"


@contextlib.contextmanager
def no_room():
    """A disk that takes a thousand bytes of any file: only inside the `with`, since the tests' own log is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def is_near(found, expected):
    return found.shape == expected.shape and np.abs(found - expected).max() < 1e-5


def keep_marks_in(path):
    """Put numbers into the file that no computing gives."""
    with np.load(path) as file:
        keys = file["keys"]
    np.savez(path, keys=keys, vectors=np.full((len(keys), SIZE), 7, dtype=np.float32))


def test_sentences_are_encoded_as_the_encoder_does(path, vectors):
    assert is_near(encode_known(SENTENCES, path), vectors)


def test_order_and_repetition_are_kept(path, vectors):
    found = encode_known([SENTENCES[1], SENTENCES[0], SENTENCES[1]], path)

    assert is_near(found, vectors[[1, 0, 1]])


def test_no_sentences_are_no_vectors_and_no_file(path):
    assert encode_known([], path).shape == (0, SIZE)
    assert not path.exists()


def test_what_was_encoded_once_comes_from_the_file(path):
    encode_known(SENTENCES, path)
    keep_marks_in(path)

    assert (encode_known(SENTENCES[:2], path) == 7).all()


def test_the_file_grows_by_what_is_new_and_keeps_what_it_has(path, vectors):
    encode_known(SENTENCES[:2], path)
    keep_marks_in(path)

    found = encode_known(SENTENCES, path)

    assert (found[:2] == 7).all()
    assert is_near(found[2], vectors[2])
    with np.load(path) as file:
        assert file["vectors"].shape == (3, SIZE)


def test_the_file_can_be_read_by_other_users_and_nothing_lies_beside_it(path):
    encode_known(SENTENCES[:1], path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]


def truncated(path):
    encode_known(["another sentence"], path)
    path.write_bytes(path.read_bytes()[:-100])


def damaged_inside(path):
    encode_known(["another sentence"], path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def of_other_vectors(path):
    encode_known(SENTENCES, path)
    with np.load(path) as file:
        keys = file["keys"]
    np.savez(path, keys=keys, vectors=np.ones((3, 5), dtype=np.float32))


BROKEN = {
    "empty": lambda path: path.touch(),
    "no archive": lambda path: path.write_text("vectors"),
    "truncated": truncated,
    "damaged inside": damaged_inside,
    "without vectors": lambda path: np.savez(path, keys=np.array(["key"])),
    "of objects": lambda path: np.savez(path, keys=np.array([{}]), vectors=np.array([None])),
    "of other vectors": of_other_vectors,
}


@pytest.mark.parametrize("break_it", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_made_anew(path, break_it, vectors, caplog):
    path.parent.mkdir()
    break_it(path)

    assert is_near(encode_known(SENTENCES, path), vectors)

    assert "vectors.npz cannot be read" in caplog.text
    with np.load(path) as file:
        assert is_near(file["vectors"], vectors)


def test_where_there_is_a_folder_in_the_files_place_vectors_are_computed(path, vectors, caplog):
    path.mkdir(parents=True)

    assert is_near(encode_known(SENTENCES, path), vectors)

    assert "vectors.npz cannot be kept: " in caplog.text
    assert list(path.parent.iterdir()) == [path]


def test_where_no_folder_can_be_made_vectors_are_computed(path, vectors, caplog):
    path.parent.write_text("a file where the folder should be")

    assert is_near(encode_known(SENTENCES, path), vectors)

    assert "vectors.npz cannot be kept: " in caplog.text


def test_on_a_full_disk_vectors_are_computed_and_nothing_is_left_over(path, vectors, caplog):
    with no_room():
        found = encode_known(SENTENCES, path)

    assert is_near(found, vectors)

    assert "vectors.npz cannot be kept: [Errno 27] File too large" in caplog.text
    assert list(path.parent.iterdir()) == []
