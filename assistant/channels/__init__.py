"""Rasa's channels with a guard: clear errors for bad input, and a reply whatever fails."""
