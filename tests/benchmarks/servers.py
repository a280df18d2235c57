"""Bots in processes of their own, as they are really run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.benchmarks.line import SECRET, TOKEN
from tests.soak.bots import NOW, free_port


if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    url: str
    pid: int

    @property
    def memory(self) -> float:
        """What the process holds of the machine's memory, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@contextmanager
def serving(api: str, module: str, *arguments: str, **settings: str) -> Iterator[Server]:
    """`python -m module arguments`, in LINE at `api`; raises TimeoutError where it does not come up."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        "PYTHAINLP_OFFLINE": "1",
        "PORT": str(port),
        "NONGNAT_NOW": NOW,
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_URL": api,
        **settings,
    }
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url)
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(url: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/health", timeout=5).is_success:
                return
        time.sleep(0.1)
    raise TimeoutError(url)
