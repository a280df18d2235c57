"""`nongnat people invite` and `revoke`: codes out, as words, links, cards and pictures, and codes taken back."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from bot.services.people import codes
from tests.test_cli_people import KK, SM, TITLE, codes_in, rostered, run, told


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


NO_LINKS = (
    "บัตรจะมีเฉพาะรหัส ยังไม่มีลิงก์และ QR เพราะไม่รู้ชื่อบัญชี ระบุ --line หรือ --telegram หรือตั้ง LINE_BASIC_ID หรือ TELEGRAM_USERNAME\n"
)
LINKS = ("--line", "@nongnat", "--telegram", "nongnat_bot")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    yield from rostered(monkeypatch, tmp_path)


def test_everybody_gets_a_code_with_words_and_links() -> None:
    run("people", "import", "r.csv")

    result = run("people", "invite", *LINKS)

    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr, lines[2:]) == (0, "", ["ออกรหัสแล้ว 2 คน"])
    for name, line in zip((KK, SM), lines, strict=False):
        code = codes_in(line)[0]
        assert line == " · ".join(
            (
                name,
                code,
                f"ลงทะเบียน CCIO รุ่นที่ 2 รหัส {code}",
                f"https://line.me/R/oaMessage/%40nongnat/?{quote(f'ลงทะเบียน {code}')}",
                f"https://t.me/nongnat_bot?start={code.replace('-', '')}",
            )
        )


def test_without_the_accounts_names_there_are_codes_alone() -> None:
    run("people", "import", "r.csv")

    result = run("people", "invite", "--person", "กิ่งแก้ว")

    code = codes_in(result.stdout)[0]
    assert told(result) == (0, f"{KK} · {code} · ลงทะเบียน CCIO รุ่นที่ 2 รหัส {code}\nออกรหัสแล้ว 1 คน\n", NO_LINKS)


def test_the_accounts_names_may_be_settings() -> None:
    run("people", "import", "r.csv")

    result = run("people", "invite", "--role", "ผู้จัด", LINE_BASIC_ID="nongnat", TELEGRAM_USERNAME="@nongnat_bot")

    code = codes_in(result.stdout)[0]
    assert told(result) == (
        0,
        (
            f"{SM} · {code} · ลงทะเบียน CCIO รุ่นที่ 2 รหัส {code} · "
            f"https://line.me/R/oaMessage/%40nongnat/?{quote(f'ลงทะเบียน {code}')} · "
            f"https://t.me/nongnat_bot?start={code.replace('-', '')}\nออกรหัสแล้ว 1 คน\n"
        ),
        "",
    )


def test_codes_are_written_as_cards_and_as_a_table_and_as_pictures(home: Path) -> None:
    run("people", "import", "r.csv")

    result = run("people", "invite", "--sheet", "s.html", "--out", "out/c.csv", "--qr", "qr", *LINKS)

    assert told(result) == (0, "ออกรหัสแล้ว 2 คน\n", "")
    page = (home / "s.html").read_text(encoding="utf-8")
    assert (page.count("<article>"), page.count("<svg"), "เทศบาล &lt;ก&gt;" in page) == (2, 4, True)
    assert [name in page for name in (KK, SM, TITLE, "<script", "http://", "url(")] == [True] * 3 + [False] * 3
    with (home / "out" / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, first, second = csv.reader(file)
    assert heading == ["ชื่อ", "หน่วยงาน", "หลักสูตร", "รหัส", "ข้อความที่พิมพ์", "LINE", "Telegram"]
    assert (first[:3], second[:3]) == ([KK, "เทศบาล <ก>", TITLE], [SM, "'=1+1", TITLE])
    assert {first[3], second[3]} == set(codes_in(page))
    pictures = sorted(path.name for path in (home / "qr").iterdir())
    assert pictures == [
        "001-ดร-กิ่งแก้ว-ใจงาม-line.png",
        "001-ดร-กิ่งแก้ว-ใจงาม-telegram.png",
        "002-นายสมหมาย-ตั้งต้น-line.png",
        "002-นายสมหมาย-ตั้งต้น-telegram.png",
    ]
    assert {(home / "qr" / name).read_bytes()[:8] for name in pictures} == {b"\x89PNG\r\n\x1a\n"}


def test_cards_that_cannot_be_written_make_no_codes(home: Path) -> None:
    run("people", "import", "r.csv")
    first = codes_in(run("people", "invite", "--person", KK).stdout)[0]
    (home / "file").write_bytes(b"")

    result = run("people", "invite", "--sheet", "file/s.html")

    assert (result.exit_code, result.stderr.splitlines()[1][:27]) == (1, "เขียนไฟล์ file/s.html ไม่ได้"[:27])
    assert told(run("people", "revoke", first)) == (0, "ยกเลิกรหัสแล้ว 1 รหัส\n", "")


def test_the_first_owner_needs_no_roster_and_is_one_person() -> None:
    first = run("people", "invite", "--owner", "นางสาวมาลี  ดูแล")
    second = run("people", "invite", "--owner", "มาลี ดูแล")

    code = codes_in(second.stdout)[0]
    assert told(second) == (0, f"นางสาวมาลี ดูแล · {code} · ลงทะเบียน {code}\nออกรหัสแล้ว 1 คน\n", NO_LINKS)
    assert told(run("people", "list")) == (
        0,
        "นางสาวมาลี ดูแล · ผู้ดูแลระบบ · ยังไม่ลงทะเบียน\nทั้งหมด 1 คน ลงทะเบียนแล้ว 0 คน\n",
        "",
    )
    gone = codes_in(first.stdout)[0]
    assert told(run("people", "revoke", gone)) == (1, "", f"รหัส {gone} ไม่มี ใช้ไปแล้ว หรือยกเลิกไปแล้ว\n")


def test_codes_are_taken_back_by_name_or_all_at_once() -> None:
    run("people", "import", "r.csv")
    run("people", "invite")

    assert told(run("people", "revoke", "สมหมาย ตั้งต้น")) == (0, "ยกเลิกรหัสแล้ว 1 รหัส\n", "")
    assert told(run("people", "invite", "--revoke")) == (0, "ยกเลิกรหัสแล้ว 1 รหัส\n", "")
    assert told(run("people", "invite", "--revoke")) == (0, "ยกเลิกรหัสแล้ว 0 รหัส\n", "")


def test_a_code_is_kept_nowhere(home: Path) -> None:
    run("people", "import", "r.csv")
    made = codes_in(run("people", "invite").stdout)

    held = b"".join(path.read_bytes() for path in (home / "data").iterdir())
    plain = [each.replace("-", "") for each in made]
    assert [code.encode() in held for code in [*made, *plain]] == [False] * 2 * len(made)
    assert [codes.digest(code).encode() in held for code in plain] == [True] * len(plain)
