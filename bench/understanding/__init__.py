"""How well it understands what people ask, and answers exactly that."""
