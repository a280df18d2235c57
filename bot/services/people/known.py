"""Knowing people on a roster again: who is already in the store, and who is new.

By the file's own id in the programme; by name and organisation; or by an e-mail address or telephone that is one
person's alone, where the name is much the same too: secretariats share both, and a person is never made another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.thai.people import bare_name
from storage.people import Details, Membership


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.services.people.roster import Entry
    from storage.people import Listed


_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ALIKE = 80  # per cent of two names in common that may be one person's


@dataclass(eq=False, slots=True)
class Known:
    """Somebody in the store, or (`id` is None) new. `seen` is in which line the roster has them, by programme."""

    id: int | None
    details: Details
    roles: dict[str, Membership] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.details.name


class Everybody:
    """Everybody in the store and, as they are met, in a roster."""

    def __init__(self, listed: Sequence[Listed], entries: Sequence[Entry]) -> None:
        self._all: list[Known] = []
        self._by_code: dict[tuple[str, str], Known] = {}
        self._by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_reach: defaultdict[str, list[Known]] = defaultdict(list)
        for each in listed:
            known = Known(each.person.id, each.person.details, {mine.programme: mine for mine in each.memberships})
            self._all.append(known)
            self._by_name[name_key(known.name)].append(known)
            for mine in each.memberships:
                self._code(known, mine.programme, mine.code)
            for reach in _reaches(known.details.email, known.details.phone):
                self._by_reach[reach].append(known)
        self._reaches = Counter(
            reach for entry in entries for reach in _reaches(entry.cell("email"), entry.cell("phone"))
        )

    def __iter__(self) -> Iterator[Known]:
        return iter(self._all)

    def find(self, entry: Entry, programme: str) -> Known:
        """Who the entry is in the programme with this code; somebody new where nobody is known to be."""
        code = entry.cell("code")
        known = self._by_code.get((programme, code)) if code else None
        known = known or self._named(entry, programme) or self._reached(entry, programme)
        if known is None:
            known = Known(None, Details(entry.name, entry.cell("organisation")))
            self._all.append(known)
            self._by_name[name_key(entry.name)].append(known)
        self._code(known, programme, code)
        return known

    def _code(self, known: Known, programme: str, code: str) -> None:
        if code:
            known.codes[programme] = code
            self._by_code[programme, code] = known

    def _named(self, entry: Entry, programme: str) -> Known | None:
        """Somebody of that name, from that organisation where the roster tells; not met yet, if there is one."""
        organisation = entry.cells.get("organisation")
        same = [
            known
            for known in self._by_name[name_key(entry.name)]
            if _may_be(known, entry, programme)
            and (organisation is None or _flat(organisation) == _flat(known.details.organisation))
        ]
        return next((known for known in same if programme not in known.seen), same[0] if same else None)

    def _reached(self, entry: Entry, programme: str) -> Known | None:
        for reach in _reaches(entry.cell("email"), entry.cell("phone")):
            held = self._by_reach[reach]
            alone = len(held) == 1 and self._reaches[reach] == 1
            if alone and _may_be(held[0], entry, programme) and _alike(held[0].name, entry.name):
                return held[0]
        return None


def _may_be(known: Known, entry: Entry, programme: str) -> bool:
    """Whether the file's own ids do not say that these are two."""
    held = known.codes.get(programme, "")
    return not held or entry.cell("code") in ("", held)


def _alike(one: str, other: str) -> bool:
    """Whether the first names are the same, or the whole names nearly."""
    first, second = bare_name(one).split(), bare_name(other).split()
    return first[:1] == second[:1] or fuzz.ratio(name_key(one), name_key(other)) >= _ALIKE


def name_key(name: str) -> str:
    """A name without its titles, blanks and capitals, to compare."""
    return _flat(bare_name(name))


def _flat(text: str) -> str:
    return "".join(text.split()).casefold()


def _reaches(email: str, phone: str) -> list[str]:
    """What reaches one person: the address in small letters, the telephone's digits without Thailand's prefixes."""
    digits = "".join(character for character in phone.translate(_THAI) if character in "0123456789")
    dialled = digits.removeprefix("66").lstrip("0")
    return [reach for reach in (email.casefold(), dialled) if reach]
