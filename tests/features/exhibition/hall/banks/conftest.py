"""A hall with a bank on its screens."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from content.pack.build import build
from kiosk.apps.hall.service import HallService, open_service
from kiosk.core.database.clock import HALL_TIME
from kiosk.features.exhibition.hall.built import take_file
from kiosk.settings import HallSettings
from tests.content.sheets import HEADER, question, write_sheet

NOW = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
BANK = "spring/quiz"
MANIFEST = """format = 1
name = "{name}"
version = "{version}"
title = "春天"

[[items]]
id = "quiz"
kind = "bank"
file = "quiz.xlsx"
title = "冬季题库"
"""


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    place = io.BytesIO()
    write_sheet(place, [HEADER, *rows])  # type: ignore[arg-type]
    return place.getvalue()


def rows(count: int = 3) -> list[tuple[object, ...]]:
    return [question(number, f"第{number}问？", "A", "甲", "乙", "丙") for number in range(1, count + 1)]


def laid(root: Path, version: str, content: bytes, name: str = "spring") -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "manifest.toml").write_text(MANIFEST.format(name=name, version=version), encoding="utf-8")
    (root / "quiz.xlsx").write_bytes(content)
    return root


class Hall:
    """A hall that is opened and closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = HallSettings(data_dir=folder / "hall", socket=folder / "hall.sock")
        self.open()

    def open(self) -> None:
        self.service: HallService = open_service(self.settings, clock=lambda: NOW)

    def close(self) -> None:
        self.service.close()

    def play(self, version: str, content: bytes, name: str = "spring") -> int:
        built = build(laid(self.folder / "making" / f"{name}-{version}", version, content, name), self.folder)
        number = take_file(self.service.packs, built.path, NOW.date()).version.id
        self.service.packs.approve(number)
        self.service.packs.publish(number)
        return number


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path)
    yield opened
    opened.close()
