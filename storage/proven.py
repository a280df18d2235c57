"""Who did what, when: what was noted of it, and what other tables prove by themselves, as deeds alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, case, cast, func, literal, null, or_, select

from storage.audit import Deed
from storage.models import (
    AnnouncementRow,
    AuditRow,
    BoardRow,
    CheckinRow,
    LeaveRow,
    OtherNameRow,
    ProgrammeRow,
    QuestionRow,
    ReadyAnswerRow,
    ReleaseRow,
    SheetRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session as Store


_audit, _programmes, _releases = table(AuditRow), table(ProgrammeRow), table(ReleaseRow)
_announcements, _leaves, _boards, _sheets = table(AnnouncementRow), table(LeaveRow), table(BoardRow), table(SheetRow)
_questions, _ready, _names, _log = table(QuestionRow), table(ReadyAnswerRow), table(OtherNameRow), table(CheckinRow)
_NOTHING: ColumnElement[Any] = null()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which programme (its code), and of nothing else: what happened `since` and before `until`, by whom (an id).

    `nowhere`: also what was done in no programme at all, such as erasing somebody.
    """

    programme: str
    most: int
    person: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    nowhere: bool = False


def noted(store: Store, wanted: Wanted, kinds: Collection[str] = ()) -> list[Deed]:
    """What was noted, the newest first: all of it, or what begins with one of `kinds`, such as `session`."""
    of = [wanted.programme, ""] if wanted.nowhere else [wanted.programme]
    found = select(_audit).where(_audit.c.programme.in_(of), *_within(wanted, _audit.c.at, _audit.c.person_id))
    if kinds:
        found = found.where(or_(*(_audit.c.what.startswith(f"{kind}.", autoescape=True) for kind in sorted(kinds))))
    rows = store.execute(found.order_by(_audit.c.id.desc()).limit(wanted.most))
    return [Deed(row.what, row.at, row.programme, row.person_id, row.subject, row.about, row.details) for row in rows]


def releases(store: Store, wanted: Wanted) -> list[Deed]:
    """That the timetable was changed, and that people were told; the subject is the version."""
    mine = _releases.join(_programmes, _programmes.c.id == _releases.c.programme_id)
    made, told = _releases.c.made_at, _releases.c.told_at
    here = (_programmes.c.code == wanted.programme, _releases.c.state != "base")
    version = cast(_releases.c.version, String)
    changed = _deeds("release.made", made, _releases.c.made_by, version).select_from(mine)
    heard = _deeds("release.told", told, _releases.c.decided_by, version).select_from(mine)
    return [
        *_found(store, changed.where(*here), wanted, made, _releases.c.made_by),
        *_found(store, heard.where(*here, _releases.c.state == "told"), wanted, told, _releases.c.decided_by),
    ]


def announcements(store: Store, wanted: Wanted) -> list[Deed]:
    """Those that were written, that began to go (who approved them, else wrote them), and that were stopped."""
    rows = _announcements.c
    mine, number = rows.programme == wanted.programme, cast(rows.id, String)
    goes_by = func.coalesce(rows.approved_by, rows.author_id)
    written = _deeds("announcement.written", rows.made_at, rows.author_id, number).where(mine)
    begun = _deeds("announcement.begun", rows.begun_at, goes_by, number).where(mine)
    stopped = _deeds("announcement.stopped", rows.ended_at, _NOTHING, number).where(mine, rows.state == "stopped")
    return [
        *_found(store, written, wanted, rows.made_at, rows.author_id),
        *_found(store, begun, wanted, rows.begun_at, goes_by),
        *([] if wanted.person else _found(store, stopped, wanted, rows.ended_at)),
    ]


def leaves(store: Store, wanted: Wanted) -> list[Deed]:
    """Leave that was asked for, and decided on."""
    rows = _leaves.c
    mine = rows.programme == wanted.programme
    asked = _deeds("leave.asked", rows.asked_at, rows.person_id, about=rows.person_id).where(mine)
    what = case((rows.state == "declined", "leave.declined"), else_="leave.approved")
    decided = _deeds(what, rows.decided_at, rows.decided_by, about=rows.person_id).where(mine)
    return [
        *_found(store, asked, wanted, rows.asked_at, rows.person_id),
        *_found(store, decided, wanted, rows.decided_at, rows.decided_by),
    ]


