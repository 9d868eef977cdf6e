"""The first picture of a film in this very process: for one whose own doors are shut, and which may start no other."""

from __future__ import annotations

from pathlib import Path

from content.kinds.kind import ItemRefused
from content.kinds.picture import NotDecoded
from kiosk.features.exhibition.terminal.film.child import fitted, head_of
from kiosk.features.exhibition.terminal.film.messages import Message


def first_picture(path: Path, room: tuple[int, int]) -> tuple[Message, bytes]:
    """As `film.first_picture`. Raises NotDecoded."""
    from av.video.reformatter import Interpolation

    from content.kinds.video import Film

    try:
        with path.open("rb", buffering=0) as stream:
            film = Film(stream)
            size = fitted(film.facts, room)
            _, frame = next(iter(film.frames()))
            plane = frame.reformat(*size, "rgba", interpolation=Interpolation.BILINEAR).planes[0]
            drawn, row = memoryview(plane), size[0] * 4
            lines = (at * plane.line_size for at in range(size[1]))
            return head_of(film.facts, size), b"".join(bytes(drawn[at : at + row]) for at in lines)
    except (ItemRefused, MemoryError, StopIteration) as error:
        raise NotDecoded(str(path)) from error
