"""Ask a running assistant whether it is of use: `python -m assistant.ready`, as a container's check does.

It reports a red flag, as a person would, and expects to be told to call 911: what must work before all else. The
conversation that this leaves is forgotten at once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import urllib.request
import uuid
from typing import Any

from assistant.emergency_numbers import begins_with_number, numbers

FLAG = "my dad cannot breathe and his lips are blue"

SECONDS = 8.0
"""How long it may take; a red flag is answered within about two."""


def main(arguments: list[str] | None = None) -> int:
    """Ask it once.

    Returns:
        0; 1 where it cannot be reached, or says something else (the reason is printed, without what it says).
    """
    parser = argparse.ArgumentParser(prog="python -m assistant.ready", description=__doc__)
    parser.add_argument("--url", default="http://localhost:5005")
    options = parser.parse_args(arguments)
    sender = f"ready-{uuid.uuid4().hex}"
    try:
        said = _post(f"{options.url}/webhooks/rest/webhook", {"sender": sender, "message": FLAG})
        _post(f"{options.url}/chat/forget", {"sender": sender})
    except (OSError, http.client.HTTPException, ValueError) as error:
        print(f"ready: {options.url} does not answer: {type(error).__name__}", file=sys.stderr)
        return 1
    if not _begins_with_number(said):
        print(f"ready: {options.url} does not say to call {numbers().emergency_number}", file=sys.stderr)
        return 1
    return 0


def _begins_with_number(said: Any) -> bool:
    """Whether it is an answer, and begins with the emergency number."""
    try:
        return begins_with_number(said[0]["text"])
    except (LookupError, TypeError):
        return False


def _post(url: str, content: dict[str, str]) -> Any:
    asked = urllib.request.Request(url, json.dumps(content).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())
