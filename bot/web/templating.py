"""The templates of the pages in bot/web/templates: what is put into one is escaped, and what it misses is an error."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # a file that is newer than the running code asks for values that this does not give
        trim_blocks=True,
        lstrip_blocks=True,
    )
