"""The command line as people use it: what it prints, where, and how it ends."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.config import Settings


if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result


ROOT = Path(__file__).resolve().parents[1]
CCIO, CDE = (ROOT / "storage" / "samples" / f"{name}.yaml" for name in ("ccio-2", "cde-1"))
TITLE = "หลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูง (พมส.) รุ่นที่ 1"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder to work in, no settings, and a Thai reader."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    yield tmp_path
    gc.enable()  # a command has the process for itself, and may have done without


def run(*arguments: str | Path, said: bytes = b"", **environment: str) -> Result:
    """Run `nongnat`, with `said` on its standard input."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=said, env=environment)


def commands() -> list[list[str]]:
    return [
        [],
        *([name] for name in ("serve", "chat", "ask", "programme")),
        *(["programme", name] for name in ("check", "import", "export", "diff")),
    ]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
@pytest.mark.parametrize("locale", ["th_TH.UTF-8", "en_US.UTF-8"])
def test_every_command_explains_itself_in_the_readers_language(command: list[str], locale: str) -> None:
    result = run(*command, "--help", LANG=locale)

    first = "วิธีใช้" if locale.startswith("th") else "Usage"
    assert (result.exit_code, result.output.split(":")[0], result.stderr) == (0, first, "")
    assert (bool(re.search("[ก-๙]", result.output)), "cli." in result.output) == (locale.startswith("th"), False)


