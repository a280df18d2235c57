"""What a command shows of people is in the log, and is told to them: nobody looks unseen, at the machine either."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.config import Settings
from bot.services import privacy
from storage import audit
from storage.db import Database
from storage.members import enrolled
from tests.test_cli import run


if TYPE_CHECKING:
    from storage.audit import Deed

CCIO = Path(__file__).resolve().parents[1] / "storage" / "samples" / "ccio-2.yaml"
KK = "ดร.กิ่งแก้ว ใจงาม"


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with a store that has a programme and its roster, no settings, and a Thai reader."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    Path("r.csv").write_text(f"ชื่อ-สกุล,บทบาท\n{KK},\nนายผู้จัด ดีงาม,ผู้จัด\n", encoding="utf-8")
    run("programme", "import", CCIO)
    run("people", "import", "r.csv")


def _deeds(programme: str) -> list[Deed]:
    database = Database("sqlite:///data/nongnat.db")
    with database.read() as store:
        found = [deed for _, deed in reversed(audit.of_programme(store, programme))]
    database.close()
    return found


@pytest.mark.parametrize(
    ("command", "subject"),
    [
        (("report", "attendance"), "attendance"),
        (("report", "attendance", "--xlsx", "a.xlsx"), "attendance"),
        (("people", "list"), "people"),
        (("people", "invite", "--out", "codes.csv"), "people"),
        (("people", "list", "--programme", "ccio-2"), "people"),
        (("programme", "export", "ccio-2.xlsx"), "people"),
    ],
)
def test_what_shows_people_is_in_the_log_once_a_day(command: tuple[str, ...], subject: str) -> None:
    for _ in range(2):
        assert run(*command, NONGNAT_NOW="2019-10-04T12:00").exit_code == 0

    found = [(deed.what, deed.subject, deed.person, deed.details) for deed in _deeds("ccio-2")]
    assert found == [("people.seen", subject, None, {"by": "command"})]


@pytest.mark.parametrize("command", [("report", "feedback"), ("programme", "export", "ccio-2.csv")])
def test_what_shows_nobody_is_not(command: tuple[str, ...]) -> None:
    assert run(*command).exit_code == 0

    assert _deeds("ccio-2") == []


def test_whose_data_was_taken_out_is_in_the_log() -> None:
    assert run("people", "export", KK, "--out", "kk.json").exit_code == 0

    assert [(deed.what, deed.person, deed.details) for deed in _deeds("")] == [
        ("data.exported", None, {"by": "command"})
    ]


def test_people_are_told_that_a_command_showed_them() -> None:
    run("report", "attendance", NONGNAT_NOW="2019-10-04T12:00")

    database = Database("sqlite:///data/nongnat.db")
    with database.read() as store:
        kk = next(each.person for each in enrolled(store, "ccio-2"))
        sights = privacy.seen(store, kk)
    database.close()
    assert [(each.who, each.what, each.subject) for each in sights] == [("", "people.seen", "attendance")]
