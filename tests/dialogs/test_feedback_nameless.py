"""Anonymous means it: after a class has answered, the whole store is looked through for who has said what."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import DateTime, MetaData, select, update

from bot.handlers import feedback as asking
from bot.messages import Address, Inbound, tap_data
from bot.outbox import unsay_old
from bot.services import feedback
from storage import people
from storage.bodies import said
from storage.models import Base, FeedbackAnswerRow, FeedbackWordsRow, InboxRow, OutboxRow, SecretRow, TalkRow, table
from storage.people import Details, Membership
from tests.dialogs.feedback_talk import course
from tests.dialogs.talk import Talk


if TYPE_CHECKING:
    from bot.messages import Reply
    from storage.db import Database


CHANNELS = ("line", "telegram", "web")
PEOPLE = 12
STARS = (1, 2, 3, 4, 5)
_inbox, _outbox, _talks, _secrets = table(InboxRow), table(OutboxRow), table(TalkRow), table(SecretRow)
_answers, _words = table(FeedbackAnswerRow), table(FeedbackWordsRow)


def comment(number: int) -> str:
    """What the person with this number thinks: a word that is nobody else's in it."""
    why = "ทำไม" if number % 3 == 0 else ""  # then it is asked whether that is a comment
    return f"{why}แอร์หนาวมาก ฉันชื่อรหัส{number:03}พิเศษ ไม่ประทับใจเลย"


class Class(Talk):
    """Twelve people, four in each app, after a session that all of them were at; their buttons are real ones."""

    def __init__(self) -> None:
        self.programme = course(skip=["orientation", "divercity"])
        super().__init__(self.programme, now="2019-10-04T16:00")
        self.everybody: list[tuple[int, Address]] = []
        with self.database.write() as store:
            for number in range(PEOPLE):
                person = people.add(store, Details(f"ผู้เรียน {number}"))
                address = Address(CHANNELS[number % len(CHANNELS)], f"chat{number}")
                people.link(store, person, address)
                people.enrol(store, person, Membership(self.programme.code, "participant"))
                self.everybody.append((person, address))
        self._asker = feedback.Asker(self.database, self._app.programmes.get, asking.draw)
        self._numbers = count(1)
        self.works()

    def works(self, now: str = "") -> None:
        if now:
            self.at(now)
        self._asker.work(self.now)
        self.leaves()

    def leaves(self) -> None:
        """Everything that waits has left."""
        with self.database.write() as store:
            store.execute(update(_outbox).values(state="sent"))

    def says(self, number: int, text: str, data: str = "") -> Reply:
        _, address = self.everybody[number]
        kind: Any = "tap" if data and address.channel != "web" else "text"
        typed = "" if kind == "tap" else text
        event = f"e{next(self._numbers)}"
        reply = self.hear(Inbound(address, event, typed, self.now, data, kind, message_id=f"m{event}"))
        self.leaves()
        return reply

    def taps(self, number: int, label: str) -> Reply:
        """As each platform brings it: the message's key and the button's number, or in the page the button's own."""
        _, address = self.everybody[number]
        with self.database.read() as store:
            here = (_outbox.c.channel == address.channel, _outbox.c.chat == address.chat)
            last = select(said.label("reply"), _outbox.c.retry_key).where(*here).order_by(_outbox.c.id.desc())
            row = store.execute(last.limit(1)).one()
        ((place, choice),) = [(n, each) for n, each in enumerate(row.reply.taps) if each.label == label]
        data = choice.data if address.channel == "web" else tap_data(row.retry_key, place)
        return self.says(number, choice.says, data)


def rows(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """Every row of every table that there is."""
    with database.read() as store:
        known = MetaData()
        known.reflect(store.connection())
        found = []
        for each in known.sorted_tables:
            mapped = Base.metadata.tables.get(each.name, each)
            found += [(each.name, row._asdict()) for row in store.execute(select(mapped))]
        return found


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=repr)


