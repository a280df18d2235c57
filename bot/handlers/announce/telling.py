"""What other organisers are told of an announcement: that it waits for them, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.announce.drawing import Drawing
from bot.services import people, questions
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Reply
    from bot.services.announce import Announcement, Confirmed
    from bot.services.programme import Programmes


class Telling:
    """Each message with where it goes; sending it is for the caller to see to. `site` is as for Drawing."""

    def __init__(self, store: Store, programmes: Programmes, site: str) -> None:
        self._store = store
        self._programmes = programmes
        self._site = site

    def others(self, confirmed: Confirmed, name: str, mine: Drawing) -> Iterator[tuple[Address, Reply]]:
        """Whoever may approve what `name` confirmed is asked, as `mine` draws links."""
        found = confirmed.announcement
        links = mine.links(found)
        for _, places in confirmed.approvers:
            if to := questions.nearest(self._store, places):
                yield to, self._at(to).asking(found, confirmed.cost, name, links)

    def author(
        self, found: Announcement, message: str, *wishes: str, **values: object
    ) -> Iterator[tuple[Address, Reply]]:
        """Whoever wrote it, if they organise still, hears `message` of it, with buttons for `wishes`."""
        places = [
            places for person, places in people.organisers(self._store, found.programme) if person.id == found.author
        ]
        if places and (to := questions.nearest(self._store, places[0])):
            draw = self._at(to)
            text = texts(questions.language(self._store, to))(message, number=found.id, when=draw.when(found), **values)
            yield to, draw.about(found, text, *wishes)

    def _at(self, to: Address) -> Drawing:
        """In the language of the talk there."""
        return Drawing(self._store, self._programmes, texts(questions.language(self._store, to)), self._site)
