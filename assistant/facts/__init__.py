"""The curated facts: reading, checking and asking them. Pure: no Rasa.

from assistant.facts import Aspect, find
find(["als"], {Aspect.OUTLOOK: 1.0}, "is there a cure?").facts[0].statement
"""

from assistant.facts.loader import Facts, load
from assistant.facts.model import Aspect, Fact, Kind, Subject
from assistant.facts.query import Found, find

__all__ = ["Aspect", "Fact", "Facts", "Found", "Kind", "Subject", "find", "load"]
