"""docs/security.md names for each promise the test that holds it; it is there, and so is what else the page names."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

from bot.__main__ import main
from storage.privacy_settings import PrivacySettings


ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def _tests(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_has_a_test_that_is_there() -> None:
    promises = PAGE.split("## What is promised", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in promises.splitlines() if line.startswith("| ")][1:]
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", promises)

    assert len(named) == len(rows) > 30
    assert [f"{path}::{test}" for path, test in named if test not in _tests(path)] == []


def test_the_settings_and_commands_that_it_names_are_there() -> None:
    defaults = {field.name: getattr(PrivacySettings(), field.name) for field in fields(PrivacySettings)}

    assert f"`privacy: {{{', '.join(f'{name}: {days}' for name, days in defaults.items())}}}`" in PAGE
    for group, command in set(re.findall(r"`nongnat (\w+) (\w+)`", PAGE)):
        assert command in main.commands[group].commands  # type: ignore[attr-defined] # a group has them
