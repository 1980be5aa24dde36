"""Red flags in text. Pure: no Rasa, and no input or output once the rules are read."""

from assistant.red_flags.model import Assertion, Finding, Level, Screening, Urgency
from assistant.red_flags.screener import Screener, screen

__all__ = ["Assertion", "Finding", "Level", "Screener", "Screening", "Urgency", "screen"]
