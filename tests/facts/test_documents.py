import os
from pathlib import Path

import pytest

from assistant.facts.__main__ import main

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"


def test_the_documents_prove_every_fact(capsys):
    if not DOCUMENTS.is_dir():
        reason = "the documents are not in ../shared/documents beside the project"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI must prove the facts")
        pytest.skip(reason)

    status = main(["check", "--documents", str(DOCUMENTS)])

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert "; 0 problems\n" in printed.out
