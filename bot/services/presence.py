"""Who is there: chats that open, close and move, and what a tap or an edit means of what was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from bot.texts import texts
from storage import addresses, inbox, notices, outbox


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Inbound


_COMMAND = re.compile(r"/([A-Za-z]\w*)(?:@\w+)?")


@dataclass(frozen=True, slots=True)
class Meant:
    """An event as it is to be answered. `replaces` is the id of the message whose place the answer may take."""

    inbound: Inbound
    replaces: str = ""


def meant(store: Store, event: Inbound, now: datetime) -> Meant | None:
    """Note what the event says of its chat, and what of it is to be answered; None: nothing.

    To open a chat can be two events, to unblock and to start: it is greeted once. To answer a message of ours in a
    group is to call us. A command (/today) is given its words, one that is none of ours those of /help. A tap is given
    the words and the data of its button, if that is one of ours there; otherwise it has neither. An edit counts as its
    message said anew, unless that is still to be answered.
    """
    if event.kind in {"blocked", "left", "moved"}:
        _leave(store, event, now)
        return None
    addresses.opened(store, event.address, is_group=event.group)
    if event.kind == "started" and not event.data and inbox.began(store, event):
        return None
    if event.group and event.quoted and outbox.said(store, event.address, event.quoted):
        event = replace(event, called=True)
    if event.kind == "tap":
        return _tap(store, event)
    if event.kind == "edited":
        return _edit(store, event)
    if command := _COMMAND.fullmatch(event.text.strip()):
        commands = _commands()
        return Meant(replace(event, text=commands.get(command[1].lower(), commands["help"])))
    return Meant(event)


@cache
def _commands() -> dict[str, str]:
    """What each command of the menu says (`nongnat telegram setup`), as somebody would have typed it."""
    say = texts("th")
    names = ("today", "tomorrow", "next", "contact", "me", "language", "stop", "help")
    return {name: say(f"platforms.says.{name}") for name in names}


def _leave(store: Store, event: Inbound, now: datetime) -> None:
    if event.kind == "moved":
        addresses.move(store, event.address, event.data)
        return
    addresses.close(store, event.address, "blocked" if event.kind == "blocked" else "gone", is_group=event.group)
    outbox.drop(store, event.address, event.kind)
    notices.fall_back(store, event.address, now)


def _tap(store: Store, event: Inbound) -> Meant:
    found = outbox.tapped(store, event.address, event.data)
    if found is None:
        return Meant(replace(event, text="", data=""))
    choice, message = found
    return Meant(replace(event, text=choice.says, data=choice.data), message)


def _edit(store: Store, event: Inbound) -> Meant | None:
    if not inbox.changed(store, event):
        return None
    return Meant(replace(event, kind="text"), outbox.answered(store, event.address, event.message_id))
