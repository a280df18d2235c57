"""An office to work in: the site over a store of its own, organisers who are signed in to the console, and its pages.

    with office() as here:                          # the programme "c"; "olga" organises, "otto" owns, "ann" takes part
        with queries() as asked:
            page = here.client().get("/console/c/people")
        assert asked.count == 9
        post(here.client(), "people/add", {"name": "…"})    # with the form's token

See tests/web/console/looks.py for what is looked at in a browser.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Engine, event, insert, update

from bot.clock import SetClock
from bot.messages import Address
from bot.services import signin
from bot.services.signin import Pass
from bot.web.site import site
from storage import audit, checkins, people, programmes
from storage.checkins import Entry
from storage.models import AddressRow, MembershipRow, OutboxRow, PersonRow, table
from storage.people import Details, Membership
from storage.programme import Text
from tests.services.season import BANGKOK, course, lesson
from tests.stores import in_memory
from tests.web.console.client import Client
from tests.web.served import place


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session as Store

    from storage.audit import Deed
    from storage.db import Database
    from storage.models import OutboxState, Role
    from storage.programme import Programme
    from tests.web.served import Place

DAY = replace(
    course(
        replace(lesson("a", "2026-01-05T09:00"), title=Text("เมืองอัจฉริยะกับข้อมูลเปิด", "Smart cities and open data")),
        lesson("b", "2026-01-05T13:00"),
        lesson("z", "2026-01-06T09:00"),
    ),
    title=Text("หลักสูตรการบริหารเทคโนโลยีดิจิทัลระดับสูง (CCIO) รุ่นที่ 2", "Chief City Information Officers (CCIO) 2"),
)
OTHER = replace(course(lesson("o", "2026-01-05T09:30"), code="d"), title=Text("หลักสูตรอื่น (CDE) รุ่นที่ 1", "Other (CDE) 1"))
NAMES: Mapping[str, tuple[str, Role]] = {
    "ann": ("ดร.กิ่งแก้ว ใจงาม", "participant"),
    "ben": ("นายสมหมาย ตั้งต้น", "participant"),
    "sam": ("แซม", "scanner"),
    "olga": ("อรสา", "organiser"),
    "otto": ("อดุลย์", "owner"),
}
NOW = "2026-01-05T08:50"


class Office:
    """Everybody in NAMES is in the first programme what it says, with a chat in LINE by that word."""

    last: ClassVar[list[Office]] = []

    def __init__(self, about: Sequence[Programme], database: Database, public_url: str) -> None:
        Office.last[:] = [self]
        self.database = database
        database.migrate()
        self.clock = SetClock(moment(NOW))
        self.house: Place = place(database, clock=self.clock, public_url=public_url)
        self.url = ""  # where it is served, if it is
        self._site = site(self.house)
        self.people: dict[str, int] = {}
        self._crowd = 0
        with database.write() as store:
            for each in about:
                programmes.save(store, each)
            for who, (name, role) in NAMES.items():
                self.people[who] = people.add(store, Details(name))
                people.enrol(store, self.people[who], Membership(about[0].code, role))
                people.link(store, self.people[who], Address("line", who))

    def at(self, clock: str) -> None:
        self.clock.set(moment(clock))

    def crowd(self, count: int, programme: str = "c", *, chats: bool = True) -> None:
        """So many more people take part, called `p1`, `p2` and so on, each with a chat in LINE."""
        with self.database.write() as store:
            names = [f"p{number}" for number in range(self._crowd + 1, self._crowd + count + 1)]
            self._crowd += count
            rows, members = table(PersonRow), table(MembershipRow)
            ids = list(store.scalars(insert(rows).returning(rows.c.id), [{"name": each} for each in names]))
            member = {"programme": programme, "role": "participant", "team": "", "code": ""}
            store.execute(insert(members), [{"person_id": each, **member} for each in ids])
            if not chats:
                return
            chat = {"channel": "line", "is_group": False, "state": "open", "programme": "", "pushes": False}
            named = zip(ids, names, strict=True)
            store.execute(
                insert(table(AddressRow)), [{**chat, "person_id": each, "chat": name} for each, name in named]
            )

    def comes(self, who: str, session: str = "a", **more: object) -> int:
        """Somebody checks in; `more` are fields of the log's line, whose id is returned."""
        now = self.clock.now()
        entry = Entry("c", session, "", self.people[who], "in", "code", now, now, "present")
        with self.database.write() as store:
            return checkins.add(store, replace(entry, **more)).id  # type: ignore[arg-type] # fields of an entry

    def ends(self, store: Store, message: int, state: OutboxState) -> None:
        """A message in the outbox has left, or not."""
        store.execute(update(OutboxRow).where(OutboxRow.id == message).values(state=state))

    def cookie(self, who: str = "olga", programme: str = "c") -> dict[str, str]:
        """That of a browser in which they are signed in by the link from their chat."""
        with self.database.write() as store:
            link = signin.link(store, Pass(self.people[who], "console", programme), "", self.clock.now())
            found = signin.enter(store, link.partition("#")[2], self.clock.now())
        assert found
        return {"nongnat-console": found[0]}

    def client(self, who: str = "olga", programme: str = "c") -> Client:
        """A browser in which they are signed in."""
        return Client(self._site, self.cookie(who, programme))

    def stranger(self) -> Client:
        return Client(self._site)

    def deeds(self, programme: str = "c") -> list[Deed]:
        """What was done, the oldest first."""
        with self.database.read() as store:
            return [deed for _, deed in reversed(audit.of_programme(store, programme))]


def moment(clock: str) -> datetime:
    """On the clocks of Bangkok."""
    return datetime.fromisoformat(clock).replace(tzinfo=BANGKOK)


@contextmanager
def office(*about: Programme, database: Database | None = None, public_url: str = "") -> Iterator[Office]:
    store = database or in_memory()
    yield Office(about or (DAY, OTHER), store, public_url)
    if database is None:
        store.close()


def post(client: Client, path: str, data: Mapping[str, str | list[str]] | None = None, **more: Any) -> httpx.Response:
    """What a form on a page of the console sends, with its token; `path` is that within /console/c."""
    return client.post(f"/console/c/{path}", data={"token": token_of(client), **(data or {})}, **more)


def token_of(client: Client) -> str:
    """What every form sends along."""
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/console/c/today").text)
    assert found
    return found[1]


def told(client: Client, answer: httpx.Response) -> str:
    """What is told on the page on which a form ends, or to which it leads."""
    page = client.get(answer.headers["location"]) if answer.is_redirect else answer
    found = re.search(r'<p class="notice \w+" role="\w+">(.*?)</p>', page.text, re.DOTALL)
    return unescape(found[1]) if found else ""


def words(answer: httpx.Response) -> str:
    """What is to be read in the main part of a page, without its marks."""
    main = answer.text.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


class Count:
    """How often the store was asked."""

    def __init__(self) -> None:
        self.count = 0
        self.statements: list[str] = []


@contextmanager
def queries() -> Iterator[Count]:
    """Counts what the store of the last office is asked: what ran before may still be stopping elsewhere."""
    found = Count()
    with Office.last[0].database.read() as store:
        ours = store.connection().engine.pool

    def asked(connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if connection.engine.pool is ours:
            found.count += 1
            found.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", asked)
    yield found
    event.remove(Engine, "before_cursor_execute", asked)
