"""Somebody is put on the roster, changed, given a role; their codes are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.people import editing
from bot.web.console.here import Done, Shown
from bot.web.console.people.forms import PersonForm
from bot.web.console.people.one import member, only


if TYPE_CHECKING:
    from bot.services.people.looking import Seen
    from bot.web.console.here import Answer, Here
    from storage.models import Role


_ROLES: tuple[Role, ...] = ("participant", "scanner", "organiser", "owner")


def new(here: Here) -> Answer:
    return _form(here, PersonForm.of(here))


def add(here: Here) -> Answer:
    form = PersonForm.of(here)
    if not form.validate():
        return _form(here, form, status=422)
    person = editing.add(here.store, form.details(), form.membership(here))
    return Done(f"people/{person}", "console_people.added", "person.added", about=person)


def edit(here: Here) -> Answer:
    seen = member(here)
    return _form(here, PersonForm.of(here, data=_known(here, seen)), seen)


def change(here: Here) -> Answer:
    seen, form = member(here), PersonForm.of(here)
    _may(here, seen)
    if not form.validate():
        return _form(here, form, seen, status=422)
    editing.change(here.store, seen.person.id, form.details(), form.membership(here))
    return Done(f"people/{seen.person.id}", "console_people.changed", "person.changed", about=seen.person.id)


def role(here: Here) -> Answer:
    """Asked of the store at this moment: who may give which."""
    seen, given = member(here), str(here.posted.get("role", ""))
    if given not in _ROLES:
        raise Refused("console_people.no_role")
    editing.give(here.store, seen.person.id, here.programme.code, given, here.role)
    told = {"name": seen.person.name, "role": here.say(f"people.role_{given}")}
    details = {"role": given, "before": seen.membership.role}
    to = f"people/{seen.person.id}"
    return Done(to, "console_people.role_given", "person.role", about=seen.person.id, details=details, values=told)


def revoke(here: Here) -> Answer:
    seen = member(here)
    only(here, seen)
    count = editing.revoke(here.store, seen.person.id, here.now)
    to, details = f"people/{seen.person.id}", {"count": count}
    return Done(to, "console_people.revoked", "codes.revoked", about=seen.person.id, details=details, values=details)


def _may(here: Here, seen: Seen) -> None:
    """Organisers and owners are changed by owners alone, and by themselves: a name is what people trust."""
    if here.role != "owner" and seen.staff and seen.person.id != here.person:
        raise Refused("roster.owners_only")


def _known(here: Here, seen: Seen) -> dict[str, object]:
    details, mine = seen.person.details, seen.membership
    titles = {group.code: group.title.in_(here.language) for group in here.programme.groups}
    known: dict[str, object] = {name: getattr(details, name) for name in editing.Details.__slots__}
    return known | {
        "team": titles.get(mine.team, mine.team),
        "leads": mine.leads,
        "code": mine.code,
        "note": mine.note,
    }


def _form(here: Here, form: PersonForm, seen: Seen | None = None, status: int = 200) -> Shown:
    titles = {group.code: group.title.in_(here.language) for group in here.programme.groups}
    teams = [titles.get(each.code, each.code) for each in editing.teams(here.store, here.programme.code)]
    values = {"form": form, "seen": seen, "teams": list(dict.fromkeys((*titles.values(), *teams)))}
    return Shown("console/people_form.html", values, status, seen.person.id if seen else None)
