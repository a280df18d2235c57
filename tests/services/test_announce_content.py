"""What an announcement may hold is checked by what it is, and made to fit."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64decode
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from bot.errors import Refused
from bot.messages import File
from bot.services import announce
from bot.texts import texts


SAY = texts("th")


def drawn(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", *, noisy: bool = False) -> bytes:
    picture = Picture.frombytes(mode, size, Random(1).randbytes(size[0] * size[1] * len(mode))) if noisy else None  # noqa: S311 - no secret
    kept = io.BytesIO()
    (picture or Picture.new(mode, size)).save(kept, kind)
    return kept.getvalue()


def opened(content: bytes) -> Picture.Image:
    return Picture.open(io.BytesIO(b64decode(announce.picture_of(content).content)))


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_goes_as_it_is_by_what_it_is(kind: str, media_type: str) -> None:
    content = drawn(kind)
    picture = announce.picture_of(content)

    assert (picture.alt, picture.media_type, b64decode(picture.content)) == ("", media_type, content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_a_large_one_is_made_smaller(mode: str) -> None:
    content = drawn("PNG", (2400, 1000), mode, noisy=True)
    picture = announce.picture_of(content)

    assert len(content) > 1_000_000 >= len(b64decode(picture.content))
    with opened(content) as shown:
        assert (shown.format, shown.mode, shown.width, round(shown.width / shown.height)) == ("JPEG", "RGB", 2048, 2)


def test_a_photo_stays_the_right_way_up() -> None:
    turned = Picture.new("RGB", (3000, 1000))
    exif = turned.getexif()
    exif[0x0112] = 6  # the camera was held upright
    kept = io.BytesIO()
    turned.save(kept, "JPEG", exif=exif)

    with opened(kept.getvalue()) as shown:
        assert (shown.width, shown.height, dict(shown.getexif())) == (683, 2048, {})


def bomb() -> bytes:
    """A PNG of a few bytes that would be ten thousand million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_picture"),
        (b"%PDF-1.4", "not_picture"),
        (drawn("GIF"), "not_picture"),
        (drawn("PNG", (400, 400), noisy=True)[:-5000], "not_picture"),
        (drawn("JPEG", (2100, 100)), "picture_too_big"),
        (bomb(), "picture_too_big"),
        (bytes(10_000_001), "picture_too_big"),
    ],
    ids=["nothing", "document", "animated", "cut off", "a strip", "bomb", "bytes"],
)
def test_what_is_no_picture_or_too_much_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        announce.picture_of(content)
    assert refused.value.code == f"announcing.{code}"
    SAY(refused.value.code, **refused.value.values)


@given(st.binary(max_size=300), st.integers(0, 100))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_picture_or_refused(noise: bytes, at: int) -> None:
    whole = drawn("PNG")
    for content in (noise, whole[:at] + noise + whole[at + len(noise) :]):
        try:
            with opened(content) as shown:
                shown.load()
        except Refused:
            pass


def test_a_file_holds_any_bytes() -> None:
    file = announce.file_of("แผน.pdf", "", b"\xff\x00")

    assert (file.data, file.media_type) == (b"\xff\x00", "application/octet-stream")
    assert File("a.ics", "text/calendar", "ก").data == "ก".encode()


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty_file"), (bytes(5_000_001), "file_too_big")], ids=["empty", "large"]
)
def test_a_file_that_cannot_go_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        announce.file_of("f", "", content)
    assert refused.value.code == f"announcing.{code}"


def test_a_place_is_on_earth() -> None:
    place = announce.place_of(13.5, -100.25, "", "ถนน 1", SAY)

    assert (place.title, place.address, place.link.url) == (
        "สถานที่",
        "ถนน 1",
        "https://www.google.com/maps/search/?api=1&query=13.5,-100.25",
    )
    for latitude, longitude in ((90.1, 0), (0, -180.1), (float("nan"), 0), (0, float("inf"))):
        with pytest.raises(Refused) as refused:
            announce.place_of(latitude, longitude, "", "", SAY)
        assert refused.value.code == "announcing.bad_place"
