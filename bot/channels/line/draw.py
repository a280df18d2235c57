"""A reply as LINE's message objects, as its API takes them: the one place that keeps every limit.

Lengths are LINE's: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.channels.line.buttons import clean, opening, tap, uri
from bot.channels.line.flex import carousels, message, of_buttons, of_card
from bot.lengths import cut, pieces, utf16
from bot.messages import Reply, tap_data


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.channels.line.buttons import Button
    from bot.channels.line.flex import Panel
    from bot.lengths import Words
    from bot.messages import Choice, Place

    Json = dict[str, Any]


IN_A_CALL = 5  # message objects
_TEXT, _PLACE = 5000, 100
_QUICK = 13
_SEEN_BY_LINE = re.compile(r"https://|http://(127\.0\.0\.1|localhost)[:/]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """`files_url` is where `{files_url}/{key}/{number}` serves a reply's images and, counted on, its files; or ""."""

    files_url: str
    words: Words

    def calls(self, reply: Reply, key: str) -> list[list[Json]]:
        """The message objects by calls; none if there is nothing to be seen."""
        objects = self._objects(reply, key)
        return [objects[first : first + IN_A_CALL] for first in range(0, len(objects), IN_A_CALL)]

    def part(self, reply: Reply, key: str, number: int) -> list[Json]:
        """The message objects of one of the calls, counted from 0; none where there is no such call."""
        calls = self.calls(reply, key)
        return calls[number] if number < len(calls) else []

    def _objects(self, reply: Reply, key: str) -> list[Json]:
        numbers = count()
        cards = [of_card(card, _taps(card.choices, key, numbers)) for card in reply.cards]
        taps = _taps(reply.choices, key, numbers)
        links = [opening(link.label, uri(link.url)) for link in reply.links if uri(link.url)]
        images, files = self._images(reply, key), self._files(reply, key)
        before = [*self._texts(self._lead(reply, files)), *images]
        places = [drawn for place in reply.places for drawn in self._place(place)]
        quick = taps[:_QUICK] if before or any(cards) or places or links or files else []
        menu = of_buttons([*links, *files, *taps[len(quick) :]])
        room = IN_A_CALL - len(before) - len(places) - bool(menu)
        said = clean(reply.text)
        objects = [
            *before,
            *self._panels([panel for panel in cards if panel], room, said),
            *places,
            *self._panels(menu, IN_A_CALL, said),
        ]
        if quick:
            items = [{"type": "action", "action": button.action} for button in quick]
            objects[-1] = {**objects[-1], "quickReply": {"items": items}}
        return objects

    def _lead(self, reply: Reply, files: list[Button]) -> str:
        """The text, what is on the images, and in so many words what cannot be a button."""
        links = [f"{link.label}: {link.url}" for link in reply.links if clean(link.url) and not uri(link.url)]
        names = [] if files else [file.name for file in reply.files]
        blocks = (reply.text, *("\n".join(lines) for lines in ([image.alt for image in reply.images], links, names)))
        return "\n\n".join(block for block in map(clean, blocks) if block)

    def _texts(self, text: str) -> list[Json]:
        return [{"type": "text", "text": piece} for piece in pieces(text, _TEXT, utf16, self.words)]

    def _images(self, reply: Reply, key: str) -> list[Json]:
        if not _SEEN_BY_LINE.match(self.files_url):
            return []
        urls = [f"{self.files_url}/{key}/{number}" for number in range(len(reply.images))]
        return [{"type": "image", "originalContentUrl": url, "previewImageUrl": url} for url in urls]

    def _files(self, reply: Reply, key: str) -> list[Button]:
        """A bot can send no file on LINE; it can say where it is."""
        if not uri(self.files_url):
            return []
        first = len(reply.images)
        return [opening(file.name, f"{self.files_url}/{key}/{n}") for n, file in enumerate(reply.files, first)]

    def _place(self, place: Place) -> list[Json]:
        """The place on a map, and in words what the map has no room for."""
        title, address = (" ".join(clean(words).split()) for words in (place.title, place.address))
        title, address = title or address, address or title
        shown: list[Json] = []
        if on_earth := -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180:  # noqa: PLR2004 - degrees
            nameless = f"{place.latitude:.5f}, {place.longitude:.5f}"
            shown.append(
                {
                    "type": "location",
                    "title": cut(title or nameless, _PLACE, utf16),
                    "address": cut(address or nameless, _PLACE, utf16),
                    "latitude": place.latitude,
                    "longitude": place.longitude,
                }
            )
        if not on_earth or max(utf16(title), utf16(address)) > _PLACE:
            shown += self._texts(clean(Reply("", places=(place,)).plain))
        return shown

    def _panels(self, panels: Sequence[Panel], room: int, said: str) -> list[Json]:
        """The panels in at most `room` messages where that can be: those over go into one text."""
        runs = list(carousels(panels))
        kept = len(runs) if len(runs) <= room else max(room - 1, 1)
        drawn = [shown for run in runs[:kept] for shown in self._run(run, said)]
        return [*drawn, *self._texts("\n\n".join(panel.words for run in runs[kept:] for panel in run))]

    def _run(self, run: Sequence[Panel], said: str) -> list[Json]:
        return [message(run, said)] if run[0].fits else self._texts(run[0].words)


def together(drawn: Sequence[list[Json]]) -> list[Json]:
    """The message objects of several messages for one call.

    LINE shows the quick replies of the very last object alone: that gets those of all, the last message's first, lest
    too many hide what nobody has asked for and so will not ask for again.
    """
    objects = [shown for each in drawn for shown in each]
    quick = [
        item for each in reversed(drawn) for shown in each for item in shown.get("quickReply", {}).get("items", [])
    ]
    bare = [{name: value for name, value in shown.items() if name != "quickReply"} for shown in objects]
    return [*bare[:-1], {**bare[-1], "quickReply": {"items": quick[:_QUICK]}}] if quick else bare


def _taps(choices: Sequence[Choice], key: str, numbers: Iterator[int]) -> list[Button]:
    made = [tap(choice, tap_data(key, next(numbers))) for choice in choices]
    return [button for button in made if button]
