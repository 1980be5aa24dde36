"""How easy it is to read what the assistant says: every reply, by school grade and length of sentence."""
