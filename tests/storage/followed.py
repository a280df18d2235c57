"""Somebody who follows programmes by a calendar of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.services import calendar
from storage import people, programmes
from storage.people import Details, Membership


if TYPE_CHECKING:
    from bot.messages import Language
    from storage.db import Database
    from storage.programme import Programme


NOW = datetime(2019, 10, 7, 2, tzinfo=UTC)
NAME = "ดร.กิ่งแก้ว ใจงาม"


def follower(database: Database, *about: Programme, language: Language = "th") -> tuple[int, str]:
    """A person who is in the programmes: the id, and the secret of the calendar."""
    with database.write() as store:
        person = people.add(store, Details(NAME))
        people.speak(store, person, language)
        for programme in about:
            programmes.save(store, programme)
            people.enrol(store, person, Membership(programme.code))
        secret, _ = calendar.make(store, person, NOW)
    return person, secret
