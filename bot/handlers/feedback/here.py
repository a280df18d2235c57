"""Who is here, and which of their forms is meant: asked anew with every message and every tap."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.handlers.feedback.drawing import ASIDE, Drawing
from bot.messages import Reply
from bot.services import feedback, people
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.router import Turn
    from bot.services.feedback import About, Opened, Sheet
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.programme import Programme


Called = TypeVar("Called")

_LEAST = 3  # letters by which a form is found


class Desk:
    """What every part of this room asks."""

    def __init__(self, programmes: Programmes) -> None:
        self.programmes = programmes

    def me(self, turn: Turn) -> Person | None:
        return None if turn.inbound.group else people.at(turn.store, turn.inbound.address)

    def sheet(self, turn: Turn, number: int) -> Sheet | None:
        """One's own answer to the form with this number; None where that is closed, or one is not asked."""
        me, form = self.me(turn), feedback.get(turn.store, number)
        if me is None or form is None or form.about.programme not in self.programmes.codes(turn.store):
            return None
        return feedback.sheet(turn.store, self._get(turn, form), form, me.id, turn.now)

    def draw(self, turn: Turn, form: Opened) -> Drawing:
        return Drawing(turn.say, self._get(turn, form))

    def is_answered(self, turn: Turn, form: Opened) -> bool:
        sheet = self.sheet(turn, form.id)
        return sheet is not None and sheet.state == "answered"

    def waiting(self, turn: Turn) -> list[Opened]:
        me = self.me(turn)
        return feedback.waiting(turn.store, self.programmes.get, me.id, turn.now) if me else []

    def changeable(self, turn: Turn) -> list[Opened]:
        me = self.me(turn)
        return feedback.changeable(turn.store, self.programmes.get, me.id, turn.now) if me else []

    def answerable(self, turn: Turn) -> list[Opened]:
        me = self.me(turn)
        return feedback.answerable(turn.store, me.id, turn.now) if me else []

    def gone(self, turn: Turn, number: int) -> Reply:
        """Why there is no sheet. What was answered is not kept, and nobody sees it."""
        form = feedback.get(turn.store, number)
        if form is None or form.is_open(turn.now):
            return aside(turn, "feedback.not_asked")
        return aside(turn, "feedback.closed_nameless" if form.anonymous else "feedback.closed")

    def called(self, turn: Turn, forms: Sequence[Opened], name: str) -> list[Opened]:
        """Those of the forms whose title, or another name of theirs, is meant by `name`."""
        return by_name([(form, names(self._get(turn, form), form.about)) for form in forms], name)

    def _get(self, turn: Turn, form: Opened) -> Programme:
        return self.programmes.get(turn.store, form.about.programme)


def names(programme: Programme, about: About) -> list[str]:
    """How a form, or the session that it is about, may be called: titles and other names."""
    if about.session:
        found = [each for each in programme.sessions if each.code == about.session]
        return [name for each in found for name in (each.title.th, each.title.en, *each.aliases) if name]
    asked = feedback.settings_of(programme).form(about.form)
    modules = [each for each in programme.modules if asked and each.code == asked.module]
    called = [asked.title.th, asked.title.en] if asked else []
    called += [name for each in modules for name in (each.title.th, each.title.en, *each.aliases)]
    return [name for name in called if name]


def by_name(named: Sequence[tuple[Called, Sequence[str]]], name: str) -> list[Called]:
    """Those that are called so: exactly, else with a part of it, or more."""
    wanted = key(name)
    if len(wanted) < _LEAST:
        return []
    known = [(each, [key(one) for one in names_]) for each, names_ in named]
    exact = [each for each, names_ in known if wanted in names_]
    return exact or [
        each for each, names_ in known if any(wanted in one or (len(one) >= _LEAST and one in wanted) for one in names_)
    ]


def aside(turn: Turn, message: str, **values: object) -> Reply:
    return Reply(turn.say(message, **values), reading=ASIDE, sealed=True)
