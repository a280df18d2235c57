"""An office, and a browser to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stores import in_file
from tests.web.console.office import DAY, OTHER, office
from tests.web.served import served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.console.client import Client
    from tests.web.console.office import Office


@pytest.fixture
def here() -> Iterator[Office]:
    """An office without a server: what is asked of it goes straight to the site."""
    with office() as made:
        yield made


@pytest.fixture
def olga(here: Office) -> Client:
    """An organiser, signed in."""
    return here.client()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Office]:
    """An office that is served, for a browser."""
    database = in_file(tmp_path / "web.db")
    with office(DAY, OTHER, database=database) as made, served(made.house) as url:
        made.url = url
        yield made
    database.close()
