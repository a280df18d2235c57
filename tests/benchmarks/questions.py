"""How many questions are answered right: on the blind sets here, and on the shared ones where they are at hand."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from bot.asking import Asking
from bot.services.programme import read


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Reply
    from storage.programme import Programme


BLIND = Path(__file__).resolve().parent / "blind"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SOCIAL = {"ccio-2": "2019-10-07T09:00", "cde-1": "2022-09-01T18:00"}  # a day of each programme to ask on


def table() -> list[tuple[str, str]]:
    """Rows of (measure, figure); none where the data are absent."""
    files = [*sorted((SHARED / "questions").glob("*.questions.yaml")), *sorted(BLIND.glob("*.questions.yaml"))]
    rows = [(f"questions right, {path.name.removesuffix('.questions.yaml')}", _share(path)) for path in files]
    social = SHARED / "data" / "thai_social_questions.txt"
    if social.exists():
        lines = [line for line in social.read_text(encoding="utf-8").splitlines() if line.strip()]
        rows += [
            (f"answered of what no programme holds, {code}", _taken(code, now, lines)) for code, now in SOCIAL.items()
        ]
    return rows


def _share(path: Path) -> str:
    turns = list(_turns(path))
    right = sum(not misses(expected, reply) for expected, reply in turns)
    return f"{100 * right / len(turns):.1f} % of {len(turns)}"


def _turns(path: Path) -> Iterator[tuple[dict[str, Any], Reply]]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    programme = _programme(document["programme"], path.parent)
    zone = ZoneInfo(programme.timezone)
    for number, talk in enumerate(document["conversations"]):
        for turn in talk.get("turns", [talk]):
            now = datetime.fromisoformat(str(turn.get("now", talk["now"]))).replace(tzinfo=zone)
            yield turn, _asking(programme, now).ask(str(number), turn["q"])


def _programme(code: str, folder: Path) -> Programme:
    path = next(
        place / f"{code}.yaml" for place in (folder, SHARED / "programmes") if (place / f"{code}.yaml").exists()
    )
    return read(path.name, path.read_bytes())[0]


_made: dict[str, Asking] = {}


def _asking(programme: Programme, now: datetime) -> Asking:
    """One bot a programme, set to `now`."""
    asking = _made.setdefault(programme.code, Asking([programme], now))
    asking.set(now)
    return asking


def misses(expected: dict[str, Any], reply: Reply) -> list[str]:
    """What is wrong with `reply`, a word each; the fields are those of the question files."""
    accepted = expected.get("either") or ([expected["sessions"]] if expected.get("sessions") is not None else None)
    understood = expected.get("understood", True)
    wrong = []
    if accepted is not None and set(reply.reading.sessions) not in [set(codes) for codes in accepted]:
        wrong.append("sessions")
    if understood is not None and reply.reading.understood is not understood:
        wrong.append("understood")
    wrong += [f"says {said}" for said in expected.get("says", []) if not re.search(said, reply.plain, re.DOTALL)]
    return wrong + [f"never {said}" for said in expected.get("never", []) if re.search(said, reply.plain, re.DOTALL)]


def _taken(code: str, now: str, lines: list[str]) -> str:
    """The share of `lines` that was answered as if understood, greetings and thanks aside."""
    programme = _programme(code, SHARED / "programmes")
    asking = _asking(programme, datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(programme.timezone)))
    replies = [asking.ask(f"social-{number}", line) for number, line in enumerate(lines)]
    taken = sum(reply.reading.understood and not reply.reading.aside for reply in replies)
    return f"{100 * taken / len(lines):.2f} % of {len(lines)}"
