"""Organisers: how many have answered, opening a form early, keeping one open longer. Never who answered what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.feedback.drawing import ASIDE, Drawing
from bot.handlers.feedback.here import Desk, aside, by_name, names
from bot.handlers.feedback.said import Tapped, choice, tapped
from bot.handlers.feedback.words import alone, any_of, trimmed
from bot.messages import Choice, Reply
from bot.services import feedback, people
from bot.texts import short
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.router import Turn
    from bot.services.feedback import About, Opened, Share
    from storage.programme import Programme


_ORGANISING = ("organiser", "owner")
_LISTED = 12  # forms in one message
_OFFERED = 8  # as buttons
_DAYS = (1, 3, 7)
_OPENS, _OPEN, _PROLONG = "feedback.which:", "open", "prolong"


class Organising:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def is_wanted(self, turn: Turn) -> bool:
        """Counts, opening and prolonging, in words or by a button of theirs."""
        here = turn.inbound
        if here.data:
            said = tapped(here.data)
            return here.data.startswith(_OPENS) or (said is not None and said.wish in (_OPEN, _PROLONG))
        if here.kind not in ("text", "tap") or not here.text.strip():
            return False
        if alone("alone", here.text) == "counts":
            return True
        return bool(_wanted(here.text)) and bool(self._organised(turn))

    def answer(self, turn: Turn) -> Reply:
        if turn.inbound.group:
            return _said(turn, "feedback.private")
        if not self._organised(turn):
            return _said(turn, "feedback.organisers_only")
        if turn.inbound.data:
            return self._tapped(turn, turn.inbound.data)
        wish, name = _wanted(turn.inbound.text) or ("counts", "")
        if wish == _OPEN:
            return self._to_open(turn, name)
        return self._to_prolong(turn, name) if wish == _PROLONG else self.counts(turn)

    def _tapped(self, turn: Turn, data: str) -> Reply:
        said = tapped(data)
        if said is None:
            return self._confirm(turn, data.removeprefix(_OPENS))
        return self._prolong(turn, said) if said.wish == _PROLONG else self._open(turn, said.code)

    def counts(self, turn: Turn) -> Reply:
        """How many of how many, of what is open and what was last."""
        lines = []
        for programme in self._organised(turn):
            found = feedback.shares(turn.store, programme)
            if found:
                draw = Drawing(turn.say, programme)
                lines.append(turn.say("feedback.counts", title=programme.title.in_(turn.say.language)))
                lines += [self._line(turn, draw, share) for share in _newest(found)]
        return _said(turn, "feedback.no_forms") if not lines else Reply("\n".join(lines), reading=ASIDE)

    def _line(self, turn: Turn, draw: Drawing, share: Share) -> str:
        counts, form = share.counts, share.form
        until = draw.open_until(form) if form.is_open(turn.now) else turn.say("feedback.is_closed")
        numbers = {"answered": counts.answered, "asked": counts.asked, "skipped": counts.skipped}
        return turn.say("feedback.count", title=draw.title(form), until=until, **numbers)

    def _to_open(self, turn: Turn, name: str) -> Reply:
        found = [
            (programme, due.about, self._title(turn, programme, due.about))
            for programme in self._organised(turn)
            for due, _ in feedback.to_open(turn.store, programme, turn.now)
        ]
        named = by_name([(each, names(each[0], each[1])) for each in found], trimmed(name)) if name else found
        if len(named) == 1:
            return self._confirm(turn, _code(named[0][1]))
        if not found:
            return _said(turn, "feedback.none_to_open")
        choices = [Choice(short(title), title, f"{_OPENS}{_code(about)}") for _, about, title in (named or found)]
        return Reply(turn.say("feedback.which_to_open"), choices=tuple(choices[:_OFFERED]), reading=ASIDE)

    def _confirm(self, turn: Turn, code: str) -> Reply:
        """How many would be asked, before they are."""
        for programme in self._organised(turn):
            for due, asked in feedback.to_open(turn.store, programme, turn.now):
                if _code(due.about) == code:
                    title = self._title(turn, programme, due.about)
                    label = turn.say("feedback.button_open")
                    going = any(each.code == due.about.session and each.end > turn.now for each in programme.sessions)
                    how = "feedback.confirm_going" if going else "feedback.confirm_open"
                    text = turn.say(how, title=title, count=len(asked))
                    return Reply(text, choices=(choice(label, label, "open", 0, code=code),), reading=ASIDE)
        return _said(turn, "feedback.was_opened")

    def _open(self, turn: Turn, code: str) -> Reply:
        me = people.at(turn.store, turn.inbound.address)
        for programme in self._organised(turn):
            for due, _ in feedback.to_open(turn.store, programme, turn.now):
                if _code(due.about) == code:
                    try:
                        form = feedback.open_early(turn.store, programme, due.about, turn.now, me.id if me else None)
                    except Refused:
                        break
                    draw = Drawing(turn.say, programme)
                    return _said(turn, "feedback.opened", title=draw.title(form), until=draw.open_until(form))
        return _said(turn, "feedback.was_opened")

    def _to_prolong(self, turn: Turn, name: str) -> Reply:
        found = [
            (form, Drawing(turn.say, programme))
            for programme in self._organised(turn)
            for form in feedback.open_now(turn.store, programme, turn.now)
        ]
        titled = [(each, [each[1].title(each[0])]) for each in found]
        named = (by_name(titled, trimmed(name)) if name else []) or found
        if not named:
            return _said(turn, "feedback.none_open")
        if len(named) == 1:
            return self._how_long(turn, *named[0])
        choices = [
            choice(short(draw.title(form)), draw.title(form), _PROLONG, form.id) for form, draw in named[:_OFFERED]
        ]
        return Reply(turn.say("feedback.which_to_prolong"), choices=tuple(choices), reading=ASIDE)

    def _how_long(self, turn: Turn, form: Opened, draw: Drawing) -> Reply:
        text = turn.say("feedback.how_long", title=draw.title(form), until=draw.open_until(form))
        labels = [(days, turn.say("feedback.button_days", count=days)) for days in _DAYS]
        choices = tuple(choice(label, label, _PROLONG, form.id, days) for days, label in labels)
        return Reply(text, choices=choices, reading=ASIDE)

    def _prolong(self, turn: Turn, said: Tapped) -> Reply:
        me, form = people.at(turn.store, turn.inbound.address), feedback.get(turn.store, said.form)
        mine = [each for each in self._organised(turn) if form and each.code == form.about.programme]
        if form is None or not mine:
            return _said(turn, "feedback.none_open")
        draw = Drawing(turn.say, mine[0])
        if said.value not in _DAYS:
            return self._how_long(turn, form, draw)
        try:
            feedback.prolong(turn.store, form, timedelta(days=said.value), turn.now, me.id if me else None)
        except Refused:
            return aside(turn, "feedback.closed")
        kept = feedback.get(turn.store, form.id) or form
        return _said(turn, "feedback.prolonged", title=draw.title(form), until=draw.open_until(kept))

    def _title(self, turn: Turn, programme: Programme, about: About) -> str:
        if about.session:
            titles = {each.code: each.title.in_(turn.say.language) for each in programme.sessions}
            return titles.get(about.session, about.session)
        form = feedback.settings_of(programme).form(about.form)
        return form.title.in_(turn.say.language) if form else about.form

    def _organised(self, turn: Turn) -> list[Programme]:
        store, address, programmes = turn.store, turn.inbound.address, self._desk.programmes
        codes = [code for code in programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]
        return [programmes.get(store, code) for code in codes]


def _wanted(typed: str) -> tuple[str, str] | None:
    """A wish, and the name behind it."""
    text = repair(typed)
    for section, wish in (("opening", _OPEN), ("prolonging", _PROLONG)):
        if found := any_of(section).match(text):
            return wish, text[found.end() :].strip()
    return None


def _newest(found: Sequence[Share]) -> list[Share]:
    """The last to open, in the order in which they were held."""
    kept = {share.form.id for share in sorted(found, key=lambda each: each.form.opened_at)[-_LISTED:]}
    return [share for share in found if share.form.id in kept]


def _code(about: About) -> str:
    """Names what is to be opened on a button."""
    return f"{about.programme}/{about.form}/{about.session}"


def _said(turn: Turn, message: str, **values: object) -> Reply:
    return Reply(turn.say(message, **values), reading=ASIDE)
