"""An answer drawn as a reply: first what was asked, then a card a session, then what people ask next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.ask.cards import card, ics
from bot.handlers.ask.facts import Facts
from bot.handlers.ask.lead import days_of, lead, part_of
from bot.messages import Card, Choice, Link, Reading, Reply, Span
from bot.services.ask import Answer
from bot.showing import button, data, online, period, place
from bot.texts import short
from bot.thai.dates import bounds


if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.services.ask import Guide
    from bot.texts import Texts
    from bot.thai.dates import When
    from storage.programme import Session


_FURTHER = (("where", {"where", "place"}), ("who", {"who", "person"}), ("bring", {"bring", "carry"}))
_LEFT = frozenset(["remaining", "next"])
_CARDS = 10  # LINE takes 12 bubbles; a longer list is a list of lines


def spans(whens: tuple[When, ...], zone: ZoneInfo) -> tuple[Span, ...]:
    """The days and times read, as local ISO times; a length or a repetition is none."""
    dated = [(when.text, *bounds(when, zone)) for when in whens if when.first is not None]
    return tuple(Span(text, start.isoformat(), end.isoformat()) for text, start, end in dated)


class Drawing:
    """Draws answers about one programme in one language."""

    def __init__(self, say: Texts, guide: Guide, now: datetime) -> None:
        self._say, self._guide, self._now = say, guide, now

    def reply(self, answer: Answer, read: tuple[Span, ...] = ()) -> Reply:
        """The reply that says `answer`; `read` are the dates that were read, where the answer used no other reading."""
        drawn = {
            "sessions": self._sessions,
            "none": self._none,
            "absent": self._nearest,
            "unclear": self._nearest,
            "unknown": self._nearest,
            "over": self._over,
            "ready": self._ready,
            "contact": self._contact,
            "venue": self._venues,
            "speaker": self._speakers,
            "which_speaker": self._which_speaker,
        }.get(answer.subject, self._listed)(answer)
        return replace(drawn, reading=self._reading(answer, read))

    def _reading(self, answer: Answer, read: tuple[Span, ...]) -> Reading:
        return Reading(
            answer.understood,
            tuple(session.code for session in answer.sessions),
            tuple(session.code for session in answer.also),
            spans(answer.whens, self._guide.zone) or read,
        )

    def _sessions(self, answer: Answer) -> Reply:
        say, sessions = self._say, answer.sessions
        text = lead(answer, self._guide, say, self._now)
        if "calendar" in answer.asks and len(sessions) == 1:
            files = (ics(self._guide.programme, sessions[0], say.language),)
            return Reply(say("ask.calendar_file", title=sessions[0].title.in_(say.language)), files=files)
        if len(sessions) > _CARDS:
            lines = [
                say("ask.item", title=session.title.in_(say.language), fact=period(say, self._guide, session))
                for session in sessions
            ]
            return Reply("\n".join([text, *lines]))
        cards = tuple(card(say, self._guide, session, answer.asks, alone=len(sessions) == 1) for session in sessions)
        following = () if answer.asks & {"next", "next_day"} else self._next()
        return Reply(text, cards, choices=(*self._further(answer), *following))

    def _further(self, answer: Answer) -> tuple[Choice, ...]:
        """What people ask next of the one session answered, while it is to come and as far as it is given."""
        if len(answer.sessions) != 1 or answer.sessions[0].end <= self._now:
            return ()
        session, facts = answer.sessions[0], Facts(self._guide, self._say, self._now)
        return tuple(
            button(self._say, facet, session)
            for facet, asked in _FURTHER
            if not answer.asks & asked and facts.value(facet, session)
        )

    def _next(self) -> tuple[Choice, ...]:
        if not any(session.start > self._now for session in self._guide.held):
            return ()
        return (Choice(self._say("ask.choose_next"), self._say("ask.says_next")),)

    def _none(self, answer: Answer) -> Reply:
        say = self._say
        lines = [self._empty(answer, when) for when in answer.whens if when.first]
        if not lines:
            missed = next((ask for ask in ("changed", "now") if ask in answer.asks), "")
            lines = [say({"changed": "ask.none_cancelled", "now": "ask.not_now"}.get(missed, "ask.none"))]
        if answer.named:
            lines += [
                say("ask.is_on", title=session.title.in_(say.language), period=period(say, self._guide, session))
                for session in answer.also
            ]
            return Reply("\n".join(lines), choices=self._offers(answer.also))
        if answer.also and any(when.from_ and when.first == answer.also[0].start.date() for when in answer.whens):
            lines.append(say("ask.that_day", count=len(answer.also)))
        elif answer.also:
            lines.append(say("ask.next_is", day=say.day(answer.also[0].start.date())))
        elif self._guide.held and self._guide.held[-1].end <= self._now:
            return Reply("\n".join([*lines, self._over(Answer("over", also=self._guide.held[-1:])).text]))
        return Reply("\n".join(lines), choices=self._days(answer.also))

    def _empty(self, answer: Answer, when: When) -> str:
        say = self._say
        if when.first and when.last and when.first != when.last:
            return say("ask.none_range", first=say.day(when.first), last=say.day(when.last))
        day = part_of([when], when.first, say) if when.first else ""
        key = "ask.none_named" if answer.named else "ask.none_left" if answer.asks & _LEFT else "ask.none_on"
        return say(key, day=day)

    def _over(self, answer: Answer) -> Reply:
        say = self._say
        last = answer.also[-1:]
        if not last:
            return Reply(say("ask.none"))
        text = say("ask.over", title=last[0].title.in_(say.language), day=say.day(last[0].end.date()))
        return Reply(text, choices=self._offers(last))

    def _nearest(self, answer: Answer) -> Reply:
        say = self._say
        text = say(f"ask.{answer.subject}_passed" if answer.passed else f"ask.{answer.subject}")
        if answer.also:
            text += "\n" + say("ask.unknown_near")
        contact = Choice(say("ask.choose_contact"), say("ask.says_contact"))
        return Reply(text, choices=(*self._offers(answer.also), contact))

    def _offers(self, sessions: tuple[Session, ...]) -> tuple[Choice, ...]:
        say = self._say
        titles = [(session.code, session.title.in_(say.language)) for session in sessions]
        return tuple(
            Choice(short(title), say("ask.says_when", title=title), data("when", code)) for code, title in titles
        )

    def _days(self, sessions: tuple[Session, ...]) -> tuple[Choice, ...]:
        say = self._say
        days = dict.fromkeys(session.start.astimezone(self._guide.zone).date() for session in sessions)
        return tuple(
            Choice(say.short_day(day), say("ask.says_day", day=say.day(day)), data("day", day.isoformat()))
            for day in days
        )

    def _ready(self, answer: Answer) -> Reply:
        return Reply(answer.faq.answer.in_(self._say.language) if answer.faq else "")

    def _contact(self, _: Answer) -> Reply:
        say = self._say
        contacts = self._guide.programme.contacts
        if not contacts:
            return Reply(say("ask.contact_unset"))
        cards = tuple(
            Card(
                contact.name.in_(say.language),
                facts=tuple(
                    (say(label), value)
                    for label, value in (("ask.phone", contact.phone), ("ask.email", contact.email))
                    if value
                ),
                links=tuple(
                    Link(say(label), url)
                    for label, value, url in (
                        ("ask.phone", contact.phone, f"tel:{contact.phone}"),
                        ("ask.email", contact.email, f"mailto:{contact.email}"),
                    )
                    if value
                ),
            )
            for contact in contacts
        )
        return Reply(say("ask.contact"), cards)

    def _venues(self, answer: Answer) -> Reply:
        say = self._say
        found = [self._guide.venues[code] for code in answer.codes]
        lines = [
            say("ask.venue", name=venue.name.in_(say.language), address=venue.address.in_(say.language))
            if venue.address
            else say("ask.online_room", name=venue.name.in_(say.language), link=venue.url)
            if venue.url
            else say("ask.venue_unset", name=venue.name.in_(say.language))
            for venue in found
        ]
        return Reply(
            "\n".join(lines),
            links=tuple(link for venue in found for link in online(say, venue)),
            places=tuple(drawn for venue in found if (drawn := place(say, venue))),
        )

    def _speakers(self, answer: Answer) -> Reply:
        say = self._say
        found = [self._guide.speakers[code] for code in answer.codes]
        lines = [
            say("ask.speaker", name=speaker.name.in_(say.language), role=speaker.role.in_(say.language))
            if speaker.role
            else say("ask.speaker_unset", name=speaker.name.in_(say.language))
            for speaker in found
        ]
        return Reply("\n".join(lines), choices=self._people(answer.codes))

    def _which_speaker(self, answer: Answer) -> Reply:
        names = [self._guide.speakers[code].name.in_(self._say.language) for code in answer.codes]
        return Reply(
            "\n".join([self._say("ask.which_speaker"), *(f"• {name}" for name in names)]),
            choices=self._people(answer.codes),
        )

    def _people(self, codes: tuple[str, ...]) -> tuple[Choice, ...]:
        names = [(code, self._guide.speakers[code].name.in_(self._say.language)) for code in codes]
        return tuple(Choice(short(name), name, data("speaker", code)) for code, name in names)

    def _listed(self, answer: Answer) -> Reply:
        """The programme's own lists: modules, groups, speakers, its organiser and size."""
        say, guide = self._say, self._guide
        title = guide.programme.title.in_(say.language)
        if answer.subject == "organizer":
            return Reply(
                say("ask.organizer", title=title, organizer=guide.programme.organizer.in_(say.language) or title)
            )
        if answer.subject == "count":
            days = days_of(guide.held)
            first, last = min(days), max(session.end.date() for session in guide.held)
            return Reply(
                say("ask.size", count=len(guide.held), days=len(days), first=say.day(first), last=say.day(last))
            )
        names = {
            "modules": [module.title.in_(say.language) for module in guide.programme.modules],
            "groups": [group.title.in_(say.language) for group in guide.programme.groups],
            "speakers": [speaker.name.in_(say.language) for speaker in guide.programme.speakers],
        }[answer.subject]
        if not names:
            return Reply(say(f"ask.{answer.subject}_unset"))
        return Reply("\n".join([say(f"ask.{answer.subject}", count=len(names)), *(f"• {name}" for name in names)]))
