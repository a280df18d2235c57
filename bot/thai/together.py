"""Days said together: two of one day (สัปดาห์หน้าวันศุกร์), from one to another, or one after another (พฤหัสกับศุกร์หน้า).

What was left unsaid of one follows the other, so that days stand in the order in which they are said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from bot.thai.calendar import Calendar
    from bot.thai.days import Days, Span


_WIDTHS = {"week", "month", "year"}
_SATURDAY = 5


def both(one: Days, other: Days, calendar: Calendar) -> Days | None:
    """Two days said of one: สัปดาห์หน้าวันศุกร์, 4 ต.ค. วันศุกร์. None where they are two."""
    for outer, inner in ((one, other), (other, one)):
        if outer.unit in _WIDTHS and inner.slides == outer.unit and outer.unit != inner.unit:
            found = calendar.slid(inner, outer.first)
            if found and found.last <= outer.last:
                return replace(found, direction=outer.direction, slides="")
        if inner.unit == "weekday" and inner.slides and outer.unit == "day" and outer.first == outer.last:
            return outer if outer.first.weekday() == inner.first.weekday() else None
    return None


def spanned(start: Days, end: Days, calendar: Calendar) -> Days | None:
    """The days from one to the other. None where the last would be before the first."""
    if start.unit == "weekday":
        end = _sunday(end)
    others: tuple[Span, ...] = ()
    if _is_weekly(start) and _is_weekly(end):
        moving = start if start.slides and not end.slides else end
        fixed = end if moving is start else start
        ends = [_spanned(start, end, calendar)]
        for first, last in fixed.others:
            other = replace(fixed, first=first, last=last)
            ends.append(_spanned(*((start, other) if moving is start else (other, end)), calendar))
        start, end = ends[0]
        others = tuple((a.first, b.last) for a, b in ends[1:] if a.first <= b.last and a.first != start.first)
    else:
        start, end = _spanned(start, end, calendar)
    if end.last < start.first:
        return None
    direction = end.direction or start.direction
    return replace(start, last=end.last, unit="range", direction=direction, others=others, slides="")


def _spanned(start: Days, end: Days, calendar: Calendar) -> tuple[Days, Days]:
    if start.slides and (not end.slides or (end.first < start.first and start.slides != "week")):
        return calendar.slid(start, end.first, back=True) or start, end
    if end.slides and (end.first < start.first or (_is_weekly(start) and _is_weekly(end))):
        return start, calendar.slid(end, start.first) or end
    return start, end


def in_order(first: Days, second: Days, calendar: Calendar) -> tuple[Days, Days]:
    """Two days of a list: จันทร์และพุธหน้า is that Monday and Wednesday, วันที่ 3 และ 5 of one month."""
    if first.unit == "weekday":
        second = _sunday(second)
    if _is_weekly(first) and _is_weekly(second):
        if first.slides and not second.slides:
            return _moved(first, calendar.slid(first, second.first, back=True), second), second
        if second.slides:
            return first, _moved(second, calendar.slid(second, first.first), None)
    elif first.slides and first.slides == second.slides and second.first < first.first:
        return _moved(first, calendar.slid(first, second.first, back=True), None), second
    return first, second


def _moved(days: Days, found: Days | None, beside: Days | None) -> Days:
    """The days `found`, with what `days` would be alone as the other reading; fixed as those `beside` are."""
    if found is None or found.span == days.span:
        return replace(days, slides="") if beside else days
    if beside:
        found = replace(found, slides="", direction=beside.direction)
    return replace(found, others=(days.span,))


def _is_weekly(days: Days) -> bool:
    """Whether these are weekdays, or a weekend."""
    is_weekend = days.unit == "range" and days.first.weekday() == _SATURDAY and days.last - days.first == timedelta(1)
    return days.unit == "weekday" or is_weekend


def _sunday(days: Days) -> Days:
    """อาทิตย์นี้ after a weekday: the Sunday that a week may mean is its first other reading."""
    if days.unit != "week" or not days.others or days.others[0][0] != days.others[0][1]:
        return days
    (first, last), *others = days.others
    return replace(days, first=first, last=last, unit="weekday", others=tuple(others))
