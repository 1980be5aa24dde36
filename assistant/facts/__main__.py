"""The facts on the command line.

`python -m assistant.facts check --documents DIR` proves them against the documents;
`python -m assistant.facts index` keeps their vectors, so that the start is quick.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from assistant.data_files import DataError
from assistant.facts.check import check
from assistant.facts.loader import Facts, load
from assistant.facts.query import Finder


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns:
        0 where all is right, 1 where something is wrong (it is printed).
    """
    options = _options(arguments)
    try:
        facts = load()
        if options.command == "index":
            Finder(facts)
            return 0
        problems = check(facts, options.documents)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        print(problem, file=sys.stderr)
    _report(facts, len(problems))
    return 1 if problems else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m assistant.facts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="prove the facts against the documents")
    checking.add_argument("--documents", type=Path, required=True, help="the folder with the documents' text files")
    commands.add_parser("index", help="keep the facts' vectors")
    options = parser.parse_args(arguments)
    if options.command == "check" and not options.documents.is_dir():
        parser.error(f"there is no folder {options.documents}: give the documents' folder (make check DOCUMENTS=…)")
    return options


def _report(facts: Facts, problems: int) -> None:
    sections = sum(len(document.sections) for document in facts.sources.documents)
    cited = {(c.document, c.section) for f in facts.all for c in f.sources if c.document}
    aspects = Counter(fact.aspect for fact in facts.all).most_common()
    print(
        f"{len(facts.all)} facts on {len(facts.subjects)} subjects, {len(facts.corrections)} corrections; "
        f"{sections} sections: {len(cited)} cited, {len(facts.left_out)} left out with a reason; "
        f"{problems} problems"
    )
    print("facts by aspect:", ", ".join(f"{aspect.value} {count}" for aspect, count in aspects))


if __name__ == "__main__":
    sys.exit(main())
