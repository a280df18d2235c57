"""What the fake of Telegram answers is what python-telegram-bot expects, and what the chat then shows."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import pytest
import telegram as sdk
from PIL import Image
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.fakes.telegram_contract import contract
from tests.fakes.telegram_hand import call, friend, keyboard


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as telegram:
        yield telegram


def with_bot(fake: FakeTelegram, chatting: Callable[[sdk.Bot], Awaitable[None]]) -> None:
    async def run() -> None:
        async with sdk.Bot(TOKEN, base_url=f"{fake.url}/bot", base_file_url=f"{fake.url}/file/bot") as bot:
            await chatting(bot)

    asyncio.run(run())


def picture(width: int = 60, height: int = 40) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(drawn, "PNG")
    return drawn.getvalue()


def test_messages_of_every_kind_are_read_and_shown(fake: FakeTelegram) -> None:
    user = friend(fake)
    ok = sdk.InlineKeyboardMarkup([[sdk.InlineKeyboardButton("ตกลง", callback_data="k:0")]])

    async def chatting(bot: sdk.Bot) -> None:
        assert bot.username == "nongnat_bot"
        text = await bot.send_message(
            user, " <b>ห้อง</b> A &amp; B", parse_mode="HTML", reply_markup=ok, reply_parameters=sdk.ReplyParameters(1)
        )
        assert (text.text, text.text_html, text.reply_markup) == ("ห้อง A & B", "<b>ห้อง</b> A &amp; B", ok)
        assert text.reply_to_message is not None
        assert text.reply_to_message.text == "/start"
        photo = await bot.send_photo(user, picture(), caption="<i>ป้าย</i>", parse_mode="HTML")
        assert (photo.caption_html, photo.photo[0].width, photo.photo[0].height) == ("<i>ป้าย</i>", 60, 40)
        again = await bot.send_photo(user, photo.photo[0].file_id)
        assert again.photo[0].file_size == len(picture())
        document = await bot.send_document(user, sdk.InputFile(b"BEGIN\r\n--\r\n", filename="ตาราง 2.ics"))
        assert document.document is not None
        assert (document.document.file_name, document.document.mime_type) == ("ตาราง 2.ics", "text/calendar")
        kept = await bot.get_file(document.document.file_id)
        assert bytes(await kept.download_as_bytearray()) == b"BEGIN\r\n--\r\n"
        venue = await bot.send_venue(user, 13.7, 100.5, "ห้องประชุม", "ถนนโยธี")
        assert venue.venue is not None
        assert (venue.venue.title, venue.venue.location.latitude) == ("ห้องประชุม", 13.7)
        location = await bot.send_location(user, 13.7, 100.5, reply_markup=sdk.ReplyKeyboardRemove())
        assert location.location == sdk.Location(100.5, 13.7)
        assert await bot.send_chat_action(user, "typing")

    with_bot(fake, chatting)
    seen: dict[str, Any] = {"bot": True, "text": "", "entities": [], "reply_markup": None}
    place = {"latitude": 13.7, "longitude": 100.5}
    assert fake.shown(user)[1:] == [
        seen | {
            "message_id": 2, "kind": "text", "text": "ห้อง A & B", "reply_to": 1,
            "entities": [{"type": "bold", "offset": 0, "length": 4}], "reply_markup": keyboard_of("ตกลง", "k:0"),
        },
        seen | {
            "message_id": 3, "kind": "photo", "text": "ป้าย", "content": picture(),
            "entities": [{"type": "italic", "offset": 0, "length": 4}],
        },
        seen | {"message_id": 4, "kind": "photo", "content": picture()},
        seen | {"message_id": 5, "kind": "document", "document": "ตาราง 2.ics", "content": b"BEGIN\r\n--\r\n"},
        seen | {
            "message_id": 6, "kind": "venue", "location": place,
            "venue": {"location": place, "title": "ห้องประชุม", "address": "ถนนโยธี"},
        },
        seen | {"message_id": 7, "kind": "location", "location": place, "reply_markup": {"remove_keyboard": True}},
    ]  # fmt: skip


def keyboard_of(text: str, data: str) -> dict[str, Any]:
    return keyboard({"text": text, "callback_data": data})


def test_messages_are_changed_and_taken_back(fake: FakeTelegram) -> None:
    user = friend(fake)

    async def chatting(bot: sdk.Bot) -> None:
        old = sdk.InlineKeyboardMarkup([[sdk.InlineKeyboardButton("เดิม", callback_data="1")]])
        new = sdk.InlineKeyboardMarkup([[sdk.InlineKeyboardButton("ใหม่", callback_data="2")]])
        first = await bot.send_message(user, "หนึ่ง", reply_markup=old)
        second = await bot.send_message(user, "สอง", reply_markup=old)
        third = await bot.send_message(user, "สาม")
        edited = await first.edit_text("<u>หนึ่งใหม่</u>", parse_mode="HTML")
        assert isinstance(edited, sdk.Message)
        assert (edited.text_html, edited.reply_markup, edited.date) == ("<u>หนึ่งใหม่</u>", None, first.date)
        assert edited.edit_date is not None
        changed = await second.edit_reply_markup(new)
        assert isinstance(changed, sdk.Message)
        assert (changed.text, changed.reply_markup) == ("สอง", new)
        assert await third.delete()
        assert await bot.delete_message(user, 1)
        assert await bot.answer_callback_query(fake.tap(user, first.message_id, "1"))

    with_bot(fake, chatting)
    assert [(each["text"], each["reply_markup"]) for each in fake.shown(user)] == [
        ("หนึ่งใหม่", None),
        ("สอง", keyboard_of("ใหม่", "2")),
    ]


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # of any RetryAfter, unless PTB_TIMEDELTA is set
def test_each_refusal_is_raised_as_its_own_error(fake: FakeTelegram) -> None:
    user, stranger = friend(fake), fake.person("สมชาย")
    blocked, group = friend(fake), fake.group([user])
    fake.block(blocked)
    fake.add(group)
    moved = fake.migrate(group)

    async def chatting(bot: sdk.Bot) -> None:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(stranger, "ก")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(blocked, "ก")
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(group, "ก")
        assert migrated.value.new_chat_id == moved
        fake.fault("flood")
        with pytest.raises(RetryAfter):
            await bot.send_message(user, "ก")
        fake.fault("unauthorized")
        with pytest.raises(InvalidToken):
            await bot.send_message(user, "ก")
        fake.fault("hang")
        with pytest.raises(TimedOut):
            await bot.send_message(user, "ก", read_timeout=0.2)
        fake.fault("drop")
        with pytest.raises(NetworkError, match="RemoteProtocolError"):
            await bot.send_message(user, "ก")

    with_bot(fake, chatting)
    assert fake.mistakes == []


def test_pictures_that_are_none(fake: FakeTelegram) -> None:
    user = friend(fake)

    async def chatting(bot: sdk.Bot) -> None:
        for content, why in [
            (b"GIF89a", "Image_process_failed"),
            (picture(21 * 4, 4), "Photo_invalid_dimensions"),
            (b"", "File must be non-empty"),
        ]:
            with pytest.raises(BadRequest, match=why):
                await bot.send_photo(user, sdk.InputFile(content, filename="a.png"))
        with pytest.raises(NetworkError, match="Request Entity Too Large"):
            await bot.send_photo(user, sdk.InputFile(bytes(10_000_001), filename="a.png"))

    with_bot(fake, chatting)
    assert len(fake.mistakes) == 4
    fake.mistakes.clear()


def test_what_the_bot_says_of_itself_is_kept(fake: FakeTelegram) -> None:
    user = friend(fake)

    async def chatting(bot: sdk.Bot) -> None:
        menu = (sdk.BotCommand("start", "เริ่มใหม่"), sdk.BotCommand("today", "วันนี้"))
        mine = sdk.BotCommandScopeChat(user)
        assert await bot.set_my_commands(menu)
        assert await bot.set_my_commands(menu[:1], scope=mine, language_code="th")
        assert await bot.get_my_commands() == menu
        assert await bot.get_my_commands(mine, "th") == menu[:1]
        assert await bot.get_my_commands(mine) == ()
        assert await bot.delete_my_commands(mine, "th")
        assert await bot.get_my_commands(mine, "th") == ()
        assert await bot.set_my_description("ผู้ช่วย")
        assert await bot.set_my_description("Companion", "en")
        assert await bot.set_my_short_description("ผู้ช่วย")
        assert await bot.set_my_name("นัด", "th")
        assert await bot.get_my_description("en") == sdk.BotDescription("Companion")
        assert await bot.get_my_description("th") == sdk.BotDescription("ผู้ช่วย")
        assert await bot.get_my_short_description() == sdk.BotShortDescription("ผู้ช่วย")
        assert (await bot.get_my_name(), await bot.get_my_name("th")) == (sdk.BotName("น้องนัด"), sdk.BotName("นัด"))
        assert await bot.set_chat_menu_button(menu_button=sdk.MenuButtonCommands())
        assert (await bot.get_chat(user)).first_name == "สมหญิง"

    with_bot(fake, chatting)
    assert fake.settings.menus == {0: {"type": "commands"}}


def test_polling_and_the_hook_are_read(fake: FakeTelegram) -> None:
    user = friend(fake)
    fake.say(user, "ก")

    async def chatting(bot: sdk.Bot) -> None:
        assert await bot.delete_webhook()
        updates = await bot.get_updates(allowed_updates=["message"])
        assert [update.message and update.message.text for update in updates] == ["/start", "ก"]
        assert await bot.set_webhook("https://example.org/hooks/telegram", secret_token="abc")  # noqa: S106 - of no bot
        info = await bot.get_webhook_info()
        assert (info.url, info.allowed_updates) == ("https://example.org/hooks/telegram", ("message",))

    with_bot(fake, chatting)


@pytest.mark.skipif(contract() is None, reason="the Bot API's description is not beside this checkout")
def test_answers_are_as_the_description_says(fake: FakeTelegram) -> None:
    described = contract()
    assert described is not None
    user = friend(fake)
    file_id = fake.world.keep("a.png", "image/png", picture())["file_id"]
    in_chat = {"chat_id": user}
    shown = {"message_id": 2} | in_chat
    at = {"latitude": 13.7, "longitude": 100.5} | in_chat
    calls: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("sendMessage", in_chat | {"text": "ก", "reply_markup": keyboard("ก")}),
        ("editMessageText", shown | {"text": "ข"}),
        ("editMessageReplyMarkup", shown | {"reply_markup": keyboard("ค")}),
        ("sendPhoto", in_chat | {"photo": file_id, "caption": "ก"}),
        ("sendDocument", in_chat | {"document": file_id, "reply_parameters": {"message_id": 2}}),
        ("sendLocation", at),
        ("sendVenue", at | {"title": "ก", "address": "ข"}),
        ("sendChatAction", in_chat | {"action": "typing"}),
        ("answerCallbackQuery", {"callback_query_id": fake.tap(user, 2, "ก")}),
        ("deleteMessage", shown),
        ("getUpdates", {}),
        ("setWebhook", {"url": "https://example.org"}),
        ("getWebhookInfo", {}),
        ("deleteWebhook", {}),
        ("setMyCommands", {"commands": [{"command": "a", "description": "ก"}]}),
        ("getMyCommands", {}),
        ("deleteMyCommands", {}),
        ("setMyName", {"name": "ก"}),
        ("setMyDescription", {"description": "ก"}),
        ("setMyShortDescription", {"short_description": "ก"}),
        ("getMyName", {}),
        ("getMyDescription", {}),
        ("getMyShortDescription", {}),
        ("setChatMenuButton", {"menu_button": {"type": "default"}}),
        ("getFile", {"file_id": file_id}),
        ("getChat", in_chat),
    ]
    answers = [(method, call(fake, method, **said)) for method, said in calls]

    assert {method for method, _ in calls} == set(fake.methods)
    assert [described.of_result(method, answer["result"]) for method, answer in answers] == [[]] * len(calls)
