"""Ask for a decision on the command line: `python -m assistant.red_flags "text"`."""

from __future__ import annotations

import sys

from assistant.red_flags.screener import screen


def main(arguments: list[str]) -> int:
    """Print the decision on a text and its reasons.

    Returns:
        0, or 2 where no text is given.
    """
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    screening = screen(" ".join(arguments))
    print(screening.urgency.value)
    for finding in screening.findings:
        print(f"  {finding.flag}: '{finding.words}' ({finding.level.value}) {finding.assertion.value}: {finding.why}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
