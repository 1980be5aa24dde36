"""How much, how often and how long: what the servers put up with, each with its reason."""

import os

LARGEST_REQUEST = 200_000
"""Bytes of a request that are read at all. A messenger's have some ten thousand; the server itself reads 100 MB."""

LARGEST_BODY = 16_000
"""Bytes of a request over REST or the web chat: four for each character that is understood."""

LONGEST = 4_000
"""Characters of a message that are understood, two pages; red flags are looked for in all of it."""

MESSAGES_A_MINUTE = int(os.environ.get("MESSAGES_A_MINUTE", "20"))
"""Of one sender. Who types fast sends ten, and presses some buttons; red flags are answered beyond it, too.

Programs that try the assistant out are faster than people: the environment can let them."""

SENDERS = 10_000
"""Whose messages of the last minute are counted: ten megabytes. Beyond it, who was silent for longest is dropped."""

AT_ONCE = 4
"""Messages that Rasa has at once, besides red flags. It does one at a time: the more, the later it sees a new one."""

WAITING, WAITING_SECONDS = 30, 10.0
"""Messages that wait for one of these places, and for how long. Of ten answered in a second, the last waits for three.

Who comes after them is asked at once to send it again, and does not wait in vain. A red flag is then answered
without Rasa."""

OPENING = 80
"""Characters of the answer to a red flag in which the emergency number must stand, or the assistant is not ready."""

CONVERSATIONS = 1_000
"""In memory, where there is no database: of more, the one that was silent for longest is forgotten."""

CONNECTIONS = 500
"""Of pages of the web chat. Each costs memory, and pings; a page that cannot connect uses REST."""

CONNECTIONS_OF_ONE = 100
"""Of these from one address: a clinic behind one router, and no more."""

PATIENCE, PATIENCE_IN_DANGER = 20.0, 2.0
"""Seconds that Rasa may take to answer, and to answer a red flag, before the last resort is said.

Messages of one person are answered in turn: the third may have to wait for two that take long."""

ACTION_SECONDS = 4.0
"""Seconds that the action server may take. It mostly takes 0.05; on a busy machine, after a start, one or two."""

HEALTH_SECONDS = 0.5
"""Seconds that it may take, after it hung, to say that it is well: somebody waits for that."""

PAUSES = 1.0, 60.0
"""Seconds for which a server that hung is not asked: at first, and at most where it hangs again and again."""

READY_SECONDS = 1.0
"""Seconds for which it holds that the server is ready: whoever asks again and again costs one try a second."""

LARGEST_ANSWER = 1_000_000
"""Bytes of the action server's answer; its longest, the page of a visit, has ten thousand."""

TURNS_REPLAYED = 5
"""The last turns of a conversation that each turn replays, and the action server gets.

Two are needed: for a red flag in two messages, for "say that again". A "yes" that stands for a button counts as two.
Slots, forms and counts are carried over from all turns before."""

REDIS_SECONDS = 0.5
"""Seconds that Redis may take. It mostly takes 0.001; while it hangs, each message waits so long."""

LEASE_SECONDS = 10.0
"""Seconds for which a lock in Redis lasts unless it is renewed: so long wait those whose replica died, or whose
lock Redis took after it hung, for a message that no longer waited for it."""

LOCK_POLL_SECONDS = 0.05
"""Seconds between two tries to get a lock that another replica holds."""

DATABASE_SECONDS = 8.0
"""Seconds for which a message waits for PostgreSQL where that is away: it restarts in fewer."""

DATABASE_PAUSE = 0.3
"""Seconds between two tries, and for which messages wait once one waited in vain."""

DATABASE_THREADS = 10
"""Questions to the database at once: each takes some milliseconds."""
