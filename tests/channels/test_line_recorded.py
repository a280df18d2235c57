"""Bodies of LINE's webhook as they were recorded, and the same broken anyhow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.channels.mutated import check, line, recorded


if TYPE_CHECKING:
    Json = dict[str, Any]


RECORDED = {
    "comings: followed": ["started"],
    "comings: followed again": ["started"],
    "comings: unfollowed": ["blocked"],
    "comings: joined a group": ["joined"],
    "comings: joined a room": ["joined"],
    "comings: left a group": ["left"],
    "messages: image": ["photo"],
    "messages: image of a set": ["photo"],
    "messages: image kept elsewhere": ["photo"],
    "messages: video": ["video"],
    "messages: audio": ["voice"],
    "messages: file": ["file"],
    "messages: location": ["location"],
    "messages: location without a name": ["location"],
    "messages: sticker": ["sticker"],
    "messages: sticker with words that quotes": ["sticker"],
    "messages: two at once": ["text", "text"],
    "messages: text changed in a group": ["edited"],
    "messages: text taken back": ["unsent"],
    "messages: text taken back in a group": ["unsent"],
    "odd: sticker of an unknown type": ["sticker"],
    "odd: message of an unknown type": [],
    "odd: source of an unknown type": [],
    "odd: message without a source": [],
}
"""What is read of the recorded bodies in which something else than a text or a tap is."""


@pytest.mark.parametrize(("name", "body"), recorded("line").items(), ids=recorded("line"))
def test_every_recorded_body_is_read(name: str, body: Json) -> None:
    types = [happened["type"] for happened in body.get("events", []) if happened.get("mode") != "standby"]
    usual = [{"message": "text", "postback": "tap"}[one] for one in types if one in ("message", "postback")]

    assert [found.kind for found in line(json.dumps(body).encode())] == RECORDED.get(name, usual)


@pytest.mark.parametrize("seed", range(4))
def test_bodies_that_are_broken_anyhow_are_read_all_the_same(seed: int) -> None:
    assert check(line, list(recorded("line").values()), 500, seed) > 50
