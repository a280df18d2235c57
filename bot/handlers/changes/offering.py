"""What organisers are shown of changes that nobody was told of yet, and how much telling costs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.changes.drawing import Drawing
from bot.messages import Card, Choice, Reading, Reply


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.services.changes import Cost, Pending
    from bot.texts import Texts
    from storage.programme import Programme


OPENS = "change."
_LISTED = 12  # sessions in a list; the rest are counted
_OPEN: tuple[str, ...] = ("send", "note", "hold", "hush")
_ON_ITS_WAY: tuple[str, ...] = ("now", "hold")
_BRANDS = {"line": "LINE", "telegram": "Telegram"}


def choice(say: Texts, wish: str, number: int, label: str = "") -> Choice:
    """A button of this room, which can be typed."""
    words = label or say(f"changes.button_{wish}")
    return Choice(words, words, f"{OPENS}{wish}:{number}")


def lines(say: Texts, programme: Programme, found: Pending) -> list[str]:
    """What is to be told, a line a session."""
    draw = Drawing(say, programme)
    listed = [draw.line(change) for change in found.changes[:_LISTED]]
    more = len(found.changes) - len(listed)
    return [*listed, say("changes.further", count=more)] if more else listed


def priced(say: Texts, cost: Cost) -> str:
    """How many are told, where, and what is left of LINE's month."""
    return " · ".join(_priced(say, cost))


def _priced(say: Texts, cost: Cost) -> Iterator[str]:
    yield say("changes.people", count=cost.people)
    for channel, people in sorted(cost.channels.items(), key=lambda each: (each[0] != "line", each[0])):
        if channel == "line" and cost.left is not None and cost.most is not None:
            yield say("changes.line_left", count=people, left=cost.left, most=cost.most)
        elif channel == "line":
            yield say("changes.line_messages", count=people)
        else:
            name = say("questions.web") if channel == "web" else _BRANDS.get(channel, channel)
            yield say("changes.channel", name=name, count=people)
    if cost.nowhere:
        yield say("changes.nowhere", count=cost.nowhere)


def offer(say: Texts, programme: Programme, found: Pending, cost: Cost, *, lead: str = "") -> Reply:
    """What nobody was told of yet, what telling costs, and what may become of it. `lead` stands in place of a title."""
    release, title = found.release, programme.title.in_(say.language)
    text = [lead or say("changes.offer", title=title, count=len(found.changes)), *lines(say, programme, found)]
    if release.note:
        text.append(say("changes.with_note", note=release.note))
    if found.disturbed:
        text.append(say("changes.disturbed"))
    if release.state == "told" and release.told_at:
        text.append(say("changes.on_its_way", when=moment(say, release.told_at, programme)))
        wishes = _ON_ITS_WAY
    else:
        wishes = _OPEN
    text.append(priced(say, cost))
    buttons = tuple(choice(say, wish, release.id) for wish in wishes)
    return Reply(
        "\n".join(text), (Card(say("changes.card", number=release.id), choices=buttons),), reading=Reading(aside=True)
    )


def moment(say: Texts, at: datetime, programme: Programme) -> str:
    """When that is, in the programme's zone."""
    local = at.astimezone(ZoneInfo(programme.timezone))
    return say("texts.one_day", day=say.day(local.date()), hours=say.hours(local, local))
