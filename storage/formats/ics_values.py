"""The values of iCalendar properties, whatever the kit made of them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote

from icalendar import vBroken

from storage.formats.report import shown
from storage.formats.words import clean
from storage.programme import Text


_ESCAPE = re.compile(r"\\(.)")
_UNSAFE = re.compile(r'[%\\^=:;,"\s]')
_MOST = 2**31 - 1


def every(component: Any, name: str) -> list[Any]:
    """What stands under `name`, without what could not be read."""
    value = component.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [one for one in values if not isinstance(one, vBroken)]


def first(component: Any, name: str) -> Any:
    return next(iter(every(component, name)), None)


def text_of(component: Any, name: str) -> str:
    value = first(component, name)
    return words_of(name, value).strip() if value is not None else ""


def words_of(name: str, value: Any) -> str:
    """The text of `value`; the kit leaves the escapes (RFC 5545, 3.3.11) in properties that it does not know."""
    return clean(_ESCAPE.sub(_unescaped, str(value)) if name.startswith("X-") else str(value))


def raw(value: Any) -> str:
    """A value as it stands in the file."""
    one = value[0] if isinstance(value, list) else value
    return shown(clean(one.to_ical().decode("utf-8", "replace")))


def in_both(event: Any, name: str) -> Text:
    """A text of ours in both languages."""
    words = {language_of(value): words_of(name, value).strip() for value in every(event, name)}
    return Text(words.get("th", ""), words.get("en", ""))


def language_of(value: Any) -> str:
    return "th" if str(value.params.get("LANGUAGE", "")).lower().startswith("th") else "en"


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def coded(code: str) -> str:
    """`code` as X-CODE: the kit reads backslashes and blanks in a parameter as something else (see `code_of`)."""
    return _UNSAFE.sub(lambda match: quote(match[0]), clean(code))


def code_of(value: Any) -> str:
    return clean(unquote(str(value.params.get("X-CODE", ""))))


def parameter(event: Any, name: str) -> str:
    value = first(event, name)
    return code_of(value) if value is not None else ""


def sequence(event: Any) -> int:
    text = text_of(event, "SEQUENCE")
    return min(int(text), _MOST) if re.fullmatch("[0-9]{1,10}", text) else 0
