"""The terminal as a channel: text and cards in paragraphs, choices by number."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from bot.messages import Choice
from bot.port import Sent


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.messages import Reply
    from bot.port import Outbound


_REMEMBERED = 1000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # would give the terminal orders


class Console:
    """`write` shows one message; typing a choice's number chooses it."""

    name = "console"
    idempotent = True

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._choices: tuple[Choice, ...] = ()
        self._shown: OrderedDict[str, None] = OrderedDict()

    def parts(self, reply: Reply) -> int:  # noqa: ARG002 - whatever it is, it is shown at once
        return 1

    async def send(self, message: Outbound) -> Sent:
        reply, key = message.reply, message.key
        if key not in self._shown:
            self._choices = reply.taps
            self._write(_CONTROL.sub("", "\n\n".join(part for part in (reply.plain, _numbered(reply)) if part)))
            self._shown[key] = None
            if len(self._shown) > _REMEMBERED:
                self._shown.popitem(last=False)
        return Sent(key)

    def chosen(self, typed: str) -> Choice:
        """The choice that `typed` is the number of, in the last message; otherwise what was typed, as it is."""
        number = typed.strip()
        if number.isdecimal() and 0 < int(number) <= len(self._choices):
            return self._choices[int(number) - 1]
        return Choice("", typed)


def _numbered(reply: Reply) -> str:
    """The choices by number; of several cards, each with the card that it is on."""
    several = len(reply.cards) > 1
    labels = [
        f"{card.title}: {choice.label}" if several else choice.label for card in reply.cards for choice in card.choices
    ]
    labels += [choice.label for choice in reply.choices]
    return "\n".join(f"[{number}] {label}" for number, label in enumerate(labels, start=1))
