"""Delete old conversations: `python -m assistant.purge --days 30`, made for cron.

It works on the database that `endpoints.yml` names, beside a running server or without one.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path

from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain

from assistant.dialogue.tracker_store import ForgettingTrackerStore, InMemory

ROOT = Path(__file__).parents[1]

DAY = 24 * 60 * 60


def main(arguments: list[str] | None = None) -> int:
    """Delete the conversations in which nothing was said for so many days.

    Returns:
        0; 1 where the store cannot be reached, or cannot forget (the reason is printed).
    """
    parser = argparse.ArgumentParser(prog="python -m assistant.purge", description=__doc__)
    parser.add_argument("--days", type=_days, required=True, help="days without a word after which one is deleted")
    parser.add_argument("--endpoints", type=Path, default=ROOT / "endpoints.yml")
    options = parser.parse_args(arguments)
    try:
        endpoint = AvailableEndpoints.read_endpoints(str(options.endpoints)).tracker_store
        store = TrackerStore.create(endpoint, domain=Domain.load(str(ROOT / "domain.yml")))
        if not isinstance(store, ForgettingTrackerStore):
            raise TypeError("its tracker_store cannot forget: see assistant/dialogue/tracker_store.py")
        if isinstance(store, InMemory):
            print("purge: conversations are kept in the server's memory only; they go when it stops")
            return 0
        deleted = asyncio.run(store.purge(time.time() - options.days * DAY))
    except Exception as error:  # of whichever database
        print(f"purge: {options.endpoints}: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(f"purge: {deleted} conversations deleted")
    return 0


def _days(text: str) -> float:
    days = float(text)
    if days < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return days


if __name__ == "__main__":
    sys.exit(main())
