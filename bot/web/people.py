"""Invitations to print: cards on one page of HTML that needs nothing else, ten to a sheet of A4, and QR pictures."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup

from bot.texts import texts
from bot.web.templating import template


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages import Language


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is on a card. `links` are (name of the channel, link to join by); `sentence` is to be typed there."""

    name: str
    organisation: str
    programme: str
    code: str
    sentence: str
    links: tuple[tuple[str, str], ...] = ()


def sheet(cards: Sequence[Invitation], language: Language) -> str:
    """The cards as a page."""
    return template("people.html").render(cards=cards, say=texts(language), language=language, qr=_svg)


def _svg(link: str) -> Markup:
    drawn = segno.make(link, micro=False, error="m", boost_error=False)
    return Markup(drawn.svg_inline(border=2, omitsize=True))  # noqa: S704 - segno's own drawing, of paths alone


def png(link: str) -> bytes:
    """The QR code of a link as a picture, large enough to be printed."""
    picture = BytesIO()
    segno.make(link, micro=False, error="m", boost_error=False).save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()
