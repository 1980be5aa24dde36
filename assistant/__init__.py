"""The muscle-atrophy assistant: facts, red flags, and how they are put into a conversation."""
