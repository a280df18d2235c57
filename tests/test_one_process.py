"""A SQLite file is served by one process: a second one is told so, and serves as soon as the first is dead."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from bot.__main__ import main
from tests.stores import in_file


if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).resolve().parents[1]
SERVED = {
    "th": "มีน้องนัดอีกตัวเปิดใช้ไฟล์ {file} อยู่แล้ว ฐานข้อมูลแบบ SQLite เปิดใช้ได้ทีละตัวเดียว กรุณาปิดตัวเดิมก่อน"
    " หรือถ้าต้องการเปิดหลายตัวพร้อมกัน ให้ตั้ง DATABASE_URL เป็น PostgreSQL\n",
    "en": "{file} is being served already, and a SQLite file can be served by one process only."
    " Stop the other one first; to run several, set DATABASE_URL to PostgreSQL.\n",
}


def environment(url: str, language: str = "en") -> dict[str, str]:
    """For a process of its own, on a port that was free just now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHAINLP_OFFLINE": "1",
        "LC_ALL": f"{language}.UTF-8",
        "DATABASE_URL": url,
        "PORT": str(port),
    }


def nongnat(folder: Path, url: str, *arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, env=environment(url, language), cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def serving(folder: Path, url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that answers, killed at the end."""
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(command, env=environment(url), cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().startswith("Nongnat is at ")
            yield process
        finally:
            process.kill()


def test_a_second_one_is_refused_by_whatever_way_it_comes_to_the_file(tmp_path: Path) -> None:
    in_file(tmp_path / "store" / "x.db").close()
    (tmp_path / "link").symlink_to(tmp_path / "store", target_is_directory=True)
    ways = [("th", f"{tmp_path}/store/x.db"), ("en", "link/x.db")]
    with serving(tmp_path, "sqlite:///store/x.db"):
        refused = [nongnat(tmp_path, f"sqlite:///{file}", "serve", language=language) for language, file in ways]

    assert [(each.returncode, each.stdout, each.stderr) for each in refused] == [
        (1, "", SERVED[language].format(file=file)) for language, file in ways
    ]


def test_when_the_first_is_killed_the_next_serves_at_once(tmp_path: Path) -> None:
    in_file(tmp_path / "x.db").close()
    with serving(tmp_path, "sqlite:///x.db") as first:
        first.kill()
        first.wait()
        with serving(tmp_path, "sqlite:///x.db"):
            third = nongnat(tmp_path, "sqlite:///x.db", "serve")

    assert (third.returncode, third.stderr) == (1, SERVED["en"].format(file="x.db"))


def test_other_commands_work_beside_it(tmp_path: Path) -> None:
    commands = [
        ("ask", "--now", "2022-09-15T09:00", "When is the finance clinic?"),
        ("programme", "export", "cde-1.yaml"),
        ("programme", "import", "cde-1.yaml"),
        ("people", "list"),
    ]
    with serving(tmp_path, "sqlite:///x.db"), chdir(tmp_path):
        kit = CliRunner(env={"DATABASE_URL": "sqlite:///x.db", "LC_ALL": "en.UTF-8"})
        ended = [kit.invoke(main, command) for command in commands]

    assert [(each.exit_code, each.stderr) for each in ended] == [(0, "")] * len(commands)


def test_a_store_in_memory_and_other_files_are_served_beside_each_other(tmp_path: Path) -> None:
    urls = ("sqlite://", "sqlite:///x.db", "sqlite:///y.db")
    for file in ("x.db", "y.db"):
        in_file(tmp_path / file).close()
    with ExitStack() as stack:
        served = [stack.enter_context(serving(tmp_path, url)) for url in urls]
        ended = [process.poll() for process in served]

    assert ended == [None] * len(urls)
