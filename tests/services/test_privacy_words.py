"""What was said is kept so many days and no longer, and so is what only says that something was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from bot.messages import Address, Reply
from storage import (
    alarms,
    invitations,
    notices,
    outbox,
    programmes,
    recipients,
    reminders,
    signins,
)
from storage.models import (
    AlarmRow,
    AnnouncementRow,
    InboxRow,
    LinkRow,
    OutboxRow,
    ReminderRow,
    SignedInRow,
    TalkRow,
    WrongCodeRow,
    table,
)
from storage.outbox import Batch
from tests import stores
from tests.services.keeping import DAY, ENDED, GOES, NEXT, Office


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.db import Database


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office(stores.in_memory())
    yield made
    made.database.close()


@pytest.fixture
def everywhere(database: Database) -> Office:
    """On each kind of store in turn."""
    return Office(database)


def test_what_was_said_is_kept_by_the_time_that_it_really_is(office: Office) -> None:
    office.at(GOES, real=ENDED + DAY)

    assert (len(_words(office, InboxRow)), len(_words(office, OutboxRow))) == (4, 4)


def _words(office: Office, kind: type[InboxRow | OutboxRow]) -> list[str]:
    with office.database.read() as store:
        if kind is InboxRow:
            return list(store.scalars(select(table(InboxRow).c.text).order_by(table(InboxRow).c.id)))
        return [reply.text for reply in store.scalars(select(table(OutboxRow).c.reply).order_by(table(OutboxRow).c.id))]


def test_messages_go_after_their_days_and_those_of_yesterday_stay(everywhere: Office) -> None:
    office = everywhere
    with office.database.write() as store:
        office.said(store, "ann", "เมื่อวาน", ENDED + 89 * DAY)
        here = [recipients.Recipient(office.ids["ben"], "th", Address("line", "ben"))]
        notices.tell(store, ["announcement 1"], here, Batch(Reply("ประกาศ"), id="b"))
        outbox.put(store, Address("line", "org"), [Reply("ยังไม่ได้ส่ง")])
        rows = table(OutboxRow)
        store.execute(update(rows).where(rows.c.batch == "b").values(state="sent", put_at=ENDED, message_id="7"))
        store.execute(update(rows).where(rows.c.chat == "org", rows.c.state == "waiting").values(put_at=ENDED))
    office.at(ENDED + 90 * DAY)
    assert (len(_words(office, InboxRow)), len(_words(office, OutboxRow))) == (5, 7)

    office.at(ENDED + 90 * DAY + timedelta(seconds=1))
    assert _words(office, InboxRow) == ["เมื่อวาน"]
    assert _words(office, OutboxRow) == ["ตอบ เมื่อวาน", "", "ยังไม่ได้ส่ง"]
    with office.database.read() as store:
        assert [each.reply for each in outbox.sent_to(store, Address("line", "ben"))] == [Reply("")]
        assert notices.outcomes(store, "announcement 1") == [
            notices.Outcome("line", "sent", "", acknowledged=False, people=1)
        ]
        assert outbox.said(store, Address("line", "ben"), "7")
    office.at(ENDED + 91 * DAY)
    assert _words(office, OutboxRow) == ["ตอบ เมื่อวาน", "", "ยังไม่ได้ส่ง"]


def test_of_a_programme_that_says_so_messages_go_sooner(office: Office) -> None:
    with office.database.write() as store:
        programmes.save(store, replace(NEXT, settings={"privacy": {"keep_messages_days": 30}}))
        office.said(store, "guest", "ใครก็ได้")
    office.at(ENDED + 31 * DAY)

    assert _words(office, InboxRow) == ["คำถามของ ann", "คำถามของ org", "คำถามของ own", ""]  # no guest's, nor Ben's


def test_the_last_numbers_are_not_given_again(office: Office) -> None:
    office.at(ENDED + 200 * DAY)

    with office.database.read() as store:
        rows = store.execute(select(table(OutboxRow).c.id, table(OutboxRow).c.chat)).all()
        assert [tuple(row) for row in rows] == [(4, "")]


def test_what_is_remembered_of_talks_goes_and_so_do_guests(everywhere: Office) -> None:
    office = everywhere
    talks = table(TalkRow)
    with office.database.write() as store:
        for chat in ("ann", "guest"):
            store.execute(
                talks.insert().values(
                    channel="line", chat=chat, language="th", programme="c", context={"q": "คำ"}, updated_at=ENDED
                )
            )
    office.at(ENDED + 91 * DAY)

    with office.database.read() as store:
        assert [(row.chat, row.context) for row in store.execute(select(talks))] == [("ann", {})]


def test_what_only_grows_is_bounded_and_what_is_good_still_stays(office: Office) -> None:
    now, ann = ENDED + 500 * DAY, office.ids["org"]
    what = signins.Pass(ann, "console", "c")
    with office.database.write() as store:
        for digest, at in (("old", ENDED), ("new", now)):
            signins.offer(store, digest, replace(what, subject=digest), at, at + DAY)
            signins.begin(store, digest, what, at, at + DAY)
            invitations.note_wrong(store, Address("line", digest), at)
            alarms.is_first(store, digest, at)
            occasion = reminders.Occasion(digest, "c", "digest", at, at)
            reminders.mark(store, "planned", {occasion: 1}, at)
            gone = {"programme": "c", "reply": Reply("ประกาศ"), "audience": {}, "state": "cancelled", "made_at": at}
            store.execute(table(AnnouncementRow).insert().values(**gone, preview=digest))
    office.at(now)

    with office.database.read() as store:
        kinds = (LinkRow, SignedInRow, WrongCodeRow, AlarmRow, ReminderRow)
        left = [store.scalar(select(func.count()).select_from(table(kind))) for kind in kinds]
        previews = store.scalars(select(table(AnnouncementRow).c.preview)).all()
    assert (left, previews) == ([1] * 5, ["", "new"])