def is_somebodys(name: str) -> bool:
    """Whether a table has a chat, a person or a moment in it."""
    telling = ("chat", "person_id", "by_id", "about")
    return any(each.name in telling or isinstance(each.type, DateTime) for each in Base.metadata.tables[name].c)


def holding(database: Database, words: str) -> set[str]:
    return {name for name, row in rows(database) if words in written(row)}


@pytest.fixture(scope="module")
def answered() -> Class:
    """Everybody has given their stars; the low ones their reasons too; everybody a word."""
    talk = Class()
    for number in range(PEOPLE):
        stars = STARS[number % len(STARS)]
        label = ["★ ไม่ดี", "★★ ควรปรับ", "★★★ พอใช้", "★★★★ ดี", "★★★★★ ดีมาก"][stars - 1]
        if number < PEOPLE // 2:
            talk.taps(number, label)
        else:
            talk.says(number, f"ให้ {stars} ดาว")
    return talk


def test_what_is_remembered_is_the_same_whatever_the_stars_were(answered: Class) -> None:
    with answered.database.read() as store:
        contexts = [row.context["feedback"] for row in store.execute(select(_talks.c.context))]

    assert len(contexts) == PEOPLE
    assert len({written({**each, "at": ""}) for each in contexts}) == 1


def test_no_word_stands_where_a_chat_a_person_or_a_time_does(answered: Class, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(PEOPLE):
        if STARS[number % len(STARS)] <= 3:
            answered.taps(number, "เสียงไม่ชัด")
        answered.says(number, comment(number))
        if number % 3 == 0:
            answered.taps(number, "เก็บเป็นความเห็น")
        answered.says(number, "แก้คำตอบ")  # shows the answer once more
        answered.says(number, "เท่านี้พอ")

    assert caplog.text == ""
    for number in range(PEOPLE):
        assert holding(answered.database, f"รหัส{number:03}พิเศษ") == {"feedback_words"}
    assert holding(answered.database, "แอร์หนาว") == {"feedback_words"}
    assert not is_somebodys("feedback_words")
    assert not is_somebodys("feedback_answers")
    with answered.database.read() as store:
        heard = store.execute(select(_inbox.c.text, _inbox.c.data, _inbox.c.details, _inbox.c.erased)).all()
    kept = {row.text for row in heard} - {""}
    assert kept == {"แก้คำตอบ", "เท่านี้พอ"} & kept
    assert {row.data for row in heard} == {""}


def test_a_day_later_no_reply_tells_the_stars(answered: Class) -> None:
    with answered.database.write() as store:
        unsay_old(store, datetime.now(UTC) + timedelta(days=1))
        replies = store.execute(select(_outbox.c.chat, _outbox.c.reply, _outbox.c.sealed)).all()

    shown: dict[str, set[str]] = {}
    for row in replies:
        shown.setdefault(row.chat, set()).add(written([row.reply.text, [each.label for each in row.reply.taps]]))
    assert len({frozenset(each) for each in shown.values()}) == 1
    assert not any(row.sealed for row in replies)


def test_once_it_is_closed_no_key_comes_of_any_secret_in_the_store(answered: Class) -> None:
    def made() -> set[str]:
        """What any secret makes of any person."""
        with answered.database.read() as store:
            values = list(store.scalars(select(_secrets.c.value)))
        return {
            hmac.new(secret, str(person).encode(), hashlib.sha256).hexdigest()
            for value in values
            for secret in (value.encode(), bytes.fromhex(value))
            for person, _ in answered.everybody
        }

    def keys() -> set[str]:
        with answered.database.read() as store:
            return set(store.scalars(select(_answers.c.key))) | set(store.scalars(select(_words.c.key)))

    before = keys()
    assert before <= made()  # so long as it is open, answers can be changed
    assert len(before) == PEOPLE
    answered.works("2019-10-07T16:00")

    after = keys()
    assert len(after) == PEOPLE
    assert not after & (before | made())
    for key in before:
        assert holding(answered.database, key) == set()
    for key in after:
        assert holding(answered.database, key) <= {"feedback_answers", "feedback_words"}
