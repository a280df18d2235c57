"""The container's files, as far as they can be checked without one: they name what is there, and nothing secret."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.__main__ import main
from bot.config import Settings


if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).resolve().parents[1]
SETTINGS = {name.upper() for name in Settings.model_fields}
SECRET = re.compile("TOKEN|SECRET|PASSWORD")
NOT_OURS = {"LANG", "PYTHONUNBUFFERED", "PYTHAINLP_OFFLINE", "PYTHAINLP_DATA", "PATH"}  # of the system and its kits


@cache
def steps() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, each on one line."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(word, rest) for line in whole.splitlines() if line for word, _, rest in [line.partition(" ")]]


def of(word: str) -> list[str]:
    return [rest for step, rest in steps() if step == word]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for rest in of("ENV") for pair in shlex.split(rest))


@cache
def compose() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return made


def test_what_is_copied_is_there_and_let_through_and_makes_the_whole_wheel(tmp_path: Path) -> None:
    copied = {name for rest in of("COPY") if "--from" not in rest for name in rest.split()[:-1]}
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}
    packages = {"bot", "storage", "locales"}

    assert copied == let_through == packages | {"requirements.txt", "pyproject.toml", "README.md"}
    assert lines[1] == "*"
    for name in copied:
        (tmp_path / name).symlink_to(ROOT / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "dist").glob("*.whl"))) == 1


def test_the_image_has_no_secret_no_root_and_only_what_has_a_known_hash() -> None:
    installs = [rest for rest in of("RUN") if "pip install" in rest]

    assert of("ARG") == []
    assert [name for name in environment() if SECRET.search(name)] == []
    assert of("USER") == ["nongnat"]
    assert [("--require-hashes" in rest, "--no-deps" in rest) for rest in installs] == [(True, False), (False, True)]


def test_every_name_in_the_environment_is_a_setting() -> None:
    given = compose()["services"]["bot"]["environment"]
    named = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text(encoding="utf-8")))

    assert set(environment()) - NOT_OURS <= SETTINGS
    assert set(given) - NOT_OURS <= SETTINGS
    assert named - NOT_OURS - {"POSTGRES_PASSWORD"} <= SETTINGS
    assert {name for name in SETTINGS if SECRET.search(name)} <= set(given)


def test_the_settings_of_both_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not given comes as "", and counts as not given."""
    given = {name: value for name, value in environment().items() if name in SETTINGS}
    given |= {name: _without_settings(value) for name, value in compose()["services"]["bot"]["environment"].items()}
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    made = Settings(_env_file=None)

    assert made.database_url == "postgresql://nongnat:secret@database/nongnat"
    assert (made.host, made.port, made.line_channel_secret, made.telegram_mode) == ("0.0.0.0", 8000, "", "webhook")  # noqa: S104 - inside the container
    assert compose()["services"]["bot"]["ports"][0].endswith(f":{made.port}")


def test_what_is_run_is_a_command_and_the_store_is_waited_for() -> None:
    bot, database = (compose()["services"][name] for name in ("bot", "database"))

    assert json.loads(of("ENTRYPOINT")[0]) == ["nongnat"]
    assert json.loads(of("CMD")[0])[0] in main.commands
    assert (bot["read_only"], bot["depends_on"]) == (True, {"database": {"condition": "service_healthy"}})
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert database["volumes"][0].partition(":")[0] in compose()["volumes"]


@pytest.mark.parametrize(("status", "ended"), [(200, 0), (503, 1)])
def test_the_health_check_asks_for_health(status: int, ended: int) -> None:
    command = json.loads(of("HEALTHCHECK")[0].partition("CMD ")[2])
    with answering(status) as (port, asked):
        done = subprocess.run([sys.executable, *command[1:]], env={"PORT": str(port)}, capture_output=True, check=False)

    assert (command[0], done.returncode, asked) == ("python", ended, ["/health"])


@contextmanager
def answering(status: int) -> Iterator[tuple[int, list[str]]]:
    """A server that always answers so: its port, and what it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


def _without_settings(value: str) -> str:
    """As compose fills it in where only the password is given."""
    filled = re.sub(r"\$\{POSTGRES_PASSWORD[^}]*\}", "secret", value)
    return re.sub(r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", filled)
