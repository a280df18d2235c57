"""Telegram: the bot set up, and set up again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram import Profile, Step
from bot.channels.telegram.client import Client
from bot.errors import Halt, Never
from tests.channels.telegram_stage import Phone, phone
from tests.fakes.telegram import SECRET


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.channels.telegram.commands import What


HOOK = "https://nongnat.example.org/hooks/telegram"
THAI = Profile((("today", "วันนี้เรียนอะไร"), ("help", "น้องนัดช่วยอะไรได้บ้าง")), "น้องนัดตอบเรื่องตารางเรียนค่ะ", "ผู้ช่วยประจำหลักสูตร")
ENGLISH = Profile(
    (("today", "Today's sessions"), ("help", "What I can do")), "I know your timetable.", "Course companion"
)
OTHERS = replace(
    ENGLISH, commands=(("help", "Help"),), description="A course companion in Thai.", short_description="In Thai"
)
PROFILES = {"": OTHERS, "th": THAI, "en": ENGLISH}
CHANGES = {"setWebhook", "setMyCommands", "setMyDescription", "setMyShortDescription"}


@pytest.fixture
def at() -> Iterator[Phone]:
    with phone() as made:
        yield made


def changes(at: Phone) -> list[str]:
    return [call.method for call in at.telegram.calls if call.method in CHANGES]


def test_everything_is_set_up_once(at: Phone) -> None:
    done = at.run(at.channel.setup(HOOK, PROFILES))
    again = at.run(at.channel.setup(HOOK, PROFILES))

    steps: list[tuple[What, str]] = [("webhook", "")]
    for language in ("", "th", "en"):
        steps += [("commands", language), ("description", language), ("short_description", language)]
    assert done == [Step(what, language, "done") for what, language in steps]
    assert again == [Step(what, language, "unchanged") for what, language in steps]
    assert len(changes(at)) == len(steps) + 1  # the webhook again, for its secret may be another


def test_telegram_has_what_was_set(at: Phone) -> None:
    at.run(at.channel.setup(HOOK, PROFILES))
    client = Client(at.telegram.token, at.telegram.url, 10)
    bot = client.bot

    kept = {
        language: Profile(
            tuple((each.command, each.description) for each in at.run(bot.get_my_commands(language_code=language))),
            at.run(bot.get_my_description(language_code=language)).description,
            at.run(bot.get_my_short_description(language_code=language)).short_description,
        )
        for language in ("", "th", "en")
    }
    at.run(client.close())
    assert kept == PROFILES
    assert (at.telegram.hook, at.telegram.courier.secret) == (HOOK, SECRET)
    assert set(at.telegram.courier.allowed) == {"message", "edited_message", "callback_query", "my_chat_member"}


def test_only_what_differs_is_changed(at: Phone) -> None:
    at.run(at.channel.setup("", PROFILES))
    before = len(changes(at))

    steps = at.run(at.channel.setup("", PROFILES | {"en": replace(ENGLISH, description="I know when.")}))
    assert [step for step in steps if step.state == "done"] == [Step("description", "en", "done")]
    assert changes(at)[before:] == ["setMyDescription"]


def test_a_webhook_elsewhere_is_brought_here(at: Phone) -> None:
    at.run(at.channel.setup("https://old.example.org/hook", {}))

    assert at.run(at.channel.setup(HOOK, {})) == [Step("webhook", "", "done")]
    assert at.telegram.hook == HOOK


def test_what_telegram_does_not_take_is_named(at: Phone) -> None:
    with pytest.raises(Never) as refused:
        at.run(at.channel.setup("", {"": replace(THAI, commands=(("วันนี้", "วันนี้เรียนอะไร"),))}))
    assert str(refused.value) != ""
    at.telegram.mistakes.clear()


def test_a_token_that_is_not_taken_is_told(at: Phone) -> None:
    at.telegram.fault("unauthorized")

    with pytest.raises(Halt, match="unauthorized"):
        at.run(at.channel.setup(HOOK, PROFILES))
