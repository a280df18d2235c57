"""Ready answers and other names: listed, added, changed and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services import teaching
from bot.web.console.here import Done, Shown
from bot.web.console.questions.listing import moment
from bot.web.console.questions.trying import taught


if TYPE_CHECKING:
    from bot.web.console.here import Answer, Here


_FILE = 200  # ready answers of the file that are shown


def show(here: Here) -> Answer:
    added = teaching.ready(here.store, here.programme.code)
    known = {each.question for each in added}
    own = [faq for faq in here.programme.faqs if not known & set(faq.questions)]
    return Shown(
        "console/questions_ready.html",
        {
            "added": added,
            "own": own[:_FILE],
            "most": teaching.LONGEST,
            "when": lambda at: moment(here, at),
        },
    )


def write(here: Here) -> Answer:
    question, answer = _typed(here)
    number = teaching.write(here.store, here.programme.code, question, answer, here.person, here.now)
    return Done("questions/ready", "console_questions.ready_added", "ready.added", str(number))


def change(here: Here) -> Answer:
    question, answer = _typed(here)
    teaching.rewrite(here.store, here.programme.code, here.path["id"], question, answer)
    return Done("questions/ready", "console_questions.ready_changed", "ready.changed", str(here.path["id"]))


def remove(here: Here) -> Answer:
    teaching.remove_ready(here.store, here.programme.code, here.path["id"])
    return Done("questions/ready", "console_questions.ready_removed", "ready.removed", str(here.path["id"]))


def names(here: Here) -> Answer:
    titles = {(each.kind, each.code): each.title.in_(here.language) for each in teaching.entries(here.programme)}
    found = teaching.names(here.store, here.programme.code)
    values = {"names": found, "titles": titles, "when": lambda at: moment(here, at)}
    return Shown("console/questions_names.html", values)


def teach(here: Here) -> Answer:
    name = taught(here)
    if name is None:
        raise Refused("teaching.too_short")
    teaching.teach(here.store, here.programme, name, here.person, here.now)
    values = {"name": name.name}
    subject = f"{name.kind} {name.code}"
    return Done("questions/names", "console_questions.taught", "name.taught", subject, details=values, values=values)


def unteach(here: Here) -> Answer:
    gone = teaching.remove_name(here.store, here.programme.code, here.path["id"])
    values = {"name": gone.name}
    subject = f"{gone.kind} {gone.code}"
    return Done("questions/names", "console_questions.untaught", "name.removed", subject, details=values, values=values)


def _typed(here: Here) -> tuple[str, str]:
    return str(here.posted.get("question", "")), str(here.posted.get("answer", ""))
