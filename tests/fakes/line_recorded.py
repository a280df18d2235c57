"""Webhook bodies of every kind that LINE sends, and odd ones that it might: made up, in events/line/*.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, NamedTuple


class Recorded(NamedTuple):
    """`known`: who knows all in it, LINE's contract and LINE's own client (`both`), or only the client (`sdk`)."""

    name: str
    known: Literal["both", "sdk", "neither"]
    body: dict[str, Any]


def recorded() -> list[Recorded]:
    """Every one of them."""
    files = sorted((Path(__file__).parent / "events" / "line").glob("*.json"))
    return [Recorded(**entry) for file in files for entry in json.loads(file.read_text("utf-8"))]
