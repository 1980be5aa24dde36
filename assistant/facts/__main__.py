"""The facts on the command line: `python -m assistant.facts check --documents DIR`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from assistant.data_files import DataError
from assistant.facts.check import check
from assistant.facts.loader import load


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        0 where all is right, 1 where something is wrong (it is printed).
    """
    parser = argparse.ArgumentParser(prog="python -m assistant.facts", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="prove the facts against the documents")
    checking.add_argument("--documents", type=Path, required=True, help="the folder with the documents' text files")
    options = parser.parse_args(arguments)
    try:
        facts = load()
        problems = check(facts, options.documents)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        print(problem, file=sys.stderr)
    sections = sum(len(document.sections) for document in facts.sources.documents)
    cited = {(c.document, c.section) for f in facts.all for c in f.sources if c.document}
    print(
        f"{len(facts.all)} facts on {len(facts.subjects)} subjects, {len(facts.corrections)} corrections; "
        f"{sections} sections: {len(cited)} cited, {len(facts.left_out)} left out with a reason; "
        f"{len(problems)} problems"
    )
    print(
        "facts by aspect:", ", ".join(f"{a.value} {n}" for a, n in Counter(f.aspect for f in facts.all).most_common())
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
