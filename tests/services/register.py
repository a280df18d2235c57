"""A hall whose people have positions and organisations, for what is handed in about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services.report import Spot
from storage import people
from storage.checkpoints import settings_of, windows
from storage.people import Details, Membership
from storage.programme import Text, Venue
from tests.services.hall import Hall
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from storage.db import Database


LONG = "ว่าที่ร้อยตรีหญิงกิ่งแก้วกัลยาณีศรีสุวรรณรัตนวรางกูร ณ อยุธยา"
AFAR = "องค์การบริหารส่วนตำบลบ้านใหม่สามัคคี อำเภอเมือง จังหวัดนครราชสีมา"
CLASS = replace(
    lesson("a", "2026-01-05T09:00"), title=Text("การจัดซื้อจัดจ้างที่โปร่งใส", "Transparent Procurement"), venue="hall"
)
AFTERNOON = lesson("b", "2026-01-05T13:00")
NEXT = lesson("d", "2026-01-06T09:00")
PROGRAMME = replace(
    course(CLASS, AFTERNOON, NEXT),
    title=Text("หลักสูตรผู้บริหารเมือง (CCIO) รุ่นที่ 2", "City Executives (CCIO) 2"),
    venues=(Venue("hall", Text("ห้องประชุมใหญ่", "Great Hall")),),
)


class Register(Hall):
    """Three participants, whose names are keys: `kk`, `som` and `long`; on the clock it is before the first class."""

    def __init__(self, database: Database | None = None) -> None:
        super().__init__(PROGRAMME, database=database)
        self.enrols("kk", Details("นางกาญจนา คำดี", "เทศบาลเมืองน้ำพอง", "นายกเทศมนตรี"))
        self.enrols("som", Details("นายสมหมาย ตั้งต้น", "เทศบาลนครภูเก็ต", "ปลัดเทศบาล"))
        self.enrols("long", Details(LONG, AFAR, "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ"))
        self.at("2026-01-05T08:52")

    def enrols(self, key: str, details: Details, team: str = "") -> int:
        with self.database.write() as store:
            self.people[key] = people.add(store, details)
            people.enrol(store, self.people[key], Membership("c", team=team))
        self.joins(key)
        return self.people[key]

    def spot(self, number: int = 0) -> Spot:
        """The only point of a session, by its place in the programme."""
        session = PROGRAMME.sessions[number]
        return Spot(PROGRAMME, session, windows(session, settings_of(PROGRAMME))[0])
