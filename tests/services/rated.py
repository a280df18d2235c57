"""A programme whose sessions and forms people have answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.thai.opinions import read as opinion_of
from storage import feedback, feedback_answers, people, programmes
from storage.feedback import About
from storage.feedback_answers import Answer
from storage.feedback_settings import LOW
from storage.models import FeedbackRow, table
from storage.programme import Module, Programme, Session, Speaker, Text


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.results import Overview
    from storage.db import Database
    from storage.feedback import Opened
    from storage.feedback_answers import Opinion, Value


BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST = datetime(2026, 7, 1, 9, tzinfo=BANGKOK)
_DAY, _HOURS = timedelta(days=1), timedelta(hours=3)
END = {
    "id": "end",
    "title": {"th": "แบบประเมินท้ายหลักสูตร", "en": "Whole course"},
    "questions": [
        {"id": "friend", "title": "จะแนะนำเพื่อนไหม", "kind": "recommend"},
        {"id": "level", "title": "ความยาก", "kind": "scale", "low": "ง่าย", "high": "ยาก", "steps": 5},
        {"id": "best", "title": "ชอบอะไร", "kind": "choices", "choices": ["ดูงาน", "เวิร์กช็อป"]},
        {"id": "more", "title": "อยากบอกอะไร", "kind": "text"},
    ],
}


def _session(code: str, title: str, day: int, module: str, *speakers: str) -> Session:
    start = FIRST + day * _DAY
    return Session(code, Text(title), start, start + _HOURS, "Asia/Bangkok", module=module, speakers=speakers)


PROGRAMME = Programme(
    "a",
    Text("หลักสูตรเมือง", "City course"),
    "Asia/Bangkok",
    settings={"feedback": {"fewest": 3, "forms": [END]}},
    speakers=(Speaker("kk", Text("ดร.กิ่งแก้ว ใจงาม")), Speaker("som", Text("นายสมหมาย ตั้งต้น"))),
    modules=(Module("m1", Text("เมืองดิจิทัล")), Module("m2", Text("การเงิน"))),
    sessions=(
        _session("chain", "Blockchain เพื่อเมือง", 0, "m1", "kk"),
        _session("tax", "ภาษีที่ดิน", 1, "m2", "som"),
        _session("data", "ข้อมูลเปิด", 1, "m1", "kk", "som"),
        _session("talk", "การสื่อสาร", 2, "m2"),
    ),
)


def read(words: str) -> Opinion:
    """What is kept of what is read of words."""
    tones = ((clause, theme) for clause in opinion_of(words).clauses for theme in clause.themes)
    return [{"theme": theme, "tone": "suggestion" if clause.suggests else clause.tone} for clause, theme in tones]


class Rated:
    """Forms of `programme` are opened and answered, each by people of its own."""

    def __init__(self, database: Database, programme: Programme = PROGRAMME) -> None:
        self.database, self.programme = database, programme
        self._names = count(1)
        with database.write() as store:
            programmes.save(store, programme)

    def of(self, session: str, *said: tuple[int, str] | int, asked: int = 0, anonymous: bool = True) -> Opened:
        """A session: the stars that each of some people gave, and words; `asked` people in all, if more."""
        answers = []
        for each in said:
            stars, words = each if isinstance(each, tuple) else (each, "")
            given: dict[str, Value] = {"stars": stars, "reasons": ["fast"]} if stars <= LOW else {"stars": stars}
            answers.append(Answer(given, {"more": words} if words else {}, complete=True))
        return self._answered(About(self.programme.code, session=session), answers, asked, anonymous=anonymous)

    def form(self, *said: Mapping[str, Value], words: str = "", anonymous: bool = True) -> Opened:
        """The form of the whole: what each of some people answered."""
        answers = [Answer(each, {"more": words} if words else {}, complete=True) for each in said]
        return self._answered(About(self.programme.code, form="end"), answers, 0, anonymous=anonymous)

    def closes(self, form: Opened) -> None:
        with self.database.write() as store:
            feedback_answers.close(store, form, form.closes_at)

    def overview(self, *, strictly: bool = False) -> Overview:
        from bot.services.results import overview

        with self.database.read() as store:
            return overview(store, self.programme, strictly=strictly)

    def forms(self) -> list[int]:
        with self.database.read() as store:
            return list(store.scalars(select(table(FeedbackRow).c.id)))

    def _answered(self, about: About, answers: list[Answer], asked: int, *, anonymous: bool) -> Opened:
        at = next((each.end for each in self.programme.sessions if each.code == about.session), FIRST + 9 * _DAY)
        with self.database.write() as store:
            form = feedback.open_form(store, about, at, at + 3 * _DAY, anonymous=anonymous, fewest=3)
            assert form
            crowd = [
                people.add(store, people.Details(f"ผู้เรียนที่ {next(self._names)}"))
                for _ in range(max(asked, len(answers)))
            ]
            feedback.ask(store, form.id, crowd)
            for person, answer in zip(crowd, answers, strict=False):
                feedback_answers.keep(store, form, person, answer, at.date(), read)
                feedback.note(store, form.id, person, "answered")
        return form
