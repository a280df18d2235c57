"""Where people are told things unasked: one place each, the one they chose, or the one where they were last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from bot.messages import Address
from storage.many import in_many
from storage.models import AddressRow, PersonRow, PreferenceRow, TalkRow, table


if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement, ScalarSelect, Select
    from sqlalchemy.orm import Session

    from bot.messages import Language
    from storage.models.notices import Missed


_people, _addresses, _talks, _preferences = table(PersonRow), table(AddressRow), table(TalkRow), table(PreferenceRow)
_APART = " "  # between a channel's name, which has none, and the chat's id


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person, and the one place where they are told things; `missed` says why there is none."""

    person: int
    language: Language | None
    address: Address | None
    missed: Missed = ""


def chosen(store: Session, who: Select[int], after: int = 0, limit: int = 5000, channel: str = "") -> list[Recipient]:
    """The next `limit` people of `who` whose ids are above `after`, in the order of their ids.

    With `channel` each is told there, or nowhere. `who` is a plain select of one column, each id once.
    """
    (id_,) = who.selected_columns
    ids = store.scalars(who.where(id_ > after).order_by(id_).limit(limit)).all()
    if not ids:
        return []
    place, linked = _place(channel)
    placed = (
        select(_people.c.id, _people.c.language, _people.c.stopped, place.label("place"), linked.label("linked"))
        .where(in_many(store, _people.c.id, ids), ~_people.c.erased)
        .order_by(_people.c.id)
    )
    return [_recipient(*row) for row in store.execute(placed)]


def _recipient(person: int, language: Any, stopped: bool, place: str | None, linked: bool) -> Recipient:  # noqa: FBT001 - a row
    missed: Missed = "stopped" if stopped else "" if place else "closed" if linked else "unlinked"
    address = Address(*place.split(_APART, 1)) if place and not missed else None
    return Recipient(person, language or None, address, missed)


def counted(store: Session, who: Select[int], channel: str = "") -> Counter[str]:
    """How many of `who` are told in which channel; those who are told nowhere by the reason, as `missed` has it."""
    place, linked = _place(channel, whole=False)
    where = case((_people.c.stopped, "stopped"), else_=func.coalesce(place, case((linked, "closed"), else_="unlinked")))
    ids = who.subquery()
    placed = (
        select(where.label("place"))
        .select_from(ids)
        .join(_people, _people.c.id == ids.c[0])
        .where(~_people.c.erased)
        .subquery()
    )
    found = store.execute(select(placed.c.place, func.count()).group_by(placed.c.place)).all()
    return Counter({name: people for name, people in found})  # noqa: C416 - a Counter of pairs would count the pairs


def other(store: Session, person: int) -> Address | None:
    """Where a person can be told things now."""
    return next((found.address for found in chosen(store, select(_people.c.id).where(_people.c.id == person))), None)


def _place(channel: str, *, whole: bool = True) -> tuple[ScalarSelect[str], ColumnElement[bool]]:
    """The first of a person's places (in `channel`, if it is said) or NULL, and whether they have any, open or not.

    `whole`: the channel and the chat with a blank between; otherwise the channel alone. First the chosen channel, then
    platforms before the web page, which nobody hears ring, then where they last spoke. Each person's places are looked
    up by themselves, and once: of a hundred thousand, a database would rather rank them all for every slice.
    """
    private = [_addresses.c.person_id == _people.c.id, ~_addresses.c.is_group]
    private += [_addresses.c.channel == channel] if channel else []
    order = (
        case((_addresses.c.channel == _preferences.c.channel, 0), (_addresses.c.channel != "web", 1), else_=2),
        _talks.c.updated_at.is_(None),
        _talks.c.updated_at.desc(),
        _addresses.c.id,
    )
    there = _addresses.c.channel + _APART + _addresses.c.chat if whole else _addresses.c.channel
    first = (
        select(there)
        .outerjoin(_preferences, _preferences.c.person_id == _addresses.c.person_id)
        .outerjoin(_talks, and_(_talks.c.channel == _addresses.c.channel, _talks.c.chat == _addresses.c.chat))
        .where(_addresses.c.state == "open", *private)
        .correlate(_people)
        .order_by(*order)
        .limit(1)
        .scalar_subquery()
    )
    return first, select(_addresses.c.id).where(*private).correlate(_people).exists()
