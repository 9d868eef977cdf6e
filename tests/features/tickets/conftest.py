"""The hall most tests of the queue stand in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.features.tickets.hall import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall.db")
    yield hall
    hall.database.close()
