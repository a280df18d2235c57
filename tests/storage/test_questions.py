"""Questions, their copies, who is on duty, and ready answers in the store, of each kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text, update

from bot.messages import Address, Inbound, Reply
from storage import addresses, inbox, outbox, people, programmes, questions, questions_duty, questions_ready, talks
from storage.db import Database
from storage.migrations import run
from storage.models import OutboxRow
from storage.people import Details
from storage.programme import Faq, Text
from storage.questions import Question
from storage.talks import Kept
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session


AT = datetime(2026, 1, 5, tzinfo=UTC)
LINE, TELEGRAM, GROUP = Address("line", "U1"), Address("telegram", "1"), Address("line", "C1")


def ask(store: Session, text: str = "ที่จอดรถ", *, address: Address = LINE, by: int | None = None) -> int:
    return questions.add(store, Question("c", text, AT, address, "q", asked_by=by))


def put(store: Session, address: Address, message_id: str, *about: int, text: str = "…") -> None:
    """A message that `address` knows by `message_id`."""
    outbox.put(store, address, [Reply(text, about=about)])
    mine = update(OutboxRow).where(OutboxRow.chat == address.chat, OutboxRow.message_id == "")
    store.execute(mine.values(message_id=message_id, state="sent"))


def test_the_first_answer_is_kept(database: Database) -> None:
    with database.write() as store:
        first, second = (people.add(store, Details(name)) for name in ("ก", "ข"))
        question = ask(store)
        kept = [questions.answer(store, question, who, f"{who}", AT) for who in (first, second)]
        late = questions.dismiss(store, question, second, AT)
        questions.answer_further(store, question, "อีกข้อ")
        found = questions.get(store, question)

    assert (kept, late) == ([True, False], False)
    assert found == Question(
        *("c", "ที่จอดรถ", AT, LINE, "q", question),
        state="answered",
        answer=f"{first}\nอีกข้อ",
        answered_by=first,
        answerer="ก",
    )


def test_what_was_dismissed_may_still_be_answered(database: Database) -> None:
    with database.write() as store:
        who, question = people.add(store, Details("ก")), ask(store)

        assert [questions.dismiss(store, question, who, AT) for _ in range(2)] == [True, False]
        assert questions.waiting(store, ["c"]) == []
        assert questions.answer(store, question, who, "มี", AT)


def test_those_that_wait_are_listed_after_a_number(database: Database) -> None:
    with database.write() as store:
        numbers = [ask(store, text) for text in ("ก", "ข", "", "ค")]

        assert [each.text for each in questions.waiting(store, ["c", "d"])] == ["ก", "ข", "ค"]
        assert [each.text for each in questions.waiting(store, ["c"], numbers[0])] == ["ข", "ค"]
        assert questions.waiting(store, ["d"]) == []
        assert questions.waiting(store, []) == []


def test_a_quoted_message_is_known_by_any_of_its_parts(database: Database) -> None:
    with database.write() as store:
        one, two = ask(store), ask(store, "อาหาร")
        put(store, LINE, "11 12", one)
        put(store, LINE, "13", one, two)
        put(store, LINE, "14")

        found = {said: questions.quoted(store, LINE, said) for said in ("11", "12", "13", "14", "1", "%", "")}
        elsewhere = questions.quoted(store, GROUP, "11")

    assert found == {"11": (one,), "12": (one,), "13": (one, two), "14": (), "1": (), "%": (), "": ()}
    assert elsewhere == ()


def test_taken_back_its_words_are_gone_from_every_copy(database: Database) -> None:
    with database.write() as store:
        one, two = ask(store, "ลับ"), ask(store, "ลับ", address=TELEGRAM)
        put(store, GROUP, "1", one, text="ลับ")
        put(store, GROUP, "2", two, text="ลับ")
        outbox.put(store, GROUP, [Reply("ลับ", about=(one,))])
        inbox.add(store, [Inbound(LINE, "e", "", AT, kind="unsent", message_id="q")])

        left = [(each.reply.text, each.state, each.reason) for each in outbox.sent_to(store, GROUP)]
        texts = [question.text for number in (one, two) if (question := questions.get(store, number))]
        assert [questions.quoted(store, GROUP, said) for said in ("1", "2")] == [(0,), (two,)]

    assert left == [("", "sent", ""), ("ลับ", "sent", ""), ("", "dropped", "erased")]
    assert texts == ["", "ลับ"]


def test_a_person_is_taken_out_of_groups_too(database: Database) -> None:
    with database.write() as store:
        who = people.add(store, Details("ก"))
        mine, other = ask(store, "ลับ", address=GROUP, by=who), ask(store, "อีกข้อ", address=GROUP)
        put(store, TELEGRAM, "1", mine, text="ลับ")
        questions.answer(store, other, who, "คำตอบ", AT)
        questions.forget(store, who)
        people.forget(store, who, "P-1")

        assert [(each.text, each.answer, each.asked_by) for each in (got(store, mine), got(store, other))] == [
            ("", "", None),
            ("อีกข้อ", "", None),
        ]
        assert outbox.sent_to(store, TELEGRAM)[0].reply == Reply("")


def got(store: Session, number: int) -> Question:
    question = questions.get(store, number)
    assert question is not None
    return question


def test_duty_is_left_and_entered_any_number_of_times(database: Database) -> None:
    with database.write() as store:
        who = people.add(store, Details("ก"))
        for _ in range(2):
            questions_duty.leave(store, who)
        assert questions_duty.off_duty(store) == {who}
        for _ in range(2):
            questions_duty.enter(store, who)
        assert questions_duty.off_duty(store) == set()
        questions_duty.leave(store, who)
        people.forget(store, who, "P-1")
        assert questions_duty.off_duty(store) == set()


def test_the_nearest_place_is_the_open_one_where_somebody_was_last(database: Database) -> None:
    def nearest(store: Session) -> Address | None:
        return questions_duty.nearest(store, [LINE, TELEGRAM])

    with database.write() as store:
        found = [nearest(store)]
        for address in (LINE, TELEGRAM):
            addresses.opened(store, address)
        found.append(nearest(store))
        for minutes, address in enumerate((LINE, TELEGRAM)):
            talks.lock(store, address)
            talks.keep(store, address, Kept("en", "", {}, AT + timedelta(minutes=minutes)))
        found.append(nearest(store))
        addresses.close(store, TELEGRAM, "blocked")
        found.append(nearest(store))
        spoken = [questions_duty.language(store, address) for address in (LINE, GROUP)]

    assert (found, spoken) == ([None, LINE, TELEGRAM, LINE], ["en", "th"])
    with database.read() as store:
        assert questions_duty.nearest(store, []) is None


def test_an_answer_goes_where_it_was_asked_or_where_else_the_person_is(database: Database) -> None:
    with database.write() as store:
        who = people.add(store, Details("ก"))
        people.link(store, who, LINE)
        addresses.opened(store, GROUP, is_group=True)
        private, shared = (got(store, ask(store, address=address, by=who)) for address in (LINE, GROUP))
        guest = got(store, ask(store, address=GROUP))
        open_ = [questions_duty.reach(store, question) for question in (private, shared, guest)]
        addresses.close(store, LINE, "blocked")
        closed = [questions_duty.reach(store, question) for question in (private, shared, guest)]

    assert (open_, closed) == ([LINE, LINE, None], [None, None, None])


def test_a_ready_answer_is_the_programmes_until_it_is_taken_out(database: Database) -> None:
    added = Faq(("ที่จอดรถ",), Text("มี"))
    with database.write() as store:
        programmes.save(store, COURSE)
        who, question = people.add(store, Details("ก")), got(store, ask(store))
        done = [questions_ready.add(store, question, Text("มี"), who, AT) for _ in range(2)]
        version, faqs = programmes.version(store, "c"), programmes.load(store, "c").faqs
        questions.erase(store, LINE, "q")
        people.forget(store, who, "P-1")
        kept = programmes.load(store, "c").faqs
        taken = [questions_ready.take(store, question) for _ in range(2)]
        left = (programmes.version(store, "c"), programmes.load(store, "c"))

    assert (done, version, faqs, kept) == ([True, False], 2, (*COURSE.faqs, added), (*COURSE.faqs, added))
    assert (taken, left) == ([True, False], (3, COURSE))


def test_questions_kept_by_an_earlier_version_still_wait(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    with create_engine(url).begin() as connection:
        run.upgrade(connection, "0003")
        connection.execute(
            text(
                "INSERT INTO questions (programme, text, asked_at, channel, chat, message_id)"
                " VALUES ('c', 'ที่จอดรถ', '2026-01-05 00:00:00', 'line', 'U1', 'q')"
            )
        )
    database = Database(url)
    database.migrate()
    with database.read() as store:
        assert questions.waiting(store, ["c"]) == [Question("c", "ที่จอดรถ", AT, LINE, "q", 1)]
    database.close()
