"""How announcements are shown to those who make them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.announce.said import choice
from bot.messages import Card, Link, Reading, Reply
from bot.services import announce
from bot.services.notices import acknowledge_choice
from bot.texts import short, short_title


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.errors import Refused
    from bot.messages import Choice
    from bot.services.announce import Announcement, Cost, Progress
    from bot.services.programme import Programmes
    from bot.texts import Texts
    from storage.programme import Programme


_ASIDE = Reading(aside=True)
_FEW = 60  # letters of an announcement in a list
_ENDED: tuple[announce.Ended, ...] = (
    "accepted", "waiting", "uncertain", "failed", "blocked", "unlinked", "stopped", "expired", "cancelled", "corrected",
    "erased",
)  # fmt: skip


class Drawing:
    """In `say`'s language. `site` is where people reach the pages, "" where that is not known."""

    def __init__(self, store: Store, programmes: Programmes, say: Texts, site: str = "") -> None:
        self._store = store
        self._programmes = programmes
        self._say = say
        self._site = site

    def programme(self, announcement: Announcement) -> Programme:
        return self._programmes.get(self._store, announcement.programme)

    def preview(self, announcement: Announcement) -> Reply:
        """The announcement just as people get it."""
        return announce.shown(self._store, announcement, self._say.language, acknowledge_choice)

    def confirming(self, announcement: Announcement, price: Cost, *, opening: str = "announce.confirm") -> Reply:
        """What is asked under the preview: for whom it is, what it costs, when it goes."""
        say, mark = self._say, version(announcement)
        wishes = ["send", "when", "whom", "text"]
        if announcement.reply.images or announcement.reply.files or announcement.reply.places:
            wishes.append("bare")
        if announcement.corrects or announcement.chases:
            wishes.remove("whom")  # it is for those who were told
        labels = self._labels(announcement)
        choices = [self.choice(wish, announcement, mark, label=labels.get(wish, wish)) for wish in (*wishes, "drop")]
        missing = tuple((say("announce.not_told"), line) for line in price.missing(say))
        facts = (*self._facts(announcement), *missing, *self._unseen(announcement, price))
        card = Card(self.title(announcement), price.line(say), facts, tuple(choices), self.links(announcement))
        return Reply(say(opening), (card,), reading=_ASIDE)

    def asking(self, announcement: Announcement, price: Cost, author: str, links: tuple[Link, ...] = ()) -> Reply:
        """The same for whoever is to approve it: all in one message, which may have to be paid for.

        `links` as `links` gives them, once for all of them.
        """
        say, mark = self._say, version(announcement)
        shown = self.preview(announcement)
        choices = (self.choice("approve", announcement, mark), self.choice("decline", announcement, mark))
        facts = (*self._facts(announcement), *self._unseen(announcement, price))
        text = say("announce.asked", name=author, text=shown.text)
        card = Card(self.title(announcement), price.line(say), facts, choices, links)
        return Reply(
            text,
            (card,),
            links=shown.links,
            files=shown.files,
            images=shown.images,
            places=shown.places,
            reading=_ASIDE,
        )

    def _facts(self, announcement: Announcement) -> tuple[tuple[str, str], ...]:
        say = self._say
        to = announce.described(self._store, self.programme(announcement), announcement.audience, say)
        title = short_title(self.programme(announcement).title.in_(say.language))
        where = [(say("announce.in"), title)] if len(self._programmes.codes(self._store)) > 1 else []
        return ((say("announce.to"), to), (say("announce.when"), self.when(announcement)), *where)

    def _unseen(self, announcement: Announcement, price: Cost) -> tuple[tuple[str, str], ...]:
        """A warning where LINE, which shows pictures and files from the site alone, cannot reach that."""
        reply = announcement.reply
        if self._site.startswith("https://") or not price.by_channel.get("line"):
            return ()
        pictures = [self._say("announce.a_picture")] if reply.images else []
        shown = [*pictures, *([self._say("announce.file")] if reply.files else [])]
        what = self._say("announce.and").join(shown)
        return ((self._say("announce.beware"), self._say("announce.unseen", what=what)),) if shown else ()

    def title(self, announcement: Announcement) -> str:
        return self._say("announce.title", number=announcement.id, state=self._say(f"announce.is_{announcement.state}"))

    def _labels(self, announcement: Announcement) -> dict[str, str]:
        """The words of those buttons that do something else here than they usually do."""
        retimed = {"send": "later", "when": "retime"} if announcement.send_at else {}
        return retimed | ({"send": "ask"} if announce.needs_approval(self.programme(announcement)) else {})

    def when(self, announcement: Announcement) -> str:
        if announcement.send_at is None:
            approved = announce.needs_approval(self.programme(announcement))
            return self._say("announce.when_approved" if approved else "announce.at_once")
        return self.moment(announcement, announcement.send_at)

    def moment(self, announcement: Announcement, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self.programme(announcement).timezone))
        return self._say.period(local, local)

    def links(self, announcement: Announcement) -> tuple[Link, ...]:
        """To the page that shows it as LINE and as Telegram will; those that were made before lead nowhere then."""
        if not self._site:
            return ()
        secret = announce.secret(self._store, announcement.id)
        return (Link(self._say("announce.preview"), f"{self._site}/preview/{secret}"),)

    def choice(self, wish: str, announcement: Announcement, mark: str = "", label: str = "") -> Choice:
        """A button, which can be typed with the number of the announcement."""
        say = self._say
        return choice(
            say(f"announce.button_{label or wish}"),
            say(f"announce.says_{wish}", number=announcement.id),
            wish,
            announcement.id,
            mark,
        )

    def aside(self, message: str, *choices: Choice, **values: object) -> Reply:
        return Reply(self._say(message, **values), choices=choices, reading=_ASIDE)

    def about(self, announcement: Announcement, text: str, *wishes: str, replaces: bool = False) -> Reply:
        """Something said of it, with buttons that stay: on LINE others go with the next message."""
        choices = tuple(self.choice(wish, announcement) for wish in wishes)
        card = Card(self.title(announcement), self.beginning(announcement), choices=choices)
        return Reply(text, (card,) if choices else (), replaces=replaces, reading=_ASIDE)

    def beginning(self, announcement: Announcement) -> str:
        """The announcement in a few words."""
        reply = announcement.reply
        if reply.text.strip():
            return f"“{short(' '.join(reply.text.split()), _FEW)}”"
        return self.parts(announcement)

    def parts(self, announcement: Announcement) -> str:
        """What is in it: ข้อความ รูป 2 รูป ไฟล์ 1 ไฟล์."""
        reply, say = announcement.reply, self._say
        found = [say("announce.a_text")] if reply.text.strip() else []
        for name, many in (("images", reply.images), ("files", reply.files), ("places", reply.places)):
            found += [say(f"announce.{name}", count=len(many))] if many else []
        return " · ".join(found)

    def progress(self, found: Progress) -> Reply:
        """How far it is, in the place of what was said before; or how it ended."""
        say, announcement = self._say, found.announcement
        lines = [
            say(f"announce.ended_{ended}", people=f"{found.ended[ended]:,}")
            for ended in _ENDED
            if found.ended.get(ended)
        ]
        if announcement.asks and found.ended.get("accepted"):
            told = found.acknowledged + found.unheard
            lines.append(say("announce.ended_acknowledged", people=f"{found.acknowledged:,}", told=f"{told:,}"))
        if found.goes:
            wishes = ["progress", "stop"]
            opening = say("announce.going", planned=f"{found.planned:,}", time=self._lasts(found.seconds))
        else:
            wishes = ["names", *(["chase"] if announcement.asks and found.unheard else []), "correct"]
            opening = say("announce.stopped" if announcement.state == "stopped" else "announce.went")
        return self.about(
            announcement, "\n".join([opening, *(lines or [say("announce.nobody_yet")])]), *wishes, replaces=True
        )

    def _lasts(self, seconds: int) -> str:
        if seconds < 60:  # noqa: PLR2004 - a minute
            return self._say("announce.moment")
        return self._say("announce.minutes", count=-(-seconds // 60))

    def listed(self, found: list[Announcement], heading: str) -> Reply:
        """Several as cards, each with what can be done with it."""
        cards = tuple(
            Card(
                self.title(each),
                self.beginning(each),
                (
                    (
                        self._say("announce.when"),
                        self.when(each) if each.begun_at is None else self.moment(each, each.begun_at),
                    ),
                ),
                tuple(self.choice(wish, each) for wish in wishes_of(each)),
            )
            for each in found
        )
        return Reply(self._say(heading, count=len(found)), cards, reading=_ASIDE)

    def refused(self, refused: Refused, *choices: Choice) -> Reply:
        """In the service's own words, as somebody says it."""
        reason = self._say(refused.code, **refused.values)
        apart = self._say.language == "th" and not "\u0e01" <= reason[-1:] <= "\u0e4e"  # a number before ค่ะ
        return self.aside("announce.refused", *choices, reason=f"{reason} " if apart else reason)


def wishes_of(announcement: Announcement) -> tuple[str, ...]:
    """What can be done with one from a list."""
    match announcement.state:
        case "draft":
            return ("show", "drop")
        case "approval":
            return ("show", "drop")
        case "scheduled":
            return ("show", "when", "drop")
        case "sending":
            return ("progress", "stop")
        case "sent" | "stopped":
            return ("progress", "correct")
    return ()


def version(announcement: Announcement) -> str:
    """Changes with whatever was to be confirmed: a button under what was shown before sends nothing else."""
    parts = (
        announcement.reply,
        sorted(announcement.audience.kept().items()),
        announcement.send_at,
        announcement.urgent,
    )
    return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:8]
