"""Files that lie beside the checkout, and the two samples."""

from __future__ import annotations

from pathlib import Path

import pytest


ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted((ROOT / "storage" / "samples").glob("*.yaml"))


def shared(name: str) -> Path:
    """`name` in the folder `shared` beside the checkout; skips the test where that is absent."""
    path = ROOT.parent / "shared" / name
    if not path.exists():
        pytest.skip(f"no {name} in the folder shared beside the checkout")
    return path
