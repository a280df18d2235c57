"""Whether everybody can use a page: the rules of axe-core, run in the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe


if TYPE_CHECKING:
    from playwright.sync_api import Page


_AXE = Axe()


def axe(page: Page) -> list[str]:
    """What axe finds against a page: each rule with what breaks it."""
    found = _AXE.run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
