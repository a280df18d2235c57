"""How the chat looks in a real Chromium: on any screen, in any size of letters, to whoever hears it read out."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pythainlp.tokenize.tcc_p import tcc_pos

from tests.web.axe import axe
from tests.web.browser import DESKTOP, PHONE


if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.web.browser import Open


WRAPPED = 2 * (
    "สิ่งที่ต้องเตรียมคือพาสปอร์ตและปลั๊กแปลงแบบยุโรปค่ะเช็กอินที่เคาน์เตอร์แล้วเดินทางไปบาร์เซโลนาเวิร์กช็อปกับวิทยากร"
    "เรื่องดิจิทัลทวินและเซ็นเซอร์ที่ศูนย์คอมพิวเตอร์จากนั้นไปวอชิงตันและเมลเบิร์นกับคุณโรเบิร์ตพิพิธภัณฑ์เทียนานเกียรติยศ"
)
# Where the lines of the first thing said end, as offsets in its text.
LINE_ENDS = """() => {
  const letters = document.createTreeWalker(document.querySelector(".mine .words"), NodeFilter.SHOW_TEXT);
  const ends = [];
  let last = null, offset = 0;
  while (letters.nextNode()) {
    for (let at = 0; at < letters.currentNode.length; at++, offset++) {
      const range = document.createRange();
      range.setStart(letters.currentNode, at);
      range.setEnd(letters.currentNode, at + 1);
      const box = [...range.getClientRects()].at(-1);
      if (!box) continue;
      if (last !== null && box.bottom > last + 9) ends.push(offset);
      last = Math.max(last ?? 0, box.bottom);
    }
  }
  return ends;
}"""


def test_everything_has_its_name(url: str, visit: Open) -> None:
    reader = visit(url)
    reader.ask("วันนี้เรียนอะไร")
    reader.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")

    nameless = reader.measure(
        "() => [...document.querySelectorAll('button, a, textarea')]"
        ".filter(e => !(e.ariaLabel || e.textContent.trim() || document.querySelector(`label[for='${e.id}']`)))"
        ".map(e => e.outerHTML)"
    )
    small = reader.measure(
        "() => [...document.querySelectorAll('button, .action, textarea')].map(e => e.getBoundingClientRect())"
        ".filter(box => box.width < 44 || box.height < 44).length"
    )

    assert (nameless, small) == ([], 0)
    expect(reader.page.get_by_role("button", name="ส่งข้อความ")).to_be_visible()
    expect(reader.page.get_by_role("main", name="บทสนทนากับน้องนัด")).to_be_visible()
    expect(reader.log).to_have_attribute("aria-live", "polite")
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)
        assert axe(reader.page) == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_sticks_out(url: str, visit: Open, viewport: ViewportSize) -> None:
    """No sideways scrolling of the page, with letters twice as big neither, and the field stays in sight."""
    reader = visit(url, viewport)
    for words in ("วันนี้เรียนอะไร", "https://www.example.org/" + 20 * "programmes" + " " + 100 * "ก"):
        reader.ask(words)
        reader.sees(words)
    for scheme, letters in product(("light", "dark"), (100, 200)):
        reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
        reader.measure("size => { document.documentElement.style.fontSize = size }", f"{letters * 18 / 100}px")

        page, field, talk, name, background = reader.measure(
            "() => [document.documentElement.scrollWidth,"
            " ...['textarea', '#talk', 'h1'].map(found => document.querySelector(found).getBoundingClientRect()),"
            " getComputedStyle(document.body).backgroundColor]"
        )

        assert page == viewport["width"]
        assert talk["height"] > viewport["height"] / 3
        assert name["height"] < 45 * letters / 100  # one line
        assert 0 < field["top"] < field["bottom"] < viewport["height"]
        assert background == {"light": "rgb(238, 242, 239)", "dark": "rgb(15, 21, 20)"}[scheme]


def test_a_time_of_day_stays_in_one_piece(url: str, visit: Open) -> None:
    reader = visit(url)
    reader.ask("วันนี้เรียนอะไร")
    reader.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")

    assert reader.page.locator("dd .whole").all_text_contents() == ["09.00–12.00 น."]


def test_a_line_never_ends_inside_a_syllable(url: str, visit: Open) -> None:
    """Foreign names and rare words too, which the browser's own dictionary has not got; on whatever screen."""
    reader = visit(url)
    reader.ask(WRAPPED)
    reader.sees(WRAPPED)

    cut = []
    for width in range(320, 620, 12):
        reader.page.set_viewport_size({"width": width, "height": 740})
        ends = reader.measure(LINE_ENDS)
        cut += [WRAPPED[end - 6 : end] + "|" + WRAPPED[end : end + 6] for end in ends if end not in tcc_pos(WRAPPED)]

    assert (len(ends) > 1, cut) == (True, [])
