"""What the tests of people in the console have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storage import people


if TYPE_CHECKING:
    import httpx

    from storage.people import Membership
    from tests.web.console.office import Office


def listed(answer: httpx.Response) -> list[str]:
    """The names on the page of the roster."""
    return re.findall(r'<a class="who"[^>]*>(.*?)</a>', answer.text)


def known(here: Office, name: str) -> int:
    with here.database.read() as store:
        return next(each.person.id for each in people.everybody(store) if each.person.name == name)


def role_of(here: Office, who: str) -> tuple[Membership, ...]:
    with here.database.read() as store:
        return people.memberships(store, here.people[who])


def hidden(answer: httpx.Response, *names: str) -> dict[str, str]:
    return {name: re.findall(rf'name="{name}" value="(.*?)"', answer.text)[0] for name in names}
