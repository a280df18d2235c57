"""Invitations to print: cards on one page of HTML that needs nothing else, ten to a sheet of A4, and QR pictures."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup

from bot.services.people import inviting
from bot.texts import short_title, texts
from bot.web.templating import template


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages import Language
    from bot.services.people.inviting import Invite
    from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is on a card. `links` are (name of the channel, link to join by); `sentence` is to be typed there."""

    name: str
    organisation: str
    programme: str
    code: str
    sentence: str
    links: tuple[tuple[str, str], ...] = ()


def cards(made: Sequence[Invite], accounts: Mapping[str, str], say: Texts) -> list[Invitation]:
    """What is on the card of each; `accounts` are the bot's public names by platform, to which its links lead."""
    line, telegram = accounts.get("line", ""), accounts.get("telegram", "")
    found = []
    for each in made:
        title = each.title.in_(say.language) if each.title else ""
        # In the link a short sentence: every Thai letter in it makes nine of a QR code's.
        brief = say("people.sentence_brief", code=each.code)
        links = [("LINE", inviting.line_link(line, brief))] if line else []
        links += [("Telegram", inviting.telegram_link(telegram, each.code))] if telegram else []
        named = short_title(title)
        # A name that had to be cut is none to be typed; the code alone is enough.
        typed = title and not named.endswith("…")
        sentence = say("people.sentence", programme=named, code=each.code) if typed else brief
        details = each.person.details
        programme = title or say("people.every_programme")
        found.append(Invitation(details.name, details.organisation, programme, each.code, sentence, tuple(links)))
    return found


def sheet(cards: Sequence[Invitation], language: Language) -> str:
    """The cards as a page."""
    return template("people.html").render(cards=cards, say=texts(language), language=language, qr=_svg)


def policy(page: str) -> str:
    """The Content-Security-Policy under which that page is shown by a site: its own style, and nothing else."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _svg(link: str) -> Markup:
    drawn = segno.make(link, micro=False, error="m", boost_error=False)
    return Markup(drawn.svg_inline(border=2, omitsize=True))  # noqa: S704 - segno's own drawing, of paths alone


def png(link: str) -> bytes:
    """The QR code of a link as a picture, large enough to be printed."""
    picture = BytesIO()
    segno.make(link, micro=False, error="m", boost_error=False).save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()
