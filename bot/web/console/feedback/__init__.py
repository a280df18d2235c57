"""The pages of feedback: the whole, one of its parts, what people wrote, files, and links for speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.console.feedback import comments, files, one, shares, whole


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.console.guard import Room


_TAB = "feedback"


def routes(room: Room) -> list[Route]:
    return [
        room.page(_TAB, _TAB, whole.show),
        room.page(f"{_TAB}/speakers", _TAB, whole.speakers),
        room.page(f"{_TAB}/modules", _TAB, whole.modules),
        room.page(f"{_TAB}/session", _TAB, one.session),
        room.page(f"{_TAB}/form", _TAB, one.form),
        room.page(f"{_TAB}/speaker", _TAB, one.speaker),
        room.page(f"{_TAB}/module", _TAB, one.module),
        room.page(f"{_TAB}/names", _TAB, one.names, seen=True),
        room.page(f"{_TAB}/comments", _TAB, comments.show),
        room.page(f"{_TAB}/file.xlsx", _TAB, files.workbook),
        room.page(f"{_TAB}/file.csv", _TAB, files.answers),
        room.page(f"{_TAB}/shares", _TAB, shares.show),
        room.page(f"{_TAB}/shares/{{id:int}}", _TAB, shares.one),
        room.deed(f"{_TAB}/share", _TAB, shares.share),
        room.deed(f"{_TAB}/shares/{{id:int}}/revoke", _TAB, shares.revoke),
        room.deed(f"{_TAB}/shares/{{id:int}}/hold", _TAB, shares.hold),
    ]
