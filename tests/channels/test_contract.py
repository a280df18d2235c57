"""Every channel in the folder keeps the contract."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from bot.messages import Card, Choice, Reply
from tests.channels.contract import WHOLE, Stage, files


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=files())
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with import_module(f"tests.channels.{request.param}_stage").stage() as made:
        assert made.channel.name == request.param
        yield made


def test_every_part_of_a_reply_is_shown_whole(stage: Stage) -> None:
    stage.send(WHOLE, "1")

    places = [words for place in WHOLE.places for words in (place.title, place.address)]
    lines = [*replace(WHOLE, places=()).plain.split("\n"), *places]  # a place's link is for who shows no map
    assert [line for line in lines if line and line not in stage.shown()] == []


def test_every_choice_can_be_read_and_typed(stage: Stage) -> None:
    stage.send(WHOLE, "1")

    choices = [*(choice for card in WHOLE.cards for choice in card.choices), *WHOLE.choices]
    assert [choice for choice in choices if choice.label not in stage.shown()] == []
    assert [stage.typed(choice.says).says for choice in choices] == [choice.says for choice in choices]


def test_whatever_is_typed_arrives_as_it_was(stage: Stage) -> None:
    stage.send(WHOLE, "1")

    typed = ["พรุ่งนี้เรียนอะไรคะ 🙏🏽", "กำ", " x ", "99", "-1", "0", "1.5", "<b>"]
    assert [stage.typed(words) for words in typed] == [Choice("", words) for words in typed]


def test_one_key_is_shown_once(stage: Stage) -> None:
    if not stage.channel.idempotent:
        pytest.skip(f"{stage.channel.name} does not promise it, and is not sent to twice")
    for key in ("1", "1", "2", "1"):
        stage.send(Reply(f"ข้อความ {key}"), key)

    assert [stage.shown().count(f"ข้อความ {key}") for key in ("1", "2")] == [1, 1]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(""),
        Reply("", cards=(Card(""),)),
        Reply("ก", choices=(Choice("", ""),)),
        Reply("ก" * 20_000),
        replace(WHOLE, cards=WHOLE.cards * 30, choices=WHOLE.choices * 30),
        Reply("กำ\u0e49\u0e47\u0e4d\u200b\U0001f469\U0001f3fd\u200d\U0001f4bb\u202eltr\x1b[31m"),
    ],
    ids=["nothing", "empty card", "empty choice", "long", "many", "odd letters"],
)
def test_no_reply_is_too_odd_to_be_sent(stage: Stage, reply: Reply) -> None:
    stage.send(reply, "1")
    stage.send(Reply("ต่อไป"), "2")

    assert ("ต่อไป" in stage.shown()) is True
