"""What a terminal or a board tells its hall of one hour that is over: counts of visitors, and what its screen showed.

`to_json` and `report_from_json` are each other's inverse. An hour with more than `MOST_PLAYS` items is several reports.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from kiosk.core.link.shapes import read
from kiosk.features.use.rules.hours import read_hour

PATH = "/api/use"
MOST_PLAYS = 200
MOST_BYTES = 256 << 10
LETTERS = 200
MOST = 100_000  # of anything in an hour: seconds of fifty visitors a minute are fewer
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _is_hour(text: str) -> bool:
    read_hour(text)
    return True


def _is_short(text: str) -> bool:
    return len(text) <= LETTERS


def _is_named(text: str) -> bool:
    return 0 < len(text) <= LETTERS


def _is_digest(text: str) -> bool:
    return text == "" or bool(_DIGEST.fullmatch(text))


def _is_count(number: int) -> bool:
    return 0 < number <= MOST


def _is_number(number: int) -> bool:
    return 0 <= number <= MOST


@dataclass(frozen=True, slots=True)
class Played:
    """One item of a pack, as often and as long as it was really on the screen. `sha256` is its file's; empty: the file
    was gone before it could be read.
    """

    pack: Annotated[str, _is_named]
    version: Annotated[str, _is_short]
    item: Annotated[str, _is_named]
    title: Annotated[str, _is_short]
    sha256: Annotated[str, _is_digest]
    times: Annotated[int, _is_count]
    seconds: Annotated[int, _is_number]


@dataclass(frozen=True, slots=True)
class Counted:
    """`thing`: a name of `rules/things.py`."""

    thing: Annotated[str, _is_named]
    times: Annotated[int, _is_count]


@dataclass(frozen=True, slots=True)
class HourReport:
    """`hour`: `2026-11-17T10`, by the terminal's clock. `demo`: of a demonstration, which no real hall counts."""

    hour: Annotated[str, _is_hour]
    demo: bool
    counted: tuple[Counted, ...]
    played: tuple[Played, ...]


def to_json(report: HourReport) -> dict[str, Any]:
    return asdict(report)


def report_from_json(given: Any) -> HourReport:
    """Raises WrongShape."""
    return read(HourReport, given)
