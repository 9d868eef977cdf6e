"""The limited child that decodes one film: its file comes on stdin, its pictures go into memory that the player sees.

Run as a script by `film.Film`, one process a film. Before the first byte of it is read the doors of `core.limited` are
closed: no other file, no network, no process, no thread; memory and time are bounded. It makes a picture when it is
given a free slot, and waits otherwise; where nobody is at the other end any more it ends.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from content.kinds.video import Facts
    from kiosk.features.exhibition.terminal.film.messages import Message

MEMORY_BYTES = 600_000_000
"""Of addresses; libav's own code takes 180 MB of them, a film of 1920 px about 60 MB of memory in all."""
CPU_SECONDS = 7200  # of at most ten minutes in the loop; on its page a film may be as long as it is
LATE_SECONDS = 0.2
"""A film without sound may lag so far behind, where that shows more of it."""
MOST_LEFT_OUT = 3
"""Of pictures that are late; one in four is drawn all the same, where a machine is too slow for all of them."""
_PICTURE, _PLAYER = 0, 1
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    import kiosk.features.exhibition.terminal.film.messages  # noqa: F401
    from content.kinds.video import bring_libraries
    from kiosk.core.limited.kernel import prctl
    from kiosk.core.limited.profiles import bytes_only

    bring_libraries()
    asked = json.loads(sys.argv[1])
    memory = mmap.mmap(asked["memory"], asked["bytes"] * asked["slots"])
    prctl(_PR_SET_PDEATHSIG, _SIGKILL)  # it belongs to the thread that started it
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    _play(memory, asked["bytes"], (asked["room"][0], asked["room"][1]), asked["start"])


def _play(memory: mmap.mmap, slot_bytes: int, room: tuple[int, int], start: float) -> None:
    from content.kinds.kind import ItemRefused
    from content.kinds.video import Film
    from kiosk.features.exhibition.terminal.film.messages import Kind, Message

    try:
        film = Film(os.fdopen(_PICTURE, "rb", buffering=0))
        wide, high = fitted(film.facts, room)
        _say(head_of(film.facts, (wide, high)))
        slots = _free_slots()
        slot, position = next(slots)
        left_out = 0
        for seconds, frame in film.frames(start):
            left_out = left_out + 1 if seconds < position - LATE_SECONDS else 0
            if left_out % (MOST_LEFT_OUT + 1):  # too late to be seen: decoded only for those after it
                continue
            _draw(frame, wide, high, memory, slot * slot_bytes)
            _say(Message(Kind.FRAME, slot, seconds=seconds))
            slot, position = next(slots)
        _say(Message(Kind.END))
    except (ItemRefused, MemoryError):
        _say(Message(Kind.REFUSED))


def head_of(facts: Facts, size: tuple[int, int]) -> Message:
    from kiosk.features.exhibition.terminal.film.messages import Kind, Message

    return Message(Kind.HEAD, int(facts.has_sound), facts.turned, *size, min(facts.seconds, 1e8))


def fitted(facts: Facts, room: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the pictures that, turned, fit into ``room``."""
    scale = min(room[0] / facts.size[0], room[1] / facts.size[1])
    wide, high = (max(1, int(side * scale)) for side in facts.size)
    if facts.turned % 180:
        wide, high = high, wide
    return max(2, wide), max(2, high)


def _free_slots() -> Iterator[tuple[int, float]]:
    """In turn, each when the player has given it back, with where the film is; ends this process when there is no
    player.
    """
    from kiosk.features.exhibition.terminal.film.messages import CREDIT, SLOTS

    while True:
        for slot in range(SLOTS):
            told = os.read(_PLAYER, CREDIT.size)
            if len(told) < CREDIT.size:
                sys.exit()
            yield slot, CREDIT.unpack(told)[0]


def _draw(frame: VideoFrame, wide: int, high: int, memory: mmap.mmap, at: int) -> None:
    from av.video.reformatter import Interpolation

    # Not FAST_BILINEAR: where it makes pictures larger it writes machine code, which is refused here.
    plane = frame.reformat(wide, high, "rgba", interpolation=Interpolation.BILINEAR).planes[0]
    row, drawn = wide * 4, memoryview(plane)
    if plane.line_size == row:
        memory[at : at + row * high] = drawn[: row * high]
        return
    for line in range(high):
        memory[at + line * row : at + (line + 1) * row] = drawn[line * plane.line_size : line * plane.line_size + row]


def _say(message: object) -> None:
    from kiosk.features.exhibition.terminal.film.messages import Message

    assert isinstance(message, Message)
    os.write(_PLAYER, message.to_bytes())


if __name__ == "__main__":
    main()
