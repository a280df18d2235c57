"""The console's people: the roster, one person, who is added and changed, and cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from storage import people
from storage.people import Details, Membership
from tests.web.console.office import post, queries, told, words
from tests.web.console.persons import known, listed


if TYPE_CHECKING:
    from tests.web.console.client import Client
    from tests.web.console.office import Office


def test_the_roster_is_searched_and_chosen_from(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        people.change(store, here.people["ben"], Details("นายสมหมาย ตั้งต้น", "เทศบาลนครภูเก็ต", "ปลัด"))
        people.enrol(store, here.people["ben"], Membership("c", team="เหนือ", leads=True))
        people.link(store, people.add(store, Details("ใคร")), Address("line", "ann"))
    everybody = ["ดร.กิ่งแก้ว ใจงาม", "นายสมหมาย ตั้งต้น", "แซม", "อรสา", "อดุลย์"]

    found = {
        asked: listed(olga.get(f"/console/c/people?{asked}"))
        for asked in (
            "", "text=สมหมาย", "text=ภูเก็ต+ปลัด", "text=เหนือ", "text=%25", "role=scanner", "joined=no", "channel=line",
            "channel=telegram", "team=เหนือ", "role=nonsense", "page=99999999999",
        )
    }  # fmt: skip

    ben, ann = everybody[1:2], everybody[:1]
    assert found == {
        "": everybody, "text=สมหมาย": ben, "text=ภูเก็ต+ปลัด": ben, "text=เหนือ": ben, "text=%25": [],
        "role=scanner": ["แซม"], "joined=no": ann, "channel=line": everybody[1:], "channel=telegram": [],
        "team=เหนือ": ben, "role=nonsense": everybody, "page=99999999999": everybody,
    }  # fmt: skip


def test_a_page_has_fifty_and_leads_on(here: Office, olga: Client) -> None:
    here.crowd(60)

    first, second = (olga.get(f"/console/c/people?page={number}") for number in (1, 2))

    assert [len(listed(each)) for each in (first, second)] == [50, 15]
    assert 'href="?page=2"' in first.text


def test_the_store_is_asked_as_often_for_many_people_as_for_few(here: Office, olga: Client) -> None:
    paths = ("people", "people?text=p1&joined=yes", "people/teams", "people/{ann}", "people/{ann}/merge?text=p")
    counts: dict[str, list[int]] = {path: [] for path in paths}
    for more in (300, 2_700):
        here.crowd(more)
        for path in paths:
            real = f"/console/c/{path.format(**here.people)}"
            olga.get(real)
            with queries() as asked:
                assert olga.get(real).status_code == 200
            counts[path].append(asked.count)

    assert {path: few == many < 40 for path, (few, many) in counts.items()} == dict.fromkeys(paths, True)


def test_one_persons_page_says_what_is_known(here: Office, olga: Client) -> None:
    page = words(olga.get(f"/console/c/people/{here.people['ann']}"))

    assert page.startswith("← รายชื่อ ดร.กิ่งแก้ว ใจงาม")
    assert "LINE ใช้งานอยู่" in page
    assert "ความยินยอม ยังไม่ได้ยินยอม" in page
    assert [(deed.what, deed.about) for deed in here.deeds()] == [("people.seen", here.people["ann"])]


@pytest.mark.parametrize("who", ["otto", "olga"])
def test_nobody_of_another_programme_is_shown(here: Office, who: str) -> None:
    with here.database.write() as store:
        other = people.add(store, Details("คนอื่น"))
        people.enrol(store, other, Membership("d"))
    client = here.client(who)

    for path in (f"people/{other}", f"people/{other}/change", f"people/{other}/merge", "people/99999"):
        assert client.get(f"/console/c/{path}").status_code == 404
    assert told(client, post(client, f"people/{other}/change", {"name": "x"})) == "ไม่พบคนนี้ในหลักสูตรนี้ค่ะ"


def test_somebody_is_added_and_changed(here: Office, olga: Client) -> None:
    assert post(olga, "people/add", {"name": " "}).status_code == 422
    assert post(olga, "people/add", {"name": "ก", "email": "ไม่ใช่"}).status_code == 422

    added = post(olga, "people/add", {"name": "นางใหม่  มาแล้ว", "team": "เหนือ", "leads": "y", "note": "เจ"})
    assert told(olga, added) == "เพิ่มในรายชื่อแล้วค่ะ"
    person = known(here, "นางใหม่ มาแล้ว")
    again = post(olga, "people/add", {"name": "ใหม่ มาแล้ว"})
    assert (again.status_code, told(olga, again)) == (422, "นางใหม่ มาแล้ว อยู่ในรายชื่อแล้วค่ะ")
    changed = post(olga, f"people/{person}/change", {"name": "นางใหม่ มาแล้ว", "position": "ปลัด", "team": "ใต้"})

    assert told(olga, changed) == "บันทึกแล้วค่ะ"
    with here.database.read() as store:
        assert people.get(store, person).details == Details("นางใหม่ มาแล้ว", position="ปลัด")
        assert people.memberships(store, person) == (Membership("c", team="ใต้"),)
    assert [deed.what for deed in here.deeds() if deed.what.startswith("person.")] == ["person.added", "person.changed"]


def test_cards_are_printed_for_whoever_has_not_joined(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        for name in ("นางหนึ่ง", "นางสอง"):
            people.enrol(
                store, people.add(store, Details(name)), Membership("c", team="เหนือ" if name == "นางสอง" else "")
            )

    page = post(olga, "people/cards")
    some = post(olga, "people/cards", {"team": "เหนือ"})
    one = post(olga, f"people/{here.people['ann']}/card")

    names = [re.findall(r"<h2.*?>(.*?)</h2>", each.text) for each in (page, some, one)]
    assert names == [["นางหนึ่ง", "นางสอง"], ["นางสอง"], ["ดร.กิ่งแก้ว ใจงาม"]]
    assert len(re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", page.text)) >= 2
    assert "'unsafe" not in page.headers["content-security-policy"]
    assert [deed.details for deed in here.deeds() if deed.what == "codes.made"] == [
        {"count": 2},
        {"count": 1},
        {"count": 1},
    ]
    assert told(olga, post(olga, f"people/{here.people['ann']}/revoke")) == "ยกเลิกรหัสแล้ว 1 รหัสค่ะ"
    assert told(olga, post(olga, "people/cards", {"text": "ไม่มีใคร"})).startswith("ทุกคนลงทะเบียนแล้ว")


def test_an_owner_of_all_who_is_changed_is_no_participant_by_that(here: Office) -> None:
    with here.database.write() as store:
        boss = people.add(store, Details("นายใหญ่ ใจดี"))
        people.enrol(store, boss, Membership("", "owner"))
    otto = here.client("otto")

    assert told(otto, post(otto, f"people/{boss}/change", {"name": "นายใหญ่ ใจดีมาก"})) == "บันทึกแล้วค่ะ"
    with here.database.read() as store:
        assert people.get(store, boss).name == "นายใหญ่ ใจดีมาก"
        assert people.memberships(store, boss) == (Membership("", "owner"),)
