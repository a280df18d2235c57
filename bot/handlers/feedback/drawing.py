"""How people are asked about sessions, and thanked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.feedback.said import choice
from bot.messages import Card, Choice, Reading, Reply
from bot.services.feedback import REASON_CODES, REASONS, settings_of
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.feedback import Answer, Form, Opened
    from bot.texts import Texts
    from storage.programme import Programme


ASIDE = Reading(aside=True)
_SECONDS = 15  # for a question of a form
_MOST = 8  # forms as buttons


class Drawing:
    """What is said of the forms of one programme."""

    def __init__(self, say: Texts, programme: Programme) -> None:
        self._say = say
        self._programme = programme
        self._titles = {each.code: each.title.in_(say.language) for each in programme.sessions}

    def title(self, form: Opened) -> str:
        """Of what a form is about."""
        if form.about.session:
            return self._titles.get(form.about.session, form.about.session)
        asked = self.form(form)
        return asked.title.in_(self._say.language) if asked else form.about.form

    def form(self, form: Opened) -> Form | None:
        """A form as the file has it now; None for that of a session, and for one that is there no more."""
        return settings_of(self._programme).form(form.about.form) if form.about.form else None

    def promise(self, form: Opened) -> str:
        """Whether answers have names, before anything is answered."""
        if form.anonymous:
            return self._say("feedback.nameless", fewest=form.fewest)
        return self._say("feedback.named")

    def until(self, form: Opened) -> str:
        """Until when answers can be changed."""
        return self._say("feedback.until", moment=self._closes(form))

    def open_until(self, form: Opened) -> str:
        """The same, to organisers."""
        return self._say("feedback.open_until", moment=self._closes(form))

    def _closes(self, form: Opened) -> str:
        local = form.closes_at.astimezone(ZoneInfo(self._programme.timezone))
        return f"{self._say.day(local.date())} {self._say.hours(local, local)}"

    def unasked(self, forms: Sequence[Opened], *, again: bool) -> Reply:
        """The one message by which somebody is asked all of these.

        Its buttons are on cards: in LINE they stay there, whatever is said meanwhile.
        """
        sessions = [form for form in forms if form.about.session]
        first = [self._session(sessions[0], len(sessions))] if sessions else []
        cards = (*first, *(self.card(form) for form in forms if not form.about.session and self.form(form)))
        text = self._say("feedback.how" if sessions else "feedback.forms")
        lead = self._say("feedback.again", moment=self._closes(min(forms, key=lambda form: form.closes_at)))
        return Reply(lead if again else text, cards, reading=ASIDE)

    def _session(self, form: Opened, total: int) -> Card:
        """The first of so many sessions, with its stars."""
        title = self.title(form)
        place = self._say("feedback.one_of", place=1, total=total, title=title) if total > 1 else title
        return Card(place, f"{self._say('feedback.tap')}\n{self.promise(form)}", choices=self.stars(form, total))

    def asks(self, form: Opened, place: int, total: int, lead: str = "", *, sealed: bool = False) -> Reply:
        """How many stars a session gets; the `place`th of so many that are asked one after the other."""
        lines = [lead, self._asking(form, place, total), self.promise(form) if place == 1 else ""]
        text = "\n".join(line for line in lines if line)
        return Reply(text, choices=self.stars(form, total), reading=ASIDE, sealed=sealed)

    def stars(self, form: Opened, total: int = 1) -> tuple[Choice, ...]:
        labels = self._say.listed("feedback.stars")
        found = [
            choice(label, self._say("feedback.says_stars", stars=stars), "star", form.id, stars)
            for stars, label in zip(range(len(labels), 0, -1), labels, strict=True)
        ]
        skip, everything = self._say("feedback.button_skip"), self._say("feedback.button_skip_all")
        found.append(choice(skip, skip, "skip", form.id))
        return (*found, *([choice(everything, everything, "skipall", form.id)] if total > 1 else []))

    def why(self, form: Opened, answer: Answer) -> Reply:
        """Quick reasons, those that were chosen marked, and the offer to say it in words."""
        given = answer.answers.get(REASONS, [])
        chosen = given if isinstance(given, list) else []
        reasons = []
        for code in REASON_CODES:
            label = self._say(f"feedback.reason_{code}")
            marked = self._say("feedback.chosen", label=label) if code in chosen else label
            reasons.append(choice(marked, label, "why", form.id, code=code))
        return Reply(
            self._say("feedback.why"),
            choices=(*reasons, self.enough(form)),
            replaces=bool(chosen),
            reading=ASIDE,
            sealed=True,
        )

    def enough(self, form: Opened) -> Choice:
        label = self._say("feedback.button_enough")
        return choice(label, label, "enough", form.id)

    def card(self, form: Opened) -> Card:
        """A form before it is begun: how many questions it has, and how long that takes."""
        asked, begin = self.form(form), self._say("feedback.button_begin")
        count = len(asked.questions) if asked else 0
        minutes = max(1, round(count * _SECONDS / 60))
        size = self._say("feedback.size", questions=count, minutes=minutes)
        skip = self._say("feedback.button_no_form")
        return Card(
            self.title(form),
            f"{size}\n{self.promise(form)}",
            choices=(choice(begin, begin, "begin", form.id), choice(skip, skip, "skip", form.id)),
        )

    def listed(self, forms: Sequence[Opened], text: str) -> Reply:
        """Which of one's own answers is meant."""
        titles = [(form, self.title(form)) for form in forms[:_MOST]]
        return Reply(
            "\n".join([text, *(f"• {title}" for _, title in titles)]),
            choices=tuple(choice(short(title), title, "see", form.id) for form, title in titles),
            reading=ASIDE,
        )

    def _asking(self, form: Opened, place: int, total: int) -> str:
        asked = self._say("feedback.asks", title=self.title(form))
        return self._say("feedback.one_of", place=place, total=total, title=asked) if total > 1 else asked
