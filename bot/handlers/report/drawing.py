"""How reports are said."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from bot.messages import Image, Reading, Reply
from bot.services.report import words


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.report import Live, Sheet, Spot
    from bot.texts import Texts
    from storage.programme import Programme


_MOST_NAMES = 20
_ASIDE = Reading(aside=True)


class Drawing:
    def __init__(self, say: Texts) -> None:
        self._say = say

    def told(self, found: Sequence[Live], earlier: Sequence[Live]) -> str:
        """What is on, whole; of what was before it on that day, the figures."""
        parts = [self._live(each) for each in found]
        if earlier:
            lines = [
                self._say("report.earlier"),
                *(f"• {self._title(each.spot)}: {self._figures(each)}" for each in earlier),
            ]
            parts.append("\n".join(lines))
        return "\n\n".join(parts)

    def image(self, found: Live, content: bytes) -> Image:
        alt = self._say("report.image", title=self._title(found.spot))
        return Image(alt, "image/png", b64encode(content).decode())

    def nothing(self, programme: Programme, coming: Spot | None, *, opens: bool) -> Reply:
        """Nobody can have come yet: what comes next, and from when people can check in."""
        say = self._say
        text = say("report.not_open" if opens else "report.nothing", title=programme.title.in_(say.language))
        if coming:
            when = say.period(coming.window.opens, coming.window.opens)
            text += "\n" + say("report.coming", title=self._title(coming), when=when)
        return Reply(text, reading=_ASIDE)

    def sheet(self, sheet: Sheet) -> str:
        say = self._say
        said = say(
            "report.sheet_filled" if sheet.filled else "report.sheet_blank",
            number=sheet.number,
            count=len(sheet.lines),
        )
        how = say("report.sheet_back", number=sheet.number)
        return "\n".join(part for part in (said, sheet.session, sheet.when, sheet.where, how) if part)

    def _live(self, found: Live) -> str:
        say, spot = self._say, found.spot
        lines = [self._title(spot), words.when(say, spot.session, spot.window), self._figures(found)]
        if found.missing:
            names = [each.name for each in found.missing[:_MOST_NAMES]]
            more = len(found.missing) - len(names)
            listed = say("report.names_more", names=", ".join(names), count=more) if more else ", ".join(names)
            lines.append(f"{self._label(found)}: {listed}")
        return "\n".join(lines)

    def _figures(self, found: Live) -> str:
        say, count = self._say, found.count
        parts = [say("report.came_of", came=count.came, whole=count.whole)]
        parts += [
            f"{label} {number}"
            for label, number in (
                (say("report.status_late"), count.late),
                (say("report.status_excused"), count.excused),
                (self._label(found), count.missing),
            )
            if number
        ]
        return " · ".join(parts)

    def _label(self, found: Live) -> str:
        return self._say("report.status_absent" if found.closed else "report.not_yet")

    def _title(self, spot: Spot) -> str:
        return words.point_title(self._say, spot.session, spot.window)
