"""What docs/running.md says of backups works, word for word, on both databases; and nothing old is said again."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.__main__ import main
from bot.messages import Address, Inbound, Reply
from storage import addresses, announced, backup, inbox, notices, outbox, people, recipients, signins
from storage.backup import LaidAside
from storage.db import Database
from storage.feedback_answers import SECRETS
from storage.leader import Leader
from storage.models import AnnouncementRow, InboxRow, OutboxRow, PersonRow, SecretRow, ThroughRow
from storage.people import Details


ROOT = Path(__file__).resolve().parents[1]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "running.md").read_text(encoding="utf-8"), re.DOTALL)
NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
HOME, ELSEWHERE = Address("line", "1"), Address("telegram", "1")


class Place:
    """A folder to work in, with a store and the command `nongnat`."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        command = folder / "bin" / "nongnat"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -m bot "$@"\n', encoding="utf-8")
        command.chmod(0o755)

    def run(self, script: str, language: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.url,
            "LC_ALL": f"{language}.UTF-8",
        }
        command = ["sh", "-ec", script]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    def does(self, *arguments: str, language: str = "en") -> tuple[int, str, str]:
        """The same for one command, without a process of its own."""
        environment = {"DATABASE_URL": self.url, "LC_ALL": f"{language}.UTF-8"}
        with contextlib.chdir(self.folder):
            ended = CliRunner().invoke(main, arguments, env=environment)
        return ended.exit_code, ended.stdout, ended.stderr

    def said(self) -> list[tuple[str, str, str]]:
        database = Database(self.url if "sqlite" not in self.url else f"sqlite:///{self.folder}/data/nongnat.db")
        with database.read() as store:
            rows: list[tuple[str, str, str]] = [
                (row.reply.text, row.state, row.reason) for row in store.scalars(select(OutboxRow))
            ]
        database.close()
        return rows

    def put(self, *texts: str) -> None:
        database = Database(self.url if "sqlite" not in self.url else f"sqlite:///{self.folder}/data/nongnat.db")
        database.migrate()
        with database.write() as store:
            outbox.put(store, HOME, [Reply(text) for text in texts])
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return Place(tmp_path, "sqlite:///data/nongnat.db")
    if not (shutil.which("pg_dump") and shutil.which("psql")):
        pytest.skip("no pg_dump here")
    return Place(tmp_path, request.getfixturevalue("empty_postgresql"))


def test_there_is_a_block_for_each_step() -> None:
    assert [block.split()[0] for block in BLOCKS] == ["nongnat", "pg_dump", "rm", "psql"]


def test_a_backup_comes_back_whole_and_what_waited_in_it_is_not_said_again(place: Place) -> None:
    back_up, restore = (BLOCKS[0], BLOCKS[2]) if "sqlite" in place.url else (BLOCKS[1], BLOCKS[3])
    shown = []
    place.put("ก่อน")
    for which in ("หลัง", "หลังจากนั้น"):  # twice: a store that was put back can be backed up, too
        backed_up = place.run(back_up)
        place.put(which)
        restored = place.run(restore)
        shown.append((backed_up.returncode, restored.returncode))
        assert restored.stdout.startswith("Laid aside: ")
        assert place.said() == [("ก่อน", "dropped", "restored")]
        for file in place.folder.glob("backup.*"):
            file.unlink()

    assert shown == [(0, 0)] * 2


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_cannot_be_backed_up_is_refused(tmp_path: Path, language: str, postgresql: str) -> None:
    thai = language == "th"
    here, server = Place(tmp_path, "sqlite:///data/nongnat.db"), Place(_made(tmp_path / "server"), postgresql)
    nothing = here.does("backup", "x.db", language=language)
    here.put("ก่อน")
    here.does("backup", "x.db")
    there = here.does("backup", "x.db", language=language)
    nowhere = here.does("backup", "no/x.db", language=language)
    elsewhere = server.does("backup", "x.db", language=language)

    assert [nothing, there, elsewhere] == [
        (1, "", text)
        for text in (
            "ยังไม่มีข้อมูลให้สำรอง ตรวจ DATABASE_URL\n"
            if thai
            else "There is no store to back up yet. Check DATABASE_URL.\n",
            "มีไฟล์ x.db อยู่แล้ว จึงไม่เขียนทับ กรุณาใช้ชื่ออื่น\n"
            if thai
            else "x.db is there already, and is left as it is. Choose another name.\n",
            "ข้อมูลชุดนี้อยู่ใน PostgreSQL ให้สำรองด้วย pg_dump ดูวิธีที่ docs/running.md\n"
            if thai
            else "This store is in PostgreSQL: back it up with pg_dump, see docs/running.md.\n",
        )
    ]
    assert (nowhere[0], "no/x.db" in nowhere[2]) == (1, True)


