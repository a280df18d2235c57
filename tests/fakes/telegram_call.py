"""One call of the Bot API: its method and its parameters, by JSON, by form, by address or in many parts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

from tests.fakes.telegram_refused import wrong


if TYPE_CHECKING:
    from starlette.requests import Request


T = TypeVar("T", dict[str, Any], list[Any])
NO_UTF8 = "strings must be encoded in UTF-8"
FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}


@dataclass(frozen=True)
class Upload:
    """A file in a call."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Call:
    method: str
    given: dict[str, Any]
    """Parameters as they came: of a form, strings and uploads; of JSON, whatever it says."""

    def text(self, name: str) -> str:
        value = self.given.get(name, "")
        if not isinstance(value, str):
            raise wrong(f'field "{name}" must be of type String')
        return _utf8(value)

    def number(self, name: str) -> int | None:
        """Raises Refused where something else than a whole number is given."""
        value = self.given.get(name)
        if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | None):
            raise wrong(f'field "{name}" must be of type Number')
        return value

    def degrees(self, name: str, most: float) -> float:
        value = self.given.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise wrong(f"{name} is empty")
        try:
            number = float(value)
        except ValueError:
            raise wrong(f"wrong {name} specified") from None
        if not -most <= number <= most:
            raise wrong(f"wrong {name} specified")
        return number

    def flag(self, name: str) -> bool:
        value = self.given.get(name, False)
        known = FLAGS.get(value.lower()) if isinstance(value, str) else value
        if not isinstance(known, bool):
            raise wrong(f'field "{name}" must be of type Boolean')
        return known

    def value(self, name: str, kind: type[T]) -> T | None:
        """What is given as JSON, in a string or not; None where nothing is."""
        value = self.given.get(name) or None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise wrong(f"can't parse {name} JSON object") from None
        if not isinstance(value, kind | None):
            raise wrong(f"can't parse {name}: expected an {'Object' if kind is dict else 'Array'}")
        _utf8(json.dumps(value, ensure_ascii=False))
        return value

    def file(self, name: str) -> Upload | str | None:
        """A file that comes with the call, or the id or address of one."""
        value = self.given.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.given.get(value.removeprefix("attach://"))
        if not isinstance(value, Upload | str | None):
            raise wrong("wrong file identifier/HTTP URL specified")
        return value or None


async def call_of(request: Request, method: str) -> Call:
    """Raises Refused where the body is not what its type says."""
    given: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    media_type = request.headers.get("content-type", "")
    try:
        if media_type.startswith("application/json"):
            given |= _object(body)
        elif media_type.startswith("multipart/form-data"):
            given |= _parts(body, media_type)
        else:
            given |= dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise wrong(NO_UTF8) from None
    return Call(method, given)


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads((body or b"{}").decode())
    except json.JSONDecodeError:
        said = None
    if not isinstance(said, dict):
        raise wrong("can't parse request JSON object")
    return {name: value for name, value in said.items() if value is not None}


def _utf8(text: str) -> str:
    """Raises Refused where half a letter is in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise wrong(NO_UTF8) from None
    return text


def _parts(body: bytes, media_type: str) -> dict[str, Any]:
    boundary = re.search(r'boundary="?([^";]+)', media_type)
    if boundary is None:
        raise wrong("no boundary in the multipart body")
    given: dict[str, Any] = {}
    for part in body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        headers = head.decode()
        name = re.search(r'\bname="([^"]*)"', headers)
        filename = re.search(r'\bfilename="([^"]*)"', headers)
        kind = re.search(r"(?im)^content-type: *([^\r\n]+)", headers)
        if name is None or not content.endswith(b"\r\n"):
            raise wrong("wrong multipart body")
        content = content[:-2]
        given[name[1]] = Upload(filename[1], kind[1] if kind else "", content) if filename else content.decode()
    return given
