"""LINE's own client works against the fake as it does against LINE."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from linebot.v3 import messaging
from linebot.v3.messaging.exceptions import ApiException
from PIL import Image
from pydantic.v1 import ValidationError

from tests.fakes.line_client import texts


if TYPE_CHECKING:
    from tests.fakes.line import FakeLine


def test_sending_and_asking(line: FakeLine) -> None:
    user, key = line.friend("สมหญิง"), str(uuid4())
    said, photo = line.say(user, "สวัสดี"), line.photo(user, content=b"JPEG")
    line.fault("after", path="push")

    async def talk() -> None:
        async with messaging.AsyncApiClient(_settings(line)) as client:
            api, blob = messaging.AsyncMessagingApi(client), messaging.AsyncMessagingApiBlob(client)
            answer = messaging.ReplyMessageRequest(
                replyToken=said["replyToken"], messages=[messaging.TextMessage(text="ก")]
            )
            message = messaging.PushMessageRequest(to=user, messages=[messaging.TextMessage(text="ข")])
            assert len((await api.reply_message(answer)).sent_messages) == 1
            with pytest.raises(ApiException, match="500"):
                await api.push_message(message, x_line_retry_key=key)
            with pytest.raises(ApiException, match="409") as conflict:
                await api.push_message(message, x_line_retry_key=key)
            assert conflict.value.headers["x-line-accepted-request-id"]
            assert (await api.get_profile(user)).display_name == "สมหญิง"
            assert (await api.get_message_quota_consumption()).total_usage == 1
            assert await blob.get_message_content(photo["message"]["id"]) == b"JPEG"

    asyncio.run(talk())
    assert line.shown(user) == texts("ก", "ข")


def test_an_empty_answer_and_one_that_never_comes_break_the_client_after_the_message_was_shown(line: FakeLine) -> None:
    user = line.friend("ก")
    line.fault("empty")
    line.fault("hang")

    async def talk() -> None:
        async with messaging.AsyncApiClient(_settings(line)) as client:
            api = messaging.AsyncMessagingApi(client)
            message = messaging.PushMessageRequest(to=user, messages=[messaging.TextMessage(text="ก")])
            with pytest.raises(ValidationError):
                await api.push_message(message)
            with pytest.raises(TimeoutError):
                await api.push_message(message, _request_timeout=1)

    asyncio.run(talk())
    assert line.shown(user) == texts("ก", "ก")


def test_a_rich_menu(line: FakeLine) -> None:
    user, picture = line.friend("ก"), io.BytesIO()
    Image.new("RGB", (800, 270)).save(picture, "PNG")

    async def draw() -> str:
        async with messaging.AsyncApiClient(_settings(line)) as client:
            api, blob = messaging.AsyncMessagingApi(client), messaging.AsyncMessagingApiBlob(client)
            bounds = messaging.RichMenuBounds(x=0, y=0, width=800, height=270)
            area = messaging.RichMenuArea(bounds=bounds, action=messaging.MessageAction(text="วันนี้"))
            size = messaging.RichMenuSize(width=800, height=270)
            asked = messaging.RichMenuRequest(size=size, selected=True, name="ก", chatBarText="ข", areas=[area])
            made: str = (await api.create_rich_menu(asked)).rich_menu_id
            await blob.set_rich_menu_image(made, picture.getvalue(), _headers={"Content-Type": "image/png"})
            await api.link_rich_menu_id_to_user(user, made)
            return made

    made = asyncio.run(draw())
    assert (line.menu(user) or {})["richMenuId"] == made


def _settings(line: FakeLine) -> messaging.Configuration:
    return messaging.Configuration(access_token=line.token, host=line.url)
