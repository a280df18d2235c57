"""All that is kept of one person, read out of every table that names them: what they may ask to be given.

`PEOPLE` and `PLACES` name each column by which a table knows somebody, and what of its rows is theirs. Left out are the
row's own numbers, other people, and what would open a door: secrets, their digests, and the channels' ids of chats.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, tuple_

from bot.messages import Reply
from storage import bodies
from storage.models import (
    AddressRow,
    AnnouncementRow,
    AuditRow,
    BoardRow,
    CheckinRow,
    DoorAnswerRow,
    FeedbackAnswerRow,
    FeedbackAskedRow,
    FeedbackNameRow,
    FeedbackRow,
    FeedbackShareRow,
    FeedbackWordsRow,
    FeedRow,
    InboxRow,
    InvitationRow,
    LeaveRow,
    LinkRow,
    MediaRow,
    MembershipRow,
    MergeRow,
    NoticeRow,
    OffDutyRow,
    OtherNameRow,
    OutboxRow,
    PersonRow,
    PreferenceRow,
    QuestionRow,
    ReadyAnswerRow,
    ReleaseRow,
    SheetRow,
    SignedInRow,
    TalkRow,
    WrongCodeRow,
    table,
)
from storage.programme import Text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, ColumnElement, Select
    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.models import Base


MOST = 1000
"""Messages of one person that are read out, the last; their number is told in any case."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of `kind` that name a person in the column `by`, under `name`; of each the `fields` are given."""

    name: str
    kind: type[Base]
    by: str
    fields: str

    @property
    def columns(self) -> list[Column[Any]]:
        return [table(self.kind).c[field] for field in self.fields.split()]


_ATTENDED = "programme session point what status outcome way channel at noted_at reason stand_in force forced metres"
_VISIT = "purpose programme made_at expires_at used_at"

PEOPLE = (
    Part("programmes", MembershipRow, "person_id", "programme role team code leads note"),
    Part("channels", AddressRow, "person_id", "channel state"),
    Part("invitations", InvitationRow, "person_id", "programme channel created_at expires_at used_at revoked_at"),
    Part("calendar_links", FeedRow, "person_id", "made_at"),
    Part("reminders", PreferenceRow, "person_id", "channel lead off quiet"),
    Part("notices", NoticeRow, "person_id", "key missed acknowledged_at"),
    Part("attendance", CheckinRow, "person_id", _ATTENDED),
    Part("attendance_noted_for_others", CheckinRow, "by_id", "programme session point what status way at reason"),
    Part("answers_at_the_door", DoorAnswerRow, "person_id", "programme question answer at"),
    Part(
        "leave",
        LeaveRow,
        "person_id",
        "programme sessions reason file_name media_type file asked_at state decided_at note",
    ),
    Part("leave_decided", LeaveRow, "decided_by", "programme state decided_at note"),
    Part("sheets_printed", SheetRow, "made_by", "programme session point made_at"),
    Part("boards_opened", BoardRow, "opened_by", "programme session point what opened_at closed_at"),
    Part("questions_for_organisers", QuestionRow, "asked_by", "programme text asked_at state answer answered_at"),
    Part("questions_answered", QuestionRow, "answered_by", "programme state answer answered_at"),
    Part("ready_answers_added", ReadyAnswerRow, "added_by", "question answer added_at"),
    Part("off_duty", OffDutyRow, "person_id", ""),
    Part("other_names_taught", OtherNameRow, "added_by", "kind code name added_at"),
    Part("taken_for_another", MergeRow, "kept", "programme reason asked_at"),
    Part("taken_for_this_one", MergeRow, "gone", "programme reason asked_at"),
    Part("merges_asked", MergeRow, "asked_by", "programme reason asked_at"),
    Part("changes_made", ReleaseRow, "made_by", "version made_at note"),
    Part("changes_decided", ReleaseRow, "decided_by", "version state told_at"),
    Part("announcements_written", AnnouncementRow, "author_id", "programme reply state made_at send_at"),
    Part("announcements_approved", AnnouncementRow, "approved_by", "programme state made_at"),
    Part("links_given", LinkRow, "person_id", _VISIT),
    Part("signed_in", SignedInRow, "person_id", "purpose programme begun_at expires_at ended_at"),
    Part("feedback_asked", FeedbackAskedRow, "person_id", "state"),
    Part("feedback_named", FeedbackNameRow, "person_id", ""),
    Part("feedback_shared", FeedbackShareRow, "made_by", "programme speaker made_at expires_at revoked_at opened_at"),
    Part("done", AuditRow, "person_id", "at programme what subject details"),
    Part("done_with_the_data", AuditRow, "about", "at programme what"),
)
PLACES = (
    Part("messages", InboxRow, "chat", "text kind at"),
    Part("answers", OutboxRow, "chat", "reply state put_at"),
    Part("talks", TalkRow, "chat", "channel language programme updated_at"),
    Part("attachments", MediaRow, "chat", "name media_type content fetched_at"),
    Part("wrong_codes", WrongCodeRow, "chat", "kind at"),
    Part("questions_here", QuestionRow, "chat", "programme text asked_at state answer answered_at"),
)
"""By the address at which it was said, whoever that was."""

