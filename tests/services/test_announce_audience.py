"""Whom an announcement is for: read from words, chosen in the store, counted, and said again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.messages import Address, File, Image, Reply
from bot.services import announce
from bot.services.announce import Audience
from bot.texts import texts
from storage import addresses, audiences, people
from tests.services.announced import TEXT, Course
from tests.stores import in_memory


if TYPE_CHECKING:
    from storage.db import Database


SAY = texts("th")


@pytest.fixture
def course(database: Database) -> Course:
    """Somchai 1 and Wilai 2 of the group g, Somchai Dee 3, an organiser 4, a team 5; an owner is none of them."""
    made = Course(database)
    made.person("นายสมชาย ใจดี", "line", team="g")
    made.person("นางวิไล งามตา", "telegram", "line", team="g")
    made.person("ดร.สมชาย ดีงาม", "web")
    made.person("นางสาวมาลี ผู้ดูแล", "line", role="organiser")
    made.person("นายกับ และดี", team="เทศบาลเมืองและชุมชน")
    with database.write() as store:
        owner = people.add(store, people.Details("เจ้าของ"))
        people.enrol(store, owner, people.Membership("", "owner"))
        people.link(store, owner, Address("line", "owner"))
    return made


@pytest.mark.parametrize(
    ("said", "audience", "described"),
    [
        ("", Audience(), "ทุกคนในหลักสูตร"),
        ("ทุกคน", Audience(), "ทุกคนในหลักสูตร"),
        ("ถึงทุกท่าน", Audience(), "ทุกคนในหลักสูตร"),
        ("everyone", Audience(), "ทุกคนในหลักสูตร"),
        ("ผู้จัด", Audience(roles=("organiser",)), "ผู้จัด"),
        ("ถึงผู้เรียน", Audience(roles=("participant",)), "ผู้เข้าอบรม"),
        ("ทีมงาน", Audience(roles=("organiser",)), "ผู้จัด"),
        ("ผู้เข้าอบรมทุกท่าน", Audience(roles=("participant",)), "ผู้เข้าอบรม"),
        ("role:organiser", Audience(roles=("organiser",)), "ผู้จัด"),
        ("ผู้จัดและผู้เรียน", Audience(roles=("organiser", "participant")), "ผู้จัด, ผู้เข้าอบรม"),
        ("กลุ่มภาคเหนือ", Audience(teams=("g",)), "กลุ่ม ภาคเหนือ"),
        ("ภาคเหนือ", Audience(teams=("g",)), "กลุ่ม ภาคเหนือ"),
        ("group:g", Audience(teams=("g",)), "กลุ่ม ภาคเหนือ"),
        ("ทีมเทศบาลเมืองและชุมชน", Audience(teams=("เทศบาลเมืองและชุมชน",)), "กลุ่ม เทศบาลเมืองและชุมชน"),
        ("ทีมเทศบาลเมือง", Audience(teams=("เทศบาลเมืองและชุมชน",)), "กลุ่ม เทศบาลเมืองและชุมชน"),
        ("คุณวิไล", Audience(people=(2,)), "นางวิไล งามตา"),
        ("คุณสมชาย ใจดี กับ คุณวิไล", Audience(people=(1, 2)), "นายสมชาย ใจดี, นางวิไล งามตา"),
        ("สมชาย ดีงามกับวิไล", Audience(people=(3, 2)), "นางวิไล งามตา, ดร.สมชาย ดีงาม"),
        ("name:กับ และดี", Audience(people=(5,)), "นายกับ และดี"),
        ("วิไล, มาลี", Audience(people=(2, 4)), "นางวิไล งามตา, นางสาวมาลี ผู้ดูแล"),
        ("เฉพาะ Telegram", Audience(channel="telegram"), "ทุกคนในหลักสูตร · ทาง Telegram เท่านั้น"),
        ("ทุกคนทางไลน์", Audience(channel="line"), "ทุกคนในหลักสูตร · ทาง LINE เท่านั้น"),
        ("line", Audience(channel="line"), "ทุกคนในหลักสูตร · ทาง LINE เท่านั้น"),
        (
            "ผู้เรียนเฉพาะทางเทเลแกรม",
            Audience(roles=("participant",), channel="telegram"),
            "ผู้เข้าอบรม · ทาง Telegram เท่านั้น",
        ),
        ("คนที่ยังไม่รับทราบประกาศที่ 3", Audience(unheard=3), "ผู้ที่ยังไม่รับทราบประกาศที่ 3"),
        ("unheard:3", Audience(unheard=3), "ผู้ที่ยังไม่รับทราบประกาศที่ 3"),
    ],
)
def test_whom_is_read_and_said_again(course: Course, said: str, audience: Audience, described: str) -> None:
    with course.database.read() as store:
        found = announce.whom(store, course.programme, said, course.now)
        assert (found, announce.described(store, course.programme, found, SAY)) == (audience, described)


@pytest.mark.parametrize(
    ("said", "code"),
    [("ใครสักคน", "no_such"), ("ทีมสีฟ้า", "no_such"), ("สมชาย", "several"), ("วิไล กับ ผู้จัด", "mixed"), ("!!", "no_such")],
)
def test_what_names_nobody_or_several_is_refused(course: Course, said: str, code: str) -> None:
    with course.database.read() as store, pytest.raises(Refused) as refused:
        announce.whom(store, course.programme, said, course.now)
    assert refused.value.code == f"announcing.{code}"
    SAY(refused.value.code, **refused.value.values)


@given(said=st.text(max_size=60) | st.text("ทุกคนกับและสมชายทีมline:,0123 ", max_size=40))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_are_read_or_refused(said: str) -> None:
    database = in_memory()
    course = Course(database)
    course.person("นายสมชาย ใจดี", team="g")
    with database.read() as store:
        try:
            announce.described(store, course.programme, announce.whom(store, course.programme, said, course.now), SAY)
        except Refused as refused:
            SAY(refused.code, **refused.values)
    database.close()


def test_a_description_names_a_few(course: Course) -> None:
    people_ids = tuple(course.person(f"คน {number}") for number in range(8))
    with course.database.read() as store:
        described = announce.described(store, course.programme, Audience(people=people_ids), SAY)
    assert described == "คน 0, คน 1, คน 2, คน 3, คน 4, และอีก 3 คน"


def chosen(course: Course, audience: Audience) -> list[int]:
    with course.database.read() as store:
        return sorted(store.scalars(audiences.who("c", audience)))


def test_each_kind_chooses_its_own_and_several_must_all_be_true(course: Course) -> None:
    number = course.send()
    course.arrives()
    course.knows("telegram", "นางวิไล งามตา", number)

    assert [chosen(course, audience) for audience in (
        Audience(),
        Audience(teams=("g", "x")),
        Audience(roles=("organiser",)),
        Audience(people=(1, 4)),
        Audience(unheard=number),
        Audience(told=(number,)),
        Audience(teams=("g",), unheard=number),
        Audience(people=(1, 4), roles=("organiser",)),
        Audience(channel="telegram"),
    )] == [[1, 2, 3, 4, 5], [1, 2], [4], [1, 4], [1, 3, 4, 5], [1, 2, 3, 4], [1], [4], [1, 2, 3, 4, 5]]  # fmt: skip


@given(
    st.builds(
        Audience,
        teams=st.lists(st.text(max_size=5)).map(tuple),
        roles=st.lists(st.sampled_from(["organiser", "participant"])).map(tuple),
        people=st.lists(st.integers(1, 9)).map(tuple),
        unheard=st.integers(0, 9),
        told=st.lists(st.integers(1, 9)).map(tuple),
        channel=st.sampled_from(["", "line"]),
    )
)
def test_an_audience_is_kept_as_it_is(audience: Audience) -> None:
    assert audiences.of(audience.kept()) == audience


def test_the_cost_is_told_in_a_line_and_who_is_not_reached_below(course: Course) -> None:
    course.quota(300, 150, 20)
    course.person("stopped", "line")
    course.person("blocked", "line")
    course.person("waiting", "line")
    with course.database.write() as store:
        people.stop(store, 7, stopped=True)
        addresses.close(store, Address("line", "blocked"), "blocked")
    waiting = course.draft(audience=Audience(people=(9,)))
    course.confirm(waiting)
    course.plan()
    number = course.draft()
    with course.database.write() as store:
        whole = announce.cost(store, announce.get(store, number))
        one = announce.cost(store, announce.aim(store, number, Audience(channel="telegram")))

    assert [whole.line(SAY), *whole.missing(SAY)] == [
        "ส่งถึง 5 คน · LINE 3 ข้อความ เหลือ 149 จาก 300 · Telegram 1 · หน้าเว็บ 1",
        "ยังไม่ลงทะเบียนกับน้องนัด 1 คน",
        "ขอไม่รับข้อความ 1 คน",
        "บล็อกน้องนัด 1 คน",
    ]
    assert [one.line(SAY), *one.missing(SAY)] == [
        "ส่งถึง 1 คน · Telegram 1",
        "ไม่ได้ใช้น้องนัดทาง Telegram 6 คน",
        "ขอไม่รับข้อความ 1 คน",
    ]


@pytest.mark.parametrize(
    ("reply", "calls"),
    [
        (TEXT, 1),
        (replace(TEXT, images=(Image("", "image/png", "AA=="),) * 2, files=(File("f", "", "x"),)), 1),
        (replace(TEXT, images=(Image("", "image/png", "AA=="),) * 4), 2),
        (Reply("น้ำ" * 4000), 1),
    ],
    ids=["text", "five things", "six things", "long"],
)
def test_line_charges_by_the_call(course: Course, reply: Reply, calls: int) -> None:
    number = course.draft(reply, Audience(people=(1,)))
    with course.database.read() as store:
        found = announce.cost(store, announce.get(store, number))
    assert found.line_messages == calls
