"""What owners alone may do with people, what is proven before, and what chats are told."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.messages import Address
from storage import outbox, people
from storage.people import Details, Membership
from tests.web.console.office import post, told, words
from tests.web.console.persons import listed, role_of


if TYPE_CHECKING:
    from tests.web.console.client import Client
    from tests.web.console.office import Office


def chat_of(here: Office, client: Client, who: str) -> str:
    page = client.get(f"/console/c/people/{here.people[who]}").text
    return next(iter(re.findall(r'name="chat" value="(\d+)"', page)), "")


def test_owners_alone_make_organisers_and_owners(here: Office, olga: Client) -> None:
    ann, olgas, otto = (here.people[who] for who in ("ann", "olga", "otto"))
    refused = "เรื่องของผู้จัดและผู้ดูแลระบบ ผู้ดูแลระบบเท่านั้นที่ทำได้ค่ะ"

    for person, role in ((ann, "organiser"), (ann, "owner"), (olgas, "participant"), (otto, "participant")):
        assert told(olga, post(olga, f"people/{person}/role", {"role": role})) == refused
    assert told(olga, post(olga, f"people/{otto}/change", {"name": "คนอื่น"})) == refused
    assert told(olga, post(olga, f"people/{ann}/role", {"role": "scanner"})) == "ดร.กิ่งแก้ว ใจงาม เป็นผู้เช็กชื่อแล้วค่ะ"
    assert role_of(here, "ann") == (Membership("c", "scanner"),)


def test_an_owner_gives_any_role_and_there_is_always_one(here: Office) -> None:
    client, ann, otto = here.client("otto"), here.people["ann"], here.people["otto"]
    with here.database.write() as store:
        people.enrol(store, otto, Membership("", "owner"))

    assert told(client, post(client, f"people/{otto}/role", {"role": "participant"})).startswith("นี่คือผู้ดูแลระบบคนสุดท้าย")
    told(client, post(client, f"people/{ann}/role", {"role": "owner"}))
    assert role_of(here, "ann") == (Membership("c"), Membership("", "owner"))
    told(client, post(client, f"people/{ann}/role", {"role": "organiser"}))

    assert role_of(here, "ann") == (Membership("c", "organiser"),)


def test_organisers_get_no_way_into_the_rights_of_others_who_organise(here: Office, olga: Client) -> None:
    """Not even where these only take part in this programme."""
    with here.database.write() as store:
        boss = people.add(store, Details("นายใหญ่ ใจดี"))
        people.enrol(store, boss, Membership("c"))
        people.enrol(store, boss, Membership("", "owner"))
        other = people.add(store, Details("ผู้จัดอีกคน"))
        people.enrol(store, other, Membership("c", "organiser"))
        plain = people.add(store, Details("นางธรรมดา"))
        people.enrol(store, plain, Membership("c"))
    refused = "เรื่องของผู้จัดและผู้ดูแลระบบ ผู้ดูแลระบบเท่านั้นที่ทำได้ค่ะ"

    for person in (boss, other, here.people["otto"]):
        for what in ("card", "revoke", "unlink"):
            assert told(olga, post(olga, f"people/{person}/{what}", {"chat": "1", "reason": "lost"})) == refused
        assert told(olga, post(olga, f"people/{person}/change", {"name": "คนอื่น"})) == refused
    names = [re.findall(r"<h2.*?>(.*?)</h2>", post(who, "people/cards").text) for who in (olga, here.client("otto"))]
    assert names == [["นางธรรมดา"], ["นายใหญ่ ใจดี", "ผู้จัดอีกคน", "นางธรรมดา"]]


def test_a_chat_is_unlinked_and_told(here: Office, olga: Client) -> None:
    path, chat = f"people/{here.people['ann']}/unlink", chat_of(here, olga, "ann")
    assert told(olga, post(olga, path, {"chat": chat})) == "เลือกเหตุผลก่อนนะคะ"
    assert told(olga, post(olga, path, {"chat": "0", "reason": "lost"})) == "ไม่พบแชตนี้แล้วค่ะ"

    assert told(olga, post(olga, path, {"chat": chat, "reason": "lost"})).startswith("ยกเลิกการเชื่อมแล้วค่ะ")

    with here.database.read() as store:
        assert people.addresses(store, here.people["ann"]) == ()
        said = outbox.sent_to(store, Address("line", "ann"))[-1].reply.plain
    assert said.startswith("ผู้จัดยกเลิกการเชื่อมแชตนี้กับ ดร.กิ่งแก้ว ใจงาม แล้วค่ะ (เครื่องหายหรือเปลี่ยนมือ)")
    deed = next(deed for deed in here.deeds() if deed.what == "person.unlinked")
    assert deed.details == {"channel": "line", "reason": "lost"}


def test_an_organiser_unlinks_no_organiser(here: Office, olga: Client) -> None:
    owner = here.client("otto")
    chat = chat_of(here, owner, "olga")
    path = f"people/{here.people['olga']}/unlink"

    assert chat_of(here, olga, "olga") == ""
    assert told(olga, post(olga, path, {"chat": chat, "reason": "lost"})).startswith("เรื่องของผู้จัด")
    assert told(owner, post(owner, path, {"chat": chat, "reason": "lost"})).startswith("ยกเลิกการเชื่อมแล้วค่ะ")


def test_owners_take_out_and_erase_what_is_held_by_typing_the_name(here: Office, olga: Client) -> None:
    owner, path = here.client("otto"), f"people/{here.people['ann']}"
    assert post(olga, f"{path}/export").status_code == 422
    assert told(olga, post(olga, f"{path}/erase", {"name": "ดร.กิ่งแก้ว ใจงาม"})) != "ลบข้อมูลแล้วค่ะ"

    given = post(owner, f"{path}/export")
    asked = words(owner.get(f"/console/c/{path}/erase"))
    wrong = post(owner, f"{path}/erase", {"name": "กิ่งแก้ว"})
    right = post(owner, f"{path}/erase", {"name": "กิ่งแก้ว ใจงาม"})

    assert json.loads(given.text)["profile"]["name"] == "ดร.กิ่งแก้ว ใจงาม"
    assert given.headers["content-disposition"].startswith("attachment")
    assert "คงไว้เป็นหลักฐานโดยไม่มีชื่อ" in asked
    assert told(owner, wrong) == "ชื่อที่พิมพ์ไม่ตรงค่ะ ยังไม่ได้ลบ"
    assert told(owner, right) == "ลบข้อมูลแล้วค่ะ"
    assert owner.get(f"/console/c/{path}").status_code == 404


def test_both_chats_are_asked_before_two_become_one(here: Office, olga: Client) -> None:
    path, ben = f"people/{here.people['ann']}/merge", str(here.people["ben"])
    found = listed(olga.get(f"/console/c/{path}?text=สมหมาย"))
    side_by_side = words(olga.get(f"/console/c/{path}?with={ben}"))
    fields = {"gone": ben, "reason": "twice"}
    unsure = post(olga, path, fields)
    asked = post(olga, path, fields | {"sure": "yes"})

    assert found == ["นายสมหมาย ตั้งต้น"]
    assert "น้องนัดจะถามทั้งสองแชต" in side_by_side
    assert (unsure.status_code, told(olga, unsure)) == (422, "ยืนยันก่อนนะคะว่าเป็นคนเดียวกัน")
    assert told(olga, asked) == "ถามในแชตแล้วค่ะ จะรวมเมื่อยืนยันครบ"
    with here.database.read() as store:
        said = [outbox.sent_to(store, Address("line", who))[-1].reply for who in ("ann", "ben")]
        assert people.get(store, here.people["ben"]).name == "นายสมหมาย ตั้งต้น"
    assert [reply.plain.partition("\n")[0] for reply in said] == [
        "ผู้จัดแจ้งว่า «ดร.กิ่งแก้ว ใจงาม» กับ «นายสมหมาย ตั้งต้น» อาจเป็นคนเดียวกัน"
    ] * 2
    assert "รอแชตยืนยันว่าเป็นคนเดียวกับ นายสมหมาย ตั้งต้น" in words(olga.get(f"/console/c/people/{here.people['ann']}"))
    assert told(olga, post(olga, f"{path}/withdraw")) == "ยกเลิกการรวมแล้วค่ะ"


def test_an_owner_merges_who_has_not_joined(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        twice = people.add(store, Details("กิ่งแก้ว ใจงาม", position="ปลัด"))
        people.enrol(store, twice, Membership("c", team="เหนือ"))
    path, owner = f"people/{here.people['ann']}/merge", here.client("otto")
    fields = {"gone": str(twice), "reason": "twice", "sure": "yes"}

    assert told(olga, post(olga, path, fields)).startswith("รายการนี้เจ้าของระบบเท่านั้น")
    assert told(owner, post(owner, path, fields)) == "รวมเป็นคนเดียวกันแล้วค่ะ"

    assert role_of(here, "ann") == (Membership("c", team="เหนือ"),)
    assert owner.get(f"/console/c/people/{twice}").status_code == 404
    merging = [deed.what for deed in here.deeds() if deed.what.startswith("people.merge")]
    assert merging == ["people.merged", "people.merge_asked"]
