"""`nongnat rehearse` as people use it: what it prints and writes, and whom it can never reach."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.config import Settings


if TYPE_CHECKING:
    from collections.abc import Iterator


CCIO = str(Path(__file__).resolve().parents[1] / "storage" / "samples" / "ccio-2.yaml")
TRY = "ดูวิธีใช้ได้ด้วย nongnat rehearse --help"
ONE_DAY = ("--from", "2019-10-03T12:00", "--to", "2019-10-04T08:45")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, no settings, and a Thai reader."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A door that stands for both platforms, switched on by their settings: whoever knocks is heard."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        for name in (
            "LINE_CHANNEL_SECRET",
            "LINE_CHANNEL_ACCESS_TOKEN",
            "TELEGRAM_BOT_TOKEN",
            "TELEGRAM_WEBHOOK_SECRET",
        ):
            monkeypatch.setenv(name, "12345:made-up")
        monkeypatch.setenv("LINE_API_URL", address)
        monkeypatch.setenv("TELEGRAM_API_URL", address)
        yield door


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, list[str]]:
    with pytest.raises(SystemExit) as ended:
        main(["rehearse", *words])
    shown = capsys.readouterr()
    return ended.value.code or 0, [*shown.out.splitlines(), *shown.err.splitlines()]


def test_a_day_is_told_moment_by_moment(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = said(capsys, CCIO, *ONE_DAY, "--people", "1")

    heads = [line for line in lines if re.match(r"วัน\S+ที่ \d|  \d\d\.\d\d น\.", line)]
    assert (code, heads, lines[-3:]) == (
        0,
        [
            "วันพฤหัสบดีที่ 3 ตุลาคม 2562",
            "  18.00 น. · ถึง ผู้ร่วมซ้อม 001",
            "วันศุกร์ที่ 4 ตุลาคม 2562",
            "  07.00 น. · ถึง ผู้ร่วมซ้อม 001",
            "  08.30 น. · ถึง ผู้ร่วมซ้อม 001",
        ],
        [
            "รวมส่งเอง 3 ข้อความ ตอบคำถาม 0 ครั้ง ผู้ร่วมซ้อม 1 คน",
            "วันที่ได้รับมากที่สุด คนหนึ่งได้ 2 ข้อความ",
            "ตุลาคม 2562: ถ้าทุกคนใช้ LINE นับเป็น 3 ข้อความ",
        ],
    )


def test_a_rehearsal_reaches_nobody_and_touches_nothing(
    capsys: pytest.CaptureFixture[str], platform: socket.socket, home: Path
) -> None:
    """With both platforms switched on, nobody knocks at their doors, and no store is made."""
    code, _ = said(capsys, CCIO, *ONE_DAY, "--people", "12")

    platform.settimeout(0.1)
    with pytest.raises(TimeoutError):
        platform.accept()
    assert (code, list(home.iterdir())) == (0, [])


def test_the_page_needs_nothing_else(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, lines = said(capsys, CCIO, *ONE_DAY, "--people", "12", "--html", "day.html")

    page = (home / "day.html").read_text(encoding="utf-8")
    assert (code, lines[-1]) == (0, "บันทึกหน้าซ้อมไว้ที่ day.html")
    assert page.count("<article") == 9
    assert not re.findall(r"<(?:script|link|iframe|form)\b|src=\"(?!data:)|url\(", page)


def test_a_programme_in_the_store_is_played_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = said(capsys, "ccio-2", *ONE_DAY, "--people", "1")

    assert (code, lines[-3]) == (0, "รวมส่งเอง 3 ข้อความ ตอบคำถาม 0 ครั้ง ผู้ร่วมซ้อม 1 คน")


def test_what_cannot_be_played_is_refused(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert said(capsys, "nowhere-1") == (1, ["ไม่มีหลักสูตรรหัส nowhere-1"])
    (home / "empty.yaml").write_text("programme: {id: empty-1, title: ว่าง, timezone: Asia/Bangkok}", encoding="utf-8")
    assert said(capsys, "empty.yaml") == (1, ["หลักสูตรนี้ยังไม่มีคาบเรียน จึงยังไม่มีอะไรให้ซ้อม"])
    assert said(capsys, CCIO, "--html", "no/day.html") == (1, ["เขียนไฟล์ no/day.html ไม่ได้: No such file or directory"])
    assert said(capsys, CCIO, "--from", "2019-10-05", "--to", "2019-10-04") == (
        1,
        ["ช่วงเวลาซ้อมกลับด้าน: เริ่ม 2019-10-05 00:00 แต่จบ 2019-10-04 00:00 เวลาจบต้องอยู่หลังเวลาเริ่ม"],
    )
    for years in (("--from", "2562-10-03"), ("--to", "2562-10-05"), ("--from", "0001-01-01"), ("--to", "9999-12-31")):
        assert said(capsys, CCIO, *years) == (
            1,
            ["หลักสูตรนี้อยู่ในช่วง 2019-10-03 ถึง 2019-12-13 (ปี ค.ศ.) เวลาซ้อมต้องห่างจากช่วงนี้ไม่เกินหนึ่งปี"],
        )
    assert said(capsys, CCIO, "--people", "0") == (2, ["--people ไม่ถูกต้อง: ต้องเป็นจำนวน 1–2,000 แต่ได้ 0", TRY])
    assert said(capsys, CCIO, "--speed", "-1") == (
        2,
        ["--speed ไม่ถูกต้อง: ต้องเป็นจำนวนที่มากกว่า 0 และไม่เกิน 1,000,000 แต่ได้ -1", TRY],
    )
