import hashlib
import sys

import pytest

from assistant.encoder.__main__ import main
from assistant.encoder.minilm import PACKAGE, SHA256


@pytest.fixture
def other_package(tmp_path, monkeypatch):
    """The weights' package, but with other weights."""
    (tmp_path / PACKAGE / "model").mkdir(parents=True)
    (tmp_path / PACKAGE / "__init__.py").touch()
    (tmp_path / PACKAGE / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])


def test_the_published_weights_pass(capsys):
    assert main() == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "encoder:" not in printed.err


def test_other_weights_fail_with_the_reason(other_package, capsys):
    assert main() == 1
    assert capsys.readouterr().err == (
        "encoder: model.safetensors is not the published file: "
        f"its SHA-256 is {hashlib.sha256(b'other weights').hexdigest()}, not {SHA256}\n"
    )


def test_a_missing_package_fails_with_the_remedy(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    assert main() == 1
    assert capsys.readouterr().err == f"encoder: the package {PACKAGE} is not installed: run `make setup`\n"
