"""Who is at risk is worked out once for all who ask, and anew when something was noted a while ago."""

from __future__ import annotations

from datetime import timedelta

from bot.services import attendance, checkin
from bot.services.checkin import Mark, Place
from tests.services.hall import Hall
from tests.services.season import course, lesson


DAYS = [f"2026-01-0{day}T09:00" for day in (5, 6, 7, 8)]
COURSE = course(*(lesson(f"s{number}", at) for number, at in enumerate(DAYS)))


def test_it_is_as_it_was_for_a_minute_and_then_as_it_is() -> None:
    hall, watch = Hall(COURSE, "ann", "ben"), attendance.Watch()
    hall.at("2026-01-06T18:00")

    def risks(later: int) -> dict[int, str]:
        with hall.database.read() as store:
            programme = hall.get(store, "c")
            return dict(watch.risks(store, programme, hall.now + timedelta(seconds=later)).levels)

    def absent(who: str) -> None:
        with hall.database.write() as store:
            others = [person for name, person in hall.people.items() if name != who]
            checkin.mark(store, Place("c", "s0"), others, Mark("present", others[0]), hall.now)
            checkin.mark(store, Place("c", "s0"), [hall.people[who]], Mark("absent", others[0]), hall.now)

    assert risks(0) == {}
    absent("ann")
    assert risks(30) == {}
    assert list(risks(900)) == [hall.people["ann"]]
    absent("ben")
    assert list(risks(910)) == [hall.people["ann"]]
    assert list(risks(5000)) == [hall.people["ben"]]
    assert list(risks(0)) == [hall.people["ben"]]
