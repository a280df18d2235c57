"""Killed at any step of asking or answering: nobody is asked twice, nobody is left out, and no answer counts twice."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import event, select

from bot.services import feedback
from bot.services.feedback import Asker
from storage.models import FeedbackTallyRow, table
from tests.services.season import BANGKOK, lesson
from tests.services.survey import Survey, asked, drawn


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from storage.db import Database


_DAYS = 60
_FIRST = datetime(2026, 1, 5, 9, tzinfo=BANGKOK)
_tallies = table(FeedbackTallyRow)


class Crash(BaseException):
    """The process dies: nothing of ours catches it."""


class Frail:
    """A store whose user dies at the `left`-th step: before a statement, or before or after a commit."""

    def __init__(self, database: Database, left: int) -> None:
        self._database = database
        self.left = left
        self.read = database.read

    @contextmanager
    def write(self) -> Iterator[Store]:
        with self._database.write() as store:
            connection = store.connection()
            event.listen(connection, "before_execute", self._step)
            try:
                yield store
                self._step()
            finally:
                event.remove(connection, "before_execute", self._step)
        self._step()

    def _step(self, *_: Any) -> None:
        self.left -= 1
        if self.left == 0:
            raise Crash


def test_killed_while_people_are_asked_everybody_is_asked_once(database: Database) -> None:
    days = [lesson(f"d{day}", (_FIRST + timedelta(days=day)).isoformat()[:16]) for day in range(_DAYS)]
    survey = Survey(asked(*days, reminds_after_hours=0, closes_after_hours=12), "ann", "ben", "cat", database=database)
    crashes, survived = 0, False
    while not survived:
        survey.now = days[crashes].end
        frail = Asker(cast("Database", Frail(database, crashes + 1)), survey.get, drawn)
        try:
            frail.work(survey.now)
            survived = True
        except Crash:
            crashes += 1
        survey.restarts()
        survey.ticks()
        assert survey.ticks() == 0

    assert 10 < crashes < _DAYS
    for name in ("ann", "ben", "cat"):
        assert survey.told(name) == [f"asked: d{day}" for day in range(crashes + 1)]


def test_killed_while_an_answer_is_kept_it_counts_once(database: Database) -> None:
    survey = Survey(asked(lesson("a", "2026-01-05T09:00"), anonymous=False), "ann", database=database)
    survey.at("2026-01-05T12:00").ticks()
    form, crashes, survived = survey.form("a"), 0, False
    while not survived:
        frail = Frail(database, crashes + 1)
        try:
            with frail.write() as store:
                sheet = feedback.sheet(store, survey.get(store, "c"), form, survey.people["ann"], survey.now)
                assert sheet
                sheet.stars(1 + crashes % 5)
                if not sheet.found.words:
                    sheet.comment("แอร์หนาว")
            survived = True
        except Crash:
            crashes += 1

    assert crashes > 10
    with database.read() as store:
        rows = store.execute(select(_tallies.c.question, _tallies.c["count"]).where(_tallies.c["count"] != 0)).all()
    assert sorted(tuple(row) for row in rows) == [("", 1), ("#equipment", 1), ("stars", 1)]
