"""The recorded webhook bodies: whole as the Bot API's description says, except the odd ones, and read by the SDK."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import telegram as sdk

from tests.fakes.telegram_contract import contract


FOLDER = Path(__file__).parent / "events/telegram"
described = pytest.mark.skipif(contract() is None, reason="the Bot API's description is not beside this checkout")


def bodies(*files: str) -> dict[str, Any]:
    """The bodies in the files, or in all but the odd ones, by file and name."""
    paths = [FOLDER / f"{name}.json" for name in files] or [
        path for path in sorted(FOLDER.glob("*.json")) if path.stem != "odd"
    ]
    return {
        f"{path.stem}: {each['name']}": each["body"] for path in paths for each in json.loads(path.read_text("utf-8"))
    }


@described
def test_every_body_is_whole() -> None:
    known = contract()
    assert known is not None
    assert {name: known.of("Update", body) for name, body in bodies().items()} == {name: [] for name in bodies()}


@described
def test_every_odd_body_is_odd() -> None:
    known = contract()
    assert known is not None
    assert [name for name, body in bodies("odd").items() if not known.of("Update", body)] == [
        "odd: message with nothing in it",
        "odd: unknown kind of chat",
    ]


@described
def test_every_kind_of_update_content_and_standing_is_there() -> None:
    known = contract()
    assert known is not None
    updates = list(bodies().values())
    messages = [update["message"] for update in bodies("messages", "service").values()]
    members = [each[kind] for each in bodies("members").values() for kind in each if kind.endswith("chat_member")]
    fields = {kind: {field["name"] for field in known.types[kind]["fields"]} for kind in ("Update", "Message")}

    assert fields["Update"] <= {kind for update in updates for kind in update}
    assert fields["Message"] - {name for message in messages for name in message} == {
        "business_connection_id", "edit_date", "guest_bot_caller_chat", "guest_bot_caller_user", "guest_query_id",
        "reply_to_poll_option_id", "sender_business_bot",
    }  # fmt: skip
    assert {each["new_chat_member"]["status"] for each in members} == {
        "creator", "administrator", "member", "restricted", "left", "kicked",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # of any length of time, without PTB_TIMEDELTA
@pytest.mark.parametrize("name", bodies())
def test_the_sdk_reads_it(name: str) -> None:
    body = bodies()[name]
    update = sdk.Update.de_json(body, None)
    assert update.update_id == body["update_id"]
    for kind in set(body) - {"update_id"}:
        read = getattr(update, kind, None)
        assert read is not None or kind in update.api_kwargs


def test_every_number_is_its_own() -> None:
    numbers = [body["update_id"] for body in bodies().values()]
    assert sorted(set(numbers)) == sorted(numbers)
