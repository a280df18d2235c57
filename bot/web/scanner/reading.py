"""Reading a QR code off a picture, for browsers that cannot do it themselves. The picture is kept nowhere."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image, UnidentifiedImageError


LARGEST = 200_000
"""Bytes of a picture."""
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BROKEN = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)
_SIDE = 1280  # pixels of its longer side
_LONGEST = 100  # letters of what is read: no code of ours has more


def read(picture: bytes) -> str | None:
    """What the QR code on a JPEG says, "" where there is none on it; None where it is no such picture, or too large.

    Its size is looked at before it is unpacked.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
            if len(picture) > LARGEST or max(image.size) > _SIDE:
                return None
            grey = image.convert("L")
    except _BROKEN:
        return None
    found = zxingcpp.read_barcodes(grey, formats=_FORMATS)
    return next((each.text for each in found if 0 < len(each.text) <= _LONGEST), "")
