"""What is held of somebody has what was noted of them; once they are erased it stays as evidence, without a name."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from bot.services.people.leaving import erase_named
from storage import checkins, people
from storage.attended import states
from tests.dialogs.door import CH, DA, KK, SOM, WI, Door


AT = "2019-10-11T08:50:00+07:00"


@pytest.fixture
def door() -> Door:
    """One was checked in by the code, one by the leader, who has a stand-in noted, one by an organiser."""
    made = Door()
    made.says("kk", made.code())
    made.says("da", made.code())
    made.says("da", "นายแดงมาแทนวิไล")
    made.taps("som", made.says("som", "ชัยมา เพราะลืมมือถือ").choices[0])
    return made


def _lines(door: Door) -> list[checkins.Entry]:
    with door.database.read() as store:
        return checkins.everything(store, "ccio-2", "urbantech")


def _noted(way: str, what: str = "mark", **more: object) -> dict[str, object]:
    here = {"programme": "ccio-2", "session": "urbantech", "point": "", "what": what, "status": "present", "way": way}
    return {**here, "at": AT, "reason": "", "stand_in": "", "metres": None, **more}


@pytest.mark.parametrize(
    ("who", "noted"),
    [
        ("kk", [_noted("code", "in")]),
        ("wi", [_noted("team", stand_in="นายแดง")]),
        ("ch", [_noted("organiser", reason="ลืมมือถือ")]),
        ("som", []),
    ],
)
def test_what_is_held(door: Door, who: str, noted: list[dict[str, object]]) -> None:
    (file,) = door.says(who, "ข้อมูลของฉัน").files

    held = json.loads(file.content)["attendance"]
    shared = [{**each, "at": AT, **before} for each, before in zip(held, noted, strict=True)]
    assert [{**each, "at": AT} for each in held] == shared
    assert [each["at"][:10] for each in held] == ["2019-10-11" for _ in noted]


def test_who_is_erased_leaves_that_somebody_came_and_no_name(door: Door) -> None:
    before = _lines(door)
    for who in ("wi", "ch"):
        door.says(who, "ลบข้อมูล")
        door.says(who, "ยืนยันลบ")

    bare = [asdict(each) | {"reason": "", "stand_in": ""} for each in before]
    assert [asdict(each) for each in _lines(door)] == bare
    with door.database.read() as store:
        names = {who: people.get(store, person).name for who, person in door.ids.items()}
        known = states(checkins.counted(store, "ccio-2"))
    assert [names[who] for who in ("kk", "da")] == [KK, DA]
    assert [names[who][:2] for who in ("wi", "ch")] == ["P-", "P-"]
    assert {state.status for state in known.values()} == {"present"}
    assert len(known) == 4
    gone = door.says("som", "ประวัติเช็กอินของวิไล").plain
    assert WI not in gone


@pytest.mark.parametrize(("name", "by"), [(SOM, "som"), (DA, "da")])
def test_whoever_noted_others_may_be_erased_too(door: Door, name: str, by: str) -> None:
    before = _lines(door)
    with door.database.write() as store:
        erase_named(store, name, door.now)

    assert [each.by for each in _lines(door)] == [each.by for each in before]
    with door.database.read() as store:
        assert people.get(store, door.ids[by]).name.startswith("P-")
    log = door.says("pim", f"ประวัติเช็กอินของ {CH if by == 'som' else WI}").text
    assert name not in log
    assert "โดย P-" in log
