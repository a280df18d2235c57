"""A programme in which everything has happened that can, and at every stage of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

from bot.messages import Address, Reply
from bot.port import Media
from bot.services import programme, signin, teaching
from bot.services.announce import drafts
from bot.services.people import editing
from bot.services.results import sharing
from bot.services.results.sharing import Wanted
from bot.services.signin import Pass
from bot.services.teaching import OtherName
from storage import (
    announcements,
    boards,
    checkins,
    erasing,
    feedback,
    leaves,
    merging,
    outbox,
    people,
    questions,
    quotas,
    sheets,
)
from storage.boards import Place
from storage.checkins import Entry
from storage.feedback import About
from storage.leaves import Leave
from storage.merging import Merge
from storage.models.announcements import AnnouncementState
from storage.models.checkins import LeaveState
from storage.models.people import Role
from storage.models.talk import OutboxState
from storage.outbox import Batch
from storage.people import Details, Membership
from storage.programme import Faq, Group, Speaker, Text, Venue
from storage.questions import Question
from storage.quotas import Seen
from tests.services.rated import PROGRAMME, Rated
from tests.services.season import MADRID, lesson


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from tests.web.console.office import Office

NOW = "2026-07-02T10:30"
FULL = replace(
    PROGRAMME,
    code="c",
    title=Text("หลักสูตรผู้บริหารเมือง (CCIO) รุ่นที่ 2", "City Executives (CCIO) 2"),
    settings={
        **PROGRAMME.settings,
        "attendance": {"questions": [{"id": "meal", "title": "อาหาร", "choices": ["ทั่วไป", "มังสวิรัติ"]}]},
        "announcements": {"approval": True},
    },
    venues=(Venue("hall", Text("หอประชุม", "Hall"), address=Text("กรุงเทพฯ"), latitude=13.75, longitude=100.5),),
    groups=(Group("north", Text("ภาคเหนือ", "North"), "region"), Group("empty", Text("กลุ่มว่าง"), "region")),
    speakers=(*PROGRAMME.speakers, Speaker("new", Text("วิทยากรใหม่"))),
    faqs=(Faq(("จอดรถที่ไหน",), Text("ชั้นใต้ดิน")),),
    sessions=(
        *PROGRAMME.sessions,
        lesson("off", "2026-07-02T13:00", status="cancelled", venue="hall"),
        lesson("lunch", "2026-07-02T12:00", hours=1, kind="meal"),
        lesson("paper", "2026-07-03T16:30", kind="deadline"),
        lesson("trip", "2026-07-10T09:00", hours=60, zone=MADRID, venue="hall"),
    ),
)


def fill(here: Office) -> None:
    """On the morning of its second day; "ann", "ben" and everybody else of the office are in it."""
    here.at(NOW)
    rated = Rated(here.database, FULL)
    chain = ((5, "อาหารอร่อยมาก"), (4, "อยากให้แจกเอกสาร"), (2, "แอร์หนาวไป"), 2, (5, "<b>ดี</b>"))
    rated.closes(rated.of("chain", *chain, asked=9))
    rated.of("tax", (1, "น้อยไป"), 1)
    rated.of("data", (3, "แอร์หนาว"), (3, ""), 2, anonymous=False)
    rated.form({"friend": 10, "level": 3}, {"friend": 9, "best": ["ดูงาน"]}, {"friend": 3}, words="ขอบคุณ")
    with here.database.write() as store:
        for act in (_people, _presence, _leaves, _announcements, _questions, _programme, _messages):
            act(store, here)


def _people(store: Store, here: Office) -> None:
    """In each role, joined or not, in teams that are known and not; two taken for one, two made one, one erased."""
    now, by = here.clock.now(), here.people["otto"]
    added = [
        people.add(store, Details(f"{name} <i>&", "เทศบาลเมือง", "นายกเทศมนตรี"))
        for name in ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")
    ]
    for person, team in zip(added, ("north", "เขต 9/ก & ข", "", "", "north"), strict=True):
        people.enrol(store, person, Membership("c", "participant", team, f"N-{person}"))
    for role in get_args(Role):
        people.enrol(store, people.add(store, Details(f"ผู้เป็น {role}")), Membership("c", role))
    one, two, three, four, five = added
    people.link(store, one, Address("telegram", "one"))
    people.link(store, two, Address("web", "two"))
    editing.invite(store, [three], "c", now)
    merging.ask(store, Merge("c", one, two, "same", by, now))
    merging.merge(store, three, four)
    people.link(store, five, Address("line", "five"))
    checkins.add(store, Entry("c", "chain", "", five, "in", "code", now, now, "present"))
    erasing.erase(store, five, now, by=by)


def _presence(store: Store, here: Office) -> None:
    """Marked, scanned, late, refused, left, undone and forced; a board is open, a sheet was printed."""
    now, by = here.clock.now(), here.people["olga"]
    ann, ben = here.people["ann"], here.people["ben"]
    entry = Entry("c", "tax", "", ann, "in", "code", now, now, "present")
    checkins.add(store, entry)
    marked = checkins.add(store, replace(entry, person=ben, what="mark", way="organiser", status="late", by=by))
    checkins.add(store, replace(entry, person=ben, what="undo", way="organiser", status="", about=marked.id, by=by))
    checkins.add(store, replace(entry, person=ben, session="chain", what="mark", way="paper", status="absent", by=by))
    checkins.add(store, replace(entry, session="chain", forced=True, reason="รถติด", way="scanner", by=by))
    checkins.add(store, replace(entry, person=None, outcome="unknown", status="", way="scanner", by=by))
    boards.open_one(store, Place("c", "tax"), now, by)
    sheets.printed(store, Place("c", "data"), [ann, ben], now, by)


def _leaves(store: Store, here: Office) -> None:
    now, by = here.clock.now(), here.people["olga"]
    for state in get_args(LeaveState):
        paper = Media(b"%PDF-", "application/pdf", "ใบรับรองแพทย์.pdf")
        number = leaves.add(store, Leave("c", here.people["ann"], ("talk", "trip", "gone"), "ป่วย", now), paper)
        if state != "asked":
            leaves.decide(store, number, state, by, now)


def _announcements(store: Store, here: Office) -> None:
    now, by = here.clock.now(), here.people["olga"]
    for state in get_args(AnnouncementState):
        made = drafts.draft(store, "c", by, Reply(f"พรุ่งนี้รถออก 7 โมง ({state})"), now, urgent=state == "sent")
        begun = now if state in ("sending", "sent", "stopped") else None
        ended = now if state in ("sent", "stopped", "cancelled") else None
        at = now + timedelta(hours=3) if state == "scheduled" else None
        announcements.change(store, made.id, state=state, begun_at=begun, ended_at=ended, send_at=at)
    drafts.draft(store, "c", None, Reply("แก้ไข"), now, corrects=5)


def _questions(store: Store, here: Office) -> None:
    """One asked twice, one in a group, one by a guest; answered, dismissed; a ready answer and another name."""
    now, by = here.clock.now(), here.people["olga"]
    for words, who in (("จอดรถที่ไหน", "ann"), ("จอดรถได้ที่ไหนคะ", "ben"), ("ห้องน้ำ<b>", "guest"), ("ไวไฟ", "ann")):
        asked = Question("c", words, now, Address("line", who), asked_by=here.people.get(who))
        number = questions.add(store, asked)
    questions.answer(store, number, by, "รหัส 1234", now)
    questions.dismiss(store, questions.add(store, Question("c", "ขายของ", now, Address("web", "x"))), by, now)
    teaching.write(store, "c", "มีไวไฟไหม", "มีค่ะ", by, now)
    teaching.teach(store, FULL, OtherName("session", "tax", "วิชาภาษี"), by, now)


def _programme(store: Store, here: Office) -> None:
    """One release was told, one waits; a link for a speaker is good, one was taken back."""
    now, by = here.clock.now(), here.people["olga"]
    first, *rest = FULL.sessions
    programme.keep(store, replace(FULL, sessions=(replace(first, title=Text("ชื่อใหม่")), *rest)), now=now, by=by)
    for speaker in ("kk", "som"):
        made, _ = sharing.share(store, FULL, Wanted("c", speaker, by, words=True), "", now)
    sharing.revoke(store, "c", made.id, now)
    about = feedback.open_form(store, About("c", form="gone"), now, now, anonymous=True, fewest=3)
    assert about  # of a form that the file has no more


def _messages(store: Store, here: Office) -> None:
    now = here.clock.now()
    quotas.keep(store, "line", Seen(1000, 900, 200, "2026-07", now))
    for state in get_args(OutboxState):
        here.ends(store, outbox.put_many(store, [Address("line", "ann")], Batch(Reply("ถึงไหม")))[0], state)
    signin.link(store, Pass(here.people["olga"], "console", "c"), "", now)
