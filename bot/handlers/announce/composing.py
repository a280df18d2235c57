"""An announcement is made: for which programme, for whom, its text, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from mimetypes import guess_type
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.announce.drawing import Drawing, version
from bot.handlers.announce.memory import Memory, forget, recall, remember
from bot.handlers.announce.said import begins, choice, choice_in, tapped
from bot.messages import Choice, Reply
from bot.port import LARGEST
from bot.services import announce, attached
from bot.texts import short_title
from bot.thai.text import key


if TYPE_CHECKING:
    from bot.handlers.announce.here import Here
    from bot.handlers.announce.said import Said
    from bot.messages import Attached, Inbound
    from bot.router import Turn
    from bot.services.announce import Announcement
    from bot.services.programme import Programmes
    from storage.programme import Programme


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")  # how they begin
_MEDIA = ("photo", "file")
ADDED = (*_MEDIA, "location")


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a message: a photo, a file or a place."""

    kind: str
    message: str
    name: str = ""
    size: int = 0

    @classmethod
    def of(cls, event: Inbound) -> Sent | None:
        if event.kind not in _MEDIA:
            return None
        what: Attached | None = event.attached
        return cls(event.kind, event.message_id, what.name if what else "", what.size if what else 0)


class Composing:
    """Each of these is allowed: see `room`."""

    def __init__(self, programmes: Programmes, site: str) -> None:
        self._programmes = programmes
        self._site = site

    def draw(self, turn: Turn) -> Drawing:
        return Drawing(turn.store, self._programmes, turn.say, self._site)

    def new(self, turn: Turn, here: Here, said: Said) -> Reply:
        """ประกาศถึง …: …, with a picture or without; or its text is asked for."""
        sent = Sent.of(turn.inbound)
        pending = Memory(
            said=said.rest,
            whom=said.whom,
            media=_kept(sent) if sent else None,
            message=turn.inbound.message_id,
        )
        codes = self._meant(turn, here, said.whom)
        if len(codes) == 1:
            return self._begin(turn, here, codes[0], pending)
        remember(turn, replace(pending, asks="programme"))
        return self.draw(turn).aside("announce.which", *self._titles(turn, here), *_drop(turn))

    def chosen(self, turn: Turn, here: Here, said: Said) -> Reply:
        """One of several programmes was chosen."""
        memory = recall(turn)
        if said.rest not in here.codes:
            return self.draw(turn).aside("announce.organisers_only")
        return self._begin(turn, here, said.rest, memory if memory and memory.asks == "programme" else Memory())

    def named(self, turn: Turn, here: Here, said: Said) -> Reply:
        """Which of several programmes was typed, or a part of what it is called: asked again where that is not one."""
        titles, words = self._titles(turn, here), key(said.rest)
        called = [each for each in titles if words == key(each.says)] or [
            each for each in titles if words and words in key(f"{each.says} {each.data}")
        ]
        found = tapped(called[0].data) if len(called) == 1 else None
        return (
            self.chosen(turn, here, found) if found else self.draw(turn).aside("announce.which", *titles, *_drop(turn))
        )

    def made(self, turn: Turn, here: Here, said: Said) -> Reply:
        """The text that was asked for."""
        return self._made(turn, here, recall(turn) or Memory(), Reply(said.rest))

    def whom(self, turn: Turn, here: Here, said: Said) -> Reply:
        """Whom a new one is for, once more."""
        memory = recall(turn) or Memory()
        return self._begin(turn, here, memory.programme, replace(memory, whom=said.rest))

    def aimed(self, turn: Turn, _here: Here, found: Announcement, said: Said) -> Reply:
        """Whom the draft is for was typed."""
        audience = announce.whom(turn.store, self.draw(turn).programme(found), said.rest, turn.now)
        return self.show(turn, announce.aim(turn.store, found.id, audience))

    def first(self, turn: Turn, here: Here, _said: Said) -> Reply:
        """A picture, a file or a place comes before the text."""
        memory = recall(turn) or Memory()
        begun = replace(self._with(turn, Reply(""), Sent.of(turn.inbound)), text=turn.whole)
        audience = announce.whom(turn.store, self._programme(turn, memory.programme), memory.whom, turn.now)
        found = announce.draft(turn.store, memory.programme, here.me.id, begun, turn.now, audience)
        return self._added(turn, found)

    def add(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        """A picture, a file or a place goes with the draft, and what is written under it."""
        changed = self._with(turn, found.reply, Sent.of(turn.inbound))
        changed = replace(changed, text=_joined(changed.text, turn.whole))
        return self._added(turn, announce.rewrite(turn.store, found.id, changed))

    def _added(self, turn: Turn, found: Announcement) -> Reply:
        draw, worded = self.draw(turn), bool(found.reply.text.strip())
        remember(turn, Memory("" if worded else "text", found.id, message=turn.inbound.message_id))
        done = draw.choice("show", found, label="done" if worded else "wordless")
        message = "announce.added" if worded else "announce.added_first"
        return draw.aside(message, done, draw.choice("drop", found), parts=draw.parts(found))

    def bare(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        """Without its pictures, files and places."""
        plain = replace(found.reply, images=(), files=(), places=())
        return self.show(turn, announce.rewrite(turn.store, found.id, plain))

    def ask_text(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        remember(turn, Memory("text", found.id))
        draw = self.draw(turn)
        return draw.aside("announce.type_again", draw.choice("show", found, label="keep"), draw.choice("drop", found))

    def ask_whom(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        """Whom it is for: everybody, the organisers, and the teams as buttons; or it is typed."""
        remember(turn, Memory("whom", found.id))
        draw, say = self.draw(turn), turn.say
        groups = draw.programme(found).groups
        titles = [
            say("announce.everyone"),
            say("announce.organisers"),
            *(group.title.in_(say.language) for group in groups),
        ]
        buttons = [choice(title, title, "aim", found.id, str(place)) for place, title in enumerate(titles[:_MOST])]
        return draw.aside("announce.type_whom", *buttons, draw.choice("show", found, label="keep"))

    def aim(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        """One of those buttons."""
        draw, place = self.draw(turn), int(said.mark) if said.mark.isdecimal() else 0
        programme = draw.programme(found)
        if place < len(_WHOLE):
            audience = replace(_WHOLE[place], channel=found.audience.channel)
        elif place - len(_WHOLE) < len(programme.groups):
            audience = announce.Audience(
                teams=(programme.groups[place - len(_WHOLE)].code,), channel=found.audience.channel
            )
        else:
            return self.ask_whom(turn, here, found, said)
        return self.show(turn, announce.aim(turn.store, found.id, audience))

    def only(self, turn: Turn, _here: Here, found: Announcement, said: Said) -> Reply:
        """In one channel alone."""
        channel = said.mark if said.mark in ("line", "telegram", "web") else ""
        return self.show(turn, announce.aim(turn.store, found.id, replace(found.audience, channel=channel)))

    def urge(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        """Out of LINE's reserve, too."""
        return self.show(turn, announce.urge(turn.store, found.id), "announce.urged")

    def show(self, turn: Turn, found: Announcement, opening: str = "announce.confirm") -> Reply:
        """The announcement as people get it, as a message of its own, and under it what is to be confirmed."""
        draw, memory = self.draw(turn), recall(turn)
        if found.state == "draft" and found.send_at is not None and found.send_at <= turn.now:
            found = announce.schedule(turn.store, found.id, None, turn.now)  # nobody can let it go then any more
        source = memory.message if memory and memory.draft == found.id else ""
        remember(turn, Memory("", found.id, mark=version(found), message=source))
        turn.before.append(draw.preview(found))
        return draw.confirming(found, announce.cost(turn.store, found), opening=opening)

    def nothing(self, turn: Turn, _here: Here, _said: Said) -> Reply:
        """Nothing is announced, before there was a draft."""
        memory = recall(turn) or Memory()
        forget(turn)
        return self.dropped(turn, memory.said)

    def dropped(self, turn: Turn, text: str) -> Reply:
        """What was typed may have been a question to the bot."""
        instead = Choice(turn.say("announce.button_instead"), text)
        short = text.strip() and len(text) <= _QUESTION and not begins(text)
        return self.draw(turn).aside("announce.dropped", *([instead] if short else []))

    def _meant(self, turn: Turn, here: Here, whom: str) -> list[str]:
        """The one programme that can be meant, or all: what is organised, or where alone such people are."""
        if len(here.codes) == 1 or not whom:
            return list(here.codes)
        known = []
        for code in here.codes:
            try:
                announce.whom(turn.store, self._programmes.get(turn.store, code), whom, turn.now)
            except Refused as refused:
                if refused.code != "announcing.several":
                    continue
            known.append(code)
        return known if len(known) == 1 else list(here.codes)

    def _titles(self, turn: Turn, here: Here) -> list[Choice]:
        titles = [(code, self._programme(turn, code).title.in_(turn.say.language)) for code in here.codes]
        return [choice_in(short_title(title), short_title(title), code) for code, title in titles]

    def _begin(self, turn: Turn, here: Here, code: str, memory: Memory) -> Reply:
        memory = replace(memory, asks="text", programme=code)
        try:
            audience = announce.whom(turn.store, self._programme(turn, code), memory.whom, turn.now)
        except Refused as refused:  # what was typed already is kept, only that is asked for again
            remember(turn, replace(memory, asks="whom"))
            return self.draw(turn).refused(refused, *_drop(turn))
        if memory.said or memory.media:
            return self._made(turn, here, memory, Reply(memory.said))
        remember(turn, memory)
        draw, programme = self.draw(turn), self._programme(turn, code)
        whom = announce.described(turn.store, programme, audience, turn.say)
        return draw.aside("announce.type", *_drop(turn), whom=whom, title=programme.title.in_(turn.say.language))

    def _made(self, turn: Turn, here: Here, memory: Memory, reply: Reply) -> Reply:
        """A draft, from now on kept in the store."""
        remember(turn, replace(memory, said=""))  # should it be refused, what is typed next is the text again
        if memory.media:
            reply = self._with(turn, reply, Sent(memory.media["kind"], memory.media["message"], memory.media["name"]))
        audience = announce.whom(turn.store, self._programme(turn, memory.programme), memory.whom, turn.now)
        found = announce.draft(turn.store, memory.programme, here.me.id, reply, turn.now, audience)
        remember(turn, Memory("", found.id, message=memory.message or turn.inbound.message_id))
        return self.show(turn, found)

    def reword(self, turn: Turn, _here: Here, found: Announcement, said: Said) -> Reply:
        """Other words, or with a plus before them more of them; typed, or by editing the message that had them."""
        words = said.rest.strip()
        kept = _joined(found.reply.text, words[1:]) if words.startswith("+") else words
        remember(turn, Memory("", found.id, message=turn.inbound.message_id))
        return self.show(turn, announce.rewrite(turn.store, found.id, replace(found.reply, text=kept)))

    def _with(self, turn: Turn, reply: Reply, sent: Sent | None) -> Reply:
        """`reply` with what was sent. Raises Refused where that is none of what can be announced."""
        spot = turn.inbound.spot
        if spot and sent is None:
            place = announce.place_of(spot.latitude, spot.longitude, spot.title, spot.address, turn.say)
            return replace(reply, places=(*reply.places, place))
        if sent is None:
            raise Refused("announce.not_addable")
        if sent.size > LARGEST:
            raise Refused("announce.too_large", most=str(LARGEST // 1024 // 1024))
        found = attached.take(turn.store, turn.inbound.address, sent.message)
        if found is None:
            raise Refused("announce.not_fetched", most=str(LARGEST // 1024 // 1024))
        if sent.kind == "photo" or found.content.startswith(_PICTURES):
            return replace(reply, images=(*reply.images, announce.picture_of(found.content)))
        name = found.name or turn.say("announce.file")
        kind = guess_type(name)[0] or found.media_type
        return replace(reply, files=(*reply.files, announce.file_of(name, kind, found.content)))

    def _programme(self, turn: Turn, code: str) -> Programme:
        return self._programmes.get(turn.store, code)


_MOST = 10  # buttons for whom it is
_WHOLE = (announce.Audience(), announce.Audience(roles=("organiser",)))
_QUESTION = 300  # letters that may be a question


def _drop(turn: Turn) -> tuple[Choice, ...]:
    label = turn.say("announce.button_drop")
    return (choice(label, label, "nothing", 0),)


def _joined(text: str, more: str) -> str:
    return "\n".join(part for part in (text.strip(), more.strip()) if part)


def _kept(sent: Sent) -> dict[str, str]:
    return {"kind": sent.kind, "message": sent.message, "name": sent.name}
