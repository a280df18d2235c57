"""Where people are told things unasked: one place each, the one they chose, or the one where they were last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from bot.messages import Address
from storage.models import AddressRow, PersonRow, PreferenceRow, TalkRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery
    from sqlalchemy.orm import Session

    from bot.messages import Language
    from storage.models.notices import Missed


_people, _addresses, _talks, _preferences = table(PersonRow), table(AddressRow), table(TalkRow), table(PreferenceRow)


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
    some = who.where(id_ > after).order_by(id_).limit(limit).subquery()
    rows = store.execute(_placed(some, channel).order_by(_people.c.id))
    return [
        Recipient(
            row.id, row.language or None, Address(row.channel, row.chat) if row.missed == "" else None, row.missed
        )
        for row in rows
    ]


def counted(store: Session, who: Select[int], channel: str = "") -> Counter[str]:
    """How many of `who` are told in which channel; those who are told nowhere by the reason, as `missed` has it."""
    placed = _placed(who.subquery(), channel).subquery()
    where = case((placed.c.missed == "", placed.c.channel), else_=placed.c.missed)
    found = store.execute(select(where, func.count()).group_by(where)).all()
    return Counter({name: people for name, people in found})  # noqa: C416 - a Counter of pairs would count the pairs


def other(store: Session, person: int) -> Address | None:
    """Where a person can be told things now."""
    return next((found.address for found in chosen(store, select(_people.c.id).where(_people.c.id == person))), None)


def _placed(some: Subquery, channel: str = "") -> Select[int, str, str, str, str]:
    """Each of some people with the first of their places (in `channel`, if it is said), and why they have none.

    Each person's places are looked up by themselves: of a hundred thousand, a database would rather rank all of them
    for every slice.
    """
    place = _addresses.alias("place")
    private = [_addresses.c.person_id == _people.c.id, ~_addresses.c.is_group]
    private += [_addresses.c.channel == channel] if channel else []
    linked = select(_addresses.c.id).where(*private).correlate(_people).exists()
    missed = case((_people.c.stopped, "stopped"), (place.c.id.is_not(None), ""), (linked, "closed"), else_="unlinked")
    return (
        select(_people.c.id, _people.c.language, place.c.channel, place.c.chat, missed.label("missed"))
        .select_from(some)
        .join(_people, _people.c.id == some.c[0])
        .outerjoin(place, place.c.id == _first(private))
        .where(~_people.c.erased)
    )


def _first(private: Sequence[ColumnElement[bool]]) -> ScalarSelect[int]:
    """The id of the first of a person's open `private` chats, or NULL.

    First the chosen channel, then platforms before the web page, which nobody hears ring, then where they last spoke.
    """
    order = (
        case((_addresses.c.channel == _preferences.c.channel, 0), (_addresses.c.channel != "web", 1), else_=2),
        _talks.c.updated_at.is_(None),
        _talks.c.updated_at.desc(),
        _addresses.c.id,
    )
    return (
        select(_addresses.c.id)
        .outerjoin(_preferences, _preferences.c.person_id == _addresses.c.person_id)
        .outerjoin(_talks, and_(_talks.c.channel == _addresses.c.channel, _talks.c.chat == _addresses.c.chat))
        .where(_addresses.c.state == "open", *private)
        .correlate(_people)
        .order_by(*order)
        .limit(1)
        .scalar_subquery()
    )
