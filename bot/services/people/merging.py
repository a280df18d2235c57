"""Two entries of a roster that are one person: made one with proof, and chats that are no longer somebody's.

Where both have joined, both chats are asked and have to agree, or a code that `เพิ่มช่องทาง` gave in a chat is brought in
its place. Where only one has, or neither, an owner may, and says why. Nothing of it can be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from bot.errors import Refused
from bot.services.people import codes
from storage import audit, checkins, invitations, leaves, merging, people, people_said, signins
from storage.audit import Deed
from storage.merging import Merge
from storage.questions_duty import nearest


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.merging import Said
    from storage.models import Role
    from storage.people import Membership, Person


Reason = Literal["twice", "renamed", "phone", "other"]
MERGED_FOR: tuple[Reason, ...] = ("twice", "renamed", "phone", "other")
"""In the roster twice; called otherwise now; joined anew with another account; something else."""
UNLINKED_FOR = ("lost", "wrong", "asked", "other")
"""Lost or handed on; somebody else's; they asked for it; something else."""
OPEN = timedelta(days=7)
"""For which the chats may answer."""
_ORGANISING = ("organiser", "owner")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, with what there is of them: where they have joined, lines of attendance, requests for leave."""

    person: Person
    memberships: tuple[Membership, ...]
    addresses: tuple[Address, ...]
    attended: int
    leaves: int

    @property
    def organises(self) -> bool:
        return any(each.role in _ORGANISING for each in self.memberships)


@dataclass(frozen=True, slots=True)
class Pair:
    """`kept` goes on with what there is of `gone`. `asks`: both have joined, and have to agree."""

    kept: Side
    gone: Side

    @property
    def asks(self) -> bool:
        return bool(self.kept.addresses and self.gone.addresses)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be one with whom, why, and who says so: `by`, with their `role` in the `programme` (its code)."""

    kept: int
    gone: int
    reason: str
    programme: str
    by: int
    role: Role
    proofs: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """`merged`: they are one by now; `left` are the chats that are nobody's then. Else the request is `merge`."""

    pair: Pair
    merge: Merge
    merged: bool
    left: tuple[Address, ...] = ()

    def unasked(self) -> list[Person]:
        """Those of the two who have not agreed."""
        sides = ((self.pair.kept, self.merge.kept_by), (self.pair.gone, self.merge.gone_by))
        return [side.person for side, said in sides if not said]


def pair(store: Store, kept: int, gone: int, programme: str, role: Role) -> Pair:
    """Both, to be looked at. Raises Refused: `merging.same`, `.unknown` (one is not of this programme)."""
    if kept == gone:
        raise Refused("merging.same")
    for person in (kept, gone):
        here = {each.programme for each in people.memberships(store, person)}
        if not here or not (role == "owner" or programme in here):
            raise Refused("merging.unknown")
    return Pair(_side(store, kept), _side(store, gone))


def merge(store: Store, wanted: Wanted, now: datetime) -> Outcome:
    """Make them one, or ask those chats that have to agree; who is told what is for whoever asks.

    Raises Refused as `pair` does, and `merging.owners_only` (one of them organises, or has not joined),
    `.wrong_code`.
    """
    both = pair(store, wanted.kept, wanted.gone, wanted.programme, wanted.role)
    if wanted.role != "owner" and (both.kept.organises or both.gone.organises or not both.asks):
        raise Refused("merging.owners_only")
    request = Merge(wanted.programme, wanted.kept, wanted.gone, wanted.reason, wanted.by, now)
    if not both.asks:
        return _merged(store, both, request, now)
    number = merging.ask(store, request)
    found = merging.get(store, number)
    for code in wanted.proofs:
        found = found and merging.agree(store, found, _proven(store, both, code, now), "code")
    if found is None:
        raise LookupError(number)
    return _merged(store, both, found, now) if found.agreed else Outcome(both, found, merged=False)


def agree(store: Store, number: int, address: Address, now: datetime) -> Outcome | None:
    """Whoever is at `address` says that they are both; None where nothing like that is asked of them (any more)."""
    found = _asked_at(store, number, address, now)
    if found is None:
        return None
    request, person = found
    request = merging.agree(store, request, person, "chat")
    both = Pair(_side(store, request.kept), _side(store, request.gone))
    audit.note(store, Deed("people.merge_agreed", now, request.programme, person, "", person))
    return _merged(store, both, request, now) if request.agreed else Outcome(both, request, merged=False)


def refuse(store: Store, number: int, address: Address, now: datetime) -> Merge | None:
    """Whoever is at `address` says that they are not: the request is no more. None as in `agree`."""
    found = _asked_at(store, number, address, now)
    if found is None:
        return None
    request, person = found
    merging.drop(store, person)
    audit.note(store, Deed("people.merge_refused", now, request.programme, person, "", person))
    return request


def withdraw(store: Store, person: int) -> None:
    """The organisers ask no more."""
    merging.drop(store, person)


def waiting(store: Store, person: int, now: datetime) -> Merge | None:
    """The request about somebody to which their chats may still answer."""
    found = merging.about(store, person)
    return found if found and now - found.asked_at <= OPEN else None


def place_of(store: Store, person: int) -> Address | None:
    """Where somebody was last; None where they can be reached nowhere."""
    return nearest(store, people.addresses(store, person))


def unlink(store: Store, person: int, address: Address) -> bool:
    """The chat is nobody's from here on, and its words are gone; False where it was not theirs.

    Whoever lost it loses what it gave: pages that they are signed in to, and codes that they have not used.
    """
    if address not in people.addresses(store, person):
        return False
    people.unlink(store, address)
    people_said.erase_messages(store, address)
    people_said.end_talk(store, address)
    signins.forget(store, person)
    return True


def _asked_at(store: Store, number: int, address: Address, now: datetime) -> tuple[Merge, int] | None:
    here, request = people.at(store, address), merging.get(store, number)
    if here is None or request is None or now - request.asked_at > OPEN or here.id not in (request.kept, request.gone):
        return None
    return request, here.id


def _proven(store: Store, both: Pair, typed: str, now: datetime) -> int:
    """Whose chat the code is from, which is used up by this."""
    code = codes.find(typed)
    found = invitations.by_digest(store, codes.digest(code)) if code else None
    good = found and not (found.used or found.revoked) and found.expires_at and now <= found.expires_at
    if not found or not good or found.person not in (both.kept.person.id, both.gone.person.id):
        raise Refused("merging.wrong_code")
    invitations.revoke_one(store, found.id, now)
    return found.person


def _merged(store: Store, both: Pair, request: Merge, now: datetime) -> Outcome:
    kept, gone = both.kept.person.id, both.gone.person.id
    left = merging.merge(store, kept, gone)
    for place in left:
        people_said.end_talk(store, place)
    how: dict[str, Said | str] = {"reason": request.reason, "kept": request.kept_by, "gone": request.gone_by}
    audit.note(store, Deed("people.merged", now, request.programme, request.asked_by or None, "", kept, how))
    return Outcome(both, request, merged=True, left=left)


def _side(store: Store, person: int) -> Side:
    return Side(
        people.get(store, person),
        people.memberships(store, person),
        people.addresses(store, person),
        len(checkins.of_person(store, person)),
        len(leaves.of_person(store, person)),
    )
