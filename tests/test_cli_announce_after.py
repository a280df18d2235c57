"""`nongnat announce` after an announcement is made: approved, told again, corrected."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.messages import Address, Link
from bot.services import announce, notices, programme
from storage import outbox, people
from tests.test_cli_announce import CCIO, morning, run, sent, served, store, told


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return morning(monkeypatch, tmp_path)


def test_those_who_have_not_said_that_they_know_are_told_again() -> None:
    told("new", "สวัสดี", "--yes")
    served()
    with store().write() as writing:
        assert notices.acknowledge(
            writing, Address("line", "U1"), ["announcement 1"], datetime(2019, 10, 3, 4, tzinfo=UTC)
        )

    code, out, _ = told("chase", "1", "--yes")
    served()

    assert (code, out.splitlines()[0], out.splitlines()[3:5]) == (
        0,
        "แจ้งซ้ำ: สวัสดี",
        ["ถึง: ผู้ที่ยังไม่รับทราบประกาศที่ 1", "ส่งถึง 1 คน · Telegram 1"],
    )
    assert (sent(Address("line", "U1")), sent(Address("telegram", "3"))) == (["สวัสดี"], ["สวัสดี", "แจ้งซ้ำ: สวัสดี"])


def test_what_went_is_corrected() -> None:
    told("new", "10 โมง", "--yes")
    served()
    told("correct", "1", "11 โมง", "--yes")
    served()

    assert sent(Address("line", "U1")) == ["10 โมง", "แก้ไขประกาศ: 11 โมง"]
    assert "ได้รับฉบับแก้ไขแทน 2 คน" in told("show", "1")[1]


def test_another_organiser_is_asked_where_the_programme_says_so() -> None:
    text = CCIO.read_text(encoding="utf-8").replace(
        "  public: true\n", "  public: true\n  announcements: {approval: true}\n"
    )
    Path("ccio-2.yaml").write_text(text, encoding="utf-8")
    run("programme", "import", "ccio-2.yaml")

    form = ("--link", "แบบฟอร์ม=https://example.org/form")
    asked = told("new", "ก", *form, "--yes", PUBLIC_URL="https://nongnat.example.org")
    assert asked[1].splitlines()[-1] == "ประกาศที่ 1 รออนุมัติจาก ค คราม"
    with store().read() as reading:
        asking = outbox.sent_to(reading, Address("telegram", "3"))[-1].reply
        (preview,) = asking.cards[0].links
        assert asking.text.endswith("\n\nก")
        assert asking.links == (Link("แบบฟอร์ม", "https://example.org/form"),)
        assert announce.by_secret(reading, preview.url.removeprefix("https://nongnat.example.org/preview/"))
    assert told("approve", "1") == (1, "", "ประกาศนี้ต้องให้ผู้จัดอีกท่านเป็นผู้อนุมัติ\n")
    with store().write() as writing:
        number = announce.draft(
            writing, "ccio-2", 3, announce.get(writing, 1).reply, datetime(2019, 10, 3, tzinfo=UTC)
        ).id
        people.link(writing, 2, Address("line", "U2"))
        people.enrol(writing, 2, people.Membership("ccio-2", "organiser"))
        announce.confirm(writing, programme.kept(writing, "ccio-2"), number, 3, datetime(2019, 10, 3, tzinfo=UTC))
    assert told("approve", "2") == (
        0,
        "ประกาศที่ 2 เริ่มส่งแล้ว ดูความคืบหน้าได้ด้วย nongnat announce show 2\n",
        "",
    )
