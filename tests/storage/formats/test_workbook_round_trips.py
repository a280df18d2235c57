"""What is exported as a workbook and brought back changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings

from storage.formats import read
from storage.formats.diff import diff
from storage.formats.xlsx.understanding import understand
from storage.formats.xlsx.writing import write
from tests.storage.formats.strategies import programmes


if TYPE_CHECKING:
    from bot.messages import Language
    from storage.programme import Programme

SAMPLES = Path(__file__).resolve().parents[3] / "storage" / "samples"
_UNSEEN = re.compile(r"\\(?:xad|u200[b-f]|u202[89]|u2060|ufeff)")
TODAY = date(2026, 11, 22)


@given(programme=programmes())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
def test_a_workbook_brought_back_changes_nothing(programme: Programme) -> None:
    """Whatever the programme is, also what a workbook cannot show: that stays as the store has it.

    Of characters that nobody sees a cell keeps none, so nothing may be made of those alone.
    """
    assume(not _UNSEEN.search(repr(programme)))
    understood = understand("any.xlsx", write(programme), TODAY, {programme.code: programme}.get)

    assert understood.programme is not None
    assert diff(programme, understood.programme) == ()
    assert understood.programme == programme


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("sample", ["ccio-2", "cde-1"])
def test_a_sample_needs_no_store_to_come_back_whole(sample: str, language: Language) -> None:
    programme, _ = read(f"{sample}.yaml", (SAMPLES / f"{sample}.yaml").read_bytes())

    understood = understand("sample.xlsx", write(programme, language=language), TODAY)

    shown = {name: value for name, value in programme.settings.items() if name != "feedback"}  # it has a form
    assert understood.told == ()
    assert understood.programme == replace(programme, settings=shown)
