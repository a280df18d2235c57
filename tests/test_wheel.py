"""The wheel holds everything that runs: words, texts, samples, pages and the schema's history."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "storage", "locales")


def _kept() -> Iterator[str]:
    """What git keeps of the three packages; or, where there is no git, what lies in them."""
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        yield from listed.stdout.splitlines()
        return
    for package in PACKAGES:
        files = (path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        yield from (path.relative_to(ROOT).as_posix() for path in files)


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    held = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("nongnat-")}

    assert set(_kept()) - held == set()
    assert {Path(name).suffix for name in held} >= {".py", ".po", ".toml", ".yaml", ".html", ".css", ".js", ".svg"}
