"""A class at which people of both platforms check in, by the code that its board shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.messages import Address
from bot.services.checkin import Place, codes
from storage import boards, people, programmes
from storage.people import Details, Membership
from storage.programme import Programme, Session, Text


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from storage.boards import Board
    from storage.db import Database
    from tests.fakes.line import FakeLine
    from tests.fakes.telegram import FakeTelegram


CODE, CLASS = "hall", "class"


@dataclass
class Comer:
    """Somebody with a chat; `at` are when they have sent something (monotonic), in order."""

    address: Address
    say: Callable[[str], object]
    at: list[float] = field(default_factory=list)


def crowd(line: FakeLine, telegram: FakeTelegram, number: int) -> list[Comer]:
    """Every other one in the other platform; the bot has not heard of them."""
    return [_in_line(line) if each % 2 else _in_telegram(telegram) for each in range(number)]


def _in_line(line: FakeLine) -> Comer:
    user = line.friend("ผู้เรียน")
    return Comer(Address("line", user), lambda words: line.say(user, words))


def _in_telegram(telegram: FakeTelegram) -> Comer:
    chat = telegram.person("ผู้เรียน")
    telegram.world.chats[chat].state = "open"
    return Comer(Address("telegram", str(chat)), lambda words: telegram.say(chat, words))


def filled(database: Database, comers: Sequence[Comer]) -> Board:
    """The store before: a programme with a class that begins in ten minutes of real time, its people and its board."""
    begins = datetime.now(ZoneInfo("Asia/Bangkok")).replace(microsecond=0) + timedelta(minutes=10)
    session = Session(CLASS, Text("ชั้นเรียน"), begins, begins + timedelta(hours=3), "Asia/Bangkok")
    with database.write() as store:
        programmes.save(store, Programme(CODE, Text("หลักสูตร"), "Asia/Bangkok", sessions=(session,)))
        for number, each in enumerate(comers):
            person = people.add(store, Details(f"ผู้เรียน {number}"))
            people.enrol(store, person, Membership(CODE))
            people.link(store, person, each.address)
            people.agree(store, person, 1, begins)
        return boards.open_one(store, Place(CODE, CLASS), begins)


def words(board: Board) -> str:
    """What is sent by whoever scans the board now."""
    return f"เช็กอิน {codes.spaced(codes.shown(board.secret, datetime.now(UTC)))}"
