"""Webhook bodies as they were recorded, broken anyhow and signed anew: what a channel makes of them is still a list.

python -m tests.channels.mutated 100000     so many of each platform, other ones each time
"""

from __future__ import annotations

import json
import logging
import random
import sys
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from secrets import randbits
from typing import TYPE_CHECKING, Any

from tests.fakes.line_hook import signed


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.channels.telegram import TelegramChannel
    from bot.messages import Inbound

    Read = Callable[[bytes], list[Inbound]]


EVENTS = Path(__file__).parent.parent / "fakes" / "events"
RECEIVED = datetime(2026, 11, 21, 5, tzinfo=UTC)
_ODD: Sequence[Any] = (
    None, True, False, 0, -1, 10**30, 1.5, float("nan"), float("inf"), "", "0", "\0", "ก\ud83d", "\u202e", "ก" * 300,
    [], {}, [None], [[]], {"": None}, {"type": {}}, [{"isSelf": True, "index": -1, "length": 10**30}],
)  # fmt: skip


def recorded(platform: str) -> dict[str, Any]:
    """The bodies in tests/fakes/events/<platform>, by the names they have there."""
    files = sorted((EVENTS / platform).glob("*.json"))
    return {f"{path.stem}: {one['name']}": one["body"] for path in files for one in json.loads(path.read_text("utf-8"))}


def mutations(bodies: Sequence[Any], count: int, seed: int) -> Iterator[bytes]:
    """So many bodies, each broken in one to three places, as JSON or as bytes; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        body = deepcopy(chance.choice(bodies))
        for _ in range(chance.randint(1, 3)):
            body = _broken(body, chance)
        written = json.dumps(body).encode()
        yield _torn(written, chance) if chance.random() < 0.3 else written


def check(read: Read, bodies: Sequence[Any], count: int, seed: int) -> int:
    """How many events were read of so many broken bodies. Raises AssertionError with the body that none could be of."""
    events = 0
    for body in mutations(bodies, count, seed):
        try:
            found = read(body)
            for event in found:
                f"{event.address.chat}{event.event_id}{event.text}{event.data}{event.sender}".encode()
                assert event.address.chat
                assert event.event_id
                assert event.at.tzinfo
        except Exception as error:
            raise AssertionError(f"{error!r} of {body[:1000]!r}") from error
        events += len(found)
    return events


def line(body: bytes) -> list[Inbound]:
    """What the channel reads of a body that LINE has signed."""
    from bot.channels.line.read import read

    return read("line-secret", body, {"x-line-signature": signed("line-secret", body)}, RECEIVED)


@cache
def _telegram() -> TelegramChannel:
    from bot.channels.telegram import TelegramChannel

    return TelegramChannel("7012345678:made-up", "telegram-secret", "http://127.0.0.1:9", str.split)


def telegram(body: bytes) -> list[Inbound]:
    """What the channel reads of a body that Telegram has brought."""
    return _telegram().read(body, {"x-telegram-bot-api-secret-token": "telegram-secret"}, RECEIVED)


PLATFORMS: Mapping[str, Read] = {"line": line, "telegram": telegram}


def _broken(body: Any, chance: random.Random) -> Any:
    """`body` with one of its parts gone, doubled, renamed or become something else."""
    whole = {"": body}
    holder, key = chance.choice(list(_places(whole)))
    match chance.randrange(5):
        case 0 if holder is not whole:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        case 2 if isinstance(holder, dict) and holder is not whole:
            holder[chance.choice(["", "type", "id", "TYPE", f"{key} "])] = holder.pop(key)
        case 3:
            other, name = chance.choice(list(_places(whole)))
            holder[key] = deepcopy(other[name])
        case _:
            holder[key] = deepcopy(chance.choice(_ODD))
    return whole[""]


def _places(whole: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(whole) if isinstance(whole, dict) else range(len(whole)):
        yield whole, key
        if isinstance(whole[key], dict | list):
            yield from _places(whole[key])


def _torn(body: bytes, chance: random.Random) -> bytes:
    """`body` with a piece of it cut out, doubled, or become something else."""
    start = chance.randrange(len(body) + 1)
    end = min(len(body), start + chance.choice([1, 1, 2, 8, 64, len(body)]))
    piece = chance.choice([b"", body[start:end] * 2, chance.randbytes(end - start), b"[" * 5000, b"\\ud800"])
    return body[:start] + piece + body[end:]


if __name__ == "__main__":
    logging.disable()  # of each body that cannot be read, a channel writes a line
    chosen = randbits(32)
    for name, reading in PLATFORMS.items():
        number = check(reading, list(recorded(name).values()), int(sys.argv[1]), chosen)
        print(f"{name}: {sys.argv[1]} bodies by seed {chosen}, {number} events in them, nothing raised")
