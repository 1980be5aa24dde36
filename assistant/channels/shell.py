"""`rasa shell` for people: a greeting first, and offers that a number picks while anything else can be typed.

Rasa's own shell makes a menu of an answer's buttons, and takes no words until one is chosen. Somebody
whose next words are "my face is drooping" must not have to find the line "Type out your own message".
"""

from __future__ import annotations

from typing import Any

from rasa.core import run
from rasa.core.agent import Agent
from rasa.core.channels import console

from assistant.dialogue.action_server import guard_actions
from assistant.dialogue.counted import GREETING

PICK = "Type a number, or ask anything:"


class Shell:
    """What a person sees and types, between Rasa's shell and its screen."""

    def __init__(self) -> None:
        """Begin with nobody greeted and nothing offered."""
        self._greeted = False
        self._offered: dict[str, str] = {}
        self._print, self._read = console._print_bot_output, console._get_user_input

    def show(self, message: dict[str, Any], *arguments: Any, **options: Any) -> None:
        """Print a message, and below it what it offers, numbered."""
        buttons = message.get("buttons") or []
        self._print({key: value for key, value in message.items() if key != "buttons"}, *arguments, **options)
        if buttons and not self._offered:
            print(PICK)
        for number, button in enumerate(buttons, len(self._offered) + 1):
            self._offered[str(number)] = button["payload"]
            print(f"  {number} {button['title']}")

    async def ask(self, latest: dict[str, Any] | None) -> str | None:
        """Print the latest message, and read what is typed.

        Returns:
            The words, or what the button sends whose number it is; None at the end of the input.
        """
        if not self._greeted:
            self._greeted = True
            return GREETING  # so that the assistant says what can be asked
        typed = await self._read(latest)
        picked = self._offered.get(typed, typed) if typed is not None else None
        self._offered = {}  # what stands there was answered
        return picked


def talk_to_people() -> None:
    """Put this between this process's shell and its screen, and a guard between it and the action server."""
    shell, load = Shell(), run.load_agent_on_start
    console._print_bot_output, console._get_user_input = shell.show, shell.ask

    async def load_guarded(*arguments: Any) -> Agent:
        agent = await load(*arguments)
        guard_actions(agent)
        return agent

    run.load_agent_on_start = load_guarded
