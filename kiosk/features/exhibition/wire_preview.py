"""What travels between the hall and the worker that draws a preview (`kiosk/apps/preview`).

The hall opens a stream: `HEAD`, then that many bytes of JSON, `Asked` with the names of the files that follow; then the
files' descriptors (SCM_RIGHTS), `A_BATCH` of them beside each single byte; a .zip alone is one descriptor. The worker
answers a line of JSON each: `HEARD` at once, what it begins to draw, and at last `Answer`, with the picture's bytes
behind it. Whoever closes the stream ends the work.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from kiosk.core.link.shapes import WrongShape, read

HEAD = struct.Struct("!I")
A_BATCH = 100  # of 253 that the kernel lets pass at once
MOST_FILES = 8000
MOST_ASKED = 4 << 20  # bytes
MOST_PICTURE = 64 << 20
LONGEST_LINE = 8 << 10

HOME, LIST = "home", "list"
WHOLE_HOME, ALL_SERVICES = "whole_home", "all_services"
"""What can be asked for beside an exhibit; no exhibit's key is one of them, since a key has a slash. The last two have
every tile that a terminal may show, as `arranged` says."""
PLACES = (HOME, LIST, WHOLE_HOME, ALL_SERVICES)
MOST_ARRANGED = 60
ORIENTATIONS = ("portrait", "landscape")
MODES = ("standard", "elder", "contrast", "elder-contrast")


@dataclass(frozen=True)
class Asked:
    """One picture: the exhibit of that id, or home, or the list, as it stands at `at` (hall time, ISO, naive); of
    an item that is a bank its question of that number.

    `page` counts from 0: of the screens of an exhibit, or of the list; of a question the second is its explanation.
    `hall` and `short` stand in the header. `voice`: a terminal that can be heard has 语音 in its dock, and 读给我听
    beside a text. `arranged` are keys of small tiles and where an editor put them, in their order.
    """

    item: str
    orientation: str
    mode: str
    at: str
    page: int = 0
    hall: str = ""
    short: str = ""
    voice: bool = True
    question: str = ""
    arranged: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Raises WrongShape."""
        if self.orientation not in ORIENTATIONS or self.mode not in MODES or not 0 <= self.page < MOST_FILES:
            raise WrongShape("no such picture")
        if len(self.arranged) > MOST_ARRANGED:
            raise WrongShape("arranged")
        try:
            at = datetime.fromisoformat(self.at)
        except ValueError as error:
            raise WrongShape("at") from error
        if at.tzinfo is not None:
            raise WrongShape("at: hall time has no offset here")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: Any) -> Asked:
        """Raises WrongShape."""
        return read(cls, given)


@dataclass(frozen=True)
class Answer:
    """What became of it. `size` bytes of PNG follow; 0: it was refused, and `refused` is one of `WHY`.

    `reason` is the pack's own, in the keeper's words, with the file at fault. `pages`: screens of the exhibit, pages of
    the list. `on`: the exhibit is shown at that time. `broken`: it cannot be shown, and the picture says so.
    """

    size: int = 0
    refused: str = ""
    reason: str = ""
    title: str = ""
    page: int = 0
    pages: int = 1
    on: bool = True
    broken: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Answer:
        """Raises WrongShape."""
        return read(cls, dict(given))


REJECTED, NO_ITEM, TOO_SLOW, FAILED = "rejected", "no_item", "too_slow", "failed"
WHY = (REJECTED, NO_ITEM, TOO_SLOW, FAILED)
HEARD = {"step": "heard"}
