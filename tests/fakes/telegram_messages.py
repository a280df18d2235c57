"""The methods by which a bot shows something in a chat, changes it or takes it back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image, UnidentifiedImageError

from tests.fakes import telegram_keyboards
from tests.fakes.telegram_html import parsed, trimmed, units
from tests.fakes.telegram_refused import Refused, wrong
from tests.fakes.telegram_world import QUERY_LASTS, Chat, File, Said, World


if TYPE_CHECKING:
    from tests.fakes.telegram_call import Call, Upload


TEXT, CAPTION, RAW, ENTITIES = 4096, 1024, 32_768, 100
PHOTO_BYTES, DOCUMENT_BYTES = 10_000_000, 50_000_000
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
DELETABLE = 48 * 3600


def send_message(world: World, call: Call) -> Any:
    chat = world.chat(chat_id(call))
    text, entities = _formatted(call, "text", "entities")
    if not text:
        raise wrong("message text is empty")
    if units(text) > TEXT:
        raise wrong("message is too long")
    return _send(world, chat, call, "text", {"text": text} | _some("entities", entities))


def send_photo(world: World, call: Call) -> Any:
    chat = world.chat(chat_id(call))
    file = _file(world, call, "photo", PHOTO_BYTES)
    try:
        with Image.open(io.BytesIO(file.content), formats=["PNG", "JPEG"]) as image:
            width, height = image.size
    except UnidentifiedImageError:
        raise wrong("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise wrong("PHOTO_INVALID_DIMENSIONS")
    sizes = [world.keep(file.name, file.media_type, file.content) | {"width": width, "height": height}]
    return _send(world, chat, call, "photo", {"photo": sizes} | _caption(call), file.content)


def send_document(world: World, call: Call) -> Any:
    chat = world.chat(chat_id(call))
    file = _file(world, call, "document", DOCUMENT_BYTES)
    kept = world.keep(file.name, file.media_type, file.content)
    document = kept | {"file_name": file.name} | _some("mime_type", file.media_type)
    return _send(world, chat, call, "document", {"document": document} | _caption(call), file.content)


def send_location(world: World, call: Call) -> Any:
    chat = world.chat(chat_id(call))
    return _send(world, chat, call, "location", {"location": _location(call)})


def send_venue(world: World, call: Call) -> Any:
    chat = world.chat(chat_id(call))
    location = _location(call)
    title, address = call.text("title").strip(), call.text("address").strip()
    if not title or not address:
        raise wrong("VENUE_TITLE_EMPTY" if not title else "VENUE_ADDRESS_EMPTY")
    venue = {"location": location, "title": title, "address": address}
    return _send(world, chat, call, "venue", {"location": location, "venue": venue})


def send_chat_action(world: World, call: Call) -> Any:
    world.chat(chat_id(call))
    if call.text("action") not in ACTIONS:
        raise wrong("wrong parameter action in request")
    return True


def edit_message_text(world: World, call: Call) -> Any:
    chat, said = _own(world, call)
    if "text" not in said.api:
        raise wrong("there is no text in the message to edit")
    text, entities = _formatted(call, "text", "entities")
    if not text:
        raise wrong("message text is empty")
    if units(text) > TEXT:
        raise wrong("message is too long")
    return _change(world, chat, said, call, {"text": text} | _some("entities", entities))


def edit_message_reply_markup(world: World, call: Call) -> Any:
    chat, said = _own(world, call)
    kept: dict[str, Any] = {name: said.api[name] for name in ("text", "entities") if name in said.api}
    return _change(world, chat, said, call, kept)


def delete_message(world: World, call: Call) -> Any:
    chat = world.chat(chat_id(call))
    said = chat.said.get(_message_id(call))
    if said is None:
        raise Refused(400, "message to delete not found")
    if world.now() - said.api["date"] > DELETABLE or not (said.bot or chat.private):
        raise Refused(400, "message can't be deleted for everyone")
    del chat.said[said.api["message_id"]]
    return True


def answer_callback_query(world: World, call: Call) -> Any:
    if units(call.text("text")) > 200:
        raise wrong("MESSAGE_TOO_LONG")
    asked = world.queries.get(call.text("callback_query_id"))
    if asked is None or world.now() - asked > QUERY_LASTS:
        raise Refused(400, "query is too old and response timeout expired or query ID is invalid")
    return True


def chat_id(call: Call) -> int | None:
    """The chat of a call; raises Refused for a name, as no chat here has one."""
    given = call.given.get("chat_id")
    if isinstance(given, str) and given.startswith("@"):
        raise wrong("chat not found")
    return call.number("chat_id")


def _formatted(call: Call, name: str, entities: str) -> tuple[str, list[dict[str, Any]]]:
    """The text of a call without its marks, and the entities of it."""
    text = call.text(name)
    if len(text.encode()) > RAW:
        raise wrong("text is too long")
    mode = call.text("parse_mode")
    marked: list[dict[str, Any]] = call.value(entities, list) or []
    for each in marked:
        _within(text, each)
    if mode:
        if mode.lower() != "html":
            raise wrong("unsupported parse_mode")
        text, marked = parsed(text)
    text, marked = trimmed(text, marked)
    if len(marked) > ENTITIES:
        raise wrong("ENTITIES_TOO_LONG")
    return text, marked


def _within(text: str, entity: Any) -> None:
    """Raises Refused for an entity that is none of `text`."""
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise wrong("can't parse MessageEntity: expected an Object with a type")
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length < 0:
        raise wrong("can't parse MessageEntity: offset and length must be Numbers")
    if start + length > units(text):
        why = f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {units(text)}"
        raise wrong(why)


def _caption(call: Call) -> dict[str, Any]:
    caption, entities = _formatted(call, "caption", "caption_entities")
    if units(caption) > CAPTION:
        raise wrong("message caption is too long")
    return _some("caption", caption) | _some("caption_entities", entities)


def _some(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _location(call: Call) -> dict[str, float]:
    return {"latitude": call.degrees("latitude", 90), "longitude": call.degrees("longitude", 180)}


def _file(world: World, call: Call, name: str, most: int) -> File:
    given = call.file(name)
    if given is None:
        raise wrong(f"there is no {name} in the request")
    if isinstance(given, str):
        if given not in world.files:
            raise wrong("wrong file identifier/HTTP URL specified")
        return world.files[given]
    if not given.content:
        raise wrong("file must be non-empty")
    if len(given.content) > most:
        raise Refused(413, mistake=True)
    return _kept(world, given)


def _kept(world: World, upload: Upload) -> File:
    world.uploads.append(upload.name)
    return File(upload.name, upload.media_type, upload.content)


def _reply(world: World, chat: Chat, call: Call) -> dict[str, Any]:
    asked = call.value("reply_parameters", dict) or {}
    number = asked.get("message_id")
    if number is None:
        return {}
    if number in chat.said:
        return world.quoted(chat, number)
    if asked.get("allow_sending_without_reply"):
        return {}
    raise Refused(400, "message to be replied not found")


def _send(world: World, chat: Chat, call: Call, kind: str, fields: dict[str, Any], content: bytes = b"") -> Any:
    markup = telegram_keyboards.checked(call.value("reply_markup", dict), private=chat.private)
    fields = fields | _reply(world, chat, call)
    if markup and "inline_keyboard" in markup:
        fields["reply_markup"] = markup
    said = world.put(chat, world.bot, kind, **fields)
    said.markup, said.content = markup, content
    return dict(said.api)


def _message_id(call: Call) -> int:
    number = call.number("message_id")
    if not number:
        raise wrong("message identifier is not specified")
    return number


def _own(world: World, call: Call) -> tuple[Chat, Said]:
    """The message to edit."""
    chat = world.chat(chat_id(call))
    said = chat.said.get(_message_id(call))
    if said is None:
        raise Refused(400, "message to edit not found")
    if not said.bot or said.kind == "service":
        raise wrong("message can't be edited")
    return chat, said


def _change(world: World, chat: Chat, said: Said, call: Call, fields: dict[str, Any]) -> Any:
    """Gives `said` new fields, and the keyboard of the call or none."""
    markup = telegram_keyboards.checked(call.value("reply_markup", dict), private=chat.private, inline_only=True)
    if markup and not any(markup["inline_keyboard"]):
        markup = None
    fields = fields | _some("reply_markup", markup)
    names = ("text", "entities", "reply_markup")
    if {name: said.api[name] for name in names if name in said.api} == fields:
        raise Refused(
            400,
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message",
        )
    said.api = {name: value for name, value in said.api.items() if name not in names}
    said.api |= fields | {"edit_date": int(world.now())}
    said.markup = markup
    return dict(said.api)


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
}
SENDS = {name for name in METHODS if name.startswith("send")} - {"sendChatAction"}
"""Those that count as messages."""
