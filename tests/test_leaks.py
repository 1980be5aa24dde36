"""What the tests look for in the log of each assistant that they run."""

import pytest
from leaks import leaked

LOG = "ERROR    assistant.channels.turns  - A message could not be handled: RuntimeError"


@pytest.mark.parametrize(
    ("heard", "line"),
    [
        ("my aunt Zyxomma is ill, what causes als?", "Received: My aunt Zyxomma is"),
        ("my aunt Zyxomma is ill", "{'text': 'my aunt Zyxomma is ill'}"),
        ("3f2a9c5e7b1d4f60", "no answer for 3f2a9c5e7b1d4f60"),
        ("D700001000", "user=D700001000"),
    ],
)
def test_what_somebody_said_or_is_called_is_found(heard, line):
    assert leaked(f"{LOG}\n{line}\n{LOG}", ["what causes sarcopenia?", heard]) == [heard]


@pytest.mark.parametrize("heard", ["hello", "a message", "could it be ALS?", "", "🙂", "what causes sarcopenia?"])
def test_what_stands_in_any_log_is_nobodys(heard):
    assert leaked(LOG, [heard]) == []
