"""`nongnat line setup` and `nongnat telegram setup`, against the platforms' fakes: what they do, and again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fakes.line import FakeLine
from tests.fakes.telegram import FakeTelegram


if TYPE_CHECKING:
    from pathlib import Path


def nongnat(folder: Path, *words: str, **settings: str) -> tuple[int, list[str], list[str]]:
    """Exit code, what is said, and what is said of mistakes."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=folder, env={"PATH": "/usr/bin:/bin", **settings},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


@pytest.fixture(scope="module")
def thai_font() -> None:
    found = (
        subprocess.run(["fc-list", ":lang=th"], capture_output=True, text=True, check=False).stdout
        if shutil.which("fc-list")
        else ""
    )
    if not found:
        pytest.skip("no Thai font on this machine")


@pytest.mark.usefixtures("thai_font")
def test_line_is_set_up_once_and_then_left_alone(tmp_path: Path) -> None:
    with FakeLine() as line:
        settings = {
            "LINE_CHANNEL_SECRET": line.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": line.token,
            "LINE_API_URL": line.url,
        }
        first = nongnat(tmp_path, "line", "setup", **settings)
        second = nongnat(tmp_path, "line", "setup", **settings)
        shown = line.menu(line.friend("ผู้เรียน")) or {}
        menu = shown.get("richMenuId")

    unset = ["ยังไม่ได้ตั้งค่า PUBLIC_URL จึงยังไม่ได้ตั้งที่อยู่รับข้อความ"]
    assert first == (0, [f"สร้างเมนูใหม่และให้ทุกคนเห็นแล้ว ({menu})"], unset)
    assert second == (0, [f"เมนูเป็นรุ่นล่าสุดอยู่แล้ว ({menu})"], unset)


def test_telegram_is_set_up_once_and_then_left_alone(tmp_path: Path) -> None:
    with FakeTelegram() as telegram:
        settings = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_WEBHOOK_SECRET": "abc",
            "TELEGRAM_API_URL": telegram.url,
            "PUBLIC_URL": "https://example.org",
        }
        first = nongnat(tmp_path, "telegram", "setup", **settings)
        second = nongnat(tmp_path, "telegram", "setup", **settings)
        telegram.hook = None

    about = [
        f"{what} ({language})"
        for language in ("ภาษาไทย", "ภาษาอังกฤษ", "ภาษาอื่น")
        for what in ("เมนูคำสั่ง", "คำแนะนำตัว", "คำแนะนำตัวสั้น")
    ]
    assert first == (0, [f"ตั้งแล้ว: {what}" for what in ("ที่อยู่รับข้อความ", *about)], [])
    assert second == (0, [f"ถูกต้องอยู่แล้ว: {what}" for what in ("ที่อยู่รับข้อความ", *about)], [])


def test_what_a_platform_refuses_is_said_without_the_token(tmp_path: Path) -> None:
    with FakeTelegram() as telegram:
        settings = {"TELEGRAM_BOT_TOKEN": "1:wrong", "TELEGRAM_MODE": "polling", "TELEGRAM_API_URL": telegram.url}
        code, said, wrong = nongnat(tmp_path, "telegram", "setup", **settings)
        telegram.mistakes.clear()

    assert (code, said, wrong) == (1, [], ["Telegram ไม่รับคำสั่ง: unauthorized"])


@pytest.mark.parametrize(
    ("platform", "name"), [("line", "LINE_CHANNEL_ACCESS_TOKEN"), ("telegram", "TELEGRAM_BOT_TOKEN")]
)
def test_without_its_settings_a_platform_is_not_set_up(tmp_path: Path, platform: str, name: str) -> None:
    assert nongnat(tmp_path, platform, "setup") == (1, [], [f"ยังไม่ได้ตั้งค่า {name}"])
