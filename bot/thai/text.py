"""Repairing what was typed, cutting it into words, and the keys by which spellings are compared.

`repair` changes only what nobody means (invisible characters, doubled vowels, เเ for แ, Thai digits, stretched
letters); what it returns may be shown. `key` goes further, is for comparing only.
Text is NFC, never NFKC: that would split ำ.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pythainlp.corpus import countries, provinces, thai_stopwords, thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie


_RUN = re.compile("[\u0e01-\u0e4e]+")
_STRETCH = re.compile("([\u0e01-\u0e2e])(?:\\1{2,}|\\1$)")  # three of a letter, or two at the end
_INITIALS = re.compile("[\u0e01-\u0e2e]{2,4}")  # ททท. is an office
LIMIT = 500
"""Characters of a question that are read; the longest real question measured had 300."""

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_REPAIRS = (
    (re.compile("เเ"), "แ"),
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32"), "\\1\u0e33"),  # ํ + า (a tone between them or not) is ำ
    (re.compile("\u0e33([\u0e48-\u0e4b])"), "\\1\u0e33"),  # the tone stands before ำ
    (re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a\u0e47])"), "\\2\\1"),  # the vowel before the tone
    (re.compile("([\u0e30-\u0e3a\u0e40-\u0e4e])\\1+"), "\\1"),  # vowels and marks are never doubled
    (re.compile(f"(^|[^\u0e01-\u0e4e])[{_MARKS}]+"), "\\1"),  # a mark without its consonant
    (re.compile("บ้างง+(?![ก-๎])"), "บ้าง"),  # else crazy and confused: บ้า + งง
    (re.compile("([!?.~ ])\\1{2,}"), "\\1"),
    (re.compile("([a-zA-Z])\\1{3,}"), "\\1"),  # pleaseeee, but not ppp
    (re.compile(r"\s+"), " "),
)
_TELLING = frozenset(
    ["ขาด", "ผิด", "ปฏิบัติ", "ประสบ", "ปรับ", "ยืนยัน", "ผล", "สบาย", "ฝ่าย", "แก้ไข", "เก็บ", "เปิด", "เปิดเผย", "ปิด", "สูง"]
)


def repair(text: str) -> str:
    """`text` as it was meant: at most LIMIT characters, one line, never cut inside a cluster. Idempotent."""
    text = cut("".join(_visible(character) for character in text[: 4 * LIMIT]), LIMIT)
    text = unicodedata.normalize("NFC", text).translate(_DIGITS).strip()
    while (repaired := _repaired(text)) != text:  # one repair can make place for another; each makes the text shorter
        text = repaired
    return text


def _repaired(text: str) -> str:
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    text = _RUN.sub(lambda run: _unstretched(run[0]), text)
    return unicodedata.normalize("NFC", text).strip()


def _unstretched(run: str) -> str:
    """A run of Thai without letters that were held down: มากกก, วันไหนน. Words may have such: แบบบรรยาย, ถนน."""
    if _INITIALS.fullmatch(run):
        return run
    stretches = list(_STRETCH.finditer(run))
    if not stretches or (all(len(stretch[0]) <= len("บบบ") for stretch in stretches) and _unknown(run) == 0):
        return run
    for stretch in reversed(stretches):
        before, letter, after = run[: stretch.start()], stretch[1], run[stretch.end() :]
        held = run if len(stretch[0]) == len("นน") else before + letter + after
        run = min(
            before + letter + after, before + 2 * letter + after, held, key=lambda way: (_unknown(way), way != held)
        )
    return run


def _unknown(run: str) -> int:
    """How many characters of `run` are in no word."""
    return sum(len(word) for word in words(run) if len(word) == 1 or word not in thai_lexicon())


def cut(text: str, length: int) -> str:
    """At most `length` characters of `text`, without taking a combining mark from its consonant."""
    if len(text) <= length:
        return text
    while length and (unicodedata.combining(text[length]) or _is_mark(text[length])):
        length -= 1
    return text[:length]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"} or character in "\u0e33\u200d"


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    return " " if category in {"Cc", "Zs", "Zl", "Zp", "Co", "Cs", "Cn"} else character


@cache
def thai_lexicon() -> Trie:
    """Thai words (PyThaiNLP's 62,000, CC0). About 0.4 s and 70 MB at the first call."""
    return Trie(thai_words())


def function_words() -> frozenset[str]:
    """Words that only hold a sentence together (PyThaiNLP's list, CC0), but for those that say what is asked for."""
    return frozenset(thai_stopwords()) - _TELLING


@cache
def places() -> frozenset[str]:
    """Names of provinces and countries, as they are said."""
    return frozenset(map(str, provinces())) | {name.removeprefix("ประเทศ") for name in countries()}


def learn(word: str) -> None:
    """Count `word` as a Thai word from now on."""
    thai_lexicon().add(word)


def words(text: str) -> list[str]:
    """`text` cut into words (newmm over the lexicon); joined they are `text` again."""
    return segment(text, custom_dict=thai_lexicon(), safe_mode=True) if text else []


_ALIKE = ("ลร", "ยญ", "นณ", "สศษ", "ทธฑฒ", "พภ", "คฆ", "ตฏฎ", "ลฬ", "ชฌ", "ถฐ", "ิีึื", "ุู", "ไใ")
_UNHEARD = "่้๊๋็ๆฯ"
_SAME = str.maketrans(
    {letter: letters[0] for letters in _ALIKE for letter in letters} | dict.fromkeys(_UNHEARD, "") | {"ำ": "ัม"}
)
_SILENT = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c")
_DOUBLED = re.compile("([ก-ฮ])\\1+")  # a doubled consonant is mostly a slip
_SKIPPED = re.compile(r"[^\w\u0e30-\u0e4e%]|_")


@lru_cache(maxsize=20_000)  # the same few thousand phrases come again and again
def key(text: str) -> str:
    """What two spellings of one word have in common: no tones, no silent letters, confusable letters made one."""
    return _DOUBLED.sub("\\1", _SKIPPED.sub("", _SILENT.sub("", text)).lower().translate(_SAME))


def keyed(text: str) -> tuple[str, list[int]]:
    """`key(text)`, and for each of its characters the offset in `text` that it came from, and at the end its length."""
    letters: list[str] = []
    offsets: list[int] = []
    silent = {place for match in _SILENT.finditer(text) for place in range(match.start(), match.end())}
    for offset, character in enumerate(text):
        if offset in silent or _SKIPPED.match(character):
            continue
        for letter in character.lower().translate(_SAME):
            if letters and letters[-1] == letter and "ก" <= letter <= "ฮ":
                continue
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), [*offsets, len(text)]


def boundaries(text: str) -> frozenset[int]:
    """The offsets in `text` at which a word begins or ends."""
    places = [0]
    for token in words(text):
        places.append(places[-1] + len(token))
    return frozenset(places)
