"""Organisers ask how it is, and for the workbook and the sign-in sheet."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.report.drawing import Drawing
from bot.handlers.report.said import read
from bot.messages import Choice, File, Link, Reading, Reply
from bot.services import attendance, people, report, signin
from bot.services.ask import Guides
from bot.services.ask.select import named, on
from bot.services.log.noting import looked
from bot.services.signin import Pass
from bot.texts import short_title


if TYPE_CHECKING:
    from bot.handlers.report.said import Wish
    from bot.router import Turn
    from bot.services.ask import Guide
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from bot.services.report import Spot
    from bot.thai.dates import When
    from storage.programme import Programme, Session


_ORGANISING = ("organiser", "owner")
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_OUTSIDE = {"line": "?openExternalBrowser=1"}  # LINE's own browser prints nothing
_FILELESS = "line"  # where files are fetched from the site, and there are none without it
_MOST_PICTURES = 3
_MOST_PROGRAMMES = 8
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ASIDE = Reading(aside=True)


class Room:
    def __init__(self, programmes: Programmes, public_url: str) -> None:
        self._programmes, self._public_url = programmes, public_url
        self._guides = Guides()

    def takes(self, turn: Turn) -> bool:
        """Whether it is asked here. Whoever does not organise is told so where nothing else can be meant."""
        wish = _wanted(turn)
        if wish is None:
            return False
        if not wish.about:
            return True
        return any(self._spots(turn, code, wish) is not None for code in self._organised(turn))

    def answer(self, turn: Turn) -> Reply:
        wish, say = _wanted(turn), turn.say
        if wish is None or turn.inbound.group:
            return Reply(say("people.private"), reading=_ASIDE)
        me, codes = people.at(turn.store, turn.inbound.address), self._organised(turn)
        if me is None or not codes:
            return Reply(say("report.organisers_only"), reading=_ASIDE)
        about = [code for code in codes if not wish.about or self._spots(turn, code, wish) is not None]
        chosen = self._chosen(turn, about)
        if len(chosen) > 1:
            return self._which(turn, wish, chosen)
        programme = self._programmes.get(turn.store, chosen[0])
        spots = self._spots(turn, programme.code, wish) or []
        if wish.what == "excel":
            return self._workbook(turn, me, programme)
        if wish.what == "sheet":
            return self._sheet(turn, me, programme, self._to_sign(turn, programme, spots, wish), wish)
        return self._report(turn, programme, spots, wish)

    def _chosen(self, turn: Turn, codes: list[str]) -> list[str]:
        """Of several programmes those in which something is on today, if there are any."""
        busy = [code for code in codes if report.today(self._programmes.get(turn.store, code), turn.now)]
        return busy or codes

    def _which(self, turn: Turn, wish: Wish, codes: list[str]) -> Reply:
        """Each button names a programme as the words for it are read, and asks the same of it."""
        words = turn.say(f"report.ask_{wish.what}")
        choices = []
        for code in codes[:_MOST_PROGRAMMES]:
            title = short_title(self._programmes.get(turn.store, code).title.in_(turn.say.language))
            choices.append(Choice(title, f"{words} {wish.about}".strip(), f"report.in:{code}"))
        return Reply(turn.say("report.which"), choices=tuple(choices), reading=_ASIDE)

    def _report(self, turn: Turn, programme: Programme, spots: list[Spot], wish: Wish) -> Reply:
        from bot.services.report.picture import picture  # noqa: PLC0415 - loaded where something is drawn

        drawing = Drawing(turn.say)
        begun = [spot for spot in spots if spot.window.opens <= turn.now]
        shown = begun[-_MOST_PICTURES:] if wish.about else report.current(begun, turn.now)
        if not shown:
            coming = next(iter(spots), None) or report.following(programme, turn.now)
            return replace(
                drawing.nothing(programme, coming, opens=bool(spots)), choices=_choices(turn, "excel", "sheet")
            )
        found = [report.live(turn.store, spot, turn.now) for spot in shown]
        earlier = [report.live(turn.store, spot, turn.now) for spot in begun[: begun.index(shown[0])]]
        images = [drawing.image(each, picture(each, turn.say, turn.now)) for each in found]
        text = drawing.told(found, earlier)
        return Reply(text, images=tuple(images), choices=_choices(turn, "excel", "sheet"), reading=_ASIDE)

    def _workbook(self, turn: Turn, me: Person, programme: Programme) -> Reply:
        from bot.services.report.workbook import workbook  # noqa: PLC0415 - as above

        say = turn.say
        looked(turn.store, me.id, programme.code, "attendance", turn.now)
        table = attendance.table(turn.store, programme, turn.now)
        content = workbook(table, attendance.Standings(table).of, say, turn.now, report.asides(turn.store, programme))
        day = turn.now.astimezone(ZoneInfo(programme.timezone)).date()
        name = say("report.file_excel", programme=programme.code, day=say.short_day(day).partition(" ")[2])
        file = File(f"{name}.xlsx", _EXCEL, b64encode(content).decode(), base64=True)
        text = say("report.excel", title=programme.title.in_(say.language), count=len(table.rows))
        return Reply(self._reaching(turn, text), files=(file,), reading=_ASIDE)

    def _sheet(self, turn: Turn, me: Person, programme: Programme, spot: Spot | None, wish: Wish) -> Reply:
        say = turn.say
        if spot is None:
            return Drawing(say).nothing(programme, None, opens=False)
        over, begun = turn.now > spot.window.closes, turn.now >= spot.window.opens
        filled = over if wish.filled is None else wish.filled and begun
        sheet = report.sheet(turn.store, spot, say, turn.now, me.id, filled=filled)
        if not sheet.lines:
            return Reply(say("report.no_people"), reading=_ASIDE)
        looked(turn.store, me.id, programme.code, "attendance", turn.now)
        text = Drawing(say).sheet(sheet)
        channel = turn.inbound.address.channel
        if self._public_url or channel == _HERE:
            subject = report.subject(sheet.number, filled=filled)
            what = Pass(me.id, "sheet", programme.code, subject)
            page, mark, token = signin.link(turn.store, what, self._public_url, turn.now).partition("#")
            link = Link(say("report.button_open"), f"{page}{_OUTSIDE.get(channel, '')}{mark}{token}")
            return Reply(f"{text}\n{say('report.sheet_link')}", links=(link,), reading=_ASIDE, sealed=True)
        from bot.services.report.pdf import pdf  # noqa: PLC0415 - as above

        name = say("report.file_sheet", number=sheet.number)
        file = File(f"{name}.pdf", "application/pdf", b64encode(pdf(sheet, say)).decode(), base64=True)
        return Reply(self._reaching(turn, text), files=(file,), reading=_ASIDE)

    def _reaching(self, turn: Turn, text: str) -> str:
        """`text`, with how to come to a file where this channel cannot bring it."""
        lost = turn.inbound.address.channel == _FILELESS and not self._public_url
        return f"{text}\n{turn.say('report.no_files')}" if lost else text

    def _to_sign(self, turn: Turn, programme: Programme, spots: list[Spot], wish: Wish) -> Spot | None:
        """What people sign for: the one that is meant, or open, or next; else the last that was."""
        if wish.about:
            return next((spot for spot in spots if spot.window.closes >= turn.now), spots[-1] if spots else None)
        begun = [spot for spot in spots if spot.window.is_open(turn.now)]
        if wish.filled:
            begun = begun or report.current(spots, turn.now)
        return next(iter(begun), None) or report.following(programme, turn.now) or (spots[-1] if spots else None)

    def _spots(self, turn: Turn, code: str, wish: Wish) -> list[Spot] | None:
        """The points that are meant, in their order; None where the words are about nothing in the programme."""
        programme = self._programmes.get(turn.store, code)
        if not wish.about:
            return report.today(programme, turn.now)
        if wish.what == "excel":
            return None
        found = _meant(self._guides.of(programme), wish.about, turn)
        if found is None:
            return None
        sessions, whens = found
        spots = [spot for session in sessions for spot in report.of_session(programme, session)]
        spots.sort(key=lambda spot: (spot.window.starts, spot.session.code))
        on_days = [spot for spot in spots if any(_within(when, spot) for when in whens)]
        return on_days or spots

    def _organised(self, turn: Turn) -> list[str]:
        store, address = turn.store, turn.inbound.address
        codes = [code for code in self._programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]
        named_ = turn.inbound.data.removeprefix("report.in:")
        return [named_] if named_ in codes else codes


def _wanted(turn: Turn) -> Wish | None:
    here = turn.inbound
    if here.kind not in ("text", "tap") or (here.data and not here.data.startswith("report.in:")):
        return None
    return read(here.text)


def _meant(guide: Guide, about: str, turn: Turn) -> tuple[tuple[Session, ...], tuple[When, ...]] | None:
    """The sessions that are named, or held on a day that is, and the days; None where the words say anything else."""
    question = guide.reader.read(about, turn.now.astimezone(guide.zone), guide.span)
    whens = tuple(when for when in question.dates if when.first)
    called = bool(question.mentions or question.kinds or question.codes("session"))
    if question.unknown and not any(mention.kind == "session" for mention in question.mentions):
        return None
    if not called:
        rest = about
        for when in whens:
            rest = rest.replace(when.text, "")
        return on(whens, guide, guide.held) if whens and not rest.strip() else None
    chosen = named(question, guide)
    pool = chosen.sessions if chosen and not chosen.absent else ()
    if not pool:
        return None
    found, used = on(whens, guide, pool)
    return (found, used) if found else (pool, ())


def _within(when: When, spot: Spot) -> bool:
    day = spot.window.starts.date()
    return when.first is not None and when.first <= day <= (when.last or when.first)


def _choices(turn: Turn, *names: str) -> tuple[Choice, ...]:
    return tuple(Choice(turn.say(f"report.button_{name}"), turn.say(f"report.ask_{name}")) for name in names)