def questions(store: Store, wanted: Wanted) -> list[Deed]:
    """Questions that were answered or dismissed, ready answers and other names that were added."""
    rows = _questions.c
    what = case((rows.state == "dismissed", "question.dismissed"), else_="question.answered")
    answered = _deeds(what, rows.answered_at, rows.answered_by, cast(rows.id, String), rows.asked_by)
    ready = _deeds("answer.added", _ready.c.added_at, _ready.c.added_by, _ready.c.question)
    named = _deeds("name.added", _names.c.added_at, _names.c.added_by, _names.c.name)
    mine = select(_programmes.c.id).where(_programmes.c.code == wanted.programme).scalar_subquery()
    return [
        *_found(store, answered.where(rows.programme == wanted.programme), wanted, rows.answered_at, rows.answered_by),
        *_found(store, ready.where(_ready.c.programme_id == mine), wanted, _ready.c.added_at, _ready.c.added_by),
        *_found(store, named.where(_names.c.programme_id == mine), wanted, _names.c.added_at, _names.c.added_by),
    ]


def doors(store: Store, wanted: Wanted) -> list[Deed]:
    """Boards that were opened, and sheets that were printed; the subject is the session."""
    opened = _deeds("board.opened", _boards.c.opened_at, _boards.c.opened_by, _boards.c.session)
    printed = _deeds("sheet.printed", _sheets.c.made_at, _sheets.c.made_by, _sheets.c.session)
    of_board, of_sheet = _boards.c.programme == wanted.programme, _sheets.c.programme == wanted.programme
    return [
        *_found(store, opened.where(of_board), wanted, _boards.c.opened_at, _boards.c.opened_by),
        *_found(store, printed.where(of_sheet), wanted, _sheets.c.made_at, _sheets.c.made_by),
    ]


def marks(store: Store, wanted: Wanted) -> list[Deed]:
    """Attendance that somebody noted for others: what was marked, taken back, or let in against a rule.

    What one of them did at one moment to many people is one deed, of so many people (`count`); `about` one alone.
    """
    rows = _log.c
    by_hand = select(rows.id).where(rows.by_id.is_not(None))  # from an index: the log is long, and most is by code
    what = case(
        (rows.what == "undo", "attendance.undone"), (rows.forced, "attendance.forced"), else_="attendance.marked"
    )
    people, person = func.count().label("count"), case((func.count() == 1, func.min(rows.person_id)))
    grouped = (rows.noted_at, rows.by_id, rows.session, rows.status, what)
    found = (
        select(rows.noted_at.label("at"), rows.by_id.label("person"), rows.session.label("subject"))
        .add_columns(rows.status.label("status"), what.label("what"), people, person.label("about"))
        .where(rows.programme == wanted.programme, rows.id.in_(by_hand), rows.outcome == "")
        .where(or_(rows.what.in_(["mark", "undo"]), rows.forced), *_within(wanted, rows.noted_at, rows.by_id))
        .group_by(*grouped)
        .order_by(rows.noted_at.desc())
        .limit(wanted.most)
    )
    return [
        Deed(each.what, each.at, wanted.programme, each.person, each.subject, each.about,
             {"count": each.count, "status": each.status})
        for each in store.execute(found).mappings().all()
    ]  # fmt: skip


PROVEN: dict[str, tuple[Callable[[Store, Wanted], list[Deed]], ...]] = {
    "programme": (releases,),
    "announcements": (announcements,),
    "questions": (questions,),
    "attendance": (leaves, doors, marks),
}
"""What other tables prove, by the page of the console that it belongs to."""


def words(store: Store, numbers: Collection[int]) -> dict[int, str]:
    """What announcements say, by their numbers."""
    found = select(_announcements.c.id, _announcements.c.reply).where(_announcements.c.id.in_(sorted(numbers)))
    return {row.id: row.reply.text for row in store.execute(found)}


def _deeds(
    what: str | ColumnElement[str],
    at: ColumnElement[Any],
    person: ColumnElement[Any],
    subject: ColumnElement[str] | None = None,
    about: ColumnElement[Any] = _NOTHING,
) -> Select[Any]:
    named = literal(what) if isinstance(what, str) else what
    subjects = literal("") if subject is None else subject
    return select(
        named.label("what"), at.label("at"), person.label("person"), subjects.label("subject"), about.label("about")
    )


def _found(
    store: Store, deeds: Select[Any], wanted: Wanted, at: ColumnElement[Any], person: ColumnElement[Any] = _NOTHING
) -> list[Deed]:
    some = deeds.where(at.is_not(None), *_within(wanted, at, person)).order_by(at.desc()).limit(wanted.most)
    return [Deed(row.what, row.at, wanted.programme, row.person, row.subject, row.about) for row in store.execute(some)]


def _within(wanted: Wanted, at: ColumnElement[Any], person: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    found = [] if wanted.person is None else [person == wanted.person]
    found += [] if wanted.since is None else [at >= wanted.since]
    return found + ([] if wanted.until is None else [at < wanted.until])
