"""What goes wrong behind a channel."""

from __future__ import annotations

import asyncio

FLAG = "my dad cannot breathe and his lips are blue"


async def fails(message):
    raise RuntimeError(message.text)


async def hangs(message):
    await asyncio.Event().wait()


async def says_nothing(message):
    pass
