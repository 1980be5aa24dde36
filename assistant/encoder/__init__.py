"""Sentences as vectors, near each other where they mean alike. Pure: no Rasa, no PyTorch."""

from assistant.encoder.cache import encode_known
from assistant.encoder.minilm import SIZE, Encoder, default_encoder

__all__ = ["SIZE", "Encoder", "default_encoder", "encode_known"]
