"""Making typed text comparable: cleaning, words, spelling. Pure; knows nothing of what is said."""

from assistant.text.reading import Reading, Word, read
from assistant.text.spelling import Speller, english_words

__all__ = ["Reading", "Speller", "Word", "english_words", "read"]
