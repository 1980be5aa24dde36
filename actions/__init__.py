"""The custom actions: thin, one a file. What they say is made in `assistant.answers`."""