@pytest.mark.parametrize(
    ("environment", "first"),
    [
        ({"LANG": "en_US.UTF-8"}, "Usage"),
        ({"LANG": "C.UTF-8"}, "วิธีใช้"),
        ({"LC_ALL": "th_TH.UTF-8", "LANG": "en_US.UTF-8"}, "วิธีใช้"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "th_TH"}, "Usage"),
        ({}, "วิธีใช้"),
    ],
)
def test_the_language_is_thai_unless_the_locale_is_english(environment: dict[str, str], first: str) -> None:
    assert run("--help", said=b"", **environment).output.split(":")[0] == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "ไม่มีคำสั่ง nope\nดูวิธีใช้ได้ด้วย nongnat --help\n"),
        (["ask"], "ระบุคำถาม หรือ --jsonl อย่างใดอย่างหนึ่ง\nดูวิธีใช้ได้ด้วย nongnat ask --help\n"),
        (["ask", "x", "--jsonl"], "ระบุคำถาม หรือ --jsonl อย่างใดอย่างหนึ่ง\nดูวิธีใช้ได้ด้วย nongnat ask --help\n"),
        (["ask", "x", "y"], "คำสั่งยังไม่ครบ หรือมีส่วนเกิน\nดูวิธีใช้ได้ด้วย nongnat ask --help\n"),
        (["ask", "x", "--bad"], "ไม่มีตัวเลือก --bad\nดูวิธีใช้ได้ด้วย nongnat ask --help\n"),
        (["ask", "x", "--now"], "ตัวเลือก --now ใช้แบบนี้ไม่ได้\nดูวิธีใช้ได้ด้วย nongnat --help\n"),
        (
            ["ask", "x", "--now", "พรุ่งนี้"],
            "--now ไม่ถูกต้อง: อ่านวันเวลา พรุ่งนี้ ไม่ได้ ต้องเขียนเช่น 2026-10-05T09:00\nดูวิธีใช้ได้ด้วย nongnat ask --help\n",
        ),
        (["programme", "check"], "ยังไม่ได้ระบุ FILE\nดูวิธีใช้ได้ด้วย nongnat programme check --help\n"),
        (
            ["programme", "check", "none.yaml"],
            "FILE ไม่ถูกต้อง: ไม่พบไฟล์ none.yaml หรือเปิดอ่านไม่ได้\nดูวิธีใช้ได้ด้วย nongnat programme check --help\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_and_ends_with_two(arguments: list[str], said: str) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_without_a_command_the_help_is_shown() -> None:
    result = run()

    assert (result.exit_code, result.stderr.startswith("วิธีใช้: nongnat")) == (2, True)


def test_a_wrong_setting_is_refused() -> None:
    result = run("serve", PORT="http")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "PORT ต้องเป็นตัวเลข 1 ถึง 65535 แต่พบ http\n"


def test_a_database_that_is_not_there_is_refused() -> None:
    result = run("chat", DATABASE_URL="postgresql://nobody@127.0.0.1:1/x")

    assert (result.exit_code, result.stderr.startswith("ใช้ฐานข้อมูลไม่ได้ ตรวจ DATABASE_URL")) == (1, True)


def test_a_programme_goes_in_changes_and_comes_out(home: Path) -> None:
    assert run("programme", "check", CDE).output == f"cde-1.yaml: ใช้ได้ {TITLE} มี 14 คาบ\n"
    assert run("programme", "import", CDE).output == (f"นำเข้าแล้ว: {TITLE} (ฉบับที่ 1) เพิ่ม 14 คาบ แก้ไข 0 คาบ ยกเลิก 0 คาบ\n")
    assert run("programme", "import", CDE).output == f"{TITLE}: ไฟล์นี้เหมือนที่มีอยู่แล้ว (ฉบับที่ 1)\n"
    assert run("programme", "export", "cde-1.yaml").output == f"บันทึก {TITLE} ลงไฟล์ cde-1.yaml แล้ว 14 คาบ\n"
    assert run("programme", "diff", "cde-1.yaml").output == f"{TITLE}: ไม่มีอะไรเปลี่ยน\n"

    newer = home / "newer.yaml"
    newer.write_text(
        Path("cde-1.yaml").read_text(encoding="utf-8").replace("ภาคเหนือ", "ภาคเหนือตอนบน"), encoding="utf-8"
    )
    assert run("programme", "diff", newer).output == "~ กลุ่ม north ชื่อ: ภาคเหนือ / North → ภาคเหนือตอนบน / North\n"
    assert run("programme", "import", newer).output == (
        f"นำเข้าแล้ว: {TITLE} (ฉบับที่ 2) เพิ่ม 0 คาบ แก้ไข 0 คาบ ยกเลิก 0 คาบ\n"
    )
    for ending in ("ics", "xml", "json"):
        assert run("programme", "export", f"out.{ending}", "--id", "cde-1").exit_code == 0
        assert run("programme", "check", f"out.{ending}").exit_code == 0


def test_a_bad_file_is_refused_with_every_fault_and_nothing_is_imported(home: Path) -> None:
    bad = home / "bad.yaml"
    bad.write_text(CDE.read_text(encoding="utf-8").replace("venue: grand-hall", "venue: grand-hal"), encoding="utf-8")

    checked, imported = (run("programme", command, bad) for command in ("check", "import"))

    faults = checked.stderr.splitlines()
    assert (checked.exit_code, checked.stdout, imported.exit_code, imported.stderr) == (1, "", 1, checked.stderr)
    assert faults[0] == f"bad.yaml: พบข้อผิดพลาด {len(faults) - 1} แห่ง"
    assert re.fullmatch(r"ผิด · sessions\[0\]\.venue \(บรรทัด \d+\) · ไม่มีสถานที่รหัส grand-hal .*", faults[1])
    assert Path("data").exists() is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.yaml", "--id", "x"], "ไม่มีหลักสูตรรหัส x\n"),
        (["x.yaml"], "เลือกหลักสูตรด้วย --id: ccio-2, cde-1\n"),
        (["ccio-2.doc"], "ไม่รู้จักนามสกุลของไฟล์ ccio-2.doc ใช้ได้แก่ .yaml .yml .xml .json .ics\n"),
        (["nowhere/ccio-2.ics"], "เขียนไฟล์ nowhere/ccio-2.ics ไม่ได้: No such file or directory\n"),
    ],
)
def test_an_export_that_cannot_be_is_refused(arguments: list[str], said: str) -> None:
    result = run("programme", "export", *arguments)

    assert (result.exit_code, result.stderr) == (1, said)


