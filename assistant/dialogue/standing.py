"""What Rasa 3.6 works out anew in each turn although it never changes: worked out once a process.

What comes of it is the same; docs/profile.md says what each took.
"""

from __future__ import annotations

import functools
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event

KINDS = 100
"""Of events, more than Rasa has."""


def work_out_once() -> None:
    """Have Rasa work these out once in this process."""
    RemoteAction._validate_action_result = _has_form
    Event.resolve_by_type = _kind_of_event
    Domain.is_empty = _is_empty
    DaskGraphRunner.run = _run


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


_NOTHING = Domain.empty().as_dict()


def _is_empty(domain: Domain) -> bool:
    """Whether a domain holds nothing. Rasa builds one that does, to compare, for each message."""
    return bool(domain.as_dict() == _NOTHING)


def _run(
    runner: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """Run the components that a target needs, each after those that it needs.

    Rasa has dask plan anew in which order; it runs one after the other as well.
    """
    done: dict[str, tuple[str, Any]] = {name: (name, given) for name, given in (inputs or {}).items()}

    def run(name: str) -> tuple[str, Any]:
        if name not in done:
            needs = runner._graph_schema.nodes[name].needs.values()
            done[name] = runner._instantiated_nodes[name](*map(run, needs))
        return done[name]

    return dict(map(run, targets or runner._graph_schema.target_names))
