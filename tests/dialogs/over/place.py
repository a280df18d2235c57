"""A dialog as data, and somebody at the other end of a channel who can hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Seen:
    """What a person is shown at once, whatever draws it: the words as in `bot.messages.Reply.plain`, and the labels.

    Each place reduces what it draws to this. The marks by which it tells cards apart are taken off, links go to the
    card that they belong to, a map is the link to one, and of a file there is the name.
    """

    words: str
    buttons: tuple[str, ...] = ()


NOTHING = Seen("")


@dataclass(frozen=True)
class Button:
    """`data` is what it brings back, or what it says."""

    label: str
    data: str
    says: str = ""


@dataclass(frozen=True)
class File:
    """A file as it arrived."""

    name: str
    content: str


class Place(Protocol):
    """One person at the far end of one channel. Each method returns when all is answered that there is to answer."""

    known: bool
    """Whether the bot takes whoever is there for its operator, who need not register."""

    def opens(self) -> Seen:
        """Come to the bot for the first time, as people do here."""
        ...

    def says(self, text: str) -> Seen: ...

    def taps(self, label: str, number: int = 1) -> Seen:
        """Tap the `number`th button with this label, of the latest answer that still shows one."""
        ...

    def got(self) -> list[File]:
        """The files that came with the last answer, opened as this person would."""
        ...


@dataclass(frozen=True)
class Step:
    """`does` is "opens", "says" or "taps"; `seen` is what comes of it, `guest` where that is else for a stranger."""

    does: str
    what: str
    seen: Seen
    number: int = 1
    guest: Seen | None = None

    def answer(self, place: Place) -> Seen:
        """What is expected there."""
        return self.guest if self.guest and not place.known else self.seen

    def taken(self, place: Place) -> Seen:
        """What is seen there when it is done."""
        if self.does == "opens":
            return place.opens()
        return place.says(self.what) if self.does == "says" else place.taps(self.what, self.number)


def says(text: str, words: str, *buttons: str) -> Step:
    return Step("says", text, Seen(words, buttons))


def taps(label: str, words: str, *buttons: str, number: int = 1) -> Step:
    return Step("taps", label, Seen(words, buttons), number)


def on_map(title: str, address: str, latitude: float, longitude: float) -> list[str]:
    """A place that an app shows on a map of its own, and the link that is given where there is no such map."""
    link = f"https://www.google.com/maps/search/?api=1&query={latitude:.6f},{longitude:.6f}"
    return [title, address, f"แผนที่: {link}"]


def unsaid(place: list[str], words: str) -> str:
    """The lines of a place that were not said before it, as in `bot.messages.Reply.plain`."""
    return "\n".join(line for line in place if line and line not in words)


def pressed(answers: list[list[Button]], label: str, number: int) -> Button:
    """The button that is meant by `Place.taps`; `answers` have the buttons that can still be tapped, oldest first."""
    for buttons in reversed(answers):
        found = [button for button in buttons if button.label == label]
        if found:
            return found[number - 1]
    raise LookupError(label)
