"""Whom an announcement is for, in an organiser's words: read, and said again."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.errors import Refused
from bot.services.announce import choosing
from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand
from bot.thai.people import bare_name
from bot.thai.text import key, repair
from storage import members
from storage.audiences import Audience


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.texts import Texts
    from storage.members import Member
    from storage.programme import Programme


__all__ = ["Audience", "described", "whom"]

_LEAST = 2  # letters of a part of a name by which somebody is found
_FEW = 5  # names that are listed
_BRANDS = {"line": "LINE", "telegram": "Telegram"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What can be named: (key, the audience that it is, as it is called)."""

    whole: tuple[tuple[str, Audience, str], ...]
    teams: tuple[tuple[str, Audience, str], ...]
    people: tuple[tuple[str, Audience, str], ...]


def whom(store: Store, programme: Programme, said: str, now: datetime) -> Audience:
    """The audience in `said`: ทุกคน, ผู้จัด, ทีมเทศบาลนคร…, คุณสมชาย กับ คุณวิไล, ทุกคนเฉพาะ Telegram, ยังไม่รับทราบประกาศที่ 3.

    คนที่ยังไม่ตอบแบบประเมิน are those who are asked something that is open at `now`, and whoever of them has not when it
    goes. คนที่ยังไม่เช็กอิน are those where people check in at `now` (aware), and whoever of them has not when it goes.
    A prefix `team:`, `group:`, `role:`, `name:` or `unheard:` says which it is. Several names of one kind are any of
    these. Raises Refused: `announcing.no_such` (`found` names nobody), `.several` (it may be any of `known`), `.mixed`
    (it names teams and people and roles, so that nobody knows whether any or all of it must be true), `.no_board`
    (nobody checks in anywhere today), `.no_form` (nothing can be answered now).
    """
    text = repair(said)
    text, channel = _channel(text)
    text, unheard = _unheard(text)
    text, silent = _said_of(text, "unanswered")
    text, absent = _said_of(text, "missing")
    audience = Audience(channel=channel, unheard=unheard)
    if _bare(text, ("lead",)):
        known = _known(store, programme)
        for part in re.split(r"[,;\n]", text):
            if part.strip():
                audience = _joined(audience, _read(known, part.strip()), said)
    if silent:
        audience = replace(audience, unanswered=choosing.unanswered(store, programme, now).unanswered)
    if absent:
        audience = replace(audience, missing=choosing.absent(store, programme, now).missing)
    return audience


def described(store: Store, programme: Programme, audience: Audience, say: Texts) -> str:
    """`audience` in words."""
    titles = {group.code: group.title.in_(say.language) for group in programme.groups}
    parts = []
    if audience.teams:
        parts.append(say("announcing.to_teams", names=", ".join(titles.get(team, team) for team in audience.teams)))
    if audience.roles:
        parts.append(", ".join(say(f"announcing.to_{role}") for role in audience.roles))
    if audience.people:
        found = members.names(store, audience.people)
        more = say("announcing.to_more", count=len(found) - _FEW) if len(found) > _FEW else ""
        parts.append(", ".join([*found[:_FEW], *([more] if more else [])]))
    if audience.told:
        parts.append(say("announcing.to_told", number=audience.told[0]))
    if audience.unheard:
        parts.append(say("announcing.to_unheard", number=audience.unheard))
    if audience.missing:
        names = {each.code: each.title.in_(say.language) for each in programme.sessions}
        codes = dict.fromkeys(session for session, _ in audience.missing)
        parts.append(say("announcing.to_missing", titles=", ".join(names.get(code, code) for code in codes)))
    if audience.unanswered:
        parts.append(say("announcing.to_unanswered"))
    if audience.channel:
        channel = _BRANDS.get(audience.channel) or say("announcing.web")
        parts.append(say("announcing.to_channel", channel=channel))
    if not (set(audience.kept()) - {"channel"}):
        parts.insert(0, say("announcing.to_everyone"))
    return " · ".join(parts)


def _channel(text: str) -> tuple[str, str]:
    """`text` without the one channel that it asks for, and that channel or ""."""
    for name in ("line", "telegram", "web"):
        brand = rf"(?:{_any(f'channels.{name}')})(?![a-z])"
        asked = (
            rf"(?:(?:{_any('only')})\s*)+{brand}\s*(?:{_any('after')})?|{brand}\s*(?:{_any('after')})|^\s*{brand}\s*$"
        )
        if found := re.search(asked, text, re.IGNORECASE):
            return f"{text[: found.start()]} {text[found.end() :]}".strip(), name
    return text, ""


def _unheard(text: str) -> tuple[str, int]:
    """`text` without the announcement that people have not acknowledged, and its number or 0."""
    found = re.search(rf"(?:{_any('unheard')})\D{{0,20}}(\d{{1,9}})", text, re.IGNORECASE)
    return (f"{text[: found.start()]} {text[found.end() :]}".strip(), int(found[1])) if found else (text, 0)


def _said_of(text: str, section: str) -> tuple[str, bool]:
    """`text` without the words of this section for those who have not done something, and whether it has them."""
    found = re.search(rf"(?:{_any(section)})\s*(?:{_any('today')})?", text, re.IGNORECASE)
    if found is None:
        return text, False
    before = text[: found.start()].strip()
    if _bare(before, ("lead",)):  # ผู้เข้าอบรมที่
        before = re.sub(rf"\s*(?:{_any('which')})$", "", before, flags=re.IGNORECASE)
    return f"{before} {text[found.end() :]}".strip(), True


