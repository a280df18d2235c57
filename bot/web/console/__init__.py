"""The organisers' console: everything that they do in a programme's life, in a browser.

How a page is added. Its tab is one word of `bot.web.console.drawing.TABS`.

1.  A file `bot/web/console/<tab>.py` (or a folder) with `routes(room)`, which `routes` below puts among the others:

        def routes(room: Room) -> list[Route]:
            return [
                room.page("people", "people", _list, seen=True),         # GET /console/{programme}/people, in the nav
                room.page("people/{id:int}", "people", _one, seen=True),
                room.deed("people/{id:int}/role", "people", _role, again=_one, owners=True),                    # POST
            ]

        def _list(here: Here) -> Answer:
            page = paging(here.asked, roster.count(here.store, here.programme.code))
            return Shown("console/people.html", {"page": page, "people": …})

        def _role(here: Here) -> Answer:
            form = RoleForm.of(here)
            if not form.validate():
                return Shown("console/people_one.html", {"form": form}, 422)
            …  # Refused anywhere: nothing is changed, and its text is said on the page that `again` shows
            return Done("people", "console_people.role_set", "person.role", about=person, values={"name": name})

    What takes long to be looked at, such as a file, is a `room.look`: it reads, and is then `Ready` to write.
    `Here` has who asks, as what, of which programme, in which language; that they may was asked by the guard, as was
    whether a page of ours sent the form. `Done` sends the browser on, tells it so there, and keeps the deed as
    evidence: what that may hold is written in storage.audit.Deed. Any other Response, such as a file, goes as it is.

2.  A template `templates/console/<tab>.html` that extends "console/base.html" with `{% block main %}`, made of the
    parts in "console/parts.html" (`parts.field`, `parts.table`, `parts.pager` …). No inline style or script passes.
    Further style is in `static/console_<tab>.css`, linked in `{% block head %}`; a page works without its script.

3.  Its words in `locales/*/console_<tab>.po`, each id `console_<tab>.…`, and the sentence of each deed in
    deeds.po: `deeds.person.role` for the deed `person.role`, which may have {subject} (a session's code is shown as its
    title) and what is in its details; its first word is one of bot.services.log.KINDS.

4.  Its tests in tests/web/console/test_<tab>.py, with the kit in tests/web/console/office.py: the store is asked as
    often for 300 people as for 3,000, axe finds nothing, its screenshots were looked at.

SQLAdmin 0.32 and starlette-admin 1.0 draw tables and forms over models, with inline scripts, which our policy blocks,
and without Thai. Here a page is an act over services: what would change, whom it reaches, what it costs, undo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.attendance import Watch
from bot.web.console import announcements, attendance, entrance, feedback, log, people, programme, questions, today
from bot.web.console.guard import Room


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.house import House


def routes(house: House, static: str) -> list[Route]:
    room, risks = Room(house, static), Watch()
    return [
        *entrance.routes(room),
        *today.routes(room),
        *announcements.routes(room),
        *programme.routes(room),
        *people.routes(room, risks),
        *questions.routes(room),
        *attendance.routes(room, risks),
        *feedback.routes(room),
        *log.routes(room),
        *entrance.nowhere(room),
    ]
