"""What Rasa 3.6 works out anew in each turn although it never changes: worked out once a process.

What comes of it is the same; docs/profile.md says what each took.
"""

from __future__ import annotations

import functools
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

KINDS = 100
"""Of events, more than Rasa has."""


def work_out_once() -> None:
    """Have Rasa work these out once in this process."""
    RemoteAction._validate_action_result = _has_form
    Event.resolve_by_type = _kind_of_event


def _has_form(_: RemoteAction, answer: dict[str, Any]) -> bool:
    """Whether the action server's answer has the form that it must have.

    Raises:
        jsonschema.ValidationError: it has not.
    """
    _form().validate(answer)
    return True


@functools.lru_cache(maxsize=1)
def _form() -> Any:
    """Rasa's schema of answers. Rasa looks each time whether it is a schema, which takes longer than an answer does."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


_kind_of_event = staticmethod(functools.lru_cache(maxsize=KINDS)(Event.resolve_by_type))
"""An event's class by its name. Rasa goes through all classes of events and of theirs, for each event of each turn."""
