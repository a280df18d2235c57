"""Groups: how the bot is called in one, whose it is, and whether it may be written to unasked."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Literal

from bot.messages import Address
from bot.texts import LANGUAGES, words
from bot.thai.text import key
from storage import addresses, people


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from bot.messages import Inbound


Switch = Literal["on", "off"]


@cache
def _phrases(name: str) -> tuple[str, ...]:
    files = [tomllib.loads(words(language, "groups.toml")) for language in LANGUAGES]
    return tuple(key(phrase) for file in files for phrase in file[name])


def is_called(said: Inbound) -> bool:
    """Whether something in a group is meant for the bot: by a mention or an answer to it, a button, or its name."""
    if said.called or said.kind == "tap":
        return True
    return said.kind == "text" and any(name in key(said.text) for name in _phrases("name"))


def switch(text: str) -> Switch | None:
    """Whether `text` asks for announcements in the group, or for none any more."""
    typed = key(text)
    switches: tuple[Switch, ...] = ("on", "off")
    found = [(len(phrase), wanted) for wanted in switches for phrase in _phrases(wanted) if phrase in typed]
    return max(found)[1] if found else None  # the longest: ปิด is the end of เปิด


def organised_by(store: Store, group: Address, sender: str) -> list[str]:
    """The codes of the programmes for which `sender`, somebody in the group, may decide there.

    None where it is not known who that is, or where the group is of a programme that they do not organise. An owner
    may for all: those are not named, see `storage.people.roles`.
    """
    here = Address(group.channel, sender)
    roles = people.roles(store, here) if sender else {}
    owner = "owner" in roles.values()
    mine = people.open_to(store, here) if owner else [code for code, role in roles.items() if role == "organiser"]
    return mine if addresses.programme_of(store, group) in ("", *mine) else []


def announce(store: Store, group: Address, programme: str) -> None:
    """The group is of this programme, and is written to unasked; a push there costs a message for every member."""
    addresses.settle(store, group, programme, pushes=True)


def be_quiet(store: Store, group: Address) -> None:
    """The group is answered, and nothing else."""
    addresses.settle(store, group, None, pushes=False)
