"""What was heard in a rehearsal, to be read: moment by moment, the same to many at once; and what it comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from bot.messages import Reply
    from bot.rehearsal.cast import Player
    from bot.rehearsal.play import Heard
    from bot.texts import Texts


_FEW = 3  # names that are told where few heard it


@dataclass(frozen=True, slots=True)
class Entry:
    """The same, heard by `players` at `at`: unasked, or (by one) as the answer to what they `said`."""

    at: datetime
    players: tuple[Player, ...]
    reply: Reply
    said: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """`told`: messages unasked, which LINE counts, by month (its first day). `most`: for one person on one day."""

    people: int
    told: dict[date, int]
    answered: int
    most: int
    unheard: tuple[Player, ...]


def entries(heard: Sequence[Heard]) -> list[Entry]:
    """Those at the same moment who heard the same are one entry, in the order in which it was first heard."""
    grouped: dict[tuple[datetime, str, Reply], list[Player]] = {}
    for each in heard:
        grouped.setdefault((each.at, each.said, each.reply), []).append(each.player)
    return [Entry(at, tuple(players), reply, said) for (at, said, reply), players in grouped.items()]


def summary(heard: Sequence[Heard], players: Sequence[Player]) -> Summary:
    told = [each for each in heard if not each.said]
    months = Counter(each.at.date().replace(day=1) for each in told)
    days = Counter((each.player, each.at.date()) for each in told)
    reached = {each.player for each in told}
    return Summary(
        len(players),
        dict(sorted(months.items())),
        len(heard) - len(told),
        max(days.values(), default=0),
        tuple(player for player in players if player not in reached),
    )


def whom(entry: Entry, people: int, say: Texts) -> str:
    """Who heard it: how many of how many, and of few their names."""
    names = ", ".join(player.name for player in entry.players)
    if entry.said:
        return say("rehearsal.asked", name=names, said=entry.said)
    if len(entry.players) <= _FEW:
        return say("rehearsal.to_few", names=names)
    return say("rehearsal.to_many", count=len(entry.players), people=people)


def lines(found: Sequence[Entry], people: int, say: Texts) -> Iterator[str]:
    """Entries as text."""
    for entry in found:
        yield f"  {say.hours(entry.at, entry.at)} · {whom(entry, people, say)}"
        yield from (f"    {line}".rstrip() for line in entry.reply.plain.split("\n"))
        if buttons := " ".join(f"[{choice.label}]" for choice in entry.reply.taps):
            yield f"    {buttons}"


def told(total: Summary, say: Texts) -> Iterator[str]:
    """What it comes to, in lines."""
    yield say("rehearsal.total", told=f"{sum(total.told.values()):,}", answered=total.answered, people=total.people)
    yield say("rehearsal.most", most=total.most)
    for month, messages in total.told.items():
        yield say("rehearsal.month", month=say.month(month), messages=f"{messages:,}")
    for player in total.unheard:
        yield say("rehearsal.unheard", name=player.name, way=player.way or "–")
