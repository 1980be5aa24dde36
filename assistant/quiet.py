"""Run Rasa or its action server without their libraries' warnings: `python -m assistant.quiet rasa train …`.

Rasa 3.6 sets its own warning filters, so that PYTHONWARNINGS does not reach them; a newcomer would see
pages on parts of its libraries that are out of date. `make check` runs Rasa's validation with its warnings.

Where it serves, it does so without TensorFlow (`assistant.lean`).

It also keeps people's words out of the log (`assistant/logs.py`).
"""

from __future__ import annotations

import runpy
import sys
import warnings
from typing import Any

from assistant import logs
from assistant.lean import spare_tensorflow


def main() -> None:
    """Run the module that the first argument names, with the other arguments."""
    warnings.showwarning = _show_nothing
    logs.install()
    del sys.argv[0]
    if sys.argv[:2] in (["rasa", "run"], ["rasa", "shell"]):
        spare_tensorflow()
    if sys.argv[:2] == ["rasa", "shell"]:
        from assistant.channels import shell

        shell.talk_to_people()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _show_nothing(*_: Any, **__: Any) -> None:
    pass


if __name__ == "__main__":
    main()
