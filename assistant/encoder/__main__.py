"""Check the weights: `python -m assistant.encoder` (part of set-up)."""

from __future__ import annotations

import sys

from assistant.encoder.minilm import EncoderError, verify, weights_folder


def main() -> int:
    """Check the weights' hash.

    Returns:
        0 where they are the published ones, 1 otherwise (the reason is printed).
    """
    try:
        verify(weights_folder())
    except EncoderError as error:
        print(f"encoder: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
