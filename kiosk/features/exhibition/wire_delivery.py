"""What a screen says to its hall of what it shows: ``POST /api/packs/shown``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

TROUBLES = frozenset(
    {"", "fetching", "preparing", "no_room", "wrong_bytes", "gone", "refused", "crashed", "kept_back", "older"}
)
"""Why a screen does not show what it was offered: on its way (`fetching`, `preparing`), the disk has no room for it,
the bytes are not what their hashes say, the hall has no such file, the check on the screen refused it, it ended the
program again and again, somebody at the screen went back, or the offer is older than what the screen knows."""
SOURCES = frozenset({"", "hall", "stick"})
_RELEASE = re.compile(r"|[0-9a-f]{64}")
_MOST = 1 << 53


class ShownRefused(Exception):
    """It is no such report; the message names the field."""


@dataclass(frozen=True, slots=True)
class ShownNow:
    """``release``: its number, empty: the starter alone; ``since``: ISO time; ``serial``: of the newest offer heard;
    ``wanted``: the release it should show, where that is another; ``percent``: of it that is here.
    """

    release: str = ""
    since: str = ""
    source: str = ""
    serial: int = 0
    wanted: str = ""
    trouble: str = ""
    percent: int = 100

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def parse_shown(told: Mapping[str, Any]) -> ShownNow:
    """Raises ShownRefused."""
    texts = {name: _text(told, name) for name in ("release", "since", "source", "wanted", "trouble")}
    if not _RELEASE.fullmatch(texts["release"]) or not _RELEASE.fullmatch(texts["wanted"]):
        raise ShownRefused("release")
    if texts["trouble"] not in TROUBLES or texts["source"] not in SOURCES:
        raise ShownRefused("trouble, source")
    try:
        if texts["since"]:
            datetime.fromisoformat(texts["since"])
    except ValueError as error:
        raise ShownRefused("since") from error
    return ShownNow(**texts, serial=_whole(told, "serial", _MOST), percent=_whole(told, "percent", 101))


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or len(value) > 64:
        raise ShownRefused(name)
    return value


def _whole(told: Mapping[str, Any], name: str, beyond: int) -> int:
    value = told.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < beyond:
        raise ShownRefused(name)
    return value
