"""The board over HTTP: what it shows at a moment, to whom, and what may be changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.services import checkin
from bot.services.checkin import Mark, Place
from storage import members, people
from storage.people import Membership
from tests.services.season import lesson
from tests.web.boarding import DAY, LEAVING, PEOPLE, QUIET, Screen, figures, opens, screen, state


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

ACCOUNTS = {"line": "@999abcde", "telegram": "nongnat_bot"}
KITTI, PIM, JOHN, DAO = PEOPLE


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path, accounts=ACCOUNTS, public_url="http://bot.example") as made:
        yield made


@pytest.fixture
def client(hall: Screen) -> Iterator[httpx.Client]:
    with hall.signs_in() as made:
        yield made


def test_it_says_which_class_it_is_and_shows_the_code_that_is_good(hall: Screen, client: httpx.Client) -> None:
    assert opens(client) == 200
    found = state(client)
    code = found.pop("code")
    crowd = found.pop("crowd")

    assert {name: value for name, value in found.items() if name not in ("mark", "slot")} == {
        "clock": "08.50 น.",
        "programme": "หลักสูตร (C)",
        "title": "เมืองอัจฉริยะกับข้อมูลเปิด",
        "point": "",
        "when": "วันจันทร์ที่ 5 มกราคม 2569 เวลา 09.00–12.00 น.",
        "where": "ห้องประชุมใหญ่ ชั้น 3",
        "phase": "open",
        "rule": "มาหลัง 09.15 น. นับว่าสาย · เช็กอินได้ถึง 12.00 น.",
    }
    assert code["text"].replace(" ", "") == hall.hall.code("a")
    assert (code["left"], code["whole"], code["held"]) == (20_000, 20_000, 20_000)
    assert [(way["channel"], way["label"]) for way in code["ways"]] == [
        ("line", "LINE"),
        ("telegram", "Telegram"),
        ("web", "เว็บ"),
    ]
    assert (crowd["done"], crowd["whole"], crowd["of"], crowd["newest"]) == (0, 4, "จาก 4 คน", [])


def test_one_code_at_a_time(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    first = state(client)
    hall.later(seconds=13.5)
    same = state(client)
    known = state(client, slot=first["slot"])
    hall.later(seconds=6.5)
    next_ = state(client, slot=first["slot"])

    assert (same["code"]["text"], same["code"]["left"]) == (first["code"]["text"], 6500)
    assert "code" not in known
    assert next_["code"]["text"].replace(" ", "") == hall.hall.code("a") != first["code"]["text"].replace(" ", "")


def test_whoever_comes_is_counted_and_named_by_their_first_name(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    hall.comes(KITTI)
    hall.comes(PIM)
    hall.at("2026-01-05T09:16")
    hall.comes(JOHN)
    found = state(client)["crowd"]

    assert figures(client) == {"ตรงเวลา": 2, "สาย": 1, "ยังไม่มา": 1}
    assert (found["done"], [each["name"] for each in found["newest"]]) == (3, ["คุณJohn", "ดร.พิมพ์", "คุณกิตติ"])
    assert [each["name"] for each in state(client, lang="en")["crowd"]["newest"]] == ["John", "ดร.พิมพ์", "กิตติ"]
    assert not any(name in str(found) for name in PEOPLE)


def test_what_the_page_has_is_not_sent_again(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    first = state(client)
    assert "crowd" not in state(client, seen=first["mark"])
    hall.comes(KITTI)
    assert state(client, seen=first["mark"])["crowd"]["done"] == 1


def test_names_are_left_out_where_they_are_not_wanted(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    hall.comes(KITTI)

    assert (state(client, names=0)["crowd"]["newest"], state(client, names=0)["crowd"]["done"]) == ([], 1)


def test_a_programme_that_greets_nobody_shows_no_names(tmp_path: Path) -> None:
    with screen(tmp_path, QUIET) as hall, hall.signs_in() as client:
        opens(client)
        hall.comes(KITTI)

        assert state(client, names=1)["crowd"]["newest"] == []
        assert 'id="names"' not in client.get("/board").text


def test_leave_marks_and_other_rooms_are_counted_as_what_they_are(tmp_path: Path) -> None:
    both = replace(DAY, sessions=(*DAY.sessions, lesson("x", "2026-01-05T09:00")))
    with screen(tmp_path, both) as hall, hall.signs_in() as client:
        opens(client)
        opens(client, "x//in")
        hall.comes(JOHN, "x")
        with hall.house.database.write() as store:
            olga, me = hall.hall.people["olga"], hall.hall.people
            checkin.mark(store, Place("c", "a"), [me[KITTI]], Mark("excused", olga, reason="ประชุมสภา"), hall.hall.now)
            (line,) = checkin.mark(store, Place("c", "a"), [me[PIM]], Mark("present", olga), hall.hall.now)
        assert figures(client) == {"ตรงเวลา": 1, "สาย": 0, "ยังไม่มา": 1, "ลา": 1}
        with hall.house.database.write() as store:
            checkin.undo(store, line.id, olga, hall.hall.now)
        assert figures(client) == {"ตรงเวลา": 0, "สาย": 0, "ยังไม่มา": 2, "ลา": 1}


def test_teams_are_counted_in_the_order_of_the_roster(tmp_path: Path) -> None:
    needs = replace(DAY, settings={"attendance": {"team_needs": 2}})
    with screen(tmp_path, needs) as hall, hall.signs_in() as client:
        with hall.house.database.write() as store:
            for name, team in ((KITTI, "g1"), (PIM, "g1"), (JOHN, "อบต. ปลายนา")):
                people.enrol(store, hall.hall.people[name], Membership("c", team=team))
        opens(client)
        for name in (PIM, JOHN):
            hall.comes(name)
        found = state(client)["crowd"]

    assert (found["full"], found["teams"]) == (
        "มาแล้ว 1 จาก 2 กลุ่ม",
        [
            {"title": "เทศบาลนครขอนแก่น", "came": 1, "whole": 2, "there": False},
            {"title": "อบต. ปลายนา", "came": 1, "whole": 1, "there": True},
        ],
    )


def test_there_is_a_code_only_while_it_is_taken(hall: Screen, client: httpx.Client) -> None:
    hall.at("2026-01-05T08:14")
    opens(client)
    before = state(client)
    hall.at("2026-01-05T12:00:01")
    over = state(client)

    assert [(each["phase"], "code" in each, each["slot"]) for each in (before, over)] == [
        ("before", False, 0),
        ("over", False, 0),
    ]
    assert [each["rule"] for each in (before, over)] == ["เปิดเช็กอินเวลา 08.15 น.", "ปิดเช็กอินแล้วเมื่อ 12.00 น."]


def test_nothing_is_opened_by_looking(client: httpx.Client) -> None:
    client.get("/board")

    assert (state(client)["phase"], "code" in state(client)) == ("open", False)


def test_a_board_for_those_who_leave(tmp_path: Path) -> None:
    with screen(tmp_path, LEAVING) as hall, hall.signs_in() as client:
        opens(client)
        for name in (KITTI, PIM):
            hall.comes(name)
        hall.at("2026-01-05T11:59")
        assert opens(client, "a//out") == 200
        assert hall.comes(KITTI, what="out").outcome == ""
        found = state(client, "a//out")

        assert figures(client, "a//out") == {"ออกแล้ว": 1, "ยังอยู่": 1}
        assert (found["crowd"]["done"], found["crowd"]["whole"], found["rule"]) == (1, 2, "บันทึกเวลาออกได้ถึง 13.00 น.")
        assert "ขาออก · 09.00 น. · เมืองอัจฉริยะกับข้อมูลเปิด" in client.get("/board").text


def test_everybody_in_the_hall_is_counted_soon_enough(tmp_path: Path) -> None:
    """Three hundred people in seventy teams: one look at all of them."""
    with screen(tmp_path) as hall, hall.signs_in() as client:
        opens(client)
        for number in range(296):
            hall.hall.joins(f"p{number}", "c", team=f"t{number % 70}")
        for number in range(250):
            hall.comes(f"p{number}")
        found = state(client)["crowd"]
        with hall.house.database.read() as store:
            everybody = len(members.enrolled(store, "c"))

    assert (found["done"], found["whole"], len(found["teams"]), len(found["newest"])) == (250, everybody, 70, 12)
