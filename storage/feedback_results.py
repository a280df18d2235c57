"""What people answered, as it is reported: counts, what they wrote, and the answers themselves.

Of all of it only what is shown (see storage.feedback_answers), and nothing in the order in which it came: keys are
random, and what is in their order is in any.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from storage.feedback_settings import SESSION
from storage.many import in_many
from storage.models import (
    FeedbackAnswerRow,
    FeedbackNameRow,
    FeedbackRow,
    FeedbackTallyRow,
    FeedbackWordsRow,
    PersonRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session as Store

    Tally = Mapping[str, Mapping[str, int]]
    """How many gave each answer, by question and answer; under "" and "" how many answers are shown."""


_STARS = SESSION[0]
_forms, _tallies, _people = table(FeedbackRow), table(FeedbackTallyRow), table(PersonRow)
_answers, _words, _names = table(FeedbackAnswerRow), table(FeedbackWordsRow), table(FeedbackNameRow)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote to a `question` of a form (its id).

    `opinion` is what was read of it, theme and tone; `stars` (1–5) were given with it.
    """

    form: int
    question: str
    words: str
    opinion: tuple[tuple[str, str], ...]
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which of what was written: on a theme, in a tone (of that theme, where both are given), with `text` in it."""

    theme: str = ""
    tone: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, and what was written with it, by question; `name` where the form's answers have names."""

    answers: Mapping[str, Any]
    words: Mapping[str, str]
    name: str = ""


ANY = Sought()


def tallies(store: Store, programme: str) -> dict[int, Tally]:
    """Of every form of a programme of which there are results, by its id."""
    counted = select(_tallies.c.feedback_id, _tallies.c.question, _tallies.c.value, _tallies.c.count)
    mine = counted.join(_forms, _forms.c.id == _tallies.c.feedback_id)
    found: defaultdict[int, defaultdict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for form, question, value, number in store.execute(
        mine.where(_forms.c.programme == programme, _tallies.c.count > 0)
    ):
        found[form][question][value] = number
    return {form: dict(questions) for form, questions in found.items()}


def how_many_written(store: Store, forms: Collection[int]) -> dict[int, int]:
    """How much was written, by form; none of those to which nothing was."""
    counted = select(_words.c.feedback_id, func.count()).where(*_shown(forms)).group_by(_words.c.feedback_id)
    return {form: number for form, number in store.execute(counted)}  # noqa: C416 - rows are no pairs for the types


def written(store: Store, forms: Collection[int], sought: Sought, first: int, most: int) -> list[Written]:
    """What is sought of what was written, from the `first`-th on, 0 being the first; the newest forms first."""
    # Words are sought in all of them, from one end of the table to the other, which the order would lead astray from.
    form = _words.c.feedback_id + 0 if sought.text else _words.c.feedback_id
    order = (form.desc(), _words.c.key.desc(), _words.c.question)
    which = [form.in_(sorted(forms)), _words.c.shown, *_is_sought(store, sought)]
    return _written(store, which, order, first, most)


def sample(store: Store, forms: Collection[int], most: int) -> list[Written]:
    """So much of what was written, as if drawn by lot; the same, until there is more."""
    return _written(store, _shown(forms), (_words.c.key, _words.c.question), 0, most)


def answered(store: Store, form: int) -> Iterator[Answered]:
    """Every answer of a form, without names, in an order that says nothing."""
    texts = select(_words.c.key, _words.c.question, _words.c.words).where(*_shown([form])).order_by(_words.c.key)
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, question, words in store.execute(texts):
        said[key][question] = words
    mine = select(_answers.c.key, _answers.c.answers).where(_answers.c.feedback_id == form, _answers.c.shown)
    for key, answers in store.execute(mine.order_by(_answers.c.key)):
        yield Answered(answers, said.get(key, {}))


def named(store: Store, form: int, first: int, most: int) -> list[Answered]:
    """The answers of a form that have names, by these; of one without names nothing."""
    whose = select(_answers.c.key, _answers.c.answers, _people.c.name).select_from(_answers)
    joined = whose.join(_names, _names.c.key == _answers.c.key).join(_people, _people.c.id == _names.c.person_id)
    mine = joined.where(_answers.c.feedback_id == form, _answers.c.shown).order_by(_people.c.name, _people.c.id)
    rows = store.execute(mine.offset(first).limit(most)).all()
    texts = select(_words.c.key, _words.c.question, _words.c.words).where(_words.c.key.in_([row.key for row in rows]))
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, question, words in store.execute(texts.where(_words.c.shown)):
        said[key][question] = words
    return [Answered(row.answers, said.get(row.key, {}), row.name) for row in rows]


def _written(
    store: Store, which: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]], first: int, most: int
) -> list[Written]:
    columns = (_words.c.key, _words.c.feedback_id, _words.c.question, _words.c.words, _words.c.opinion)
    rows = store.execute(select(*columns).where(*which).order_by(*order).offset(first).limit(most)).all()
    with_it = select(_answers.c.key, _answers.c.answers).where(
        in_many(store, _answers.c.key, [row.key for row in rows])
    )
    answers = {key: given for key, given in store.execute(with_it)}  # noqa: C416 - as above
    return [
        Written(
            row.feedback_id,
            row.question,
            row.words,
            tuple((each["theme"], each["tone"]) for each in row.opinion),
            _stars(answers.get(row.key, {})),
        )
        for row in rows
    ]


def _stars(answers: Mapping[str, Any]) -> int | None:
    given = answers.get(_STARS)
    return given if isinstance(given, int) else None


def _shown(forms: Collection[int]) -> list[ColumnElement[bool]]:
    return [_words.c.feedback_id.in_(sorted(forms)), _words.c.shown]


def _is_sought(store: Store, sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    on_sqlite = store.get_bind().dialect.name == "sqlite"  # whose LIKE takes small letters for great ones by itself
    if sought.text:
        contains = _words.c.words.contains if on_sqlite else _words.c.words.icontains
        found.append(contains(sought.text, autoescape=True))
    if sought.theme or sought.tone:
        each = (func.json_each if on_sqlite else func.json_array_elements)(_words.c.opinion).table_valued("value")
        here = [
            (func.json_extract(each.c.value, f"$.{name}") if on_sqlite else each.c.value.op("->>")(name)) == wanted
            for name, wanted in (("theme", sought.theme), ("tone", sought.tone))
            if wanted
        ]
        found.append(exists(select(1).select_from(each).where(*here)))
    return found
