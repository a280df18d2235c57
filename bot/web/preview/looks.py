"""What Flex's properties are in CSS, with the sizes of LINE's own simulator. What is no value of theirs has no look."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.web.preview.nodes import among, fields, words


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.web.preview.nodes import Json


_SPACES = {"none": "0", "xs": "2px", "sm": "4px", "md": "8px", "lg": "12px", "xl": "16px", "xxl": "20px"}
_LETTERS = {
    "xxs": "11px", "xs": "13px", "sm": "14px", "md": "16px", "lg": "19px", "xl": "22px", "xxl": "29px", "3xl": "35px",
    "4xl": "48px", "5xl": "74px",
}  # fmt: skip
_PICTURES = {
    "xxs": "40px", "xs": "60px", "sm": "80px", "md": "100px", "lg": "120px", "xl": "140px", "xxl": "160px",
    "3xl": "180px", "4xl": "200px", "5xl": "220px", "full": "100%",
}  # fmt: skip
_EDGES = {"none": "0", "light": ".5px", "normal": "1px", "medium": "2px", "semi-bold": "3px", "bold": "4px"}
_LENGTH = re.compile(r"-?\d{1,5}(\.\d{1,5})?(px|%)")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
_RATIO = re.compile(r"(\d{1,6}(?:\.\d{1,6})?):(\d{1,6}(?:\.\d{1,6})?)")
_ANGLE = re.compile(r"\d{1,3}(\.\d{1,5})?deg")
_THAI = {chr(code) for code in range(0x0E00, 0x0E80)}
_SURELY_FITS = 7  # on the narrowest phone, with 16 pixels
_ASIDE = {"start": "flex-start", "center": "center", "end": "flex-end"}
_DOWN = {"top": "flex-start", "center": "center", "bottom": "flex-end"}


def length(value: object, named: Mapping[str, str] = _SPACES) -> str:
    """A size by its name, in pixels or in per cent; "" where it is none of them."""
    given = words(value)
    return named.get(given) or (given if _LENGTH.fullmatch(given) else "")


def colour(value: object) -> str:
    return words(value) if _COLOUR.fullmatch(words(value)) else ""


def placed(component: Json, layout: str, before: str) -> dict[str, str]:
    """How `component` stands in a box of that layout; `before` is the space between it and the one before it."""
    flat = layout != "vertical"
    share = component.get("flex")
    if not isinstance(share, int) or isinstance(share, bool) or not 0 <= share <= 1000:  # noqa: PLR2004 - LINE's limit
        share = int(flat and component.get("type") not in ("icon", "separator"))
    return {
        "flex": f"{share} 0 {'0' if flat else 'auto'}" if share else "none",
        "margin-inline-start" if flat else "margin-top": before,
        "position": among(component.get("position"), "", "absolute"),
        **_sides(component, "offset", "inset-block-start inset-block-end inset-inline-start inset-inline-end"),
    }


def boxed(box: Json) -> dict[str, str]:
    return {
        "background": _gradient(fields(box.get("background"))) or colour(box.get("backgroundColor")),
        "border-width": edge if (edge := length(box.get("borderWidth"), _EDGES)) else "",
        "border-color": colour(box.get("borderColor")),
        "border-radius": length(box.get("cornerRadius")),
        "padding": length(box.get("paddingAll")),
        **_sides(box, "padding", "padding-block-start padding-block-end padding-inline-start padding-inline-end"),
        "width": length(box.get("width"), {}),
        "max-width": length(box.get("maxWidth"), {}),
        "height": length(box.get("height"), {}),
        "max-height": length(box.get("maxHeight"), {}),
        "justify-content": among(
            box.get("justifyContent"),
            *("", "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        ),
        "align-items": among(box.get("alignItems"), "", "center", "flex-start", "flex-end"),
    }


def lettered(text: Json) -> dict[str, str]:
    """Of a text, a span in it, or an icon beside it."""
    return {
        "font-size": length(text.get("size"), _LETTERS),
        "color": colour(text.get("color")),
        "font-weight": "bold" if text.get("weight") == "bold" else "",
        "font-style": "italic" if text.get("style") == "italic" else "",
        "text-decoration": among(text.get("decoration"), "", "underline", "line-through"),
    }


def lined(text: Json) -> dict[str, str]:
    """Of the lines of a text."""
    most, spaced = text.get("maxLines"), length(text.get("lineSpacing"), {})
    clamped = isinstance(most, int) and not isinstance(most, bool) and 0 < most <= 1000  # noqa: PLR2004 - LINE's limit
    clamp = {"display": "-webkit-box", "-webkit-box-orient": "vertical", "-webkit-line-clamp": f"{most}"}
    return {
        "text-align": among(text.get("align"), "", "center", "end"),
        "line-height": f"calc(1.4em + {spaced})" if spaced else "",
        "white-space": "pre-wrap" if text.get("wrap") is True else "nowrap",
        "text-overflow": "" if text.get("wrap") is True else "ellipsis",
        **(clamp if clamped else {}),
    }


def sunk(component: Json) -> dict[str, str]:
    """Where it stands in the height that it was given."""
    return {"justify-content": _DOWN.get(words(component.get("gravity")), "")}


def shrunk(label: str) -> dict[str, str]:
    """Letters that let the whole label stand on its button: the browser has the room, and here is a guess of the width.

    Letters differ by their font, so the widest usual ones are counted, and a label is rather too small than cut off.
    """
    wide = sum(_width(letter) for letter in label)
    return {"font-size": f"min(16px, calc((100cqi - 32px) / {wide:.2f}))"} if wide > _SURELY_FITS else {}


def _width(letter: str) -> float:
    """In parts of the letters' height."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if letter in _THAI:
        return 0.68
    return 0.7 if letter.isascii() and not letter.isupper() else 1.05


def pictured(image: Json) -> dict[str, str]:
    wide, high = ratio(image)
    return {
        "width": length(image.get("size"), _PICTURES) or _PICTURES["md"],
        "aspect-ratio": f"{wide}/{high}",
        "object-fit": "cover" if image.get("aspectMode") == "cover" else "contain",
        "background": colour(image.get("backgroundColor")),
        "align-self": _ASIDE.get(words(image.get("align")), "center"),
    }


def ratio(image: Json) -> tuple[str, str]:
    found = _RATIO.fullmatch(words(image.get("aspectRatio")))
    return (found[1], found[2]) if found else ("1", "1")


def _sides(component: Json, name: str, css: str) -> dict[str, str]:
    sides = zip(("Top", "Bottom", "Start", "End"), css.split(), strict=True)
    return {side: length(component.get(f"{name}{which}")) for which, side in sides}


def _gradient(background: Json) -> str:
    angle, start, end = (words(background.get(name)) for name in ("angle", "startColor", "endColor"))
    if not (_ANGLE.fullmatch(angle) and colour(start) and colour(end)):
        return ""
    middle, at = colour(background.get("centerColor")), length(background.get("centerPosition") or "50%", {})
    return f"linear-gradient({angle}, {start}, {f'{middle} {at}, ' if middle else ''}{end})"
