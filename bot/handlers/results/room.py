"""Organisers ask for what people answered; others are kindly refused."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.results import drawing, naming
from bot.handlers.results.meant import Meant, meant
from bot.handlers.results.said import read
from bot.messages import Choice, File, Link, Reading, Reply
from bot.services import people
from bot.services.ask import Guides
from bot.services.log.noting import looked
from bot.services.results import overview, sharing
from bot.services.results.comments import QUOTED, Sought, page, quotes
from bot.services.results.sharing import LASTS, Wanted
from bot.texts import short, short_title
from bot.thai import opinions


if TYPE_CHECKING:
    from bot.handlers.results.said import Wish
    from bot.router import Turn
    from bot.services.programme import Programmes
    from bot.services.results import Overview


_TAP = re.compile(r"results\.(in|share|words):([^:]+):?(.*)", re.DOTALL)
_ORGANISING = ("organiser", "owner")
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_FILELESS = "line"  # where files are fetched from the site, and there are none without it
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 6  # comments that are listed
_MOST_PROGRAMMES = 8
_ASIDE = Reading(aside=True)


class Room:
    def __init__(self, programmes: Programmes, public_url: str) -> None:
        self._programmes, self._public_url = programmes, public_url
        self._guides = Guides()

    def takes(self, turn: Turn) -> bool:
        """Whoever does not organise is told so where nothing else can be meant; a comment may be one of their own."""
        if _TAP.fullmatch(turn.inbound.data):
            return True
        wish = _wanted(turn)
        return wish is not None and (wish.what not in ("comments", "names") or bool(self._organised(turn)))

    def answer(self, turn: Turn) -> Reply:
        say, codes = turn.say, self._organised(turn)
        if turn.inbound.group or not codes:
            return Reply(say("people.private" if turn.inbound.group else "results.organisers_only"), reading=_ASIDE)
        try:
            tap = _TAP.fullmatch(turn.inbound.data)
            if tap and tap[1] != "in":
                return self._link(turn, codes, tap[2], tap[3], words=tap[1] == "words")
            wish = read(turn.inbound.text)
            return self._chosen(turn, wish, codes, tap[2] if tap else "") if wish else _aside(turn, "results.unclear")
        except Refused as refused:
            return _aside(turn, refused.code, **refused.values)

    def _chosen(self, turn: Turn, wish: Wish, codes: list[str], programme: str) -> Reply:
        """Of the programmes in which the words mean anything: the one that was tapped, is talked about, or is alone."""
        found = {code: overview(turn.store, self._programmes.get(turn.store, code)) for code in codes}
        meaning = {code: self._meant(turn, each, wish) for code, each in found.items()}
        known = [code for code in codes if meaning[code]] or codes
        likely = [code for code in (programme, turn.talk.programme) if code in known] or [
            code for code in known if found[code].results or found[code].forms
        ]
        if not programme and turn.talk.programme not in known and len(likely) > 1:
            return self._which(turn, likely)
        code = (likely or known)[0]
        return self._answer(turn, wish, found[code], meaning[code])

    def _meant(self, turn: Turn, found: Overview, wish: Wish) -> Meant | None:
        return meant(self._guides.of(found.programme), found, wish.about, turn.say, turn.now)

    def _answer(self, turn: Turn, wish: Wish, found: Overview, about: Meant | None) -> Reply:
        if wish.what == "excel":
            return self._workbook(turn, found)
        if wish.what == "comments":
            return self._comments(turn, wish, found, about)
        if wish.what == "share":
            return self._share(turn, found, about)
        if about is None:
            return self._unknown(turn, wish)
        if not (about.about.results or about.about.forms):
            return _aside(turn, "results.none_of", title=about.title)
        return self._names(turn, found, about) if wish.what == "names" else self._figures(turn, wish, about)

    def _figures(self, turn: Turn, wish: Wish, about: Meant) -> Reply:
        say = turn.say
        choices = [_says(turn, "results.button_comments", "results.ask_comments", wish.about)]
        if naming.with_names(about):
            choices.append(_says(turn, "results.button_names", "results.ask_names", wish.about))
        if about.speaker:
            choices.append(_says(turn, "results.button_share", "results.ask_share", about.title))
        choices.append(_says(turn, "results.button_excel", "results.ask_excel"))
        images = (drawing.image(say, about),) if about.about.stars.whole else ()  # else there is nothing to be seen
        return Reply(drawing.figures(say, about), images=images, choices=tuple(choices), reading=_ASIDE)

    def _comments(self, turn: Turn, wish: Wish, found: Overview, about: Meant | None) -> Reply:
        """By theme; of one theme, or of words that name nothing, the comments themselves."""
        say = turn.say
        if about is not None:
            every = (*about.about.results, *about.about.forms)
            groups, whole = quotes(turn.store, every), about.about.written
            if not groups:
                return _aside(turn, "results.no_comments", title=about.title)
            text = drawing.grouped(
                say, say("results.comments_on", title=about.title), groups, min(QUOTED, whole), whole
            )
            return Reply(text, reading=_ASIDE, sealed=True)
        theme = next((each for each in opinions.read(wish.about).themes if each != "other"), "")
        sought = Sought(theme=theme) if theme else Sought(text=wish.about)
        comments, more = page(turn.store, (*found.results, *found.forms), sought, 0, _MOST)
        title = say("results.comments_on", title=say(f"results.theme_{theme}") if theme else short(wish.about, 60))
        if not comments:
            return _aside(turn, "results.no_comments", title=short(wish.about, 60))
        return Reply(drawing.listed(say, title, comments, more=more), reading=_ASIDE, sealed=True)

    def _names(self, turn: Turn, found: Overview, about: Meant) -> Reply:
        """Whose answers an organiser looks at can be asked by whoever gave them."""
        me = people.at(turn.store, turn.inbound.address)
        if me and naming.with_names(about):
            looked(turn.store, me.id, found.programme.code, "feedback", turn.now)
        return naming.by_name(turn.store, turn.say, about)

    def _share(self, turn: Turn, found: Overview, about: Meant | None) -> Reply:
        """What is shared is asked before there is a link."""
        if about is None or not about.speaker:
            return _aside(turn, "results.share_whom")
        if not self._public_url and turn.inbound.address.channel != _HERE:
            return _aside(turn, "results.no_address")
        say, rest = turn.say, f"{found.programme.code}:{about.speaker}"
        choices = [
            Choice(say(f"results.button_{name}"), say(f"results.button_{name}"), f"results.{tap}:{rest}")
            for name, tap in (("figures", "share"), ("words", "words"))
        ]
        text = say("results.share_what", name=about.title, days=LASTS.days)
        return Reply(text, choices=tuple(choices), reading=_ASIDE)

    def _link(self, turn: Turn, codes: list[str], code: str, speaker: str, *, words: bool) -> Reply:
        """A tap says no more than what was offered: whether it may be theirs is asked anew."""
        say, me = turn.say, people.at(turn.store, turn.inbound.address)
        if code not in codes or me is None:
            raise Refused("results.organisers_only")
        programme = self._programmes.get(turn.store, code)
        name = next((each.name.in_(say.language) for each in programme.speakers if each.code == speaker), "")
        wanted = Wanted(code, speaker, me.id, words=words)
        _, url = sharing.share(turn.store, programme, wanted, self._public_url, turn.now)
        link = Link(say("results.button_open"), url)
        return Reply(say("results.share_link", name=name, days=LASTS.days), links=(link,), reading=_ASIDE, sealed=True)

    def _workbook(self, turn: Turn, found: Overview) -> Reply:
        from bot.services.results import workbook  # noqa: PLC0415 - loaded where something is written

        say, written = turn.say, io.BytesIO()
        workbook.write(turn.store, say, found, turn.now, written)
        name = f"{say('results.workbook')} {found.programme.code}.xlsx"
        file = File(name, _EXCEL, b64encode(written.getvalue()).decode(), base64=True)
        lost = turn.inbound.address.channel == _FILELESS and not self._public_url
        text = say("results.excel", title=found.programme.title.in_(say.language))
        return Reply(f"{text}\n{say('report.no_files')}" if lost else text, files=(file,), reading=_ASIDE, sealed=True)

    def _which(self, turn: Turn, codes: list[str]) -> Reply:
        choices = []
        for code in codes[:_MOST_PROGRAMMES]:
            title = short_title(self._programmes.get(turn.store, code).title.in_(turn.say.language))
            choices.append(Choice(title, turn.inbound.text, f"results.in:{code}"))
        return Reply(turn.say("results.which"), choices=tuple(choices), reading=_ASIDE)

    def _unknown(self, turn: Turn, wish: Wish) -> Reply:
        text = turn.say("results.unknown", found=short(wish.about, 60))
        return Reply(text, choices=(_says(turn, "results.button_whole", "results.ask_whole"),), reading=_ASIDE)

    def _organised(self, turn: Turn) -> list[str]:
        store, address = turn.store, turn.inbound.address
        return [code for code in self._programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]


def _wanted(turn: Turn) -> Wish | None:
    here = turn.inbound
    return read(here.text) if here.kind in ("text", "tap") and not here.data else None


def _says(turn: Turn, label: str, asks: str, about: str = "") -> Choice:
    return Choice(turn.say(label), f"{turn.say(asks)} {about}".strip())


def _aside(turn: Turn, message: str, **values: object) -> Reply:
    return Reply(turn.say(message, **values), reading=_ASIDE)