def _known(store: Store, programme: Programme) -> _Known:
    whole = [(key(phrase), Audience(), phrase) for phrase in _phrases("everyone")]
    whole += [(key(phrase), Audience(roles=(role,)), phrase) for role, phrase in _roles()]
    teams = [
        (key(called), Audience(teams=(group.code,)), group.title.th or group.title.en)
        for group in programme.groups
        for called in (group.title.th, group.title.en, *group.aliases, group.code)
        if called
    ]
    codes = {group.code for group in programme.groups}
    teams += [(key(t), Audience(teams=(t,)), t) for t in members.teams(store, programme.code) if t not in codes]
    people = [(key(bare_name(m.name)), Audience(people=(m.person,)), _shown(m)) for m in _members(store, programme)]
    return _Known(tuple(whole), tuple(teams), tuple(people))


def _members(store: Store, programme: Programme) -> Sequence[Member]:
    return members.members(store, programme.code)


def _shown(member: Member) -> str:
    return f"{member.name} ({member.organisation or '–'})"


def _read(known: _Known, part: str) -> Audience:
    """What one part of the words names: as a whole, or two parts with and between them."""
    try:
        return _named(known, part)
    except Refused as refused:
        for found in re.finditer(_any("between"), part, re.IGNORECASE):
            before, behind = part[: found.start()].strip(), part[found.end() :].strip()
            if before and behind:
                try:
                    return _joined(_named(known, before), _read(known, behind), part)
                except Refused as other:
                    if other.code != "announcing.no_such":
                        raise
        raise refused from None


def _named(known: _Known, part: str) -> Audience:
    bare = _bare(part, ("lead", "team", "role", "person"))
    if (asked := _kind(part)) == "people" or not bare:
        lists = [known.people] if bare else [known.whole]
        bare = bare or _bare(part, ()) or part
    else:
        teams = [known.teams] if ":" in part else [known.whole, known.teams]  # ทีมงาน is no team
        lists = {"teams": teams, "roles": [known.whole]}.get(asked, [known.whole, known.teams, known.people])
    all_of = re.sub(rf"\s*(?:{_any('everyone')})$", "", bare, flags=re.IGNORECASE)  # ผู้เข้าอบรมทุกท่าน
    plain = {key(part), key(bare), key(all_of), key(_bare(part, ("lead",))), key(bare_name(bare))} - {""}
    for found in (_exact(names, plain) for names in lists):
        if found:
            return _one(found, part)
    for names in lists:
        if names is not known.whole and (found := _within(names, plain)):
            return _one(found, part)
    raise Refused("announcing.no_such", found=part)


def _exact(names: Sequence[tuple[str, Audience, str]], plain: set[str]) -> list[tuple[Audience, str]]:
    """Whatever is called just that."""
    return list(dict.fromkeys((audience, shown) for called, audience, shown in names if called in plain))


def _within(names: Sequence[tuple[str, Audience, str]], plain: set[str]) -> list[tuple[Audience, str]]:
    """Whatever has that in its name."""
    parts = [each for each in plain if len(each) >= _LEAST]
    return list(
        dict.fromkeys((audience, shown) for called, audience, shown in names if any(each in called for each in parts))
    )


def _one(found: list[tuple[Audience, str]], part: str) -> Audience:
    if len({audience for audience, _ in found}) > 1:
        shown = ", ".join(name for _, name in found[:_FEW]) + ("…" if len(found) > _FEW else "")
        raise Refused("announcing.several", found=part, known=shown)
    return found[0][0]


def _joined(one: Audience, other: Audience, said: str) -> Audience:
    """Any one of both, which must be of one kind."""
    joined = replace(
        one,
        teams=tuple(dict.fromkeys((*one.teams, *other.teams))),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        people=tuple(dict.fromkeys((*one.people, *other.people))),
    )
    if sum(bool(kind) for kind in (joined.teams, joined.roles, joined.people)) > 1:
        raise Refused("announcing.mixed", found=said)
    return joined


def _kind(part: str) -> str:
    """Of which kind the part says that it is: by a prefix and a colon, or a word such as ทีม; "" where it does not."""
    rest = _bare(part, ("lead",))
    for kind, section in (("teams", "team"), ("roles", "role"), ("people", "person")):
        if re.match(rf"(?:{_any(section)})\s*:", rest, re.IGNORECASE):
            return kind
    return "teams" if re.match(_any("team"), rest, re.IGNORECASE) else ""


def _bare(part: str, sections: tuple[str, ...]) -> str:
    """`part` without the words of these sections before it."""
    rest, before = part.strip(), None
    while rest != before:
        before = rest
        for section in sections:
            rest = re.sub(rf"^(?:{_any(section)})\s*:?\s*", "", rest, count=1, flags=re.IGNORECASE)
    return rest.strip()


@cache
def _documents() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "announcing.toml")) for language in LANGUAGES)


@cache
def _phrases(section: str) -> tuple[str, ...]:
    """The phrases of a section (of a table: `table.section`) in both languages, the longest first."""
    return tuple(sorted(_expanded(section), key=len, reverse=True))


def _expanded(section: str) -> Iterator[str]:
    for document in _documents():
        found = document
        *tables, name = section.split(".")
        for table in tables:
            found = found[table]
        for phrase in found[name]:
            yield from expand(phrase)


@cache
def _any(section: str) -> str:
    """A pattern of any phrase in a section."""
    return "|".join(
        rf"{re.escape(phrase)}{'(?![a-z])' if phrase[-1:].isascii() else ''}" for phrase in _phrases(section)
    )


@cache
def _roles() -> tuple[tuple[Any, str], ...]:
    """Each word for a role on a roster, with the role."""
    files = [tomllib.loads(words(language, "people.toml"))["roles"] for language in LANGUAGES]
    return tuple((role, phrase) for file in files for role, phrases in file.items() for phrase in phrases)
