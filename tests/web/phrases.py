"""What the handbook says to type in chat, said to the bot by somebody who has not said anything before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.clock import SetClock
from bot.conversation import Conversation
from bot.handlers import routes
from bot.messages import Address, Inbound
from bot.router import Router
from bot.services.people import Access
from bot.services.people.enrolling import enrol
from bot.services.programme import Programmes, install_samples
from storage import people
from storage.people import Details, Membership
from tests.stores import in_memory


if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.router import Handler, Turn
    from storage.models import Role


CLASSMATES = ("คุณมะลิ ตัวอย่าง", "คุณบัวหลวง ตัวอย่าง")
_ROSTER = "ชื่อ,กลุ่ม\n" + "".join(f"{name},เหนือ\n" for name in CLASSMATES)
_MORNING = datetime(2019, 10, 4, 8, 45, tzinfo=ZoneInfo("Asia/Bangkok"))  # of the first class of the sample CCIO


class Heard(NamedTuple):
    """In which room it was answered, and how."""

    room: str
    reply: Reply


@dataclass
class Office:
    """A sample programme on its first morning; whoever talks is somebody new, with a role in it."""

    rooms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._database, self._clock, programmes = in_memory(), SetClock(_MORNING), Programmes()
        with self._database.write() as store:
            install_samples(store)
            enrol(store, "roster.csv", _ROSTER.encode(), "ccio-2")
        listed = routes(programmes, Access(frozenset()))
        heard = [(matches, partial(self._answers, handler)) for matches, handler in listed]
        self._conversation = Conversation(self._database, self._clock, Router(heard))

    def hears(self, text: str, role: Role) -> Heard:
        here = Address("web", str(uuid4()))
        with self._database.write() as store:
            person = people.add(store, Details(f"คน {here.chat}"))
            people.enrol(store, person, Membership("ccio-2", role))
            people.link(store, person, here)
        self._conversation.receive([Inbound(here, str(uuid4()), text, self._clock.now())])
        reply = self._conversation.answer(here)
        assert reply
        return Heard(self.rooms[-1], reply)

    def _answers(self, handler: Handler, turn: Turn) -> Reply:
        while isinstance(handler, partial):
            handler = handler.func
        self.rooms.append(handler.__module__.split(".")[2])
        return handler(turn)
