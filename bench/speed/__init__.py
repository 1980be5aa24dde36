"""How fast red flags are found: `make bench`."""
