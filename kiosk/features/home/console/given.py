"""What the page 首页 is handed by the app: which tiles there may be, and how home is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.features.home.rules.arrangement import Arrangement


@dataclass(frozen=True, slots=True)
class TileName:
    """A small tile that terminals may show; `is_small`: on home by itself."""

    key: str
    name: str
    group: str
    icon: str
    is_small: bool
    is_main: bool = False


class NotDrawn(Exception):
    """The text says why, in the editor's words; `why` is busy while another picture is drawn."""

    def __init__(self, why: str, text: str) -> None:
        super().__init__(text)
        self.why, self.text = why, text


@dataclass(frozen=True, slots=True)
class Looked:
    """What is asked for: home or 全部服务, which way up, in which mode."""

    page: str
    orientation: str
    mode: str


class Draw(Protocol):
    """A PNG; blocks, and ends when `gone` says so. Raises NotDrawn."""

    def __call__(self, looked: Looked, arrangement: Arrangement, gone: Callable[[], bool]) -> bytes: ...


@dataclass(frozen=True)
class Given:
    names: Callable[[], Sequence[TileName]]
    draw: Draw
