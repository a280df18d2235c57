"""How long personal data is kept, as a programme's file says it."""

from __future__ import annotations

import pytest

from bot.errors import BadFile, Fault
from storage.formats import read as read_file
from storage.privacy_settings import PrivacySettings, read


FILE = """\
programme:
  id: c
  title: หลักสูตร
  timezone: Asia/Bangkok
  privacy:
    keep_days: {days}
sessions:
  - {{id: s, title: เปิด, start: 2026-01-05T09:00, end: 2026-01-05T12:00}}
"""


@pytest.mark.parametrize(
    ("raw", "meant", "told"),
    [
        (None, PrivacySettings(), []),
        ({}, PrivacySettings(365, 90), []),
        ({"keep_days": 30, "keep_messages_days": 14}, PrivacySettings(30, 14), []),
        ({"keep_days": None}, PrivacySettings(), []),
        ("forever", PrivacySettings(), [("not-fields", "")]),
        ({"keep_days": 6}, PrivacySettings(), [("out-of-range", "keep_days")]),
        ({"keep_messages_days": 9999, "keep_days": 7}, PrivacySettings(7), [("out-of-range", "keep_messages_days")]),
        ({"keep_days": "365"}, PrivacySettings(), [("not-whole", "keep_days")]),
        ({"keep_days": True}, PrivacySettings(), [("not-whole", "keep_days")]),
        ({"days": 30}, PrivacySettings(), [("unknown-key", "days")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_the_defaults_stand(
    raw: object, meant: PrivacySettings, told: list[tuple[str, str]]
) -> None:
    heard: list[tuple[str, str]] = []

    def tell(code: str, field: str, /, **_values: object) -> None:
        heard.append((code, field))

    assert (read(raw, tell), heard) == (meant, told)


def test_a_file_with_a_wrong_term_is_refused_with_its_line() -> None:
    with pytest.raises(BadFile) as refused:
        read_file("c.yaml", FILE.format(days=1).encode())

    values = {"found": "1", "low": "7", "high": "3650"}
    assert refused.value.faults == (Fault("out-of-range", "programme.privacy.keep_days", 6, values),)
    programme, warnings = read_file("c.yaml", FILE.format(days=30).encode())
    assert (read(programme.settings["privacy"]), warnings) == (PrivacySettings(keep_days=30), ())
