"""Settings come from the environment and .env, and a wrong one says what it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.config import Settings, settings
from bot.errors import BadSettings
from bot.texts import LANGUAGES, texts


if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, and a folder without a .env."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_no_settings_at_all_are_enough() -> None:
    made = settings()

    assert (made.database_url, made.host, made.port) == ("sqlite:///data/nongnat.db", "127.0.0.1", 8000)
    assert (made.nongnat_now, made.nongnat_speed, made.public_url) == (None, 1, "")


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('PORT=9000\nPUBLIC_URL="https://example.org/"\nSOMETHING=else\n', encoding="utf-8")
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("HOST", "")

    assert (settings().port, settings().host, settings().public_url) == (9001, "127.0.0.1", "https://example.org")


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2019-10-03T19:00", datetime(2019, 10, 3, 19, tzinfo=ZoneInfo("Asia/Bangkok"))),
        ("2019-10-03T19:00+02:00", datetime(2019, 10, 4, 0, tzinfo=ZoneInfo("Asia/Bangkok"))),
    ],
)
def test_a_rehearsal_without_a_zone_is_in_thai_time(
    monkeypatch: pytest.MonkeyPatch, given: str, moment: datetime
) -> None:
    monkeypatch.setenv("NONGNAT_NOW", given)

    assert settings().nongnat_now == moment


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("PUBLIC_URL", "example.org"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("NONGNAT_NOW", "tomorrow"),
        ("NONGNAT_SPEED", "-1"),
        ("LINE_API_URL", "api.line.me"),
        ("TELEGRAM_API_URL", "x"),
        ("TELEGRAM_MODE", "push"),
        ("LINE_RESERVE", "-1"),
        ("LINE_BASIC_ID", "@น้องนัด"),
        ("TELEGRAM_USERNAME", "t.me/nongnat"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_there(monkeypatch: pytest.MonkeyPatch, name: str, found: str) -> None:
    monkeypatch.setenv(name, found)

    with pytest.raises(BadSettings) as refused:
        settings()

    assert (refused.value.code, refused.value.values) == (f"cli.setting.{name.lower()}", {"name": name, "found": found})
    for language in LANGUAGES:
        said = texts(language)(refused.value.code, **refused.value.values)
        assert (name in said, found in said) == (True, True)


def test_the_public_names_of_accounts_are_taken_with_and_without_their_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    for sign in ("", "@"):
        monkeypatch.setenv("LINE_BASIC_ID", f"{sign}123abcde")
        monkeypatch.setenv("TELEGRAM_USERNAME", f"{sign}nongnat_bot")

        assert (settings().line_basic_id, settings().telegram_username) == ("@123abcde", "nongnat_bot")


def rehearse(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("NONGNAT_NOW", "2019-10-03T19:00+07:00")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:x")
    monkeypatch.setenv("TELEGRAM_MODE", "polling")
    monkeypatch.setenv("TELEGRAM_API_URL", url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://localhost:9", "http://[::1]:9"])
def test_a_rehearsal_speaks_to_this_machine(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    rehearse(monkeypatch, url)

    assert settings().telegram_api_url == url


@pytest.mark.parametrize("url", ["https://api.telegram.org", "http://10.0.0.1"])
def test_a_rehearsal_speaks_to_nobody_outside(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    rehearse(monkeypatch, url)

    with pytest.raises(BadSettings) as refused:
        settings()

    expected = {"name": "TELEGRAM_API_URL", "found": url}
    assert (refused.value.code, refused.value.values) == ("cli.setting.rehearsal", expected)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"),
        ("LINE_CHANNEL_ACCESS_TOKEN", "LINE_CHANNEL_SECRET"),
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"),
    ],
)
def test_half_of_a_platform_is_refused(monkeypatch: pytest.MonkeyPatch, given: str, missing: str) -> None:
    monkeypatch.setenv(given, "x")

    with pytest.raises(BadSettings) as refused:
        settings()

    assert (refused.value.code, refused.value.values) == ("cli.setting.alone", {"name": missing, "found": given})


def test_a_polled_bot_needs_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:x")
    monkeypatch.setenv("TELEGRAM_MODE", "polling")

    assert settings().telegram_mode == "polling"


def test_no_secret_is_printed_with_the_settings_nor_with_what_is_wrong_there(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {name: f"hush-{name}" for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")}
    secrets |= {"TELEGRAM_BOT_TOKEN": "1:hush", "TELEGRAM_WEBHOOK_SECRET": "hush-hook"}
    secrets |= {"DATABASE_URL": "postgresql://me:hush-word@db/x"}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    shown = [repr(settings()), str(settings())]
    wrongs = {"PORT": "0", "DATABASE_URL": "mysql://me:hush-word@db/x", "TELEGRAM_WEBHOOK_SECRET": ""}
    for name, value in wrongs.items():
        monkeypatch.setenv(name, value)
        with pytest.raises(BadSettings) as wrong:
            settings()
        shown += [repr(wrong.value), *(texts(each)(wrong.value.code, **wrong.value.values) for each in LANGUAGES)]
        monkeypatch.setenv("PORT", "8000")

    assert [each for each in shown if "hush" in each] == []