def test_a_store_that_is_served_is_not_laid_aside(place: Place) -> None:
    place.put("ก่อน")
    url = place.url if "sqlite" not in place.url else f"sqlite:///{place.folder}/data/nongnat.db"
    database = Database(url)
    served = Leader(database, "serve" if database.file else "delivery.line")
    assert served.leads()
    refused = place.run("nongnat restored")
    served.resign()
    database.close()

    assert (refused.returncode, refused.stdout) == (1, "")
    assert place.said() == [("ก่อน", "waiting", "")]


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_is_said_when_the_bot_stopped(tmp_path: Path, language: str) -> None:
    here = Place(tmp_path, "sqlite:///data/nongnat.db")
    here.put("ก่อน")
    later = here.does("restored", "--stopped", "2999-01-05T08:30", language=language)
    then = here.does("restored", "--stopped", "2026-01-05T08:30", language=language)
    database = Database(f"sqlite:///{tmp_path}/data/nongnat.db")
    with database.read() as store:
        through = {row.work: row.at for row in store.scalars(select(ThroughRow))}
    database.close()

    refused = {
        "th": "เวลาที่หยุดทำงานต้องไม่อยู่ในอนาคต แต่ได้ 2999-01-05 08:30\n",
        "en": "The bot cannot have stopped in the future: 2999-01-05 08:30\n",
    }
    assert later == (1, "", refused[language])
    assert (then[0], through) == (0, {"restored": datetime(2026, 1, 5, 1, 30, tzinfo=UTC)})


def test_a_copy_is_of_one_moment_whoever_writes_meanwhile(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    database = Database(url)
    database.migrate()
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.write() as store:
                outbox.put(store, HOME, [Reply("หนึ่ง"), Reply("สอง")])  # by two or not at all

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(5):
        backup.copy(f"{tmp_path}/x.db", tmp_path / f"{number}.db")
    stop.set()
    writer.join()
    database.close()

    found = [_counted(tmp_path / f"{number}.db") for number in range(5)]
    assert [number % 2 for number in found] == [0] * 5
    assert found == sorted(found)
    assert {(tmp_path / f"{number}.db").stat().st_mode & 0o777 for number in range(5)} == {0o600}
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_a_copy_cannot_tell_who_answered_without_a_name_nor_what_was_erased(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.db")
    database.migrate()
    with database.write() as store:
        kept, hidden = signins.secret(store, "board"), signins.secret(store, f"{SECRETS}7")
        gone = people.add(store, Details("นายถูกลบ แล้วจริง"))
        store.connection().exec_driver_sql("PRAGMA secure_delete=OFF")
        people.forget(store, gone, "P-1")
    backup.copy(f"{tmp_path}/x.db", tmp_path / "copy.db")
    held = (tmp_path / "copy.db").read_bytes()

    assert [word.encode() in held for word in (kept, hidden, "นายถูกลบ แล้วจริง")] == [True, False, False]
    with database.read() as store:
        assert store.scalars(select(SecretRow.value).where(SecretRow.name == f"{SECRETS}7")).all() == [hidden]
    database.close()


def test_a_copy_can_be_made_where_a_file_has_only_one_name(tmp_path: Path) -> None:
    """As on a memory stick, or in a folder of another machine."""

    def refuse(_old: Path, _new: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    database = Database(f"sqlite:///{tmp_path}/x.db")
    database.migrate()
    database.close()
    backup.copy(f"{tmp_path}/x.db", tmp_path / "copy.db", link=refuse)

    assert _counted(tmp_path / "copy.db") == 0
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_what_goes_is_stopped_and_what_is_to_come_stays(database: Database) -> None:
    about = {"programme": "p", "reply": Reply("ประกาศ"), "audience": {}, "made_at": NOW}
    with database.write() as store:
        outbox.put(store, HOME, [Reply("ก"), Reply("ข")])
        inbox.add(store, [Inbound(HOME, "1", "ถาม", NOW)])
        for state, minutes in (("sending", -5), ("scheduled", -1), ("scheduled", 5), ("draft", -9), ("sent", -9)):
            store.add(AnnouncementRow(state=state, send_at=NOW + timedelta(minutes=minutes), **about))
        store.add_all([ThroughRow(work="a", at=NOW - timedelta(hours=1)), ThroughRow(work="b", at=NOW + timedelta(1))])
    with database.write() as store:
        done = backup.lay_aside(store, NOW)
        again = backup.lay_aside(store, NOW)
    with database.read() as store:
        states = list(store.scalars(select(AnnouncementRow.state).order_by(AnnouncementRow.id)))
        through = list(store.scalars(select(ThroughRow.at).order_by(ThroughRow.work)))
        heard = list(store.scalars(select(InboxRow.state)))

    assert (done, again) == (LaidAside(2, 1, 2), LaidAside(0, 0, 0))
    assert states == ["stopped", "stopped", "scheduled", "draft", "sent"]
    assert (through, heard) == ([NOW, NOW + timedelta(1), NOW], ["done"])  # the last: put back at that moment


def test_what_was_laid_aside_is_told_nowhere_else_and_nobody_is_said_to_have_blocked_it(database: Database) -> None:
    with database.write() as store:
        person = people.add(store, Details("สมชาย"))
        for place in (HOME, ELSEWHERE):
            people.link(store, person, place)
        batch = outbox.Batch(Reply("ประกาศ"), expires_at=NOW + timedelta(days=3))
        notices.tell(store, ["announcement 1"], recipients.chosen(store, select(PersonRow.id)), batch)
        backup.lay_aside(store, NOW)
        told = outbox.sent_to(store, HOME) + outbox.sent_to(store, ELSEWHERE)
        closed = HOME if outbox.sent_to(store, HOME) else ELSEWHERE
        addresses.close(store, closed, "blocked")
        again = notices.fall_back(store, closed, NOW)
        ended = [(each.ended, each.people) for each in announced.counted(store, "announcement 1")]

    assert [(left.state, left.reason) for left in told] == [("dropped", "restored")]
    assert (again, ended) == (0, [("uncertain", 1)])


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _counted(file: Path) -> int:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as store:
        number: int = store.execute("SELECT count(*) FROM outbox").fetchone()[0]
        return number
