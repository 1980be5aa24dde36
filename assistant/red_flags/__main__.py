"""Red flags on the command line: a text's decision with its reasons, and learning.

python -m assistant.red_flags "text"
python -m assistant.red_flags train
"""

from __future__ import annotations

import sys
from functools import partial

from assistant.data_files import DataError
from assistant.red_flags.loader import load
from assistant.red_flags.screener import screen
from assistant.red_flags.training import train


def main(arguments: list[str]) -> int:
    """Print the decision on a text and its reasons, or learn the classifier anew.

    Returns:
        0; 1 where a data file is at fault (it is named); 2 where no text is given.
    """
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if arguments == ["train"]:
            train(load(), partial(print, flush=True)).save()
            return 0
        screening = screen(" ".join(arguments))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    print(" ".join(filter(None, (screening.urgency.value, screening.language))))
    for finding in screening.findings:
        print(f"  {finding.flag}: '{finding.words}' ({finding.level.value}) {finding.assertion.value}: {finding.why}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
