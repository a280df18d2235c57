"""Telegram: what the channel reads of the recorded bodies, whole and broken."""

from __future__ import annotations

import json

import pytest

from tests.channels.mutated import check, recorded, telegram


BODIES = recorded("telegram")
RECORDED = {
    "members: blocked": ["blocked"],
    "members: unblocked": ["started"],
    "members: added to a group": ["joined"],
    "members: removed from a group": ["left"],
    "members: left a group": ["left"],
    "members: restricted and gone": ["left"],
    "messages: text": ["text"],
    "messages: text with every entity": ["text"],
    "messages: start with a payload": ["started"],
    "messages: command named to the bot in a group": ["text"],
    "messages: mention in a group": ["text"],
    "messages: nobody asked, in a group": ["text"],
    "messages: reply to the bot": ["text"],
    "messages: reply with a quote": ["text"],
    "messages: reply to another chat": ["text"],
    "messages: reply to a story": ["text"],
    "messages: forwarded from a person": ["text"],
    "messages: forwarded from a hidden person": ["text"],
    "messages: forwarded from a group": ["text"],
    "messages: of an anonymous administrator": ["text"],
    "messages: in a topic": ["text"],
    "messages: in direct messages of a channel": ["text"],
    "messages: through another bot": ["text"],
    "messages: with a preview of a link": ["text"],
    "messages: with an effect, protected, while offline": ["text"],
    "messages: by a stranger without a language": ["text"],
    "messages: photo": ["photo"],
    "messages: photo of an album": ["photo"],
    "messages: live photo": ["photo"],
    "messages: document": ["file"],
    "messages: animation": ["video"],
    "messages: audio": ["voice"],
    "messages: voice": ["voice"],
    "messages: video": ["video"],
    "messages: video note": ["voice"],
    "messages: sticker": ["sticker"],
    "messages: contact of their own": ["contact"],
    "messages: contact of somebody else": ["contact"],
    "messages: venue": ["location"],
    "messages: location": ["location"],
    "messages: live location": ["location"],
    "odd: tap without a person": ["tap"],
    "others: message changed": ["edited"],
    "others: caption changed": ["edited"],
    "others: message in a group changed": ["edited"],
    "service: group moved away": ["moved"],
    "taps: on a message": ["tap"],
    "taps: on a message in a group": ["tap"],
    "taps: on a message that is out of reach": ["tap"],
    "taps: with data that nobody sent": ["tap"],
}
"""What is read of those recorded bodies of which something is."""


def test_every_recorded_body_is_read() -> None:
    found = {name: [event.kind for event in telegram(json.dumps(body).encode())] for name, body in BODIES.items()}

    assert {name: kinds for name, kinds in found.items() if kinds} == RECORDED
    assert len(found) > 2 * len(RECORDED)


@pytest.mark.parametrize("seed", range(4))
def test_bodies_that_are_broken_anyhow_are_read_all_the_same(seed: int) -> None:
    assert check(telegram, [BODIES[name] for name in RECORDED], 500, seed) > 50
