"""A picture or a file goes up to Telegram once, whoever gets it after."""

from __future__ import annotations

import asyncio
import io
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Picture

from bot.errors import Retry
from bot.messages import File, Image, Reply
from tests.channels.telegram_stage import Phone, phone


if TYPE_CHECKING:
    from collections.abc import Iterator


def picture(color: str, noise: int = 0) -> Image:
    drawn = io.BytesIO()
    Picture.new("RGB", (40, 30), color).save(drawn, "PNG")
    return Image("", "image/png", b64encode(drawn.getvalue() + bytes(noise)).decode())


BYTES = bytes(range(256)) * 10
FILE = File("แผน.pdf", "application/pdf", b64encode(BYTES).decode(), base64=True)


@pytest.fixture
def at() -> Iterator[Phone]:
    with phone() as made:
        yield made


def another(at: Phone) -> str:
    chat = at.telegram.person("สมชาย")
    at.telegram.start(chat)
    at.telegram.courier.drop()
    return str(chat)


def contents(at: Phone, chat: str) -> list[bytes]:
    return [message["content"] for message in at.telegram.shown(int(chat)) if message["bot"]]


def test_what_is_up_already_is_sent_by_its_id(at: Phone) -> None:
    other, red = another(at), picture("red")
    for chat in ("me", other):
        at.send(Reply("", images=(red,), files=(FILE,)), "1", chat)
    at.send(Reply("", images=(picture("blue"),)), "2", other)

    assert at.telegram.world.uploads == ["image.png", "แผน.pdf", "image.png"]
    assert contents(at, str(at.me)) == contents(at, other)[:2]
    assert contents(at, other)[1] == BYTES


def test_what_telegram_has_forgotten_goes_up_again(at: Phone) -> None:
    at.send(Reply("", files=(FILE,)), "1")
    at.telegram.world.files.clear()
    at.send(Reply("", files=(FILE,)), "2")

    assert at.telegram.world.uploads == ["แผน.pdf", "แผน.pdf"]
    assert contents(at, str(at.me)) == [BYTES, BYTES]
    assert at.telegram.mistakes == ["sendDocument: 400 Bad Request: wrong file identifier/HTTP URL specified"]
    at.telegram.mistakes.clear()


def test_while_a_large_one_goes_up_nobody_else_sends_it(at: Phone) -> None:
    large = Reply("", images=(picture("red", 60_000),))

    async def both() -> list[object]:
        calls = [at.channel.send(at.outbound(large, key)) for key in ("1", "2")]
        return list(await asyncio.gather(*calls, return_exceptions=True))

    ended = at.run(both())
    assert [type(each) for each in ended if isinstance(each, Exception)] == [Retry]
    assert at.telegram.world.uploads == ["image.png"]
    at.send(large, "2")
    assert at.telegram.world.uploads == ["image.png"]


def test_an_upload_that_failed_is_tried_again(at: Phone) -> None:
    at.telegram.fault("before", method="sendDocument")
    with pytest.raises(OSError):  # noqa: PT011 - nobody knows what became of it: any
        at.send(Reply("", files=(FILE,)), "1")
    at.send(Reply("", files=(FILE,)), "2")

    assert contents(at, str(at.me)) == [BYTES]
