"""A programme made ready to be asked about: its reader, and its sessions by what they are asked for by."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai.entries import Entry, variants
from bot.thai.lexicon import lexicon
from bot.thai.question import Reader
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from storage.programme import Programme, Session, Text

_PLACE = 4  # letters of a place name that is looked for in titles
_ALIKE = {"visit": "trip"}  # kinds that people do not tell apart
_READERS = 8  # programmes whose words are kept ready
_TITLES = 1024


class Guide:
    """Everything that a question about one programme needs; made once, then only read."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.zone = ZoneInfo(programme.timezone)
        self.venues = {venue.code: venue for venue in programme.venues}
        self.speakers = {speaker.code: speaker for speaker in programme.speakers}
        self.modules = {module.code: module for module in programme.modules}
        self.sessions = tuple(
            sorted(programme.sessions, key=lambda session: (session.start, session.end, session.code))
        )
        self.held = tuple(session for session in self.sessions if session.status == "confirmed")
        self.stamps = {session.code: (session.start.timestamp(), session.end.timestamp()) for session in self.sessions}
        self.by_code = {session.code: session for session in self.sessions}
        self.kinds = {session.code: _kinds(session) for session in self.sessions}
        self.online = {venue.code for venue in programme.venues if venue.url or _says_online(venue.name)}
        entries = tuple(_entries(self))
        self.reader = _reader(entries, tuple((faq.questions, tuple(_both(faq.answer))) for faq in programme.faqs))

        named = [(entry.code, key(name)) for entry in entries if entry.kind == "venue" for _, name in variants(entry)]
        names = [(code, name) for code, name in named if len(name) >= _PLACE]
        self.bound_for = {session.code: self._places(session, names) for session in self.sessions}

    def _places(self, session: Session, names: Sequence[tuple[str, str]]) -> frozenset[str]:
        """The venues that a journey's title speaks of: a departure is for a place without being there."""
        if not self.kinds[session.code] & {"travel", "trip"}:
            return frozenset()
        title = " ".join(key(words) for words in (*_both(session.title), *session.aliases))
        return frozenset(code for code, name in names if name in title)

    @property
    def span(self) -> tuple[date, date] | None:
        """The programme's first and last day, in its own zone."""
        if not self.held:
            return None
        return self.held[0].start.astimezone(self.zone).date(), max(session.end for session in self.held).astimezone(
            self.zone
        ).date()

    def is_online(self, session: Session) -> bool:
        return session.venue in self.online or (not session.venue and bool(session.url))

    def is_abroad(self, session: Session) -> bool:
        return ZoneInfo(session.timezone).utcoffset(session.start.replace(tzinfo=None)) != self.zone.utcoffset(
            session.start.replace(tzinfo=None)
        )


class Guides:
    """Guides, made once for each programme as loaded."""

    def __init__(self) -> None:
        self._made: dict[str, Guide] = {}
        self._lock = Lock()

    def of(self, programme: Programme) -> Guide:
        guide = self._made.get(programme.code)
        if guide is None or guide.programme is not programme:
            with self._lock:
                guide = self._made.get(programme.code)
                if guide is None or guide.programme is not programme:
                    guide = self._made[programme.code] = Guide(programme)
        return guide


def _both(text: Text) -> Iterator[str]:
    yield from dict.fromkeys(words for words in (text.th, text.en) if words)


def _entries(guide: Guide) -> Iterator[Entry]:
    programme = guide.programme
    yield Entry("programme", programme.code, (*_both(programme.title), programme.code, *_both(programme.organizer)))
    for module in programme.modules:
        yield Entry("module", module.code, tuple(_both(module.title)), module.aliases)
    for venue in programme.venues:
        yield Entry("venue", venue.code, tuple(_both(venue.name)), venue.aliases, tuple(_both(venue.address)))
    for speaker in programme.speakers:
        yield Entry("speaker", speaker.code, tuple(_both(speaker.name)), speaker.aliases, tuple(_both(speaker.role)))
    for contact in programme.contacts:
        yield Entry("contact", contact.name.th or contact.name.en, tuple(_both(contact.name)))
    for group in programme.groups:
        yield Entry("group", group.code, tuple(_both(group.title)), group.aliases)
    for session in guide.sessions:
        notes = [*_both(session.description), *_both(session.bring), *_both(session.dress)]
        notes += _both(session.meeting)
        yield Entry("session", session.code, tuple(_both(session.title)), session.aliases, tuple(notes))


@lru_cache(_READERS)
def _reader(entries: tuple[Entry, ...], answers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> Reader:
    """Most of the work of a guide; the same for every room that asks, and when nothing changes but times and places."""
    return Reader(entries, answers)


@lru_cache(_TITLES)
def _tags(words: str) -> frozenset[str]:
    """What the words of a title, or of the name of a place, do in a question."""
    return frozenset(tag for unit in lexicon().units(words.lower()) for tag in unit.tags)


def _kinds(session: Session) -> frozenset[str]:
    said = {tag for title in _both(session.title) for tag in _tags(title) if tag.startswith("kind:")}
    kinds = {session.kind, *(tag.removeprefix("kind:") for tag in said)}
    return frozenset(kinds | {_ALIKE[kind] for kind in kinds if kind in _ALIKE})


def _says_online(name: Text) -> bool:
    return any("online" in _tags(words) for words in _both(name))
