"""The sign-in sheet as a page that prints to A4, as PDF, and as a file of HTML that needs nothing else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.services import report
from bot.services.programme import Programmes
from bot.texts import LANGUAGES, texts
from bot.web.signin import PRIVATE, signed_in, turned_away
from bot.web.templating import template
from storage import people


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.messages import Language
    from bot.services.report import Sheet
    from bot.services.signin import Pass
    from bot.texts import Texts
    from bot.web.house import House


@dataclass(frozen=True, slots=True)
class _Seen:
    sheet: Sheet
    language: Language


class SheetPages:
    def __init__(self, house: House, static: str) -> None:
        self._house = house
        self._static = static
        self._programmes = Programmes()

    async def page(self, request: Request) -> Response:
        """GET /sheet: for whoever is signed in to it. `?filled=` 0 or 1, `?lang=` other than their own."""
        who = await signed_in(request, self._house, "sheet")
        if who is None:
            return turned_away(self._static)
        seen = await self._seen(request, who)
        if seen is None:
            return PlainTextResponse(_gone(), 404, PRIVATE)
        say = texts(seen.language)
        other = next(texts(each) for each in LANGUAGES if each != seen.language)
        return HTMLResponse(_drawn(seen.sheet, say, other=other, static=self._static), headers=PRIVATE)

    async def pdf(self, request: Request) -> Response:
        """GET /sheet/pdf: the same as a file; 403 for whoever is not signed in."""
        who = await signed_in(request, self._house, "sheet")
        if who is None:
            return turned_away(self._static)
        seen = await self._seen(request, who)
        if seen is None:
            return PlainTextResponse(_gone(), 404, PRIVATE)
        from bot.services.report.pdf import pdf  # noqa: PLC0415 - what draws is loaded where something is drawn

        say = texts(seen.language)
        content = await asyncio.to_thread(pdf, seen.sheet, say)
        name = quote(f"{say('report.file_sheet', number=seen.sheet.number)}.pdf", safe="")
        headers = {**PRIVATE, "Content-Disposition": f"inline; filename*=UTF-8''{name}"}
        return Response(content, media_type="application/pdf", headers=headers)

    async def _seen(self, request: Request, who: Pass) -> _Seen | None:
        asked = request.query_params
        return await self._house.database.aside(self._look, who, asked.get("filled", ""), asked.get("lang", ""))

    def _look(self, who: Pass, filled: str, language: str) -> _Seen | None:
        """The sheet as the roster is now: where that has changed since, it has another number."""
        with self._house.database.write() as store:
            chosen = report.chosen(store, self._programmes.get, who.subject)
            if chosen is None or chosen[0].programme.code != who.programme:
                return None
            spot, first = chosen
            own = people.get(store, who.person).language or "th"
            spoken = next((each for each in LANGUAGES if each == language), own)
            as_asked = {"0": False, "1": True}.get(filled, first)
            now = self._house.clock.now()
            sheet = report.sheet(store, spot, texts(spoken), now, who.person, filled=as_asked)
            return _Seen(sheet, spoken)


def alone(sheet: Sheet, language: Language) -> str:
    """The sheet as a page in a file of its own."""
    return _drawn(sheet, texts(language))


def _drawn(sheet: Sheet, say: Texts, *, other: Texts | None = None, static: str = "") -> str:
    """`static` is where the site has its files; without it, what the page needs is in it."""
    style = "" if static else (resources.files("bot.web") / "static" / "sheet.css").read_text(encoding="utf-8")
    inline = Markup(style)  # noqa: S704 - our own file
    return template("sheet.html").render(sheet=sheet, say=say, other=other, static=static, style=inline)


def _gone() -> str:
    return "\n".join(texts(language)("report.sheet_gone") for language in LANGUAGES)
