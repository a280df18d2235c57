"""The bot as it is really run, in processes of its own that can be killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import httpx

from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from tests.fakes.line import FakeLine
    from tests.fakes.telegram import FakeTelegram


NOW = "2019-10-03T19:00+07:00"
_START_SECONDS = 60


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


class Bot:
    """`nongnat serve` on a port that stays its own over restarts; `clock` are the settings of it at each start."""

    def __init__(
        self,
        folder: Path,
        database_url: str,
        line: FakeLine,
        telegram: FakeTelegram,
        clock: Callable[[], dict[str, str]] = lambda: {"NONGNAT_NOW": NOW},
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._clock = clock
        self._environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")},
            "PYTHAINLP_OFFLINE": "1",
            "DATABASE_URL": database_url,
            "PORT": str(self.port),
            "LINE_CHANNEL_SECRET": line.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": line.token,
            "LINE_API_URL": line.url,
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_WEBHOOK_SECRET": telegram.courier.secret or "",
            "TELEGRAM_API_URL": telegram.url,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers; raises TimeoutError where it does not."""
        with (self._folder / f"{self.port}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                env=self._environment | self._clock(),
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health", timeout=2, verify=PLAIN).status_code == httpx.codes.OK:
                    return
            time.sleep(0.05)
        raise TimeoutError(self.log())

    def kill(self) -> None:
        """As when the power fails, for the process."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """As when it is told to; raises TimeoutExpired where it does not listen."""
        if self._process:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def log(self) -> str:
        return (self._folder / f"{self.port}.log").read_text(encoding="utf-8", errors="replace")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.kill()
