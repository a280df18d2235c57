"""Organisers ask who of a roster has not joined yet; nobody else is told."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from bot.messages import Choice, Link, Reading, Reply
from bot.services import people, signin
from bot.services.log.noting import looked
from bot.services.people import looking
from bot.services.signin import LINK_LASTS, ROSTER, UNJOINED, Pass
from bot.texts import LANGUAGES, short_title, words
from bot.thai.lexicon import expand
from bot.thai.text import repair


if TYPE_CHECKING:
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.programme import Programme


_ASIDE = Reading(aside=True)
_ORGANISING = ("organiser", "owner")
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_OUTSIDE = {"line": "?openExternalBrowser=1"}  # LINE's own browser forgets who was signed in
_NAMED = 20  # people in the chat; all are in the console
_MOST = 4  # programmes with a link each
_LONGEST = 60  # letters
What = Literal["who", "count", "all"]
"""Who has not joined, how many have, or everybody on the roster."""
_TONES = re.compile("[\u0e47-\u0e4c]")


class Unjoined:
    """`public_url` is where people reach the site, or "" where that is not known."""

    def __init__(self, programmes: Programmes, public_url: str) -> None:
        self._programmes, self._public_url = programmes, public_url

    def wants(self, turn: Turn) -> bool:
        """Who has not joined; the rest is asked of the programme by all others."""
        what = _wanted(turn)
        return what == "who" or (what is not None and bool(self._organised(turn))) or bool(self._named(turn))

    def answer(self, turn: Turn) -> Reply:
        store, address, say = turn.store, turn.inbound.address, turn.say
        if turn.inbound.group:
            return Reply(say("people.private"), reading=_ASIDE)
        codes, me = self._organised(turn), people.at(store, address)
        if me is None or not codes:
            return Reply(say("people.unjoined_refused"), reading=_ASIDE)
        if lines := self._named(turn):
            return Reply("\n".join(lines), reading=_ASIDE)
        mine = [turn.talk.programme] if turn.talk.programme in codes else codes
        found = [self._programmes.get(store, code) for code in mine]
        text = "\n\n".join(self._of(turn, me, each) for each in found)
        links = self._links(turn, me, found)
        label = say("checkin.button_missing")
        text = f"{text}\n{say('people.unjoined_link', minutes=LINK_LASTS.seconds // 60)}" if links else text
        return Reply(text, links=links, choices=(Choice(label, label),), reading=_ASIDE, sealed=True)

    def _named(self, turn: Turn) -> list[str]:
        """Of whom it is asked by name, how it is with them; none where nobody has it."""
        here, say, lines = turn.inbound, turn.say, list[str]()
        name = whose(here.text) if here.kind in ("text", "tap") and not here.data and not here.group else ""
        for code in self._organised(turn) if name else ():
            some = looking.page(turn.store, code, looking.Wanted(text=name), 0, _NAMED)
            messages = ("people.has_joined" if each.channels else "people.has_not_joined" for each in some)
            lines += [say(message, name=each.name) for each, message in zip(some, messages, strict=True)]
            if some and (me := people.at(turn.store, here.address)):
                looked(turn.store, me.id, code, "people", turn.now)
        return list(dict.fromkeys(lines))

    def _organised(self, turn: Turn) -> list[str]:
        store, address = turn.store, turn.inbound.address
        roles = ((code, people.role_of(store, address, code)) for code in self._programmes.codes(store))
        return [code for code, role in roles if role in _ORGANISING]

    def _of(self, turn: Turn, me: Person, programme: Programme) -> str:
        """How many have joined, and the first of those who have not, in the order of the roster."""
        say, store, code = turn.say, turn.store, programme.code
        looked(store, me.id, code, "people", turn.now)
        totals, wanted = looking.totals(store, code), looking.Wanted(joined="no")
        title = programme.title.in_(say.language)
        if not totals.people:
            return say("people.unjoined_empty", title=title)
        left = totals.people - totals.joined
        if not left:
            return say("people.unjoined_none", title=title, count=totals.people)
        lines = [say("people.unjoined", title=title, joined=totals.joined, people=totals.people, left=left)]
        groups = {group.code: group.title.in_(say.language) for group in programme.groups}
        for each in looking.page(store, code, wanted, 0, _NAMED):
            where = groups.get(each.team, each.team) or each.organisation
            lines.append(f"• {each.name}: {where}" if where else f"• {each.name}")
        more = [say("checkin.more", count=left - _NAMED)] if left > _NAMED else []
        return "\n".join([*lines, *more])

    def _links(self, turn: Turn, me: Person, found: list[Programme]) -> tuple[Link, ...]:
        """To the list of each in the console, from where its cards are printed."""
        channel, store, say = turn.inbound.address.channel, turn.store, turn.say
        if not self._public_url and channel != _HERE:
            return ()
        links = []
        for each in found[:_MOST]:
            subject = ROSTER if _wanted(turn) == "all" else UNJOINED
            link = signin.link(store, Pass(me.id, "console", each.code, subject), self._public_url, turn.now)
            page, mark, token = link.partition("#")
            title = short_title(each.title.in_(say.language))
            label = title if len(found) > 1 else say("people.button_unjoined")
            links.append(Link(label, f"{page}{_OUTSIDE.get(channel, '')}{mark}{token}"))
        return tuple(links)


@lru_cache(maxsize=1000)
def whose(typed: str) -> str:
    """The name behind which it is asked whether they have joined; "" where it is anything else."""
    text = repair(typed)
    found = _of_one().fullmatch(text) if len(text) <= _LONGEST and asked(typed) is None else None
    return found["name"].strip() if found else ""


@cache
def _of_one() -> re.Pattern[str]:
    joined, yet, light = (_any(name, bare=False) for name in ("joined", "yet", "light"))
    return re.compile(
        rf"(?:คุณ|has|have|did|is)?\s*(?P<name>.{{3,40}}?)\s*(?:{joined})\s*(?:แล้ว)?\s*(?:{yet})\s*(?:{light})?[?]*",
        re.IGNORECASE,
    )


def _wanted(turn: Turn) -> What | None:
    here = turn.inbound
    return asked(here.text) if here.kind in ("text", "tap") and not here.data else None


@lru_cache(maxsize=1000)
def asked(typed: str) -> What | None:
    """What is asked: every word must say something of it."""
    text = _bare(repair(typed).lower())
    if len(text) > _LONGEST:
        return None
    around, found = _run("who", "lists", "count", "people", "light"), _core().search(text)
    said = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    if not all(around.fullmatch(part) for part in said.split(" ")):
        return None
    counts, lists = (bool(_run(name).search(said)) for name in ("count", "lists"))
    if found is None:
        return "all" if (counts or lists) and _run("people").search(said) else None
    if found["not"]:
        return "who" if counts or lists or _run("who").search(said) else None
    return "count" if counts else None


@cache
def _core() -> re.Pattern[str]:
    return re.compile(rf"(?P<not>{_any('not')})?(?:{_any('joined')})")


@cache
def _run(*names: str) -> re.Pattern[str]:
    found = "|".join(_any(name) for name in names)
    return re.compile(rf"(?:{found})" + ("*" if len(names) > 1 else ""))


@cache
def _any(name: str, *, bare: bool = True) -> str:
    """A pattern for any of these words, the longest first; not `bare`: as they are written."""
    files = [tomllib.loads(words(language, "people.toml"))["unjoined"][name] for language in LANGUAGES]
    all_ = {each.lower().strip() for file in files for phrase in file for each in expand(phrase)}
    phrases = {_bare(each) for each in all_} if bare else all_
    return "|".join(re.escape(each) for each in sorted(phrases - {""}, key=len, reverse=True))


def _bare(text: str) -> str:
    """Without blanks, marks and tones, which people leave out or mistake, and with one letter for ใ and ไ."""
    return re.sub(r"[\s.,!?…\"'“”()\-]", "", _TONES.sub("", text)).replace("ใ", "ไ")
