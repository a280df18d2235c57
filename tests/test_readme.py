"""The README says what is there: its commands, settings and map are compared with the code."""

from __future__ import annotations

import re
from pathlib import Path

from bot.__main__ import main
from bot.config import Settings


ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_every_setting_is_in_the_table_and_no_other() -> None:
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", _section("Settings")))

    assert named == {name.upper() for name in Settings.model_fields}


def test_the_files_of_the_map_are_there() -> None:
    paths = re.findall(r"`((?:bot|storage|locales)/[\w./]*)`", _section("The house"))
    links = re.findall(r"\]\(([\w./-]+)\)", README)

    assert [path for path in [*paths, *links] if not (ROOT / path).exists()] == []


def test_both_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert {"run", "test", "bench"} <= targets
    assert all(f"make {target}" in README for target in ("run", "test", "bench"))


def test_every_figure_for_watchers_is_described_and_no_other() -> None:
    """In docs/running.md; those of the process are the kit's own."""
    running = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(nongnat_[a-z_]+)`", running))
    metrics = (ROOT / "bot" / "web" / "metrics.py").read_text(encoding="utf-8")
    written = {name.removesuffix("_total") for name in named}

    made = set(re.findall(r'"(nongnat_[a-z_]+)"', metrics)) | {"nongnat_line_quota_used", "nongnat_line_quota_limit"}
    assert written == made


def test_the_links_of_the_guide_lead_somewhere_and_its_commands_are_there() -> None:
    guide = ROOT / "docs" / "running.md"
    text = guide.read_text(encoding="utf-8")
    commands = set(re.findall(r"`?nongnat ([a-z]+)", text)) - {"people"}

    assert [link for link in re.findall(r"\]\(([\w./-]+)\)", text) if not (guide.parent / link).exists()] == []
    assert commands <= set(main.commands)
