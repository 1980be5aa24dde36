"""Preparing a visit: sorting what somebody tells to the doctor's questions, and the page that comes of it. No Rasa."""

from assistant.visit.answers import Step, place, step, to_change
from assistant.visit.questions import SKIPPED, questions
from assistant.visit.summary import summary

__all__ = ["SKIPPED", "Step", "place", "questions", "step", "summary", "to_change"]
