"""What may interrupt what in a conversation."""
