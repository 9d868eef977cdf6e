"""The sound of a film in the voice process: begun, played, held, gone on with, made louder, and told how far it is.

    track = Soundtrack(7, command, file, Ways(output, tell, mouth.is_speaking), loud=0.25)
    track.play(0.0)        # seconds from where the command begins
    track.hold()           # silence now
    track.play(12.4)       # what was given last lies here still
    track.end()

``command`` is a limited child of whoever asks: its stdin is the film's file, its stdout a byte (whether there is sound)
and then 48,000 times a second two signed 16-bit samples. Nothing of it is believed but as samples. One thread owns the
child and the player, and both end with it. While something is said the film is lowered; where the card plays for one
alone (HDMI, many a USB loudspeaker) it steps aside, as if it were silent, and comes back in its place.
"""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.ui.voice.film_source import FilmSource, SourceFailed
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent
from kiosk.ui.voice.output import NoSoundDevice, Output, PlayerMissing
from kiosk.ui.voice.streams import FRAME_BYTES, Stream

RATE = 48_000
LOWERED = 0.2
RISE = 0.0625
"""Of full loudness, at most, in a 40th of a second: a film does not startle, and comes back softly after a voice."""
SAY_SECONDS = 0.5
STUCK_SECONDS = 3.0
LOOK_SECONDS = 0.05
MOST_AHEAD_SECONDS, FASTEST = 1.0, 1.005
"""A device that takes everything at once is no clock; a card's is wrong by less than that."""
SOUND, NO_SOUND = "sound", "none"
"""What a film's child finds in its file."""
_UNITY = 256

Tell = Callable[[VoiceEvent], None]


@dataclass(frozen=True)
class Ways:
    """``lowered``: whether something is being said now, here or by another voice on the same loudspeaker."""

    output: Output
    tell: Tell
    lowered: Callable[[], bool]


class PlayerFailed(Exception):
    """The message is the player's reason."""


class Soundtrack:
    def __init__(self, number: int, command: Sequence[str], file: str, ways: Ways, loud: float) -> None:
        self._number, self._command, self._file, self._ways = number, list(command), file, ways
        self._loud = loud
        self._change = threading.Condition()
        self._at: float | None = None  # from where it is to be heard; None: not at all
        self._turn = 0  # of orders; what plays by an older one ends
        self._ended = False
        self._is_aside = False
        self._place: tuple[float, float] | None = None  # of the loudspeaker: second, monotonic
        self._stream: Stream | None = None
        self._thread = threading.Thread(target=self._run, name="film-sound", daemon=True)
        self._thread.start()

    def play(self, at: float) -> None:
        self._order(at)

    def hold(self) -> None:
        self._order(None)

    def loud(self, gain: float) -> None:
        """0 to 1."""
        self._loud = gain

    def step_aside(self) -> bool:
        """Free the card for who speaks; whether it was held."""
        with self._change:
            if self._stream is None:
                return False
            self._is_aside = True
            self._turn += 1
            self._stream.stop()
            return self._change.wait_for(lambda: self._stream is None, LOOK_SECONDS * 10)

    def end(self) -> None:
        """Silence now; child and player are gone soon."""
        self._ended = True
        self._order(None)

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _order(self, at: float | None) -> None:
        with self._change:
            self._at, self._is_aside, self._place = at, False, None
            self._turn += 1
            if self._stream:
                self._stream.stop()
            self._change.notify()

    # -- its thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            with FilmSource(self._command, self._file) as source:
                there = source.begin(lambda: self._ended)
                self._say(Kind.FILM_READY, detail=SOUND if there else NO_SOUND)
                while there and not self._play_once(source):
                    pass
        except (SourceFailed, OSError) as failed:
            self._failed(Trouble.SOURCE_FAILED, failed)
        except PlayerFailed as failed:
            self._failed(Trouble.PLAYER_FAILED, failed)
        except PlayerMissing as failed:
            self._failed(Trouble.NO_PLAYER, failed)
        except NoSoundDevice as failed:
            self._failed(Trouble.NO_DEVICE, failed)

    def _play_once(self, source: FilmSource) -> bool:
        """Wait until it is to be heard, and play until an order or its end; whether it is over with it.

        Raises SourceFailed, PlayerFailed, PlayerMissing, NoSoundDevice.
        """
        with self._change:
            self._change.wait_for(lambda: self._at is not None or self._ended)
            at, turn = self._at, self._turn
        if self._ended or at is None:
            return True
        self._ways.output.check()
        stream = self._ways.output.stream(RATE)
        with self._change:
            self._stream = stream
        try:
            with suppress(_Ordered):
                source.seek(round(at * RATE) * FRAME_BYTES, lambda: self._hear_orders(turn))
                _Pass(self, source, stream, turn).run()
                self._say(Kind.FILM_OVER)
                return True
        except PlayerFailed:
            if not self._ways.lowered():
                raise
            self._is_aside = True  # who speaks has the card
        finally:
            stream.stop()
            stream.wait()
            with self._change:
                self._stream = None
                self._change.notify_all()
        if self._is_aside:
            self._stand_aside(at)
        return self._ended

    def _stand_aside(self, at: float) -> None:
        """Until nobody speaks; the film goes on meanwhile, and is heard from where it is then."""
        begin, when = self._place or (at, time.monotonic())
        turn = self._turn
        while (aside := self._is_aside) and (self._ways.lowered() or time.monotonic() - when < SAY_SECONDS):
            now = time.monotonic()
            self._say(Kind.FILM_AT, at=begin + now - when, when=now)
            with self._change:
                self._change.wait_for(lambda: self._turn != turn, SAY_SECONDS)
        with self._change:
            if aside and self._turn == turn:
                self._at, self._is_aside, self._place = begin + time.monotonic() - when, False, None

    def _heard_at(self, at: float, when: float) -> None:
        self._place = at, when
        self._say(Kind.FILM_AT, at=at, when=when)

    def _hear_orders(self, turn: int) -> None:
        """Raises _Ordered."""
        if turn != self._turn:
            raise _Ordered

    def _say(self, kind: Kind, **more: Any) -> None:
        if not self._ended:
            self._ways.tell(VoiceEvent(kind, self._number, **more))

    def _failed(self, trouble: Trouble, why: Exception) -> None:
        self._say(Kind.FILM_FAILED, trouble=trouble, detail=str(why))


