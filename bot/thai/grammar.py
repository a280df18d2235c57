"""The grammar of dates and times: which rows of words are a phrase, and by which rule they are read.

A rule is a regular expression over kinds of words (the tables of locales/*/dates.toml). Each kind is one letter when
compiled, so a text's tokens are one short string and the whole grammar is one pattern over it. Rules stand in order:
at one place the first that fits wins.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.thai.scanner import Token


# Names in capitals stand for these, names in small letters for kinds of words.
_SHORTHANDS = {
    "DOW": "(?: day_name | weekday | weekday_short | sunday_or_week)",
    "LONE": "(?: day_name | weekday | sunday_or_week)",
    "MONTH": "(?: month? (?: month_name | month_short))",
    "DAY": "(?: number | ordinal)",
    "FIGURE": "(?: number | large)",
    "MOD": "(?: modifier_this | modifier_next | modifier_follow | modifier_last | modifier_past)",
    "PREMOD": "(?: premodifier_this | premodifier_next | premodifier_follow | premodifier_last)",
    "PART": "(?: part | part_morning | part_afternoon | half_part)",
    "WEEK": "(?: week | sunday_or_week)",
    "PERIOD": "(?: WEEK | month | year)",
    "UNIT": "(?: day | PERIOD | hour | minute | second)",
    "MEASURED": "(?: mong | thum | oclock | nalika | half_day | counter | UNIT | days_ago | days_past)",
    "YEAR": "(?: comma? (?: year | era)* (?: full_year | FIGURE (?! MEASURED | to TIME)))",
    "MINUTES": "(?: half | FIGURE (?! month_name | month_short | label | to | MEASURED) | FIGURE minute)",
    "LENGTH": "(?: (?: FIGURE | decimal | half | a) UNIT (?! full_year) half? (?: FIGURE (?: UNIT | weak_part))*"
    " | one)",
    "TIME": "(?: ti | clock | full_hour | noon | FIGURE (?: mong | thum | oclock | nalika | half_day)"
    " | part_afternoon (?: number | mong | clock))",
    "NAMED_MONTH": "(?: month_name | month_short)",
    "JOINT": "(?: and | comma)",
    "SINCE": "(?: since | from)",
    "LINK": "(?: of | join | in | the)",
    "WITHIN": "(?: year YEAR | MONTH (?: MOD | YEAR)? | PREMOD (?: NAMED_MONTH | PERIOD) | PERIOD (?: MOD | before)?)",
    "ANCHOR": "(?: ti | clock | full_hour | noon | part_afternoon | LONE | date_mark | day | number | relative"
    " | relative_0)",
}

_RULES = {
    # a part of a longer time
    "portion": """(?: position (?: of | join)? | (?: DOW | WEEK | day) (?: first | final) LINK?
        | (?: DOW | WEEK) that number LINK | (?: rank | ordinal | premodifier_last) (?: DOW | WEEK | day) LINK
        | (?: half PERIOD? (?: first | latter) | (?: rank | ordinal) half) LINK) WITHIN""",
    "nth": "(?: DOW | WEEK) that number (?: month MOD | PREMOD month)",
    "half_of": """half PERIOD (?: first | latter (?! ANCHOR))
        (?: (?: year | era)* full_year | year large | MONTH | MOD)?""",
    "quarter": """(?: quarter_name | quarter (?: number | first | final) | (?: rank | ordinal) quarter)
        (?: LINK? (?: (?: year | era | fiscal)+ (?: full_year | FIGURE (?! MEASURED)) | full_year))?
        | quarter MOD | PREMOD quarter""",
    "fiscal": "fiscal (?: full_year | FIGURE (?! MEASURED) | MOD | before) | PREMOD fiscal",
    "nothing": """guard | label (?: FIGURE | full_year | decimal | clock) (?! mong | thum | NAMED_MONTH | half_day)
        | (?: FIGURE | full_year | decimal | clock) (?: counter | score) | other | how_many mong
        | (?: day | WEEK | month | year | hour) per (?= how_many | FIGURE | decimal | half | UNIT | counter)
        | sunday_or_week (?: first | final)
        | (?: score | out_of) short_date
        | short_date (?: score | of_whole | share (?! ANCHOR | date | short_date))""",
    # again and again
    "repeat": """often | every (?: (?: FIGURE | half) UNIT | date_mark DAY | DOW (?: (?: and | comma | to) DOW)*
        | weekend | of_part? (?: PART | weak_part) | UNIT)""",
    # one of several days of a month
    "also_of": """(?: (?<= date_mark DAY JOINT) | (?<= date_mark DAY JOINT DAY JOINT))
        DAY LINK? (?: month MOD | PREMOD month)""",
    # counted from now, or from a day
    "from_day": "(?<! join) (?: FIGURE | a) (?: WEEK | month) (?: from | from_point) (?: LONE | relative)",
    "ago": """past? LENGTH (?: ago | modifier_last) | past? FIGURE days_ago | LENGTH before (?! ANCHOR)""",
    "lately": "LENGTH modifier_past | FIGURE days_past | premodifier_last FIGURE UNIT",
    "hence": """(?: again | in) LENGTH (?: hence | ahead)? | LENGTH (?: hence | from_point relative_0)
        | again (?: hour | WEEK | month | year) half?""",
    "ahead": """within LENGTH (?: hence | ahead)? | LENGTH (?: ahead | modifier_follow | modifier_next | modifier_this)
        | FIGURE relative_0 | premodifier_next FIGURE UNIT""",
    # days
    "date": "past? (?: DOW (?: that | join)? comma?)? date_mark? (?: DAY to)? (?: date | short_date)",
    "listed": """past? (?: DOW that? comma?)? date_mark? DAY (?: to DAY)? (?! MEASURED | to)
        (?= (?: JOINT (?: DOW that? comma?)? date_mark? DAY (?: to DAY)?){1,6}
            (?: of | join)? (?: MONTH | month MOD | PREMOD month))""",
    "numbered": """past? (?: DOW (?: that | join)? comma?)? date_mark? DAY of? month number
        (?: (?! MEASURED | NAMED_MONTH) YEAR? | year (?: full_year | FIGURE) (?! MEASURED))""",
    "dated": """past? (?: DOW (?: that | join)? comma?)? date_mark? DAY (?: to date_mark? DAY)? (?: of | join)? MONTH
        (?: (?: of | join)? YEAR | modifier_this)?""",
    "month_first": """past? (?: DOW comma?)? NAMED_MONTH the? DAY (?: to DAY)? (?! MEASURED | to DAY)
        (?: comma? full_year)?""",
    "day_of_month": """past? date_mark DAY (?: to date_mark? DAY)?
        (?: (?: of | join)? (?: month (?: MOD | before) | PREMOD month) | modifier_this)
        | past? date_mark DAY (?! MEASURED) (?: to date_mark? DAY (?! MEASURED))?
        | past? DOW (?: that date_mark? DAY (?! MEASURED) | the? ordinal)
        | DAY to DAY modifier_this | the? ordinal of? PREMOD month""",
    "also": """(?: (?<= date_mark DAY JOINT) | (?<= date_mark DAY JOINT DAY JOINT)
        | (?<= date_mark DAY JOINT DAY JOINT DAY JOINT) | (?<= date_mark DAY to DAY JOINT))
        DAY (?: to DAY)? (?! MEASURED | to | NAMED_MONTH | label)""",
    "month": """past? all? (?: MONTH MOD | PREMOD NAMED_MONTH | MONTH YEAR | month NAMED_MONTH | month_name)""",
    "bare_month": """month_short (?= to NAMED_MONTH) | (?<= NAMED_MONTH to) month_short
        | month number (?: (?! MEASURED | NAMED_MONTH) | (?= year (?: large | full_year)))""",
    "weekend": "past? all? (?: weekend (?: MOD | after premodifier_next)? | PREMOD weekend)",
    "unit": """past? all? (?: PERIOD MOD | PREMOD PERIOD | PERIOD before (?! ANCHOR)) | all (?: week | month | year)
        | PERIOD after premodifier_next""",
    "weekday": """past? (?: LONE (?: MOD | before (?! ANCHOR))? | PREMOD DOW) | join weekday_short (?! DAY | comma)
        | weekday_short (?= (?: to | JOINT) DOW) | (?<= DOW (?: to | JOINT)) weekday_short
        | past? weekday_typo (?: MOD | before (?! ANCHOR))
        | weekday_typo (?= to (?: weekday_typo | LONE)) | (?<= (?: weekday_typo | LONE) to) weekday_typo""",
    "relative": "past? (?: relative | relative_0)",
    "relative_night": "relative_night",
    "holiday": "past? holiday (?: year MOD | PREMOD year | YEAR)?",
    "year": "past? (?: year | era)+ (?: full_year | FIGURE (?! MEASURED))",
    # times
    "half_day": "(?: FIGURE | clock) half_day",
    "english": "(?: half_past | quarter_past | quarter_to) number | number oclock",
    "ti": "ti (?: clock | number mong? MINUTES?)",
    "mong": """number mong (?: (?: PART | weak_part) half | half_part | MINUTES)? | mong part_morning half?
        | clock mong""",
    "thum": "number thum MINUTES? | thum MINUTES",
    "start": "number (?= to TIME) | (?<= SINCE) number (?= and TIME)",
    "noon": "noon (?: MINUTES | day)?",
    "afternoon": """of_part? part_afternoon (?: mong MINUTES?
        | number (?! label | to | NAMED_MONTH | MEASURED) MINUTES?)""",
    "clock": "clock | (?: full_hour | number nalika) (?: FIGURE minute)?",
    "hour_of_part": "number the (?: PART | weak_part)",
    "bare_hour": """of_time number (?! NAMED_MONTH | label | of | MEASURED)
        | (?<= SINCE) number (?= (?: to | and) number (?! label | MEASURED | NAMED_MONTH))
        | (?: (?<= SINCE number to) | (?<= SINCE number and)) number (?! label | MEASURED | NAMED_MONTH)""",
    "part": """past? of_part? (?: PART | weak_part) modifier_this? | (?: of_time | the)+ (?: PART | weak_part)""",
    "length": "(?: FIGURE to)? LENGTH | hour half",
    "whole": "whole",
    # between phrases
    "to": "to",
    "since": "SINCE",
    "join": "of_time | of_part | join | the | that | of | in",
    "comma": "comma",
    "and": "and | before | after | latter",
}
_VALUED = {"modifier", "premodifier", "part", "relative"}  # kinds of which a rule names single values


def _spelled_out(rule: str) -> str:
    while rule != (longer := _SHORTHAND.sub(lambda match: _SHORTHANDS[match[0]], rule)):
        rule = longer
    return rule


_SHORTHAND = re.compile("[A-Z_]{3,}")


@cache
def _grammar() -> tuple[re.Pattern[str], dict[str, str]]:
    """The whole grammar as one pattern, and the letter for each kind of word in it."""
    rules = {name: _spelled_out(rule) for name, rule in _RULES.items()}
    kinds = sorted(set(re.findall(r"[a-z][a-z_0-9]*", " ".join(rules.values()))))
    letters = {kind: chr(0xE000 + place) for place, kind in enumerate(kinds)}  # of no script
    patterns = []
    for name, rule in rules.items():
        compact = re.sub(r"\s+", "", re.sub(r"[a-z][a-z_0-9]*", lambda match: letters[match[0]], rule))
        while compact != (shorter := _CHOICE.sub(_as_class, compact)):
            compact = shorter
        patterns.append(f"(?P<{name}>{compact})")
    return re.compile("|".join(patterns)), letters


# A choice among single letters (or classes of them) is one class: a smaller pattern, compiled in half the time.
_LETTERS = r"(?:[\ue000-\uefff]|\[[\ue000-\uefff]+\])"
_CHOICE = re.compile(rf"\(\?:({_LETTERS}(?:\|{_LETTERS})*)\)")


def _as_class(match: re.Match[str]) -> str:
    return "[" + re.sub(r"[\[\]|]", "", match[1]) + "]"


def phrases(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """The phrases in `tokens`, in order: the rule by which each is read, and its first and last token (exclusive)."""
    pattern, letters = _grammar()
    row = "".join(
        letters.get(f"{token.kind}_{token.value}" if token.kind in _VALUED else token.kind)
        or letters.get(token.kind, "?")
        for token in tokens
    )
    for match in pattern.finditer(row):
        yield match.lastgroup or "", match.start(), match.end()
