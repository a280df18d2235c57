"""Talks of a programme's office that changes its timetable, while the clock ticks: what everybody is told arrives."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Address, Choice, Inbound, Reading, Reply
from bot.services.people.enrolling import enrol
from storage import outbox
from tests.dialogs.office import PIM, ROSTER, SOM
from tests.dialogs.people_talk import KK, MONDAY, OPEN, join
from tests.dialogs.talk import Talk


TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
BLOCKCHAIN = "Blockchain Technology for Transparency Procurement"
HALL, LAB = "ห้องประชุมใหญ่ อุทยานนวัตกรรม", "ห้องปฏิบัติการนวัตกรรม ชั้น 3"
AT_ONE = "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น."
AT_TWO = "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 14.00–17.00 น."
ASIDE = Reading(aside=True)
PEOPLE = {"kk": KK, "som": SOM, "pim": PIM}


class Changing(Talk):
    """In one channel "kk" has registered as a participant, "som" and "pim" as organisers."""

    def __init__(self, channel: str = "line", now: str = MONDAY) -> None:
        super().__init__(OPEN, now=now)
        self.channel = channel
        with self.database.write() as store:
            enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        for who, name in PEOPLE.items():
            join(self, name, channel=channel, who=who)
        self._seen = {who: len(self._all(who)) for who in PEOPLE}

    def writes(self, who: str, text: str) -> Reply:
        return self._unseen(who, self.say(text, who=who, channel=self.channel))

    def taps(self, who: str, choice: Choice) -> Reply:
        return self._unseen(who, self.tap(choice, who=who, channel=self.channel))

    def calls(self, who: str, text: str) -> Reply:
        """`who` says `text` to the bot in a group."""
        here = Address(self.channel, "C1")
        return self.hear(Inbound(here, f"group {text}", text, self.now, group=True, called=True, sender=who))

    def tick(self) -> None:
        """The clock is looked at, and what is due is told."""
        self._app.planner.plan(self.now)

    def sent(self, who: str) -> list[Reply]:
        """What `who` was sent unasked since the last look, oldest first."""
        found = self._all(who)[self._seen[who] :]
        self._seen[who] += len(found)
        return found

    def changed(self, **fields: object) -> None:
        """A newer file, in which the class about blockchains is other."""
        sessions = [replace(each, **fields) if each.code == "blockchain" else each for each in OPEN.sessions]  # type: ignore[arg-type] # fields of a session
        self.imports(replace(OPEN, sessions=tuple(sessions)))

    def _unseen(self, who: str, reply: Reply) -> Reply:
        """An answer is not what is sent unasked; what else went out with it is to be seen."""
        self._seen[who] += 1
        return reply

    def _all(self, who: str) -> list[Reply]:
        with self.database.read() as store:
            return [left.reply for left in outbox.sent_to(store, Address(self.channel, who), 1000)]


def button(label: str, data: str, says: str = "") -> Choice:
    return Choice(label, says or label, data)
