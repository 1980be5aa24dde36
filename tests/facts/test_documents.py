from pathlib import Path

from assistant.facts.__main__ import main
from tests.conftest import missing

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"


def test_the_documents_prove_every_fact(capsys):
    if not DOCUMENTS.is_dir():
        missing("the documents are not in ../shared/documents beside the project")

    status = main(["check", "--documents", str(DOCUMENTS)])

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert "; 0 problems\n" in printed.out
