"""Finding a participant by name, for whoever has no code at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.services.checkin import personal
from bot.thai.people import bare_name
from bot.thai.text import key
from storage import members


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store


LETTERS = 4
"""Of a name that a scanner must know of somebody; organisers may look through all."""
MOST = 8
"""People that are shown."""


class Found(NamedTuple):
    """Somebody by a `handle` that is good for whoever searched, see bot.services.checkin.personal."""

    handle: str
    name: str
    organisation: str


def find(store: Store, programme: str, typed: str, by: str, least: int = LETTERS) -> list[Found] | None:
    """Participants in whose name that is, titles aside and however spelt, MOST and one more; None: too few letters.

    Letters are counted as spellings are compared: without blanks and tones, the same twice once. `by` is a secret of
    whoever searches.
    """
    wanted = key(bare_name(typed))
    if len(wanted) < max(least, 1):
        return None
    here = [(each, key(bare_name(each.name))) for each in members.enrolled(store, programme)]
    like = sorted((pair for pair in here if wanted in pair[1]), key=lambda pair: not pair[1].startswith(wanted))
    of = personal.secret(store)
    return [Found(personal.handle(of, each.person, by), each.name, each.organisation) for each, _ in like[: MOST + 1]]
