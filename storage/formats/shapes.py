"""The shape of a programme file in YAML: which fields an entry has, and which of them it must have."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from storage.programme import Text


BLANK = "\N{REPLACEMENT CHARACTER}"
"""What a required field is read as where the file has nothing, or something wrong: it is never in a result."""


def _bilingual(value: object, info: ValidationInfo) -> object:
    """Plain words are in the programme's own language."""
    return {info.context["language"] if info.context else "th": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    """A single word stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _said(value: list[str]) -> list[str]:
    return [word for word in value if word]


def _required(value: Any) -> Any:
    if not value or (isinstance(value, Words) and not value.text):
        raise PydanticCustomError("missing", "blank")
    return value


def _http(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise PydanticCustomError("not-link", "not http")
    return value


class Shape(BaseModel):
    """`blank` stands in for required fields that are missing, so that an entry's other faults are found as well."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    blank: ClassVar[dict[str, object]] = {}


class Words(Shape):
    th: str = ""
    en: str = ""

    @property
    def text(self) -> Text:
        return Text(self.th, self.en)


class Location(Shape):
    latitude: Annotated[float, Field(allow_inf_nan=False)]
    longitude: Annotated[float, Field(allow_inf_nan=False)]


Bilingual = Annotated[Words, BeforeValidator(_bilingual)]
Title = Annotated[Words, BeforeValidator(_bilingual), AfterValidator(_required)]
Id = Annotated[str, AfterValidator(_required)]
Listed = Annotated[list[str], BeforeValidator(_listed), AfterValidator(_said)]
Link = Annotated[str, AfterValidator(_http)]
_NAMED: dict[str, object] = {"id": BLANK, "name": BLANK}
_TITLED: dict[str, object] = {"id": BLANK, "title": BLANK}


class ContactShape(Shape):
    blank = {"name": BLANK}
    name: Title
    phone: str = ""
    email: str = ""


class ProgrammeShape(Shape):
    """Its other keys are settings, kept for the rooms that they concern; `public`, too, is kept as one."""

    model_config = ConfigDict(extra="allow")
    blank = {**_TITLED, "timezone": BLANK}
    id: Id
    title: Title
    timezone: Id
    organizer: Bilingual = Field(default_factory=Words)
    language: Literal["th", "en"] = "th"
    contacts: list[ContactShape] = []
    public: bool = False


class VenueShape(Shape):
    blank = _NAMED
    id: Id
    name: Title
    aliases: Listed = []
    address: Bilingual = Field(default_factory=Words)
    location: Location | None = None
    url: Link = ""


class SpeakerShape(Shape):
    blank = _NAMED
    id: Id
    name: Title
    aliases: Listed = []
    role: Bilingual = Field(default_factory=Words)


class ModuleShape(Shape):
    blank = _TITLED
    id: Id
    title: Title
    aliases: Listed = []


class GroupShape(Shape):
    blank = _TITLED
    id: Id
    title: Title
    kind: str = ""
    aliases: Listed = []


class CheckPointShape(Shape):
    blank = {**_TITLED, "at": BLANK}
    id: Id
    title: Title
    at: Id


class SessionShape(Shape):
    blank = {**_TITLED, "start": BLANK, "end": BLANK}
    id: Id
    title: Title
    start: Id
    end: Id
    timezone: str = ""
    kind: str = "lecture"
    module: str = ""
    venue: str = ""
    speakers: Listed = []
    aliases: Listed = []
    description: Bilingual = Field(default_factory=Words)
    bring: Bilingual = Field(default_factory=Words)
    dress: Bilingual = Field(default_factory=Words)
    meeting: Bilingual = Field(default_factory=Words)
    url: Link = ""
    attendance: bool = True
    checkpoints: list[CheckPointShape] = []
    status: Literal["confirmed", "cancelled"] = "confirmed"
    sequence: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    uid: str = ""


class FaqShape(Shape):
    blank = {"questions": BLANK, "answer": BLANK}
    questions: Annotated[list[str], BeforeValidator(_listed), AfterValidator(_said), AfterValidator(_required)]
    answer: Title
