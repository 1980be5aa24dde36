"""How well red flags are found: `make safety`."""
