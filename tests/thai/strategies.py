"""Wild text: what thumbs, keyboards and other people's programs send."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.thai.text import LIMIT


LONGEST = 6 * LIMIT
"""Far more than is read."""

QUESTIONS = (
    "วันนี้เรียนเรื่องอะไรบ้างครับ",
    "ตัดแต่งไม้ใหญ่เรียนกี่โมง",
    "ใครเป็นคนสอนเรื่องปุ๋ยหมัก",
    "ดูงานสิงคโปร์ต้องเตรียมอะไรไปบ้างคะ",
    "คลินิกออกแบบสวนจัดที่ห้องไหน",
    "อีกกี่วันจะถึงวันปฐมนิเทศ",
    "ขอลิงก์เข้าเรียนออนไลน์หน่อยค่ะ",
    "น้ำดื่มมีให้ไหม หรือต้องเอาไปเอง",
    "เลิกเรียนแล้วต้องทำการบ้านอะไร",
    "วันพฤหัสหน้ามีเรียนช่วงบ่ายไหม",
    "อาจารย์วิรัชเป็นใครมาจากไหน",
    "ทำไมถึงเลื่อนเป็นวันเสาร์",
)
"""Thai questions without digits, all of it on the Thai keyboard's letter keys."""

THAI_LETTERS = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B, exclude_categories=["Cn"])
_JOINTS = st.sampled_from(" 0123456789.-/:,()?\n\t\u200b\u200d\ufeff\u00ad\u0301\u20dd\ufe0f\ufffcaZ")

any_text = st.text(max_size=80)
thai_letters = st.text(THAI_LETTERS | _JOINTS, max_size=80)
"""The Thai alphabet with its marks in any order."""


def _word(lead: str, consonant: str, vowel: str, tone: str, after: str) -> str:
    return lead + consonant + vowel + tone + after


_consonants = st.sampled_from("กขคงจชซญดตถทนบปผพฟมยรลวศสหอ")
_tones = st.sampled_from(["", "", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b"])
_syllables = (
    st.builds(_word, st.sampled_from("เแโใไ"), st.sampled_from("กขคจชตถบปพสหอ"), st.just(""), _tones,
              st.sampled_from(["", "ง", "น", "ย"]))
    | st.builds(_word, st.just(""), _consonants, st.sampled_from("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39"), _tones,
                st.sampled_from("กงดนบมย"))
    | st.builds(_word, st.just(""), _consonants, st.just(""), _tones, st.sampled_from("\u0e32\u0e33"))
    | st.builds(_word, st.just(""), _consonants, st.just("\u0e47"), st.just(""), st.sampled_from("กงดนบมย"))
    | st.builds(_word, st.just(""), _consonants, st.just(""), st.just(""), st.just("\u0e30"))
)  # fmt: skip
well_formed = st.lists(st.lists(_syllables, min_size=1, max_size=6).map("".join), max_size=12).map(" ".join)
"""Thai syllables as they are spelt, a space here and there; no letter thrice in a row or doubled at the end."""


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    letters = list(draw(st.sampled_from(QUESTIONS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(len(letters) - 1, 0)))
        change = draw(st.sampled_from(["drop", "double", "stretch", "swap", "insert"]))
        if change == "drop":
            del letters[at : at + 1]
        elif change == "insert":
            letters.insert(at, draw(THAI_LETTERS | _JOINTS))
        elif change == "swap":
            letters[at : at + 2] = reversed(letters[at : at + 2])
        else:
            letters[at : at + 1] = letters[at : at + 1] * (2 if change == "double" else 9)
    return "".join(letters)


mutated = _mutated()
wild = any_text | thai_letters | mutated
long = st.builds(lambda text, times: (text * times)[:LONGEST], wild, st.integers(1, 3000))
"""Anything, up to LONGEST characters."""
