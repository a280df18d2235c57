"""What people send with a message is fetched from each platform: whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import Locked, Never, Retry
from bot.messages import Address, Attached, Inbound
from bot.port import LARGEST, Media
from tests.channels import line_stage, telegram_stage


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.errors import Undelivered


PDF = b"%PDF-1.7 " + bytes(range(256))


class OnLine:
    """Somebody who sends things in LINE, and the bot that fetches them."""

    def __init__(self, phone: line_stage.Phone) -> None:
        self.phone = phone

    def sends(self, name: str, content: bytes) -> Inbound:
        (found,) = self.phone.reads(self.phone.line.file(self.phone.me, name=name, content=content))
        return found

    def fails(self, kind: str) -> None:
        again = kind == "drop"  # the client asks once more by itself
        self.phone.line.fault(kind, 1 + again, "/content")  # type: ignore[arg-type] # one of the kinds

    def forgets(self, event: Inbound) -> None:
        self.phone.line.contents.pop(event.message_id)

    media_type = "application/pdf"


class OnTelegram:
    """The same in Telegram."""

    def __init__(self, phone: telegram_stage.Phone) -> None:
        self.phone = phone

    def sends(self, name: str, content: bytes) -> Inbound:
        self.phone.telegram.document(self.phone.me, name, content)
        (found,) = self.phone.brought()
        return found

    def fails(self, kind: str) -> None:
        self.phone.telegram.fault(kind, method="getFile")  # type: ignore[arg-type] # one of the kinds

    def forgets(self, event: Inbound) -> None:
        assert event.attached
        self.phone.telegram.world.files.pop(event.attached.id)

    media_type = ""


@pytest.fixture(params=["line", "telegram"])
def there(request: pytest.FixtureRequest) -> Iterator[OnLine | OnTelegram]:
    if request.param == "line":
        with line_stage.stage(seconds=0.5) as phone:
            yield OnLine(phone)
    else:
        with telegram_stage.phone(patience=0.5) as other:
            yield OnTelegram(other)


def fetched(there: OnLine | OnTelegram, event: Inbound) -> Media:
    found = there.phone.run(there.phone.channel.fetch(event))
    assert isinstance(found, Media)
    return found


@pytest.mark.parametrize("content", [PDF, b"x" * LARGEST], ids=["small", "the largest"])
def test_a_file_comes_whole(there: OnLine | OnTelegram, content: bytes) -> None:
    event = there.sends("กำหนดการ.pdf", content)

    assert fetched(there, event) == Media(content, there.media_type, "กำหนดการ.pdf")


def test_what_is_too_large_is_never_fetched(there: OnLine | OnTelegram) -> None:
    event = there.sends("ใหญ่.pdf", b"x" * (LARGEST + 1))

    with pytest.raises(Never, match="too large"):
        fetched(there, event)


def test_what_the_platform_has_no_more_is_never_fetched(there: OnLine | OnTelegram) -> None:
    event = there.sends("เก่า.pdf", PDF)
    there.forgets(event)

    with pytest.raises(Never):
        fetched(there, event)
    if isinstance(there, OnTelegram):
        there.phone.telegram.mistakes.clear()  # to the fake, it is an id that there never was


@pytest.mark.parametrize(
    ("kind", "error"), [("before", Retry), ("drop", Retry), ("hang", Retry), ("unauthorized", Locked)]
)
def test_trouble_on_the_way_says_whether_to_try_again(
    there: OnLine | OnTelegram, kind: str, error: type[Undelivered]
) -> None:
    event = there.sends("กำหนดการ.pdf", PDF)
    there.fails(kind)

    with pytest.raises(Retry) as raised:
        fetched(there, event)

    assert type(raised.value) is error
    assert fetched(there, event).content == PDF


def test_where_nothing_is_attached_there_is_nothing_to_fetch(there: OnLine | OnTelegram) -> None:
    event = there.sends("กำหนดการ.pdf", PDF)
    bare = Inbound(event.address, event.event_id, "", event.at, kind="photo", message_id=event.message_id)

    with pytest.raises(Never):
        fetched(there, bare)


@pytest.mark.parametrize("odd", ["", "../../v2/bot/info", "?x=1", "ก" * 300])
def test_an_odd_id_reaches_nothing_else(odd: str) -> None:
    with line_stage.stage() as phone:
        event = Inbound(
            Address("line", phone.me), "1", "", telegram_stage.RECEIVED, kind="file", attached=Attached(odd)
        )
        with pytest.raises(Never):
            phone.run(phone.channel.fetch(event))
        phone.line.mistakes.clear()


def test_a_picture_of_several_sizes_comes_in_the_one_that_was_read() -> None:
    with telegram_stage.phone() as phone:
        phone.telegram.photo(phone.me, "ภาพห้อง")
        (event,) = phone.brought()
        assert event.attached
        kept = phone.telegram.world.files[event.attached.id].content

        assert phone.run(phone.channel.fetch(event)) == Media(kept, "", "")
