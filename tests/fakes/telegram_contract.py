"""What the description of the Bot API says of methods and types, where that description lies beside this checkout."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram_call import FLAGS, Upload
from tests.fakes.telegram_html import units


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.telegram_call import Call


FILE = Path(__file__).parents[3] / "shared/contracts/api.json"
ALWAYS = re.compile(r'(?:always "|must be )(\w+)"?$')
LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)(?! after entit)")
ARRAY = "Array of "


class Contract:
    def __init__(self, description: dict[str, Any]) -> None:
        self.methods: dict[str, Any] = description["methods"]
        self.types: dict[str, Any] = description["types"]

    def of_call(self, call: Call) -> list[str]:
        """What is wrong with a call's parameters."""
        fields = {field["name"]: field for field in self.methods[call.method].get("fields", [])}
        given = {name: value for name, value in call.given.items() if not isinstance(value, Upload) or name in fields}
        read = {name: _read(value, fields[name]["types"]) if name in fields else value for name, value in given.items()}
        return [f"{call.method}: {each}" for each in self._fields(fields, read, "")]

    def of_result(self, method: str, result: Any) -> list[str]:
        return self._value(self.methods[method]["returns"], result, method)

    def of(self, kind: str, value: Any) -> list[str]:
        """What is wrong with `value` as an object of type `kind`."""
        return self._value([kind], value, kind)

    def _value(self, kinds: list[str], value: Any, place: str) -> list[str]:
        """The least that is wrong with `value` as any of `kinds`."""
        found = [
            self._as(kind, value, place) for each in kinds for kind in self.types.get(each, {}).get("subtypes", [each])
        ]
        return min(found, key=len)

    def _as(self, kind: str, value: Any, place: str) -> list[str]:
        if kind.startswith(ARRAY):
            if not isinstance(value, list):
                return [f"{place} is no list"]
            each = kind.removeprefix(ARRAY)
            return [wrong for at, item in enumerate(value) for wrong in self._value([each], item, f"{place}[{at}]")]
        if kind not in self.types or kind == "InputFile":
            return [] if _is_plain(kind, value) else [f"{place} is no {kind}: {value!r}"]
        if not isinstance(value, dict):
            return [f"{place} is no {kind}: {value!r}"]
        fields = {field["name"]: field for field in self.types[kind].get("fields", [])}
        return list(self._fields(fields, value, f"{place}."))

    def _fields(self, fields: dict[str, Any], value: dict[str, Any], place: str) -> Iterator[str]:
        yield from (f"{place}{name} is not known" for name in value if name not in fields)
        for name, field in fields.items():
            if name not in value:
                if field["required"]:
                    yield f"{place}{name} is missing"
                continue
            yield from self._value(field["types"], value[name], f"{place}{name}")
            always = ALWAYS.search(field["description"])
            if always and value[name] != always[1]:
                yield f"{place}{name} is not {always[1]}"
            length = LENGTH.search(field["description"])
            if length and isinstance(value[name], str):
                long = len(value[name].encode()) if length[3] == "bytes" else units(value[name])
                if not int(length[1]) <= long <= int(length[2]):
                    yield f"{place}{name} has {long} {length[3]}, not {length[1]}-{length[2]}"


@cache
def contract() -> Contract | None:
    """None where the description is not at hand."""
    return Contract(json.loads(FILE.read_text("utf-8"))) if FILE.exists() else None


def _is_plain(kind: str, value: Any) -> bool:
    if kind == "InputFile":
        return isinstance(value, Upload)
    if kind == "Boolean" or isinstance(value, bool):
        return kind == "Boolean" and isinstance(value, bool)
    return isinstance(value, {"String": str, "Integer": int, "Float": int | float}[kind])


def _read(value: Any, kinds: list[str]) -> Any:
    """A parameter of a form as the value that it stands for."""
    if not isinstance(value, str) or "String" in kinds:
        return value
    if kinds == ["Boolean"]:
        return FLAGS.get(value.lower(), value)
    try:
        return json.loads(value)
    except ValueError:
        return value
