"""What the words of a question are about that are neither names nor question words.

They are a misspelt name, words from the programme's own texts, a name told roughly or an English one in Thai letters;
or nothing explains them, and the question is not understood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.thai.lexicon import MASK, lexicon
from bot.thai.likeness import Likeness
from bot.thai.people import title_of
from bot.thai.sounds import Sounds
from bot.thai.text import key, thai_lexicon
from bot.thai.topics import Topics


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.thai.entries import Entry, Kind, Mention
    from bot.thai.lexicon import Unit
    from bot.thai.names import Gazetteer
    from bot.thai.people import People

_CROWD = 24  # words that nothing explains; with more no guess is made, it is no question about a programme
_APART = 12  # characters between words of one thing that was told roughly
_GAP = 1  # characters between a name's parts
_GUESS, _TITLED = 85, 78  # of 100 letters right in a name, and in one after a title
_NAMED = frozenset(
    key(title)
    for title in ("คุณ", "อ.", "อาจารย์", "ดร.", "ผศ.", "รศ.", "ศ.", "ผศ.ดร.", "รศ.ดร.", "ศ.ดร.", "อ.ดร.", "นพ.", "พญ.")
)


@dataclass(frozen=True, slots=True)
class About:
    """`topic` are the entries the words are about, `noted` the words found in the texts of what is named anyway."""

    topic: tuple[tuple[Kind, str], ...]
    noted: tuple[str, ...]
    unknown: tuple[str, ...]


class Content:
    """Explains the words of questions about one programme."""

    def __init__(self, entries: Sequence[Entry], gazetteer: Gazetteer, people: People) -> None:
        self._gazetteer, self._people = gazetteer, people
        self._topics = Topics(entries)
        self._likeness = Likeness(entries)
        self._sounds = Sounds(entries)

    def faint(self, units: Iterable[Unit]) -> tuple[tuple[Kind, str], ...]:
        """The sessions that everyday words name, where nothing else is named."""
        return self._topics.faint([unit.text for unit in units if "light" in unit.tags])

    def explained(
        self, text: str, masked: str, units: Sequence[Unit], mentions: Sequence[Mention]
    ) -> tuple[Sequence[Unit], About]:
        """What the content is about; with `units` as they are where a question word among them had a slip in it."""
        if sum(unit.content for unit in units) > _CROWD:
            return units, About((), (), tuple(unit.text for unit in units if unit.content))
        about = self._about(masked, _unexplained(units, mentions, text), mentions, things=_for_things(units))
        if about.unknown and (mended := lexicon().nearly(units, about.unknown)):
            units = mended
            about = self._about(masked, _unexplained(units, mentions, text), mentions, things=_for_things(units))
        return units, about

    def named(self, text: str, masked: str, mentions: Sequence[Mention], content: Sequence[Unit]) -> list[Mention]:
        """The names, misspelt ones too: those with a misspelt part beside, or one that the content nearly spells."""
        if not content or len(content) > _CROWD:
            return list(mentions)
        named = [self._completed(text, mention, content) for mention in mentions]
        titled = bool(title_of(masked[: content[0].start])[0])
        near = self._gazetteer.near(masked, _TITLED if titled else _GUESS)
        for guess in near:
            touched = sum(max(0, min(unit.end, guess.end) - max(unit.start, guess.start)) for unit in content)
            if 2 * touched >= guess.end - guess.start:
                same = [other for other in near if (other.start, other.end) == (guess.start, guess.end)]
                return [*named, *self._people.told_apart(masked, same)[0]]
        return named

    def _completed(self, text: str, mention: Mention, content: Sequence[Unit]) -> Mention:
        for unit in content:
            if abs(unit.start - mention.end) <= _GAP or abs(mention.start - unit.end) <= _GAP:
                start, end = _run(content, unit)
                mention = self._gazetteer.completed(text, mention, start, end) or self._sounding(
                    text, mention, start, end
                )
        return mention

    def _sounding(self, text: str, mention: Mention, start: int, end: int) -> Mention:
        """`mention` with the foreign words beside it, where together they sound like a name of its (คลาวด์ + เฟิร์ส)."""
        since, until = min(start, mention.start), max(end, mention.end)
        codes = {code for kind, code in self._sounds.like(text[since:until]) if kind == mention.kind}
        return replace(mention, start=since, end=until) if codes & set(mention.codes) else mention

    def _about(self, masked: str, left: Sequence[Unit], named: Sequence[Mention], *, things: bool) -> About:
        """What the words left are about: their own texts, a name told roughly, or one typed by its sound.

        Where `things` are asked for (to bring, to wear), words that nothing knows may be such things.
        """
        entries = [(mention.kind, code) for mention in named for code in mention.codes]
        noted = [unit for unit in left if self._topics.explains(entries, unit.text)]
        left = [unit for unit in left if unit not in noted]
        strangers = [unit for unit in left if _titled(masked, left, unit)]
        if strangers:
            people = tuple(one for one in self._roughly(masked, strangers) if one[0] == "speaker")
            unknown = () if people and len(strangers) == len(left) else tuple(unit.text for unit in left)
            return About(people, tuple(unit.text for unit in noted), unknown)
        told = tuple(unit.text for unit in noted)
        if not left:
            return About((), told, ())
        words = [unit.text for unit in left]
        topic = self._topics.about(words) or self._roughly(masked, left)
        if topic and not _against(topic, named):
            return About(topic, told, ())
        known = [word for word in words if self._topics.known(word)] if things else []
        topic = self._topics.about(known) if known else ()
        return About(topic, told, tuple(word for word in words if not topic or word not in known))

    def _roughly(self, masked: str, left: Sequence[Unit]) -> tuple[tuple[Kind, str], ...]:
        """The entries that every run of the words left sounds like, or nearly spells."""
        found = [self._run_about(masked, run) for run in _runs(masked, left)]
        common = set(found[0]).intersection(*found[1:])
        return tuple(entry for entry in found[0] if entry in common)

    def _run_about(self, masked: str, run: Sequence[Unit]) -> tuple[tuple[Kind, str], ...]:
        text = masked[run[0].start : run[-1].end]
        close = run[-1].end - run[0].start <= sum(len(unit.text) for unit in run) + len(run)
        foreign = close and ("\u0e4c" in text or any(unit.text not in thai_lexicon() for unit in run))
        exact = self._sounds.like(text, 100) if foreign else ()
        return (
            exact
            or self._likeness.like(text, [unit.text for unit in run])
            or (self._sounds.like(text) if foreign else ())
        )


def _for_things(units: Iterable[Unit]) -> bool:
    """Whether things are asked for that may have any name: to bring, to wear."""
    tags = {tag for unit in units for tag in unit.tags}
    return bool(tags & {"bring", "wear", "carry"}) and bool(tags & {"yesno", "when"}) and "what" not in tags


def _runs(masked: str, units: Sequence[Unit]) -> list[list[Unit]]:
    """`units` in runs with nothing that was read, and not much else, between them."""
    runs = [[units[0]]]
    for unit in units[1:]:
        between = masked[runs[-1][-1].end : unit.start]
        if MASK in between or len(between) > _APART:
            runs.append([unit])
        else:
            runs[-1].append(unit)
    return runs


def _titled(masked: str, left: Sequence[Unit], unit: Unit) -> bool:
    """Whether `unit` follows a title closely: then it is the name of somebody, known or not."""
    start = _run(left, unit)[0]
    title, _ = title_of(masked[:start])
    return title in _NAMED and masked[start - 1 : start] != " "


def _unexplained(units: Sequence[Unit], named: Sequence[Mention], text: str) -> list[Unit]:
    """The content that no name covers."""
    left = [
        unit
        for unit in units
        if unit.content and not any(name.start < unit.end and unit.start < name.end for name in named)
    ]
    if any("contact" in unit.tags for unit in units):  # who is called คุณ is one of the staff, where those are asked for
        left = [unit for unit in left if title_of(text[: _run(left, unit)[0]])[0] not in lexicon().civil]
    return left


def _against(about: Sequence[tuple[Kind, str]], named: Sequence[Mention]) -> bool:
    """Whether the words are about another place or person than the one named: then they explain nothing."""
    kinds = {kind for kind, _ in about}
    return len(kinds) == 1 and any(mention.kind in kinds and mention.kind in {"venue", "speaker"} for mention in named)


def _run(content: Sequence[Unit], unit: Unit) -> tuple[int, int]:
    """The unbroken run of content that `unit` is in."""
    start, end = unit.start, unit.end
    for other in content:
        if 0 <= other.start - end <= _GAP:
            end = other.end
    for other in reversed(content):
        if 0 <= start - other.end <= _GAP:
            start = other.start
    return start, end
