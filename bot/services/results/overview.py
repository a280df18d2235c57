"""How a programme was found: of each session, each form, each day, and of who spoke and which module it was.

What is withheld of one is in no sum, so that nobody can work it out of the others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.services.results.figures import Spread, spread, together
from bot.thai.opinions import THEMES
from storage import feedback, feedback_results
from storage.feedback import Counts
from storage.feedback_settings import REASONS, SESSION, STARS
from storage.feedback_settings import read as settings_of
from storage.programme import Text


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from storage.feedback import Opened
    from storage.feedback_results import Tally
    from storage.feedback_settings import Form
    from storage.programme import Programme, Session


_STARS, _REASONS, _ = SESSION
_THEME = "#"  # before a theme, in the tallies


@dataclass(frozen=True, slots=True)
class Theme:
    """How often something was praised, complained of, made a suggestion about, or only mentioned."""

    name: str
    good: int = 0
    bad: int = 0
    suggestions: int = 0
    neutral: int = 0

    @property
    def whole(self) -> int:
        return self.good + self.bad + self.suggestions + self.neutral

    @property
    def to_do(self) -> int:
        return self.bad + self.suggestions


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of one form. `session` is that which it is about; None for a `form` of the programme's file.

    Where either is not in the programme any more, both are None. `shown`: of how many answers the figures are;
    `withheld`: they are too few, and nothing is in `tally`. `written`: how many comments there are.
    """

    opened: Opened
    title: Text
    counts: Counts
    shown: int
    withheld: bool
    tally: Tally = field(default_factory=dict)
    written: int = 0
    session: Session | None = None
    form: Form | None = None

    @property
    def id(self) -> int:
        return self.opened.id

    @property
    def at(self) -> datetime:
        return self.session.start if self.session else self.opened.opened_at

    def is_by(self, speaker: str) -> bool:
        """Whether the speaker with this code spoke there."""
        return self.session is not None and speaker in self.session.speakers

    @property
    def stars(self) -> Spread:
        return spread(self.tally.get(_STARS, {}), STARS) if not self.opened.about.form else Spread()

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why few stars were given, the most frequent first."""
        return ranked([self.tally.get(_REASONS, {})])

    @property
    def themes(self) -> tuple[Theme, ...]:
        return themes([self])


@dataclass(frozen=True, slots=True)
class Together:
    """Several sessions as one: those of a speaker, of a module (their `code`), of a day, or all of them."""

    code: str
    title: Text
    results: tuple[Result, ...]
    forms: tuple[Result, ...] = ()

    @property
    def stars(self) -> Spread:
        return together((each.stars for each in self.results), STARS)

    @property
    def counts(self) -> Counts:
        found = [each.counts for each in self.results]
        return Counts(*(sum(getattr(each, name) for each in found) for name in ("asked", "answered", "skipped")))

    @property
    def shown(self) -> int:
        return sum(each.shown for each in self.results if not each.withheld)

    @property
    def withheld(self) -> bool:
        """Whether that is so of all of them."""
        return all(each.withheld for each in self.results)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        return ranked([each.tally.get(_REASONS, {}) for each in self.results])

    @property
    def themes(self) -> tuple[Theme, ...]:
        return themes((*self.results, *self.forms))

    @property
    def written(self) -> int:
        return sum(each.written for each in (*self.results, *self.forms) if not each.withheld)


@dataclass(frozen=True)
class Overview:
    """`results` of sessions are by their time, those of `forms` after them, by theirs."""

    programme: Programme
    results: tuple[Result, ...]
    forms: tuple[Result, ...]

    @cached_property
    def whole(self) -> Together:
        return Together("", self.programme.title, self.results, self.forms)

    @cached_property
    def speakers(self) -> tuple[Together, ...]:
        """Who spoke in any of the sessions, in the programme's order."""
        found = (
            Together(each.code, each.name, tuple(one for one in self.results if one.is_by(each.code)))
            for each in self.programme.speakers
        )
        return tuple(each for each in found if each.results)

    @cached_property
    def modules(self) -> tuple[Together, ...]:
        """The modules of these sessions, with the forms about them."""
        found = (
            Together(
                each.code,
                each.title,
                tuple(one for one in self.results if one.session and one.session.module == each.code),
                tuple(one for one in self.forms if one.form and one.form.module == each.code),
            )
            for each in self.programme.modules
        )
        return tuple(each for each in found if each.results or each.forms)

    @cached_property
    def days(self) -> tuple[tuple[date, Together], ...]:
        """The days on which there were sessions, in the programme's own zone."""
        zone = ZoneInfo(self.programme.timezone)
        found: dict[date, list[Result]] = {}
        for each in self.results:
            found.setdefault(each.at.astimezone(zone).date(), []).append(each)
        return tuple((day, Together("", Text(), tuple(several))) for day, several in sorted(found.items()))

    def of_session(self, code: str) -> Result | None:
        return next((each for each in self.results if each.opened.about.session == code), None)

    def of_form(self, code: str) -> Result | None:
        return next((each for each in self.forms if each.opened.about.form == code), None)


def overview(store: Store, programme: Programme, *, strictly: bool = False) -> Overview:
    """All that is known. `strictly`: of answers with names, too, nothing is shown where they are too few."""
    opened = feedback.of_programme(store, programme.code)
    ids = [each.id for each in opened]
    counts, tallies = feedback.counts(store, ids), feedback_results.tallies(store, programme.code)
    written = feedback_results.how_many_written(store, ids)
    sessions = {each.code: each for each in programme.sessions}
    settings = settings_of(programme.settings.get("feedback"))
    found = []
    for each in opened:
        session, form = sessions.get(each.about.session), settings.form(each.about.form)
        about = session or form
        title = about.title if about else Text(each.about.session or each.about.form)
        tally: Mapping[str, Mapping[str, int]] = tallies.get(each.id, {})
        shown = tally.get("", {}).get("", 0)
        withheld = shown < (each.fewest if each.anonymous or strictly else 1)
        known = {} if withheld else tally
        comments = 0 if withheld else written.get(each.id, 0)
        asked = counts.get(each.id, Counts())
        found.append(Result(each, title, asked, shown, withheld, known, comments, session, form))
    of_sessions = sorted((each for each in found if each.opened.about.session), key=lambda each: (each.at, each.id))
    return Overview(programme, tuple(of_sessions), tuple(each for each in found if each.opened.about.form))


def themes(results: Iterable[Result]) -> tuple[Theme, ...]:
    """What was written about, the most to do first."""
    counted: dict[str, Counter[str]] = {}
    for result in results:
        for question, tones in result.tally.items():
            if question.startswith(_THEME):
                counted.setdefault(question.removeprefix(_THEME), Counter()).update(dict(tones))
    found = [
        Theme(name, each["good"], each["bad"], each["suggestion"], each["neutral"])
        for name in THEMES
        if (each := counted.get(name))
    ]
    return tuple(sorted(found, key=lambda each: (-each.to_do, -each.whole)))


def ranked(tallies: Iterable[Mapping[str, int]]) -> tuple[tuple[str, int], ...]:
    """The answers of several tallies, the most frequent first, else as they are offered."""
    counted: Counter[str] = Counter()
    for each in tallies:
        counted.update(dict(each))
    places = {name: place for place, name in enumerate(REASONS)}
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], places.get(each[0], len(places)), each[0])))
