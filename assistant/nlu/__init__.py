"""Rasa graph components over the facts' vocabulary."""
