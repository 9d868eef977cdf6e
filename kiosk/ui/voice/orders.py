"""What a terminal or a board and its voice process tell each other: one JSON object a line, orders in, events out.

Orders (stdin of the process; its end ends the process):

    {"do": "begin", "device", "voice", "words_a_minute", "clips": [...], "sounds", "private_by"}   the first line
    {"do": "say", "id", "lines", "language", "private", "more", "before"}
                                          `more`: after what is being said, not instead; `before`: a sound heard first
    {"do": "stop"}
    {"do": "sound", "name"}
    {"do": "film", "id", "verb": "open", "command": [...], "file", "loud"}    see `soundtrack`; an older film ends
    {"do": "film", "id", "verb": "play", "at"}, … "hold", … "loud", "loud"}, … "end"}

Events (stdout): see `VoiceEvent`. No event carries a word of what was said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """Why there is no sound."""

    NO_PLAYER = "no_player"
    NO_VOICE = "no_voice"
    NO_DEVICE = "no_device"
    PLAYER_FAILED = "player_failed"
    VOICE_FAILED = "voice_failed"
    SOURCE_FAILED = "source_failed"  # of a film alone: its sound cannot be decoded
    GAVE_UP = "gave_up"  # the process ended too often; said by the announcer, not by the process
    STARTING = "starting"


class Kind(StrEnum):
    READY = "ready"  # trouble: what is missing, or empty
    STARTED = "started"  # line `part` of saying `id` begins to sound
    FINISHED = "finished"  # `id` was said to its end
    STOPPED = "stopped"  # `id` was cut off by another or by `stop`
    WITHHELD = "withheld"  # `id` is private and nobody listens alone
    SOUNDED = "sounded"  # the sound called `detail` was played
    TROUBLE = "trouble"  # told once, until it is well again
    WELL = "well"  # sound works again
    GONE = "gone"  # the process ended; said by the announcer
    FILM_READY = "film_ready"  # film `id` can be heard, or has nothing to be heard, by `detail`
    FILM_AT = "film_at"  # second `at` of it leaves the loudspeaker `when` (monotonic, of the machine)
    FILM_OVER = "film_over"  # its sound was heard to its end
    FILM_FAILED = "film_failed"  # trouble: why it goes on without sound


OF_FILMS = (Kind.FILM_READY, Kind.FILM_AT, Kind.FILM_OVER, Kind.FILM_FAILED)


@dataclass(frozen=True)
class VoiceEvent:
    kind: Kind
    id: int = 0
    part: int = 0
    trouble: Trouble | None = None
    detail: str = ""
    at: float = 0.0
    when: float = 0.0

    def line(self) -> str:
        return json.dumps({key: value for key, value in asdict(self).items() if value})


def event_of(line: str) -> VoiceEvent | None:
    """The event in a line from the process; None for what is no event (a library that writes to stdout)."""
    try:
        told = json.loads(line)
        trouble = told.get("trouble")
        return VoiceEvent(
            Kind(told["kind"]), int(told.get("id", 0)), int(told.get("part", 0)),
            Trouble(trouble) if trouble else None, str(told.get("detail", "")),
            float(told.get("at", 0.0)), float(told.get("when", 0.0)),
        )  # fmt: skip
    except (ValueError, KeyError, AttributeError, TypeError):
        return None


@dataclass(frozen=True)
class Say:
    """Lines to say, one after the other."""

    id: int
    lines: tuple[str, ...]
    language: str = "zh"
    private: bool = False
    more: bool = False
    before: str = ""

    def __repr__(self) -> str:
        return f"Say({self.id}, {len(self.lines)} lines)"  # never the words

    @classmethod
    def of(cls, order: Mapping[str, Any]) -> Say:
        lines = tuple(str(line) for line in order["lines"])
        private, more = bool(order["private"]), bool(order["more"])
        return cls(order["id"], lines, order["language"], private, more, str(order.get("before", "")))
