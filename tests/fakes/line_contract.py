"""LINE's own OpenAPI descriptions as a check, where they are at hand beside the repository; elsewhere nothing is found.

A plain JSON Schema reading of them would take any message type at all: LINE hangs what a thing must have on
`discriminator`, which OpenAPI has and JSON Schema has not. So every schema with one becomes two here: itself, on which
those that it stands for build, and `<name>.any`, which is any one of them, and nothing else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft202012Validator


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.line_limits import Wrong


CONTRACTS = Path(__file__).parents[3] / "shared" / "contracts"

_HERE = "#/components/schemas/"


def faults(body: object, schema: str, contract: str = "messaging-api.yml") -> Iterator[Wrong]:
    """What `body` has against the schema of that name; nothing where the contract is not at hand."""
    if not (CONTRACTS / contract).is_file():
        return
    found = {_place(error.absolute_path): error.message for error in _validator(schema, contract).iter_errors(body)}
    for place, message in found.items():
        if not any(other.startswith((f"{place}.", f"{place}[")) for other in found):  # what is wrong with what holds it
            yield place, f"against LINE's contract: {message}"


@cache
def _validator(schema: str, contract: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"{_HERE}{schema}", "components": {"schemas": _schemas(contract)}})


def _place(path: Any) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


@cache
def _schemas(contract: str) -> dict[str, Any]:
    described = yaml.load((CONTRACTS / contract).read_text("utf-8"), yaml.CSafeLoader)["components"]["schemas"]
    kinds = {name: _mapping(schema) for name, schema in described.items() if "discriminator" in schema}
    concrete = {name for mapping in kinds.values() for name in mapping.values()}
    schemas = {}
    for name, schema in described.items():
        schemas[name] = _turned(schema, kinds, within=True)
        if name not in kinds and (name in concrete or not _is_base(schema)):
            schemas[name] = _closed(schemas[name])
    for name, mapping in kinds.items():
        schemas[f"{name}.any"] = _any(described[name]["discriminator"]["propertyName"], mapping)
    return schemas


def _is_base(schema: dict[str, Any]) -> bool:
    return schema.get("type") != "object" and "allOf" not in schema


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Nothing else may be in it, unless it says itself what else may."""
    return schema if "additionalProperties" in schema else {**schema, "unevaluatedProperties": False}


def _mapping(schema: dict[str, Any]) -> dict[str, str]:
    mapping = schema["discriminator"].get("mapping", {})
    return {kind: reference.removeprefix(_HERE) for kind, reference in mapping.items()}


def _any(by: str, mapping: dict[str, str]) -> dict[str, Any]:
    choices = [
        {"if": {"properties": {by: {"const": kind}}}, "then": {"$ref": f"{_HERE}{name}"}}
        for kind, name in mapping.items()
    ]
    return {"type": "object", "required": [by], "properties": {by: {"enum": list(mapping)}}, "allOf": choices}


def _turned(schema: Any, kinds: dict[str, dict[str, str]], *, within: bool = False) -> Any:
    """`schema` with every reference to what has kinds turned to any of them; `within`: not in its own `allOf`."""
    if isinstance(schema, list):
        return [_turned(item, kinds) for item in schema]
    if not isinstance(schema, dict):
        return schema
    turned: dict[str, Any] = {}
    for name, value in schema.items():
        if name == "$ref" and value.removeprefix(_HERE) in kinds:
            turned[name] = f"{value}.any"
        elif name == "allOf" and within:
            turned[name] = [part if "$ref" in part else _turned(part, kinds) for part in value]
        elif name not in ("discriminator", "example", "externalDocs"):
            turned[name] = _turned(value, kinds)
    return turned
