"""Settings, from the environment and `.env`, checked when they are read. Passed around as a value."""

from __future__ import annotations

import re
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from ipaddress import ip_address
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AnyHttpUrl, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettings


_HOME = ZoneInfo("Asia/Bangkok")
_SECRET = frozenset(
    {"LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"}
)


def _database(url: str) -> str:
    if not url.startswith(("sqlite://", "postgresql://", "postgresql+psycopg://", "postgres://")):
        raise ValueError
    return url


def _web(url: str) -> str:
    TypeAdapter(AnyHttpUrl).validate_python(url)
    return url.rstrip("/")


def basic_id(found: str) -> str:
    """A LINE account's own id, with the @ before it that people leave out."""
    if found and not re.fullmatch(r"@?[a-z0-9._-]{3,30}", found):
        raise ValueError
    return f"@{found.removeprefix('@')}" if found else ""


def username(found: str) -> str:
    """A Telegram bot's name, without the @ that people put before it."""
    if found and not re.fullmatch(r"@?[A-Za-z][A-Za-z0-9_]{4,31}", found):
        raise ValueError
    return found.removeprefix("@")


def aware(moment: datetime) -> datetime:
    """A time that somebody gives without a zone is Thai time."""
    return moment.replace(tzinfo=_HOME) if moment.tzinfo is None else moment


Url = Annotated[str, AfterValidator(_web)]
Secret = Annotated[str, Field(repr=False)]  # whoever prints the settings, in an error too, prints none of them


class Settings(BaseSettings):
    """Field names are the settings' own, in lower case. An empty one counts as not given."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = "sqlite:///data/nongnat.db"
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    public_url: Url | Literal[""] = ""

    line_channel_secret: Secret = ""
    line_channel_access_token: Secret = ""
    line_api_url: Url = "https://api.line.me"
    line_reserve: int | None = Field(None, ge=0)
    line_basic_id: Annotated[str, AfterValidator(basic_id)] = ""
    telegram_bot_token: Secret = ""
    telegram_webhook_secret: Secret = ""
    telegram_api_url: Url = "https://api.telegram.org"
    telegram_username: Annotated[str, AfterValidator(username)] = ""
    telegram_mode: Literal["webhook", "polling"] = "webhook"

    nongnat_now: Annotated[datetime, AfterValidator(aware)] | None = None
    nongnat_speed: float = Field(1, gt=0, le=100_000)

    @model_validator(mode="after")
    def _rehearses_at_home(self) -> Self:
        """A rehearsal must not reach real people: its channels' APIs are on this machine, or it is none."""
        channels = (
            ("LINE_API_URL", self.line_channel_access_token, self.line_api_url),
            ("TELEGRAM_API_URL", self.telegram_bot_token, self.telegram_api_url),
        )
        for name, token, url in channels:
            if self.nongnat_now and token and not _here(url):
                raise PydanticCustomError("rehearsal", "a rehearsal with a real channel", {"name": name, "found": url})
        return self

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """A platform has all that it needs, or none of it."""
        pairs = [
            ("LINE_CHANNEL_SECRET", self.line_channel_secret, "LINE_CHANNEL_ACCESS_TOKEN"),
            ("LINE_CHANNEL_ACCESS_TOKEN", self.line_channel_access_token, "LINE_CHANNEL_SECRET"),
        ]
        if self.telegram_mode == "webhook":
            pairs.append(("TELEGRAM_BOT_TOKEN", self.telegram_bot_token, "TELEGRAM_WEBHOOK_SECRET"))
        for name, given, other in pairs:
            if given and not getattr(self, other.lower()):
                raise PydanticCustomError("alone", "a setting without its other half", {"name": other, "found": name})
        return self


def _here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def settings() -> Settings:
    """The settings of this process. Raises BadSettings for the first that is wrong.

    Its values: `name`, what was `found` there (never a secret); the text says what was expected.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    if first["type"] in ("rehearsal", "alone"):
        raise BadSettings(f"cli.setting.{first['type']}", **first["ctx"])
    name = str(first["loc"][0]).upper()
    found = "…" if name in _SECRET else re.sub("//.*@", "//…@", str(first["input"]))
    raise BadSettings(f"cli.setting.{name.lower()}", name=name, found=found)
