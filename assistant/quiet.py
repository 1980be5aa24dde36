"""Run Rasa or its action server without their libraries' warnings: `python -m assistant.quiet rasa train …`.

Rasa 3.6 sets its own warning filters, so that PYTHONWARNINGS does not reach them; a newcomer would see
pages on parts of its libraries that are out of date. `make check` runs Rasa's validation with its warnings.

Where it serves, it does so without TensorFlow (`assistant.lean`).

It also keeps people's words out of the log: where an action fails, the error that Rasa logs holds all that was said.
"""

from __future__ import annotations

import logging
import runpy
import sys
import traceback
import warnings
from typing import Any

from assistant.lean import spare_tensorflow

WORDY = ("rasa.core.processor", "rasa_sdk.endpoint")
"""Loggers of both servers that log a failed action with what its error says."""


def main() -> None:
    """Run the module that the first argument names, with the other arguments."""
    warnings.showwarning = _show_nothing
    for name in WORDY:
        logging.getLogger(name).addFilter(without_words)
    del sys.argv[0]
    if sys.argv[:2] in (["rasa", "run"], ["rasa", "shell"]):
        spare_tensorflow()
    if sys.argv[:2] == ["rasa", "shell"]:
        from assistant.channels import shell

        shell.talk_to_people()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def without_words(record: logging.LogRecord) -> bool:
    """Let an error be logged with its kind and where it came from, but not with what it says.

    Of one that is marked as `is_plain` (`ActionServerError`) nothing but what it says is logged: one line.
    """
    if isinstance(record.exc_info, tuple) and record.exc_info[0] is not None:
        kind, error, place = record.exc_info
        plain = getattr(error, "is_plain", False)
        record.msg = (
            str(error) if plain else "\n".join([record.getMessage(), *traceback.format_tb(place), kind.__name__])
        )
        record.args, record.exc_info, record.exc_text = (), None, None
    return True


def _show_nothing(*_: Any, **__: Any) -> None:
    pass


if __name__ == "__main__":
    main()
