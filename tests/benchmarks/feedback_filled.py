"""A big programme of which everybody has rated every session, a fifth with words: what reports are measured on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from storage import feedback, programmes
from storage.feedback import About
from storage.feedback_settings import LOW
from storage.many import insert_many
from storage.models import (
    FeedbackAnswerRow,
    FeedbackAskedRow,
    FeedbackRow,
    FeedbackTallyRow,
    FeedbackWordsRow,
    PersonRow,
    table,
)
from storage.programme import Module, Programme, Session, Speaker, Text


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.db import Database


FIRST = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
_DAY, _HOURS = timedelta(days=1), timedelta(hours=3)
_SPEAKERS, _MODULES = 20, 6
_REASONS = ("fast", "sound", "room")
_WORDS: tuple[tuple[str, list[dict[str, str]]], ...] = (
    ("อาหารอร่อยมากค่ะ", [{"theme": "food", "tone": "good"}]),
    ("แอร์หนาวไปนิด", [{"theme": "equipment", "tone": "bad"}]),
    ("อยากให้แจกเอกสารก่อนเรียน", [{"theme": "materials", "tone": "suggestion"}]),
    ("วิทยากรอธิบายเข้าใจง่าย แต่เวลาน้อยไป", [{"theme": "speaker", "tone": "good"}, {"theme": "time", "tone": "bad"}]),
    ("เนื้อหาดี นำไปใช้ได้จริง", [{"theme": "content", "tone": "good"}]),
    ("โดยรวมเป็นไปตามที่คาด", [{"theme": "other", "tone": "neutral"}]),
)
_EACH_FIFTH = 5


def programme(sessions: int, code: str = "big") -> Programme:
    held = tuple(
        Session(
            f"s{n}",
            Text(f"วิชาที่ {n}"),
            FIRST + n * _DAY,
            FIRST + n * _DAY + _HOURS,
            "Asia/Bangkok",
            module=f"m{n % _MODULES}",
            speakers=(f"p{n % _SPEAKERS}",),
        )
        for n in range(sessions)
    )
    return Programme(
        code,
        Text("หลักสูตรใหญ่"),
        "Asia/Bangkok",
        speakers=tuple(Speaker(f"p{n}", Text(f"ดร. คนที่ {n}")) for n in range(_SPEAKERS)),
        modules=tuple(Module(f"m{n}", Text(f"โมดูล {n}")) for n in range(_MODULES)),
        sessions=held,
    )


def fill(database: Database, people: int, sessions: int) -> Programme:
    """Everybody has answered everything, and every form is closed; the store had none of it before."""
    made = programme(sessions)
    crowd = range(1, people + 1)
    with database.write() as store:
        programmes.save(store, made)
        store.execute(insert(table(PersonRow)), [{"id": n, "name": f"คนที่ {n}"} for n in crowd])
    for nth, session in enumerate(made.sessions):
        with database.write() as store:
            form = feedback.open_form(
                store, About(made.code, session=session.code), session.end, session.end + _DAY, anonymous=True, fewest=5
            )
            assert form
            asked, forms = table(FeedbackAskedRow), table(FeedbackRow)
            insert_many(store, asked, {"feedback_id": form.id, "state": "answered"}, {"person_id": list(crowd)})
            store.execute(update(forms).where(forms.c.id == form.id).values(closed_at=session.end + _DAY))
            _answer(store, form.id, nth, crowd, session.end.date())
    return made


def _answer(store: Store, form: int, nth: int, crowd: range, day: date) -> None:
    answers: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    tallies: dict[tuple[str, str], int] = {("", ""): len(crowd)}
    for person in crowd:
        key = sha256(f"{form} {person}".encode()).hexdigest()
        drawn = int(key[:8], 16)
        stars = 1 + min(4, drawn % 9 % (3 + nth % 5))
        said: dict[str, Any] = {"stars": stars}
        if stars <= LOW:
            said["reasons"] = [_REASONS[drawn % 3]]
        answers.append({"key": key, "feedback_id": form, "answers": said, "day": day, "complete": True, "shown": True})
        for question, value in said.items():
            each = value[0] if isinstance(value, list) else str(value)
            tallies[question, each] = tallies.get((question, each), 0) + 1
        if drawn % _EACH_FIFTH == 0:
            text, opinion = _WORDS[drawn // _EACH_FIFTH % len(_WORDS)]
            text = f"{text} ({drawn % 1000})"
            words.append(
                {"key": key, "question": "more", "feedback_id": form, "words": text, "shown": True, "opinion": opinion}
            )
            for one in opinion:
                place = (f"#{one['theme']}", one["tone"])
                tallies[place] = tallies.get(place, 0) + 1
    store.execute(insert(table(FeedbackAnswerRow)), sorted(answers, key=lambda row: str(row["key"])))
    store.execute(insert(table(FeedbackWordsRow)), sorted(words, key=lambda row: str(row["key"])))
    store.execute(
        insert(table(FeedbackTallyRow)),
        [
            {"feedback_id": form, "question": question, "value": value, "count": n}
            for (question, value), n in tallies.items()
        ],
    )
