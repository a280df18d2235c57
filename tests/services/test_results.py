"""How a programme was found: figures of each session and of several, what is withheld, what comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.results import Recommend, Spread, Theme, first
from bot.services.results.comments import Sought, page, quotes, sought
from bot.services.results.figures import recommend, spread, together
from bot.services.results.questions import questions
from storage.feedback import Counts
from tests import stores
from tests.services.rated import Rated


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.db import Database


@pytest.fixture
def rated() -> Iterator[Rated]:
    """Three sessions: one with enough answers, one with too few, one with names; and the form at the end."""
    made = Rated(stores.in_memory())
    made.of("chain", (5, "อาหารอร่อยมาก"), (4, ""), (2, "แอร์หนาวไป"), (5, "อยากให้แจกเอกสารก่อน"), asked=8)
    made.of("tax", (1, "แอร์หนาวไป"), 1)
    made.of("data", (3, "แอร์หนาวไป"), (3, "แอร์หนาว"), anonymous=False)
    made.form({"friend": 10, "level": 3}, {"friend": 9, "best": ["ดูงาน"]}, {"friend": 3, "best": ["ดูงาน", "เวิร์กช็อป"]})
    yield made
    made.database.close()


def test_each_session_has_its_figures_or_is_withheld(rated: Rated) -> None:
    found = rated.overview()
    assert [(each.title.th, each.shown, each.withheld, each.counts) for each in found.results] == [
        ("Blockchain เพื่อเมือง", 3, False, Counts(8, 4)),
        ("ภาษีที่ดิน", 0, True, Counts(2, 2)),
        ("ข้อมูลเปิด", 2, False, Counts(2, 2)),
    ]
    chain, tax, data = found.results
    assert chain.stars.mean == pytest.approx(11 / 3)
    assert (chain.stars.median, chain.reasons) == (4, (("fast", 1),))
    assert (tax.stars.mean, tax.stars.whole, tax.themes, tax.written) == (None, 0, (), 0)
    assert data.stars.counts == ((1, 0), (2, 0), (3, 2), (4, 0), (5, 0))
    assert chain.themes == (Theme("equipment", bad=1), Theme("food", good=1))
    assert (found.of_session("tax"), found.of_session("gone"), found.of_form("gone")) == (tax, None, None)


def test_speakers_modules_and_days_are_made_of_what_is_shown_alone(rated: Rated) -> None:
    found = rated.overview()
    assert [(each.title.th, each.stars.whole, each.withheld) for each in found.speakers] == [
        ("ดร.กิ่งแก้ว ใจงาม", 5, False),
        ("นายสมหมาย ตั้งต้น", 2, False),
    ]
    assert [(each.code, each.stars.whole, each.withheld) for each in found.modules] == [
        ("m1", 5, False),
        ("m2", 0, True),
    ]
    assert [(day.isoformat(), each.stars.mean) for day, each in found.days] == [
        ("2026-07-01", pytest.approx(11 / 3)),
        ("2026-07-02", 3),
    ]
    whole = found.whole
    assert (whole.stars.whole, whole.counts, whole.shown, whole.written) == (5, Counts(12, 8), 5, 4)


def test_strictly_few_answers_with_names_are_withheld_too(rated: Rated) -> None:
    found = rated.overview(strictly=True)
    assert [each.withheld for each in found.results] == [False, True, True]
    assert [each.stars.whole for each in found.speakers] == [3, 0]


def test_a_form_has_figures_by_its_questions(rated: Rated) -> None:
    (form,) = rated.overview().forms
    assert (form.title.en, form.shown) == ("Whole course", 3)
    friend, level, best = questions(form)
    assert (friend.whole, friend.recommend) == (3, Recommend(2, 0, 1))
    assert friend.recommend
    assert friend.recommend.score == 33
    assert (level.withheld, level.whole, level.recommend) == (True, 0, None)
    assert (best.withheld, best.chosen) == (False, (("ดูงาน", 2), ("เวิร์กช็อป", 1)))


def test_what_to_look_at_first(rated: Rated) -> None:
    found = first(rated.overview().whole)
    assert [each.title.th for each in found.sessions] == ["ข้อมูลเปิด", "Blockchain เพื่อเมือง"]
    assert [(each.name, each.bad) for each in found.complaints] == [("equipment", 3)]
    assert found.suggestions == ()


def test_of_nothing_there_is_nothing() -> None:
    rated = Rated(stores.in_memory())
    found = rated.overview()
    assert (found.results, found.forms, found.speakers, found.modules, found.days) == ((), (), (), (), ())
    assert not first(found.whole)
    assert found.whole.withheld


def test_comments_are_found_where_they_may_be_shown(database: Database) -> None:
    rated = Rated(database)
    chain = rated.of("chain", (5, "อาหารอร่อยมาก"), (4, "วิทยากรดีมาก"), (2, "แอร์หนาวไป"))
    rated.of("tax", (1, "แอร์หนาวไป"))
    results = rated.overview().results
    with database.read() as store:
        everything = page(store, results, Sought(), 0, 9)
        assert sorted(each.words for _, each in everything.comments) == ["วิทยากรดีมาก", "อาหารอร่อยมาก", "แอร์หนาวไป"]
        assert {result.id for result, _ in everything.comments} == {chain.id}
        assert not everything.more
        assert page(store, results, Sought(), 0, 2).more
        assert [each.words for _, each in page(store, results, Sought("equipment", "bad"), 0, 9).comments] == [
            "แอร์หนาวไป"
        ]
        assert page(store, results, Sought("equipment", "good"), 0, 9) == ((), False)
        assert page(store, results, Sought(tone="suggestion"), 0, 9) == ((), False)
        said = {group.theme: [quote.text for quote in group.quotes] for group in quotes(store, results)}
        assert said == {"equipment": ["แอร์หนาวไป"], "food": ["อาหารอร่อยมาก"], "speaker": ["วิทยากรดีมาก"]}
        assert quotes(store, []) == ()


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, Sought()),
        ({"theme": "food", "tone": "bad", "text": "  แอร์   หนาว "}, Sought("food", "bad", "แอร์ หนาว")),
        ({"theme": "'; drop", "tone": "x", "text": "a\0b"}, Sought(text="ab")),
    ],
)
def test_a_query_asks_for_what_there_is(asked: dict[str, str], wanted: Sought) -> None:
    assert sought(asked) == wanted


@pytest.mark.parametrize(
    ("counted", "mean", "median"),
    [({}, None, None), ({"5": 1}, 5, 5), ({"1": 1, "4": 1}, 2.5, 2.5), ({"1": 2, "5": 1}, 7 / 3, 1)],
)
def test_mean_and_median(counted: dict[str, int], mean: float | None, median: float | None) -> None:
    found = spread(counted, range(1, 6))
    assert (found.mean, found.median) == (pytest.approx(mean) if mean else None, median)


@pytest.mark.parametrize(
    ("counted", "wanted", "score"),
    [
        ({}, Recommend(0, 0, 0), None),
        ({"10": 1}, Recommend(1, 0, 0), 100),
        ({"9": 2, "8": 1, "7": 1, "6": 1, "0": 3}, Recommend(2, 2, 4), -25),
    ],
)
def test_who_would_recommend_it(counted: dict[str, int], wanted: Recommend, score: int | None) -> None:
    found = recommend(spread(counted, range(11)))
    assert (found, found.score) == (wanted, score)


@given(values=st.lists(st.lists(st.integers(1, 5), max_size=40), max_size=4))
def test_several_spreads_are_as_one_of_all_values(values: list[list[int]]) -> None:
    spreads = [spread({str(n): each.count(n) for n in each}, range(1, 6)) for each in values]
    whole = sorted(value for each in values for value in each)
    found = together(spreads, range(1, 6))
    assert found == Spread(tuple((n, whole.count(n)) for n in range(1, 6)))
    if whole:
        middle = len(whole) // 2
        assert found.mean == pytest.approx(sum(whole) / len(whole))
        assert found.median == (whole[middle] + whole[~middle]) / 2
