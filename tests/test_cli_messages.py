"""`nongnat messages` lists what became of messages, by the name of whoever they were for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.messages import Address, Reply
from storage import addresses, outbox, people, sending
from storage.db import Database
from storage.models.people import AddressRow
from storage.people import Details


if TYPE_CHECKING:
    from pathlib import Path


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two messages of which nobody knows, one of them to somebody on the roster."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    database = Database("sqlite:///data/nongnat.db")
    database.migrate()
    with database.write() as store:
        person = people.add(store, Details(name="ดร. ทดสอบ ระบบ"))
        addresses.opened(store, Address("telegram", "1"))
        store.query(AddressRow).update({"person_id": person})
        for chat in ("1", "2"):
            outbox.put(store, Address("telegram", chat), [Reply(f"สวัสดี\n{chat} " + "ก" * 80)])
        for message in sending.claim(store, ["telegram"], NOW, 10):
            sending.finish(store, message, "uncertain", reason="TimeoutError")
    database.close()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, list[str]]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    shown = capsys.readouterr()
    return ended.value.code or 0, [*shown.out.splitlines(), *shown.err.splitlines()]


def test_those_of_which_nobody_knows_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    begins = "2026-01-05 09:00:00 · telegram"
    words = "ก" * 52 + "…"
    assert said(capsys, "messages") == (
        0,
        [
            f"2 · {begins} · ผู้ที่ยังไม่ลงทะเบียน · ไม่แน่ว่าถึง · TimeoutError · สวัสดี 2 {words}",
            f"1 · {begins} · ดร. ทดสอบ ระบบ · ไม่แน่ว่าถึง · TimeoutError · สวัสดี 1 {words}",
        ],
    )


def test_there_may_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "messages", "--state", "failed") == (0, ["ไม่มีข้อความที่ส่งไม่ได้"])


def test_each_can_be_had_whole(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = said(capsys, "messages", "--json")

    found = [json.loads(line) for line in lines]
    assert [(one["id"], one["reason"], one["reply"]["text"][:8]) for one in found] == [
        (2, "TimeoutError", "สวัสดี\n2"),
        (1, "TimeoutError", "สวัสดี\n1"),
    ]


def test_another_state_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = said(capsys, "messages", "--state", "lost")

    expected = "--state ไม่ถูกต้อง: ไม่มีสถานะ lost ใช้ได้: uncertain failed dropped waiting sending sent"
    assert (code, lines[0]) == (2, expected)