def test_one_question_gets_the_answer_as_text() -> None:
    result = run("ask", "--programme", CCIO, "--now", "2019-10-03T19:00", "พรุ่งนี้เรียนอะไร")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("วันศุกร์ที่ 4 ตุลาคม 2562")
    assert list(Path().iterdir()) == []


def asked(*lines: dict[str, Any] | str) -> bytes:
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()


def test_questions_as_json_are_answered_in_order_each_conversation_by_itself() -> None:
    said = asked(
        {"conversation": "a", "now": "2022-09-15T09:00:00+07:00", "text": "พรุ่งนี้เรียนอะไร"},
        {"conversation": "b", "now": "2022-09-01T18:00:00+07:00", "text": "คลินิกการเงินวันไหน"},
        {"conversation": "a", "now": "2022-09-15T09:01:00+07:00", "text": "ที่ไหน"},
        {"conversation": "b", "now": "2022-09-01T18:00:00+07:00", "text": "กี่โมง"},
    )
    result = run("ask", "--jsonl", "--programme", CDE, said=said)

    replies = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [reply["sessions"] for reply in replies] == [["digital-1", "digital-2"], ["finance-2"]] * 2
    assert {tuple(reply) for reply in replies} == {
        ("answer", "sessions", "also", "understood", "dates", "milliseconds")
    }
    tomorrow = {"text": "พรุ่งนี้", "from": "2022-09-16T00:00:00+07:00", "to": "2022-09-17T00:00:00+07:00"}
    assert replies[0]["dates"] == [tomorrow]


def test_a_line_that_is_no_question_is_told_and_the_rest_is_answered() -> None:
    said = asked("nonsense", {"text": "พรุ่งนี้เรียนอะไร", "now": "2022-09-15T09:00"}, "", '{"text": 5}', "[]")

    result = run("ask", "--jsonl", "--programme", CDE, said=said + b"\n\xff\n")

    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    assert result.stderr.splitlines() == [
        "บรรทัด 1 ไม่ใช่คำถามแบบ JSON: nonsense",
        'บรรทัด 4 ไม่ใช่คำถามแบบ JSON: {"text": 5}',
        "บรรทัด 5 ไม่ใช่คำถามแบบ JSON: []",
        "บรรทัด 6 ไม่ใช่คำถามแบบ JSON: \ufffd",
    ]


def test_odd_letters_in_json_are_answered_too() -> None:
    said = b'{"conversation": "\\ud83d", "text": "\\ud83d \\u0000 \\udc00"}\n{"text": ""}'

    result = run("ask", "--jsonl", "--programme", CDE, said=said)

    assert (result.exit_code, len(result.stdout.splitlines()), result.stderr) == (0, 2, "")


def test_without_a_file_the_question_is_about_the_store() -> None:
    run("programme", "import", CDE)

    result = run("ask", "--now", "2022-09-15T09:00", "พรุ่งนี้เรียนอะไร")

    assert result.stdout.startswith("วันศุกร์ที่ 16 กันยายน 2565")


def test_a_chat_goes_on_until_the_end_of_what_is_typed() -> None:
    run("programme", "import", CDE)

    result = run("chat", said="พรุ่งนี้เรียนอะไร\n\nที่ไหน\n".encode(), NONGNAT_NOW="2022-09-15T09:00")

    assert result.exit_code == 0
    assert [line[:25] for line in result.stdout.splitlines() if line.startswith("วันศุกร์")] == ["วันศุกร์ที่ 16 กันยายน 25"] * 2


def test_the_server_answers_until_it_is_stopped(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "LC_ALL": "en_US.UTF-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            said = server.stdout.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as health:
                status = health.status
            taken = run("serve", PORT=str(port), DATABASE_URL="sqlite://")
        finally:
            server.send_signal(signal.SIGINT)
            ended = server.wait(20)

    assert (said, status, ended) == (f"Nongnat is at http://127.0.0.1:{port} (Ctrl+C stops)\n", 200, 0)
    assert (taken.exit_code, taken.stderr.startswith(f"เปิดที่ 127.0.0.1 พอร์ต {port} ไม่ได้")) == (1, True)
