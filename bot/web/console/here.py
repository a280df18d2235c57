"""What a page of the console is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session as Store
    from starlette.datastructures import FormData, QueryParams

    from bot.errors import Refused
    from bot.messages import Language
    from bot.texts import Texts
    from bot.web.console.theirs import Course
    from bot.web.house import House
    from storage.models import Role
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks for which page of which programme; that they may has been asked.

    `role` is "organiser" or "owner". `now` is aware. `token` is what a form of theirs sends along. `store` is open as
    long as the work goes on: to be read for a page, to be written for a deed. `courses` are the programmes that they
    may choose. `path` are the values in the page's path, `asked` those of its query, `posted` the fields of the form:
    empty for a page. `refused`: why what was posted was not done, where the page is shown again.
    """

    person: int
    role: Role
    programme: Programme
    courses: tuple[Course, ...]
    say: Texts
    now: datetime
    token: str
    store: Store
    house: House
    tab: str
    path: Mapping[str, Any]
    asked: QueryParams
    posted: FormData
    refused: Refused | None = None

    @property
    def language(self) -> Language:
        return self.say.language

    @property
    def zone(self) -> ZoneInfo:
        """The programme's own."""
        return ZoneInfo(self.programme.timezone)

    def url(self, path: str = "", **asked: object) -> str:
        """Where `path` of this programme's console is: `here.url("people", team="a")`; "" and None are not asked."""
        return url(self.programme.code, path, **asked)

    def same(self, **asked: object) -> str:
        """The same page asked otherwise: `here.same(page=2)` keeps the rest of the query.

        What is shown after a form was sent is no page to come back to: from there it is that of the tab.
        """
        if self.posted:
            return self.url(self.tab, **asked)
        return "?" + urlencode({key: each for key, each in {**self.asked, **asked}.items() if each not in ("", None)})


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its template in bot/web/templates, filled with `values`, and with what bot.web.console.drawing adds.

    `about` is whose data it shows, where that is one person; see Room.page. `policy`: another Content-Security-Policy
    than the site's.
    """

    template: str
    values: Mapping[str, object]
    status: int = 200
    about: int | None = None
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something was done: the browser goes to `to`, a path in this console, where it is told so.

    Where it was done to another programme, that is `programme` (its code), in whose console `to` is.

    `told` is the id of a text and `values` fill it. `what` it was, to `subject`, with whose data (`about`) and which
    `details`, is kept as evidence: see storage.audit.Deed, which tells what must not be in there.
    """

    to: str
    told: str
    what: str
    subject: str = ""
    about: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, str | int] = field(default_factory=dict)
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """What was looked at may be done: `work` does it, briefly, in a transaction that may write. See Room.look.

    It raises Meanwhile where what it was looked at beside is another by now: then all is looked at anew.
    """

    work: Callable[[Here], Union[Shown, Done, Response]]  # noqa: UP007 - as below


class Meanwhile(Exception):  # noqa: N818 - nothing went wrong
    """What was looked at is not as it was."""


Answer = Union[Shown, Done, Response]  # noqa: UP007 - a name for it, at run time too
Work = Callable[[Here], Answer]
"""What a page, or a form, does. Raises Refused to have it said why not; nothing is changed then."""
Look = Callable[[Here], Union[Answer, Ready]]  # noqa: UP007 - as above
"""What is looked at before anything is changed."""


def url(programme: str, path: str = "", **asked: object) -> str:
    """Where `path` of the console of a programme (its code) is."""
    query = urlencode({key: each for key, each in asked.items() if each not in ("", None)})
    return f"/console/{quote(programme, safe='')}/{path}{'?' if query else ''}{query}"