_forms, _shown = table(FeedbackRow), ("programme", "form", "session")
_names, _answers, _words = table(FeedbackNameRow), table(FeedbackAnswerRow), table(FeedbackWordsRow)
_people = table(PersonRow)
_PROFILE = "name organisation position email phone language consent consented_at stopped"
_LONG = {"messages", "answers"}


def everything(store: Store, person: int | None, places: Sequence[Address]) -> dict[str, Any]:
    """All that is kept of a person (None: of a guest) and of what was said at `places`, by its name.

    As JSON can have it, but for the content of files, which is bytes; see `written`.
    """
    found: dict[str, Any] = {"profile": _profile(store, person) if person else None}
    for part in PEOPLE if person else ():
        found[part.name] = [_plain(row) for row in _rows(store, part, person)]
    found["sheets_on"] = list(_on_sheets(store, person)) if person else []
    for part in PLACES:
        rows = [row for row in _said(store, part, person, places) if row.get("text") != ""]
        found[part.name] = {"count": len(rows), "latest": rows[-MOST:]} if part.name in _LONG else rows
    return found


def written(whole: dict[str, Any], *, files: bool) -> str:
    """The same as a JSON document: of files what is in them (base64), or else only how many bytes that is."""

    def content(value: Any) -> str | int:
        return b64encode(value).decode() if files else len(value)

    return json.dumps(whole, ensure_ascii=False, indent=2, default=content)


def _profile(store: Store, person: int) -> dict[str, Any]:
    row = store.execute(select(_people).where(_people.c.id == person)).one()._mapping  # noqa: SLF001 - its public name for a row as a mapping
    return _plain({name: row[name] for name in _PROFILE.split()})


def _rows(store: Store, part: Part, person: int | None) -> Iterator[dict[str, Any]]:
    kind = table(part.kind)
    whose = kind.c[part.by] == person
    if part.kind is FeedbackAskedRow:
        wanted = select(*(_forms.c[name] for name in _shown), *part.columns).join_from(kind, _forms)
    elif part.kind is FeedbackNameRow:
        yield from _named(store, whose)
        return
    else:
        wanted = select(*part.columns) if part.columns else select(kind.c[part.by].is_not(None).label("yes"))
    for row in store.execute(wanted.where(whose).order_by(*kind.primary_key)):
        yield dict(row._mapping)  # noqa: SLF001 - as above


def _named(store: Store, whose: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    """The answers that have this name, with their words. Nothing leads to those without names."""
    wanted = (
        select(*(_forms.c[name] for name in _shown), _answers.c.answers, _answers.c.day, _names.c.key)
        .select_from(_names)
        .join(_answers, _answers.c.key == _names.c.key)
        .join(_forms, _forms.c.id == _answers.c.feedback_id)
    )
    for row in store.execute(wanted.where(whose).order_by(_forms.c.id)):
        said = store.execute(select(_words.c.question, _words.c.words).where(_words.c.key == row.key))
        about = {name: getattr(row, name) for name in _shown}
        yield {**about, "day": row.day, "answers": row.answers, "words": {each.question: each.words for each in said}}


def _on_sheets(store: Store, person: int) -> Iterator[dict[str, Any]]:
    sheets = table(SheetRow)
    columns = (sheets.c.programme, sheets.c.session, sheets.c.point, sheets.c.made_at)
    for row in store.execute(select(*columns, sheets.c.people).order_by(sheets.c.id)):
        if person in row.people:
            yield _plain({column.name: getattr(row, column.name) for column in columns})


def _said(store: Store, part: Part, person: int | None, places: Sequence[Address]) -> list[dict[str, Any]]:
    kind = table(part.kind)
    which: list[ColumnElement[bool]] = [
        tuple_(kind.c.channel, kind.c.chat).in_([(place.channel, place.chat) for place in places])
    ]
    if part.kind is QuestionRow:  # others of theirs are among `PEOPLE`
        which.append(or_(kind.c.asked_by.is_(None), kind.c.asked_by != person))
    columns: list[Any] = [
        bodies.said.label("reply") if column.table is table(OutboxRow) and column.name == "reply" else column
        for column in part.columns
    ]
    wanted: Select[Any] = select(*columns).where(*which)
    return [_plain(dict(row._mapping)) for row in store.execute(wanted.order_by(*kind.primary_key))]  # noqa: SLF001 - as above


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {_NAMES.get(name, name): _value(name, value) for name, value in row.items()}


_NAMES = {"consent": "privacy_notice", "stopped": "messages_stopped", "reply": "text"}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Reply):
        return value.plain
    if isinstance(value, Text):
        return {"th": value.th, "en": value.en}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if name == "session":
        return str(value).replace("\n", " ")
    if name == "sessions":
        return [str(code).replace("\n", " ") for code in value]
    return value
