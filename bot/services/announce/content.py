"""What an announcement may hold: its text, a picture, a file, a place, links; checked before anything is kept."""

from __future__ import annotations

import io
import warnings
from base64 import b64encode
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.lengths import letters
from bot.messages import File, Image, Link, Place


if TYPE_CHECKING:
    from PIL import Image as Pillow

    from bot.messages import Reply
    from bot.texts import Texts


LONGEST = 4000
"""Letters of the text."""
LARGEST_PICTURE = 10_000_000
"""Bytes of a picture as it is given; what is sent is smaller."""
LARGEST_FILE = 5_000_000
"""Bytes of a file."""

_MOST = 5  # pictures, places, files and links of each kind
_SENT = 1_000_000  # bytes; LINE shows no larger picture before it is tapped (Messaging API, previewImageUrl)
_SIDE = 2048  # pixels
_NORTH, _EAST = 90, 180  # degrees
_PIXELS = 50_000_000
_FLAT = 20  # times as long as high; Telegram takes no flatter one
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_QUALITIES = (85, 70, 55, 40)


def check(reply: Reply) -> None:
    """Raises Refused where `reply` says nothing, or more than an announcement may."""
    attached = (reply.images, reply.places, reply.files, reply.links)
    if not reply.text.strip() and not any(attached):
        raise Refused("announcing.empty")
    if letters(reply.text) > LONGEST:
        raise Refused("announcing.too_long", most=str(LONGEST), found=str(letters(reply.text)))
    if any(len(each) > _MOST for each in attached):
        raise Refused("announcing.too_many", most=str(_MOST))


def picture_of(content: bytes) -> Image:
    """A picture to be sent, whatever it was said to be; a large one is made smaller.

    Raises Refused where it is no PNG or JPEG, or too large.
    """
    if len(content) > LARGEST_PICTURE:
        raise Refused("announcing.picture_too_big", most=str(LARGEST_PICTURE // 1_000_000))
    from PIL import Image as Picture  # noqa: PLC0415 - it takes a while to load, and is seldom needed
    from PIL import UnidentifiedImageError  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Picture.DecompressionBombWarning)
            with Picture.open(io.BytesIO(content), formats=list(_TYPES)) as opened:
                return _fitting(opened, content)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("announcing.not_picture") from error
    except (Picture.DecompressionBombWarning, Picture.DecompressionBombError) as error:
        raise Refused("announcing.picture_too_big", most=str(LARGEST_PICTURE // 1_000_000)) from error


def _fitting(opened: Pillow.Image, content: bytes) -> Image:
    width, height = opened.size
    if width * height > _PIXELS or max(width, height) > _FLAT * min(width, height):
        raise Refused("announcing.picture_too_big", most=str(LARGEST_PICTURE // 1_000_000))
    media_type = _TYPES[opened.format or ""]
    opened.load()  # a broken one is found here, and not by whoever gets it
    if len(content) > _SENT or max(width, height) > _SIDE:
        content, media_type = _smaller(opened), _TYPES["JPEG"]
    return Image("", media_type, b64encode(content).decode())


def _smaller(opened: Pillow.Image) -> bytes:
    """As JPEG of at most `_SENT` bytes, the right way up."""
    from PIL import Image as Picture  # noqa: PLC0415 - as above
    from PIL import ImageOps  # noqa: PLC0415 - as above

    drawn = ImageOps.exif_transpose(opened)
    if drawn.mode in ("RGBA", "LA", "PA") or "transparency" in drawn.info:
        over = Picture.new("RGBA", drawn.size, "white")
        drawn = Picture.alpha_composite(over, drawn.convert("RGBA"))
    drawn = drawn.convert("RGB")
    side = _SIDE
    while True:
        drawn.thumbnail((side, side))
        for quality in _QUALITIES:
            kept = io.BytesIO()
            drawn.save(kept, "JPEG", quality=quality, optimize=True)
            if kept.tell() <= _SENT:
                return kept.getvalue()
        side //= 2


def place_of(latitude: float, longitude: float, title: str, address: str, say: Texts) -> Place:
    """A place to be sent, in degrees (WGS 84). Raises Refused where there is no such place on earth."""
    if not (abs(latitude) <= _NORTH and abs(longitude) <= _EAST):
        raise Refused("announcing.bad_place", found=f"{latitude}, {longitude}")
    url = f"https://www.google.com/maps/search/?api=1&query={latitude},{longitude}"
    return Place(title or say("announcing.place"), address, latitude, longitude, Link(say("announcing.map"), url))


def file_of(name: str, media_type: str, content: bytes) -> File:
    """A file to be sent. Raises Refused where it is empty or too large."""
    if not content:
        raise Refused("announcing.empty_file", name=name)
    if len(content) > LARGEST_FILE:
        raise Refused("announcing.file_too_big", name=name, most=str(LARGEST_FILE // 1_000_000))
    return File(name, media_type or "application/octet-stream", b64encode(content).decode(), base64=True)
