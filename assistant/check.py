"""Check the data files that people edit: `python -m assistant.check`, and at each start and training.

Where one is broken, Rasa logs a page and starts without its policy, and so without red flags.
"""

from __future__ import annotations

import sys

from assistant.answers import follow_up
from assistant.answers.wording import load_wording
from assistant.channels.guard import intents, read_responses
from assistant.data_files import DataError
from assistant.emergency_numbers import read_numbers
from assistant.facts.detail import load_words as load_details
from assistant.facts.loader import load as load_facts
from assistant.facts.yes_no import YesNo
from assistant.red_flags.loader import load as load_rules
from assistant.red_flags.screener import Screener
from assistant.red_flags.training import CORPUS, of_corpus
from assistant.visit.questions import load_questions


def main() -> int:
    """Read them all, and say what there is.

    Returns:
        0; 1 where a file is at fault (it is named, with the key).
    """
    try:
        print(check())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def check() -> str:
    """Read them all.

    Returns:
        What there is, in one line.

    Raises:
        DataError: naming the file and the key at fault.
    """
    rules = load_rules()
    Screener(rules).screen("I can't breathe")  # compiles the patterns, and reads the short forms
    sentences = of_corpus(CORPUS, rules)
    numbers, responses = read_numbers(), read_responses()
    facts = load_facts()
    YesNo(facts)  # reads the questions that they decide
    load_details()
    load_wording()
    load_questions()
    follow_up("and ALS?")  # reads its words
    return (
        f"{len(rules.flags)} flags, {len(sentences)} sentences to learn from, {len(intents())} intents, "
        f"{len(responses)} responses, {len(facts.all)} facts; the emergency number is {numbers.emergency_number}"
    )


if __name__ == "__main__":
    sys.exit(main())
