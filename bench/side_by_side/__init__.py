"""This assistant beside a stock Rasa and beside the least that Rasa can do: `make bench`."""
