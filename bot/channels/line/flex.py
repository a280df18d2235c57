"""Cards and sets of buttons as LINE's bubbles, in type for eyes over fifty, and as text where no bubble can be.

Sizes are LINE's: https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.channels.line.buttons import clean, opening, uri
from bot.lengths import cut, utf16
from bot.messages import Reply


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.channels.line.buttons import Button
    from bot.messages import Card

    Json = dict[str, Any]


_BUBBLE, _CAROUSEL = 30_000, 50_000  # bytes of JSON
_WORDS = 5000  # of any text in it
_IN_CAROUSEL = 12
_ALT = 1500
_BUTTONS = 8  # in a bubble: no more than a screen

_INK, _SOFT, _DARK, _WHITE = "#1F2933", "#52606D", "#0F4C5C", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Panel:
    """One bubble. `words` says the same: it is the notification, and what is sent where the bubble cannot be.

    `bare`: it has nothing but buttons, so that what they are about is said before it.
    """

    bubble: Json
    words: str
    bare: bool = False

    @property
    def fits(self) -> bool:
        return _size(self.bubble) <= _BUBBLE and utf16(self.words) <= _WORDS


def of_card(card: Card, taps: Sequence[Button]) -> Panel | None:
    """The card with its buttons; None if nothing is on it."""
    links = [opening(link.label, uri(link.url)) for link in card.links if uri(link.url)]
    untaken = [
        clean(f"{link.label}: {link.url}")
        for link in card.links
        if clean(link.url) and not uri(link.url) and (link.label, link.url.removeprefix("mailto:")) not in card.facts
    ]
    body = [
        *_soft(card.note),
        *(_fact(clean(label), clean(value)) for label, value in card.facts if clean(label) or clean(value)),
        *(_text(line, _INK) for line in untaken),
    ]
    footer = [*_buttons(taps, "secondary"), *_buttons(links, "link")]
    title = clean(card.title)
    if not (title or body or footer):
        return None
    words = clean(Reply("", (card,)).plain)  # which has only links to pages, and no buttons
    lines = [clean(f"{link.label}: {link.url}") for link in card.links if clean(link.url) and link.url not in words]
    lines += [button.line for button in taps]
    shown = "\n".join([words, *lines] if words else lines)
    return Panel(_bubble(title, body, footer), shown, bare=not (title or body))


def of_buttons(buttons: Sequence[Button]) -> list[Panel]:
    """All the buttons, so many in a bubble."""
    sets = [buttons[first : first + _BUTTONS] for first in range(0, len(buttons), _BUTTONS)]
    return [
        Panel(_bubble("", _buttons(some, "secondary"), []), "\n".join(button.line for button in some), bare=True)
        for some in sets
    ]


def carousels(panels: Iterable[Panel]) -> Iterator[list[Panel]]:
    """The panels, in order, so many together as one message holds; one that does not fit is by itself."""
    run: list[Panel] = []
    for panel in panels:
        if run and not (run[0].fits and panel.fits and _together([*run, panel])):
            yield run
            run = []
        run.append(panel)
    if run:
        yield run


def message(panels: Sequence[Panel], said: str = "") -> Json:
    """One message of what `carousels` put together; the notification of mere buttons begins with what was `said`."""
    words = "\n\n".join(panel.words for panel in panels)
    if said and all(panel.bare for panel in panels):
        words = f"{said}\n{words}"
    return {"type": "flex", "altText": cut(words, _ALT, utf16), "contents": _contents(panels)}


def _contents(panels: Sequence[Panel]) -> Json:
    bubbles = [panel.bubble for panel in panels]
    return bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles}


def _together(panels: Sequence[Panel]) -> bool:
    return len(panels) <= _IN_CAROUSEL and _size(_contents(panels)) <= _CAROUSEL


def _size(drawn: Json) -> int:
    """As it is sent: the SDK writes a Thai letter as six bytes."""
    return len(json.dumps(drawn))


def _bubble(title: str, body: list[Json], footer: list[Json]) -> Json:
    bubble: Json = {"type": "bubble", "size": "mega"}
    if title:
        heading = _text(title, _WHITE, size="xl", weight="bold")
        low = {"paddingAll": "lg", "paddingStart": "xxl", "paddingEnd": "xxl"}  # its words begin over those of the body
        bubble["header"] = {**_box([heading]), "backgroundColor": _DARK, **low}
    if body:
        bubble["body"] = {**_box(body), "spacing": "lg"}
    if footer:
        bubble["footer"] = {**_box(footer), "spacing": "sm"}
    return bubble


def _box(contents: list[Json]) -> Json:
    return {"type": "box", "layout": "vertical", "contents": contents}


def _fact(label: str, value: str) -> Json:
    """The label over the value: side by side, a long place has no room."""
    return _box([*_soft(label), *([_text(value, _INK)] if value else [])])


def _soft(text: str) -> list[Json]:
    return [_text(clean(text), _SOFT, size="md")] if clean(text) else []


def _text(text: str, color: str, size: str = "lg", weight: str = "regular") -> Json:
    look = {"size": size, "color": color, "weight": weight}
    return {"type": "text", "text": text, "wrap": True, "scaling": True, **look}


def _buttons(buttons: Iterable[Button], style: str) -> list[Json]:
    """Each button; before one whose label was cut, the whole of it."""
    drawn: list[Json] = []
    for button in buttons:
        if button.label != button.action["label"]:
            drawn += _soft(button.label)
        drawn.append({"type": "button", "style": style, "adjustMode": "shrink-to-fit", "action": button.action})
    return drawn
