"""The scanner: a page with the camera for whoever stands at the door, and what it asks the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from bot.web.scanner.doors import Scanner


if TYPE_CHECKING:
    from bot.web.house import House


def routes(house: House, static: str) -> list[Route]:
    doors = Scanner(house, static)
    posted = {
        "checkins": doors.scan,
        "people": doors.search,
        "pictures": doors.picture,
        "undo": doors.undo,
        "leave": doors.leave,
    }
    return [
        Route("/scanner", doors.page),
        Route("/scanner/state", doors.state),
        *(Route(f"/scanner/{name}", door, methods=["POST"]) for name, door in posted.items()),
    ]
