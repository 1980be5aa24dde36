"""What is counted of how it works, for Prometheus: no words, no ids, nothing that leads back to anybody.

Whoever counts knows a name here and no more; `assistant/channels/operating.py` shows it all at `/metrics`.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

MESSAGES = Counter("assistant_messages", "Messages of people.", ["channel"])

TAKEOVERS = Counter("assistant_takeovers", "Messages that were answered as a red flag.", ["urgency"])

NOT_COVERED = Counter("assistant_not_covered", "Answers that say that there is none.", ["why"])

SLOWED_DOWN = Counter("assistant_slowed_down", "Messages that were not answered because their sender writes too fast.")

TURNED_AWAY = Counter("assistant_turned_away", "Messages that were not answered because too many wait for an answer.")

LAST_RESORTS = Counter("assistant_last_resorts", "Messages that Rasa gave no answer to.")

GIVEN_UP = Counter("assistant_answers_given_up", "Answers that a messenger did not take.", ["channel"])

SECONDS = Histogram(
    "assistant_answer_seconds",
    "Time from a message to its answer.",
    ["takeover"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 20.0),
)

ACTION_FAILURES = Counter("assistant_action_server_failures", "Calls of the action server that failed.", ["why"])

ACTIONS_LEFT_ALONE = Gauge("assistant_action_server_left_alone", "1 while the action server hangs and is not asked.")

DATABASE_FAILURES = Counter("assistant_database_failures", "Times that the database of conversations failed.")
