"""What is held of whoever is at an address: all of it, to be read and to be taken along; and erasing it."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from storage import checkins, door, feeds, invitations, leaves, people, people_said, questions, reminders


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from storage.checkins import Entry
    from storage.leaves import Leave
    from storage.people import Membership, Person
    from storage.people_said import Said
    from storage.reminders import Wishes


_MOST = 1000  # messages of one address in the file; their number is told in any case


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a person, or (`person` is None) of a guest at one address.

    `joined` are programme, channel and time of the invitations that were used; `calendars` when each of the calendar
    links that work was made; `wishes` how they want to be reminded; `leaves` what leave they asked for; `attendance`
    what was noted of them and counts; `answers` programme, question and what they answered at the door; `messages` how
    many are kept, of which `said` are the last.
    """

    person: Person | None
    memberships: tuple[Membership, ...]
    channels: tuple[str, ...]
    joined: tuple[tuple[str, str, datetime], ...]
    calendars: tuple[datetime, ...]
    wishes: Wishes
    leaves: tuple[Leave, ...]
    attendance: tuple[Entry, ...]
    answers: tuple[tuple[str, str, str], ...]
    questions: tuple[Said, ...]
    said: tuple[Said, ...]
    messages: int

    def file(self) -> str:
        """All of it as JSON; channels by their names, without the ids by which they know people."""
        whole = {
            "profile": _profile(self.person) if self.person else None,
            "programmes": [asdict(membership) for membership in self.memberships],
            "channels": self.channels,
            "invitations_used": [
                {"programme": programme, "channel": channel, "at": at.isoformat()}
                for programme, channel, at in self.joined
            ],
            "reminders": {**asdict(self.wishes), "off": sorted(self.wishes.off)},
            "calendar_links": [at.isoformat() for at in self.calendars],
            "attendance": [_attended(line) for line in self.attendance],
            "answers_at_the_door": [
                {"programme": programme, "question": question, "answer": answer}
                for programme, question, answer in self.answers
            ],
            "leave": [_leave(leave) for leave in self.leaves],
            "questions_for_organisers": [
                {"programme": asked.programme, "text": asked.text, "at": asked.at.isoformat()}
                for asked in self.questions
            ],
            "messages": {
                "count": self.messages,
                "latest": [{"text": said.text, "at": said.at.isoformat()} for said in self.said],
            },
        }
        return json.dumps(whole, ensure_ascii=False, indent=2)


def _profile(person: Person) -> dict[str, Any]:
    return {
        **asdict(person.details),
        "language": person.language,
        "privacy_notice": person.consent,
        "consented_at": person.consented_at.isoformat() if person.consented_at else None,
        "messages_stopped": person.stopped,
    }


def _attended(line: Entry) -> dict[str, Any]:
    return {
        "programme": line.programme,
        "session": line.session.replace("\n", " "),
        "point": line.point,
        "what": line.what,
        "status": line.status,
        "way": line.way,
        "at": line.at.isoformat(),
        "reason": line.reason,
        "stand_in": line.stand_in,
        "metres": line.metres,
    }


def _leave(leave: Leave) -> dict[str, Any]:
    return {
        "programme": leave.programme,
        "sessions": [code.replace("\n", " ") for code in leave.sessions],
        "reason": leave.reason,
        "file": leave.file_name,
        "at": leave.asked_at.isoformat(),
        "state": leave.state,
        "decided_at": leave.decided_at.isoformat() if leave.decided_at else None,
        "note": leave.note,
    }


def held(store: Store, address: Address) -> Held:
    """What is held of whoever is at `address`, at their other addresses too."""
    person = people.at(store, address)
    places = people.addresses(store, person.id) if person else (address,)
    said = [line for place in places for line in people_said.messages(store, place, _MOST)]
    return Held(
        person,
        people.memberships(store, person.id) if person else (),
        tuple(place.channel for place in places),
        tuple(invitations.used(store, person.id)) if person else (),
        tuple(feeds.made(store, person.id)) if person else (),
        reminders.wishes(store, person.id) if person else reminders.Wishes(),
        tuple(leaves.of_person(store, person.id)) if person else (),
        tuple(checkins.of_person(store, person.id)) if person else (),
        tuple(door.of_one(store, person.id)) if person else (),
        tuple(people_said.questions(store, places, person.id if person else None)),
        tuple(sorted(said, key=lambda line: line.at)[-_MOST:]),
        sum(people_said.count(store, place) for place in places),
    )


def erase(store: Store, address: Address) -> None:
    """Forget whoever is at `address`, at their other addresses too: who they are, what they said, what was answered.

    The talk at `address` itself is being answered: who answers it forgets what it remembers.
    """
    person = people.at(store, address)
    places = people.addresses(store, person.id) if person else (address,)
    for place in places:
        people_said.erase(store, place)
        if place != address:
            people_said.end_talk(store, place)
    if person:
        forget(store, person.id)


def forget(store: Store, person: int) -> None:
    """Take away a person. Where something that is kept as evidence names them, it names a pseudonym from here on."""
    invitations.forget(store, person)
    questions.forget(store, person)
    feeds.revoke(store, person)
    reminders.forget(store, person)
    checkins.forget(store, person)
    door.forget(store, person)
    leaves.forget(store, person)
    people.forget(store, person, f"P-{secrets.token_hex(4).upper()}")