class _Ordered(Exception):
    """Something else is asked for now."""


class _Pass:
    """One stretch of a film that is heard without a break."""

    def __init__(self, track: Soundtrack, source: FilmSource, stream: Stream, turn: int) -> None:
        self._track, self._source, self._stream, self._turn = track, source, stream, turn
        self._from, self._written = source.at, 0
        self._began = self._moved = time.monotonic()
        self._said = 0.0
        self._gain = 0.0

    def run(self) -> None:
        """To its end. Raises _Ordered, SourceFailed, PlayerFailed."""
        while True:
            self._look()
            part = self._source.read(LOOK_SECONDS)
            if part == b"":
                break
            if part:
                self._write(self._as_loud(part))
        self._stream.finish()
        while (status := self._stream.wait(LOOK_SECONDS)) is None:
            self._track._hear_orders(self._turn)
        if status:
            raise PlayerFailed(self._stream.reason())

    def _write(self, pcm: bytes) -> None:
        left = memoryview(pcm)
        while left:
            self._look()
            if self._is_ahead():
                time.sleep(LOOK_SECONDS / 2)
                continue
            try:
                taken = self._stream.write(left)
            except BrokenPipeError:
                self._track._hear_orders(self._turn)
                self._stream.wait(STUCK_SECONDS)
                raise PlayerFailed(self._stream.reason()) from None
            if taken:
                self._written += taken
                self._moved = time.monotonic()
                left = left[taken:]
                self._tell_place()
            else:
                self._stream.room(LOOK_SECONDS)

    def _look(self) -> None:
        """Raises _Ordered, PlayerFailed."""
        self._track._hear_orders(self._turn)
        if time.monotonic() - self._moved > STUCK_SECONDS:
            raise PlayerFailed("nothing was heard for some seconds")

    def _is_ahead(self) -> bool:
        most = (time.monotonic() - self._began) * FASTEST + MOST_AHEAD_SECONDS
        return self._written / FRAME_BYTES / RATE > most

    def _tell_place(self) -> None:
        now = time.monotonic()
        heard = self._written - self._stream.unheard()
        if heard > 0 and now - self._said >= SAY_SECONDS:
            self._said = now
            self._track._heard_at((self._from + heard) / FRAME_BYTES / RATE, now)

    def _as_loud(self, pcm: bytes) -> bytes:
        wanted = self._track._loud * (LOWERED if self._track._ways.lowered() else 1.0)
        was, self._gain = self._gain, min(wanted, self._gain + RISE)
        return scaled(pcm, was, self._gain)


def scaled(pcm: bytes, begin: float, end: float) -> bytes:
    """As loud as ``begin`` where it begins and as ``end`` where it ends, 0 to 1."""
    if begin == end == 1.0:
        return pcm
    if begin == end == 0.0:
        return bytes(len(pcm))
    samples = array("h", pcm)
    first, last, count = round(begin * _UNITY), round(end * _UNITY), len(samples)
    if first == last:
        return array("h", [sample * last >> 8 for sample in samples]).tobytes()
    step = last - first
    return array("h", [sample * (first + step * place // count) >> 8 for place, sample in enumerate(samples)]).tobytes()


class FilmOrders:
    """What the orders about films reach: at most one is heard."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._track: Soundtrack | None = None
        self._number = 0

    def obey(self, order: Mapping[str, Any]) -> None:
        if order["verb"] == "open":
            self.close()
            self._number = order["id"]
            self._track = Soundtrack(self._number, order["command"], order["file"], self._ways, order["loud"])
        elif self._track and order["id"] == self._number:
            self._tell(self._track, order)

    def _tell(self, track: Soundtrack, order: Mapping[str, Any]) -> None:
        if order["verb"] == "play":
            track.play(float(order["at"]))
        elif order["verb"] == "hold":
            track.hold()
        elif order["verb"] == "loud":
            track.loud(float(order["loud"]))
        elif order["verb"] == "end":
            self.close()

    def step_aside(self) -> bool:
        """As `Soundtrack.step_aside`, of the film that is heard."""
        track = self._track
        return bool(track and track.step_aside())

    def close(self, seconds: float = 0.0) -> None:
        """Silence; its child and its player are waited for so long."""
        track, self._track = self._track, None
        if track:
            track.end()
            track.join(seconds)
