"""`rasa shell` without menus: what is offered stands below the answer, and anything can be typed.

Rasa's own shell makes a menu of an answer's buttons, and takes no words until one is chosen. Somebody
whose next words are "my face is drooping" must not have to find the line "Type out your own message".
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels import console

OFFER = "You can also ask: {titles}"


def print_offers_as_text() -> None:
    """Make this process's shell print offers as text."""
    rasas = console._print_bot_output

    def print_plainly(message: dict[str, Any], *arguments: Any, **options: Any) -> None:
        rasas({key: value for key, value in message.items() if key != "buttons"}, *arguments, **options)
        titles = [button["title"] for button in message.get("buttons", [])]
        if titles:
            print(OFFER.format(titles=" · ".join(titles)))

    console._print_bot_output = print_plainly
