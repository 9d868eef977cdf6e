"""The voice process: says lines, plays sounds, tells what came of them. See `orders` for its language.

The main thread reads orders and never waits for sound; one thread speaks; each sound has a player of its own, so that
a tick under the finger does not wait for a sentence. A film has a thread besides, and is lowered while one speaks.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

from kiosk.ui.voice.floor import Floor
from kiosk.ui.voice.headphones import headphones_present
from kiosk.ui.voice.orders import Kind, Say, Trouble, VoiceEvent
from kiosk.ui.voice.output import NoSoundDevice, Output, PlayerMissing, Playing, open_output
from kiosk.ui.voice.soundtrack import FilmOrders, Ways
from kiosk.ui.voice.spoken import sentences
from kiosk.ui.voice.voices import ClipVoice, EspeakVoice, Voice, VoiceFailed, VoiceMissing

LISTEN_SECONDS = 0.3  # how soon private speech falls silent after the headphones were pulled out
END_SECONDS = 2.0  # for a film's child and player
MOST_SOUNDS = 4  # at the same time; more ticks than that are one

Tell = Callable[[VoiceEvent], None]
_TROUBLES: dict[type[Exception], Trouble] = {
    PlayerMissing: Trouble.NO_PLAYER,
    NoSoundDevice: Trouble.NO_DEVICE,
    VoiceMissing: Trouble.NO_VOICE,
    VoiceFailed: Trouble.VOICE_FAILED,
}
_FAILURES = tuple(_TROUBLES)


class Teller:
    """Writes events, a trouble only once until it is over."""

    def __init__(self, out: IO[str]) -> None:
        self._out, self._lock = out, threading.Lock()
        self._trouble: Trouble | None = None

    def __call__(self, event: VoiceEvent) -> None:
        with self._lock:
            self._out.write(event.line() + "\n")
            self._out.flush()

    def ready(self, trouble: Trouble | None, detail: str) -> None:
        self._trouble = trouble
        self(VoiceEvent(Kind.READY, trouble=trouble, detail=detail))

    def failed(self, trouble: Trouble, detail: str) -> None:
        if trouble is not self._trouble:
            self._trouble = trouble
            self(VoiceEvent(Kind.TROUBLE, trouble=trouble, detail=detail))

    def well(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            self(VoiceEvent(Kind.WELL))


class Mouth:
    """Says one `Say` at a time on a thread of its own. `alone` answers whether private lines may be said now.

    `sounds`: those that a `Say` may name to be heard before its lines.
    """

    def __init__(
        self,
        voice: Voice,
        output: Output,
        tell: Teller,
        alone: Callable[[], bool],
        sounds: Mapping[str, bytes] | None = None,
        floor: Floor | None = None,
    ) -> None:
        self._floor = floor or Floor("")
        self.clear: Callable[[], bool] = _nobody_else
        """Asked where a card that plays for one alone was taken: whether it is free now."""
        self._voice, self._output, self._tell, self._alone = voice, output, tell, alone
        self._sounds = sounds or {}
        self._change = threading.Condition()
        self._waiting: deque[Say] = deque()
        self._now: Say | None = None
        self._cut = False  # what is being said is to end
        self._playing: Playing | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="mouth", daemon=True)
        self._thread.start()

    def say(self, order: Say) -> None:
        with self._change:
            if not order.more:
                self._silence()
            self._waiting.append(order)
            self._change.notify()

    def stop(self) -> None:
        with self._change:
            self._silence()

    def is_speaking(self) -> bool:
        """Whether something is being said or about to be, here or by the board beside this terminal."""
        return self._now is not None or bool(self._waiting) or self._floor.is_taken()

    def close(self) -> None:
        """End what is said and the thread."""
        with self._change:
            self._ended = True
            self._silence()
            self._change.notify()
        self._thread.join(5)

    def _silence(self) -> None:
        while self._waiting:
            self._tell(VoiceEvent(Kind.STOPPED, self._waiting.popleft().id))
        if self._now is not None:
            self._cut = True
            if self._playing is not None:
                self._playing.stop()

    def _run(self) -> None:
        while True:
            with self._change:
                self._now, self._cut, self._playing = None, False, None
                self._change.wait_for(lambda: self._waiting or self._ended)
                if self._ended:
                    return
                self._now = order = self._waiting.popleft()
            with self._floor.taken():
                said = self._speak(order)
            self._tell(VoiceEvent(said, order.id))

    def _speak(self, order: Say) -> Kind:
        """Say every line; how it ended."""
        sound = self._sounds.get(order.before)
        ended = self._heard(order, lambda: sound) if sound else None
        if ended is not None:
            return ended
        for part, line in enumerate(order.lines):
            for sentence in sentences(line):
                ended = self._heard(order, partial(self._voice.render, sentence, order.language), part)
                if ended is not None:
                    return ended
        return Kind.STOPPED if self._cut else Kind.FINISHED

    def _heard(self, order: Say, render: Callable[[], bytes], part: int | None = None) -> Kind | None:
        """Play what `render` makes, to its end, which is None; else how it ended."""
        if order.private and not self._alone():
            return Kind.WITHHELD
        if self._cut:
            return Kind.STOPPED
        try:
            self._output.check()
            wav = render()
            playing = self._begin(wav)
        except _FAILURES as failure:
            self._tell.failed(_TROUBLES[type(failure)], str(failure))
            return Kind.STOPPED
        if part is not None:
            self._tell(VoiceEvent(Kind.STARTED, order.id, part))
        return self._listen(playing, order.private, wav)

    def _begin(self, wav: bytes) -> Playing:
        with self._change:
            playing = self._playing = self._output.play(wav)
            if self._cut:
                playing.stop()
        return playing

    def _listen(self, playing: Playing, private: bool, wav: bytes) -> Kind | None:
        """Wait for the sound to end; None when it was heard to its end."""
        while (status := playing.wait(LISTEN_SECONDS if private else None)) is None:
            if not self._alone():
                playing.stop()
                playing.wait()
                return Kind.WITHHELD
        if self._cut:
            return Kind.STOPPED
        if status and self.clear():
            return self._listen(self._begin(wav), private, wav)
        if status:
            self._tell.failed(Trouble.PLAYER_FAILED, playing.reason())
            return Kind.STOPPED
        self._tell.well()
        return None


class Sounds:
    """Short sounds by name, kept in memory; each plays beside whatever else is heard."""

    def __init__(self, folder: Path, output: Output, tell: Teller) -> None:
        self._output, self._tell = output, tell
        self.wavs = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.wav"))} if folder.is_dir() else {}
        self._playing: list[Playing] = []

    def play(self, name: str) -> None:
        """Start the sound; nothing when it does not exist or too many sound already. Main thread only."""
        self._playing = [playing for playing in self._playing if playing.wait(0) is None]
        wav = self.wavs.get(name)
        if wav is None or len(self._playing) >= MOST_SOUNDS:
            return
        try:
            self._output.check()
            self._playing.append(self._output.play(wav))
        except _FAILURES as failure:
            self._tell.failed(_TROUBLES[type(failure)], str(failure))
            return
        self._tell(VoiceEvent(Kind.SOUNDED, detail=name))

    def close(self) -> None:
        for playing in self._playing:
            playing.stop()


def serve(orders: IO[str], out: IO[str]) -> int:
    """Read orders until they end. Exit status 0, or 2 when the first order is no `begin`."""
    import json

    lines = (json.loads(line) for line in orders if line.strip())
    begin = next(lines, None)
    if not begin or begin.get("do") != "begin":
        return 2
    tell = Teller(out)
    output = open_output(begin["device"])
    other = EspeakVoice(begin["voice"], begin["words_a_minute"])
    voice = ClipVoice([Path(folder) for folder in begin["clips"]], other)
    sounds = Sounds(Path(begin["sounds"]), output, tell)
    mouth = Mouth(voice, output, tell, _listener(begin["private_by"]), sounds.wavs, Floor(begin["device"]))
    film = FilmOrders(Ways(output, tell, mouth.is_speaking))
    mouth.clear = film.step_aside
    tell.ready(*_missing(output, voice))
    for order in lines:
        _obey(order, mouth, sounds, film)
    film.close(END_SECONDS)
    mouth.close()
    sounds.close()
    return 0


def _nobody_else() -> bool:
    """No film holds the card."""
    return False


def _obey(order: Mapping[str, Any], mouth: Mouth, sounds: Sounds, film: FilmOrders) -> None:
    if order["do"] == "say":
        mouth.say(Say.of(order))
    elif order["do"] == "stop":
        mouth.stop()
    elif order["do"] == "sound":
        sounds.play(order["name"])
    elif order["do"] == "film":
        film.obey(order)


def _missing(output: Output, voice: Voice) -> tuple[Trouble | None, str]:
    """What keeps this machine from speaking, and in words; nothing when it can."""
    try:
        output.check()
        voice.check()
    except _FAILURES as failure:
        return _TROUBLES[type(failure)], str(failure)
    return None, ""


def _listener(private_by: str) -> Callable[[], bool]:
    """Whether somebody listens alone, by the setting `private_by`."""
    if private_by == "headphones":
        return headphones_present
    return (lambda: True) if private_by == "speaker" else (lambda: False)


def main() -> int:
    import os
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the terminal's; it ends us by closing the pipe
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no event
    try:
        return serve(sys.stdin, events)
    except BrokenPipeError:
        return 0  # the terminal is gone
