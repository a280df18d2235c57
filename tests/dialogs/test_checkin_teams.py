"""A leader checks in others of their team, who hear of it and may say that it is not so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Choice
from storage import checkins
from tests.dialogs.door import CH, DA, KK, URBAN, WI, Door, aside
from tests.dialogs.people_talk import OPEN


IN = f"เช็กอินแล้วค่ะ มาถึง 08.50 น.\n{URBAN}"
TEAM = Choice("เช็กอินให้คนในทีม", "เช็กอินให้คนในทีม", "checkin.team:0")
ALL = Choice("ทั้งทีม", "ทั้งทีม", "checkin.all:0")
TITLE = "UrbanTech for City Transformation"
NO_TEAM = "ตอนนี้เช็กอินให้คนในทีมไม่ได้ค่ะ ทำได้เมื่อท่านเช็กอินแล้ว และอยู่ในช่วงเวลาเช็กอิน"
NOT_FOR_OTHERS = "เช็กอินแทนกันไม่ได้ค่ะ ให้เจ้าตัวสแกนจอ หรือแจ้งเจ้าหน้าที่หน้างานนะคะ"


@pytest.fixture
def door() -> Door:
    """The leader of a team of three has come."""
    made = Door()
    assert made.says("da", made.code()) == aside(IN, TEAM)
    return made


def mate(door: Door, who: str, name: str) -> Choice:
    return Choice(name, name, f"checkin.bring:{door.ids[who]}")


def told(door: Door, who: str) -> Choice:
    """They were told; the button to say that it is not so."""
    (message,) = door.sent(who)
    button = Choice("ไม่ได้มา", "ไม่ได้มา", message.choices[0].data)
    assert replace(message, reading=aside("").reading) == aside(
        f"{DA} เช็กอินให้ท่านแล้วค่ะ มาถึง 08.50 น.\n{URBAN}\nถ้าไม่ถูกต้อง แตะ ไม่ได้มา ได้เลยค่ะ", button
    )
    return button


def test_one_after_another(door: Door) -> None:
    kk, wi = mate(door, "kk", KK), mate(door, "wi", WI)
    assert door.taps("da", TEAM) == aside("ทีมเหนือ ยังไม่เช็กอิน 2 คน เช็กอินให้ท่านไหนคะ", kk, wi, ALL)
    assert door.taps("da", wi) == aside(
        f"เช็กอิน {TITLE} ให้ {WI} แล้วค่ะ น้องนัดแจ้งเจ้าตัวด้วยแล้วนะคะ\nทีมเหนือ ยังไม่เช็กอิน 1 คน เช็กอินให้ท่านไหนคะ", kk
    )
    told(door, "wi")
    assert door.taps("da", kk) == aside(f"เช็กอิน {TITLE} ให้ {KK} แล้วค่ะ น้องนัดแจ้งเจ้าตัวด้วยแล้วนะคะ\nทีมเหนือ เช็กอินครบแล้วค่ะ")
    assert door.statuses() == dict.fromkeys(["da", "wi", "kk"], "present")


@pytest.mark.parametrize("said", ["ทั้งทีม", "เช็กอินให้ วิไล และ กิ่งแก้ว"])
def test_all_at_once(door: Door, said: str) -> None:
    assert door.says("da", said).text == (
        f"เช็กอิน {TITLE} ให้ {KK}, {WI} แล้วค่ะ น้องนัดแจ้งเจ้าตัวด้วยแล้วนะคะ\nทีมเหนือ เช็กอินครบแล้วค่ะ"
    )
    told(door, "kk")
    told(door, "wi")
    assert [door.sent(who) for who in ("ch", "som", "da")] == [[], [], []]


@pytest.mark.parametrize("typed", [True, False])
def test_who_was_not_there_says_so(door: Door, *, typed: bool) -> None:
    door.taps("da", mate(door, "wi", WI))
    button = told(door, "wi")
    door.later(30)

    said = door.says("wi", "ไม่ได้มา") if typed else door.taps("wi", button)
    assert said == aside("ลบการเช็กอินนี้แล้วค่ะ ขอบคุณที่แจ้งนะคะ")
    assert door.statuses() == {"da": "present"}
    text = f"{WI} แจ้งว่าไม่ได้มา {TITLE} ตามที่ {DA} เช็กอินให้ น้องนัดลบการเช็กอินนั้นแล้วค่ะ"
    assert [[each.plain for each in door.sent(who)] for who in ("da", "som", "pim", "kk")] == [[text]] * 3 + [[]]
    assert door.taps("wi", button) == aside("รายการนี้ย้อนกลับไปแล้วค่ะ")
    assert door.taps("da", TEAM) == aside("ทีมเหนือ ยังไม่เช็กอิน 1 คน เช็กอินให้ท่านไหนคะ", mate(door, "kk", KK))


def test_the_button_is_theirs_alone(door: Door) -> None:
    door.taps("da", mate(door, "wi", WI))
    button = told(door, "wi")

    assert door.taps("kk", button) == aside("รายการนี้ย้อนกลับได้เฉพาะคนที่บันทึกค่ะ")
    assert door.statuses() == {"da": "present", "wi": "present"}
    shown = door.says("wi", "ฉันเช็กอินหรือยัง")
    assert shown.choices == (button,)
    assert shown.text.split("\n")[1] == f"• {TITLE} (09.00–12.00 น.): มา 08.50 น. · หัวหน้าทีมเช็กอินให้"


def test_a_stand_in(door: Door) -> None:
    assert door.says("da", "นายแดงมาแทนคุณวิไล").text.startswith(f"เช็กอิน {TITLE} ให้ {WI} แล้วค่ะ")
    (message,) = door.sent("wi")
    assert message.text.split("\n")[0] == f"{DA} บันทึกว่า นายแดง มาแทนท่านแล้วค่ะ 08.50 น."
    with door.database.read() as store:
        (*_, last) = checkins.everything(store, "ccio-2", "urbantech")
    assert (last.person, last.stand_in, last.way, last.by) == (door.ids["wi"], "นายแดง", "team", door.ids["da"])


def test_a_leader_takes_back_what_was_a_slip(door: Door) -> None:
    door.taps("da", mate(door, "wi", WI))
    door.later(5)

    assert door.says("da", "ย้อนกลับ") == aside("ย้อนกลับแล้วค่ะ 1 คน")
    assert door.statuses() == {"da": "present"}


def test_others_of_other_teams_cannot_be_brought_by_any_tap(door: Door) -> None:
    door.taps("da", mate(door, "ch", CH))
    door.says("da", f"เช็กอินให้ {CH}")
    door.says("da", f"นายแดงมาแทน {CH}")

    assert door.statuses() == {"da": "present"}


def test_who_leads_no_team_brings_nobody(door: Door) -> None:
    door.says("kk", door.code())

    assert door.taps("kk", mate(door, "wi", WI)) == aside(NO_TEAM)
    assert door.says("kk", "เช็กอินให้คนในทีม") == aside(NO_TEAM)
    for said in ("เช็กอินให้ วิไล", "เช็กชื่อให้เพื่อนหน่อยค่ะ"):
        assert door.says("kk", said) == aside(NOT_FOR_OTHERS)
    assert door.statuses() == {"da": "present", "kk": "present"}


def test_who_is_not_there_themselves_brings_nobody() -> None:
    door = Door()

    assert door.taps("da", TEAM) == aside(NO_TEAM)
    assert door.taps("da", mate(door, "wi", WI)) == aside(NO_TEAM)
    assert door.statuses() == {}


def test_when_it_is_closed_nobody_is_brought(door: Door) -> None:
    door.at("2019-10-11T12:30")

    assert door.taps("da", mate(door, "wi", WI)) == aside(NO_TEAM)
    assert door.statuses() == {"da": "present"}


def test_whom_an_organiser_has_noted_stays_so(door: Door) -> None:
    door.at("2019-10-11T09:05")
    door.taps("som", door.says("som", "วิไลขาด").choices[0])

    door.taps("da", mate(door, "wi", WI))
    assert door.statuses() == {"da": "present", "wi": "absent"}


@pytest.mark.parametrize(("by", "offered"), [("member", (TEAM,)), ("leader", ()), ("none", ())])
def test_the_programme_says_who_may(by: str, offered: tuple[Choice, ...]) -> None:
    door = Door(replace(OPEN, settings={**OPEN.settings, "attendance": {"team_by": by}}))

    assert door.says("kk", door.code()) == aside(IN, *offered)


def test_who_wants_nothing_sent_sees_it_when_they_ask(door: Door) -> None:
    door.says("wi", "หยุด")

    assert door.taps("da", mate(door, "wi", WI)).text.split("\n")[0] == (
        f"เช็กอิน {TITLE} ให้ {WI} แล้วค่ะ แต่ยังแจ้ง {WI} ในแชตไม่ได้ รบกวนบอกเจ้าตัวด้วยนะคะ"
    )
    assert door.sent("wi") == []
    assert [choice.label for choice in door.says("wi", "ฉันเช็กอินหรือยัง").choices] == ["ไม่ได้มา"]
