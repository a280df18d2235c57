"""Pictures that are sent to be read: what is read off them, and what is not even unpacked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.web.scanner.reading import read
from tests.web.gate import ANN, Gate, Guard, gate, photo


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path) as made:
        yield made


@pytest.fixture
def sam(hall: Gate) -> Iterator[Guard]:
    """A scanner."""
    with hall.signs_in() as made:
        yield made


@pytest.fixture
def olga(hall: Gate) -> Iterator[Guard]:
    """An organiser."""
    with hall.signs_in("olga") as made:
        yield made


def test_a_picture_is_read(hall: Gate, sam: Guard) -> None:
    code = hall.door.own(ANN)

    assert sam.shows(photo(code)).json() == {"code": code}
    assert sam.shows(photo(code, (640, 360), 37)).json() == {"code": code}
    assert sam.shows(_jpeg(Image.new("RGB", (640, 480), "gray"))).json() == {"code": ""}
    assert hall.door.log() == []


@pytest.mark.parametrize("size", [(1281, 10), (10, 1281), (20_000, 20_000)])
def test_a_picture_that_is_too_large_is_not_unpacked(sam: Guard, size: tuple[int, int]) -> None:
    made = Image.new("L", (8, 8))
    plain = bytearray(_jpeg(made))
    frame = plain.index(b"\xff\xc0") + 5
    plain[frame : frame + 4] = size[1].to_bytes(2, "big") + size[0].to_bytes(2, "big")

    assert sam.shows(bytes(plain)).status_code == 422


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_nothing_but_a_jpeg_is_read(kind: str) -> None:
    written = io.BytesIO()
    with Image.open(io.BytesIO(photo("K7P4XQRM29"))) as picture:
        picture.save(written, kind)

    assert read(written.getvalue()) is None


@given(st.binary(max_size=600), st.integers(0, 4000), st.integers(0, 4000))
@settings(max_examples=300, deadline=None)
def test_no_picture_is_too_broken(junk: bytes, start: int, end: int) -> None:
    whole = photo("K7P4XQRM29", (160, 120))

    assert read(whole[:start] + junk + whole[end:]) in (None, "", "K7P4XQRM29")
    assert read(junk) is None


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()
