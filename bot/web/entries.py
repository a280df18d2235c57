"""What is said in a talk, as the page's scripts get it (JSON) and as the page without scripts shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.messages import SILENCE
from storage.web import Said


if TYPE_CHECKING:
    from bot.messages import Card, Choice, Language, Link, Place, Reply
    from storage.web import Answered, Entry


# What a page may send its reader to: a programme file's link is somebody else's text, and could be a script.
_SCHEMES = {"http", "https", "mailto", "tel"}
_OWN = ("/calendar/", "/enter#")  # pages of this site itself, whose address may not be known
_THAI = re.compile("[\u0e00-\u0e7f]")


def client_id(event_id: str) -> str:
    """The page's own id of a message. Event ids have the visitor before it, so that nobody can take another's."""
    return event_id.partition(":")[2]


def language_of(text: str) -> Language:
    """The language that a screen reader should speak `text` in."""
    return "th" if _THAI.search(text) else "en"


def is_bare(item: Entry) -> bool:
    """Whether its words are kept no longer, so that there is nothing to be shown."""
    return not item.text if isinstance(item, Said) else item.reply == SILENCE


def entry(item: Entry) -> dict[str, Any]:
    return _said(item) if isinstance(item, Said) else _answered(item)


def _said(item: Said) -> dict[str, Any]:
    return {
        "kind": "said",
        "key": client_id(item.event_id),
        "text": item.text,
        "lang": language_of(item.text),
        "at": item.at.isoformat(),
    }


def _answered(item: Answered) -> dict[str, Any]:
    said: Reply = item.reply
    return {
        "kind": "reply",
        "key": str(item.mark.outbox),
        "text": said.text,
        "lang": language_of(said.plain),
        "at": item.at and item.at.isoformat(),
        "choices": [_choice(choice) for choice in said.choices],
        "images": [
            {"alt": image.alt, "url": f"/chat/files/{item.mark.outbox}/{number}"}
            for number, image in enumerate(said.images)
        ],
        "cards": [*map(_card, said.cards), *map(_place, said.places)],
        "links": _links(said.links),
        "files": [
            {"name": file.name, "url": f"/chat/files/{item.mark.outbox}/{number}"}
            for number, file in enumerate(said.files, start=len(said.images))
        ],
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "title": card.title,
        "note": card.note,
        "facts": [list(fact) for fact in card.facts],
        "choices": [_choice(choice) for choice in card.choices],
        "links": _links(card.links),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"title": place.title, "note": place.address, "facts": [], "choices": [], "links": _links((place.link,))}


def _choice(choice: Choice) -> dict[str, str]:
    return {"label": choice.label, "says": choice.says, "data": choice.data}


def _links(links: tuple[Link, ...]) -> list[dict[str, str]]:
    return [{"label": link.label, "url": link.url} for link in links if _harmless(link.url)]


def _harmless(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    own = url.startswith(_OWN) and not parts.netloc
    return own or parts.scheme in _SCHEMES
