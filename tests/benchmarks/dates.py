"""How well and how fast dates are read, on public text by others: ../shared/data, no part of the repository."""

from __future__ import annotations

import statistics
from datetime import datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.thai.dates import read
from bot.thai.lexicon import lexicon


DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NOW = datetime(2019, 10, 2, 10, tzinfo=ZoneInfo("Asia/Bangkok"))  # of the expressions; the spans have none
# Gold spans that say "now": a question word for this bot (lexicon.py), yet told among the dates of `nongnat ask`.
NOW_WORDS = {"ตอนนี้", "ปัจจุบัน", "ขณะนี้"}
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def table() -> list[tuple[str, str]]:
    """Rows of (measure, figure); none where the data are absent."""
    rows: list[tuple[str, str]] = []
    if (spans := DATA / "thai_date_spans.tsv").exists():
        rows += [row for split in ("train", "eval") for row in _spans(spans, split)]
    if (expressions := DATA / "thai_date_expressions.tsv").exists():
        rows.append(_expressions(expressions))
    return rows


def _spans(path: Path, split: str) -> list[tuple[str, str]]:
    gold: dict[str, list[tuple[int, int, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        of, start, end, words, text = line.split("\t")
        if of == split:
            gold.setdefault(text, []).append((int(start), int(end), words))
    read("วันนี้", NOW)  # compiles
    seconds, found = [], {}
    for text in gold:
        begun = perf_counter()
        found[text] = [(when.start, when.end) for when in read(text, NOW)]
        seconds.append(perf_counter() - begun)
    moments = {text: [(unit.start, unit.end) for unit in lexicon().units(text) if "now" in unit.tags] for text in gold}
    hit = [(words, _meets((a, b), found[text])) for text, spans in gold.items() for a, b, words in spans]
    with_now = [_meets((a, b), found[text] + moments[text]) for text, spans in gold.items() for a, b, _ in spans]
    dated = [met for words, met in hit if words not in NOW_WORDS]
    right = [_meets(span, [(a, b) for a, b, _ in gold[text]]) for text, spans in found.items() for span in spans]
    return [
        (f"date spans found, {split}", f"{_share(dated)} of {len(dated)}"),
        (f"date spans found, {split}, with the words for now", f"{_share(with_now)} of {len(with_now)}"),
        (f"found that is a date span, {split}", f"{_share(right)} of {len(right)}"),
        (
            f"milliseconds a text, {split}",
            f"{statistics.median(seconds) * 1000:.3f} median, {max(seconds) * 1000:.2f} most",
        ),
    ]


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _share(met: list[bool]) -> str:
    return f"{100 * sum(met) / len(met):.2f} %"


def _expressions(path: Path) -> tuple[str, str]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    right = 0
    for text, first, last, at in ([*row, "", "", ""][:4] for row in rows):
        whens = read(text.translate(DIGITS), NOW)
        said = [
            (f"{when.first}", f"{when.last}", "-".join(dict.fromkeys(f"{t:%H:%M}" for t in (when.from_, when.to) if t)))
            for when in whens
        ]
        right += said == [(first, last or first, at)]
    return "date expressions right", f"{right} of {len(rows)}"
