"""The last slips of an emulated printer: numbered, with the time each was first seen, and as pictures."""

import hashlib
import io
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from devices.emulators import Slip

KEPT = 12


@dataclass(frozen=True, slots=True)
class SlipView:
    """One slip. `key` names its picture; `clock` is HH:MM:SS, empty while the slip is still in the printer."""

    number: int
    key: str
    clock: str
    byte_count: int
    width_dots: int
    cut: bool
    text: str


class SlipJournal:
    """Remembers the last `KEPT` slips. Not locked: call it with the printer's lock held."""

    def __init__(self, clock: Callable[[], datetime] = datetime.now) -> None:
        self._clock = clock
        self._known: deque[tuple[Slip, SlipView]] = deque(maxlen=KEPT)
        self._count = 0

    def look(self, slips: Sequence[Slip]) -> list[SlipView]:
        """Take note of what is new in the printer's slips (oldest first); the last ones, newest first."""
        whole, rest = (slips, None) if not slips or slips[-1].cut else (slips[:-1], slips[-1])
        for slip in self._new(whole):
            self._count += 1
            self._known.append((slip, _view(slip, self._count, f"{self._clock():%H:%M:%S}")))
        begun = [_view(rest, self._count + 1, "")] if rest else []
        return [*begun, *(view for _, view in reversed(self._known))][:KEPT]

    def _new(self, slips: Sequence[Slip]) -> list[Slip]:
        """Those behind the last known one; the printer keeps each finished slip as one object."""
        last = self._known[-1][0] if self._known else None
        place = next((at for at in range(len(slips) - 1, -1, -1) if slips[at] is last), -1)
        return list(slips[place + 1 :])


def picture(slips: Sequence[Slip], key: str) -> bytes | None:
    """The PNG of that slip (Pillow draws it: not on an event loop); None when there is no such slip any more."""
    slip = next((slip for slip in reversed(slips) if _key(slip) == key), None)
    return slip.png() if slip else None


def screen_picture(png: bytes) -> bytes:
    """The same at half size in greys: browsers drop thin lines when they shrink black and white."""
    from PIL import Image

    file = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("L").reduce(2).save(file, "PNG")
    return file.getvalue()


def _view(slip: Slip, number: int, clock: str) -> SlipView:
    return SlipView(number, _key(slip), clock, len(slip.data), slip.width_dots, slip.cut, slip.text)


def _key(slip: Slip) -> str:
    """Equal bytes make equal pictures, so that a picture may be cached for good."""
    return hashlib.sha256(slip.data + bytes([slip.cut]) + slip.width_dots.to_bytes(2, "big")).hexdigest()[:20]
