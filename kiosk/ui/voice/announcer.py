"""Owns the voice process: starts it, hands it orders, hears its events, starts it again when it dies.

    announcer = Announcer(SoundOrders(device="default", …), on_event=told)
    announcer.start()
    number = announcer.say(["请选一件要办的事"])
    announcer.close()

No call waits. A process that ends is started again after a pause that doubles; after DEATHS_IN_A_ROW of them, each
within HEALTHY_SECONDS of its start, the announcer gives up with the trouble `gave_up`, and the screens go on silently.
"""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.ui.voice.orders import OF_FILMS, Kind, Trouble, VoiceEvent, event_of
from kiosk.ui.voice.voices import CHINESE_VOICE

log = logging.getLogger("kiosk.voice")

DEATHS_IN_A_ROW = 5
HEALTHY_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0
END_SECONDS = 3.0

OnEvent = Callable[[VoiceEvent], None]


@dataclass(frozen=True)
class Equipment:
    """What the voice process works with; see kiosk.settings.SoundSettings."""

    device: str = "default"
    voice: str = CHINESE_VOICE
    words_a_minute: int = 160
    clips: tuple[Path, ...] = ()
    sounds: Path = Path("build/sounds")
    private_by: str = "headphones"

    def order(self) -> dict[str, Any]:
        return {
            "do": "begin", "device": self.device, "voice": self.voice, "words_a_minute": self.words_a_minute,
            "clips": [str(folder) for folder in self.clips], "sounds": str(self.sounds), "private_by": self.private_by,
        }  # fmt: skip


class Announcer:
    """`on_event` is called on the announcer's thread, and may be set later. `command` is another voice process."""

    def __init__(
        self,
        equipment: Equipment,
        on_event: OnEvent | None = None,
        command: Sequence[str] = (sys.executable, "-m", "kiosk.ui.voice"),
        first_pause_seconds: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        self.on_event: OnEvent = on_event or _nobody
        self.on_film: OnEvent = _nobody  # told of the film that is heard, and when the process is gone
        self.trouble: Trouble | None = Trouble.STARTING  # why nothing can be heard now; None: all is well
        self._equipment, self._command, self._first_pause = equipment, list(command), first_pause_seconds
        self._orders: queue.SimpleQueue[tuple[int, dict[str, Any]] | None] = queue.SimpleQueue()
        self._deaths = 0  # that were told: an order says which process it was meant for
        self._process: subprocess.Popen[str] | None = None
        self._last_id = 0
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []

    # -- life -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the process, on a thread of its own."""
        for name, run in (("voice-owner", self._own), ("voice-orders", self._hand_over)):
            thread = threading.Thread(target=run, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """End the process and the threads; what is being said stops."""
        self._closing.set()
        self._orders.put(None)
        process = self._process
        if process and process.poll() is None:
            process.kill()  # its players end with it
        for thread in self._threads:
            thread.join(END_SECONDS)

    @property
    def pid(self) -> int | None:
        """The running voice process."""
        return self._process.pid if self._process and self._process.poll() is None else None

    # -- orders -----------------------------------------------------------------------------------------------------

    def say(
        self, lines: Sequence[str], *, language: str = "zh", private: bool = False, more: bool = False, before: str = ""
    ) -> int:
        """Say `lines` instead of (`more`: after) what is being said. Returns the id that events carry.

        `before` names a sound that is heard to its end first, as the chime of a call.
        """
        self._last_id += 1
        self._order(
            {
                "do": "say", "id": self._last_id, "lines": list(lines), "language": language, "private": private,
                "more": more, "before": before,
            }
        )  # fmt: skip
        return self._last_id

    def stop(self) -> None:
        """Fall silent; sounds go on to their end."""
        self._order({"do": "stop"})

    def sound(self, name: str) -> None:
        """Play tap, done, notice, bell or chime."""
        self._order({"do": "sound", "name": name})

    def film(self, number: int, verb: str, **more: Any) -> None:
        """An order of `orders` about the film that is heard."""
        self._order({"do": "film", "id": number, "verb": verb, **more})

    def _order(self, order: dict[str, Any]) -> None:
        self._orders.put((self._deaths, order))

    # -- threads ----------------------------------------------------------------------------------------------------

    def _hand_over(self) -> None:
        while (given := self._orders.get()) is not None:
            (deaths, order), process = given, self._process
            # An order for a dead process is for nobody: who is told of the death gives it again.
            if process is not None and deaths == self._deaths:
                _write(process, order)

    def _own(self) -> None:
        deaths = 0
        while not self._closing.is_set():
            began = time.monotonic()
            detail = self._live_once()
            if self._closing.is_set():
                return
            deaths = 1 if time.monotonic() - began > HEALTHY_SECONDS else deaths + 1
            if deaths >= DEATHS_IN_A_ROW:
                self._tell(VoiceEvent(Kind.TROUBLE, trouble=Trouble.GAVE_UP, detail=detail))
                return
            self._deaths += 1
            self._tell(VoiceEvent(Kind.GONE, trouble=Trouble.STARTING, detail=detail))
            self._closing.wait(min(LONGEST_PAUSE_SECONDS, self._first_pause * 2**deaths))

    def _live_once(self) -> str:
        """One life of the process; how it ended."""
        try:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            return f"{self._command[0]}: {error.strerror}"
        assert process.stdout
        _write(process, self._equipment.order())
        self._process = process  # only now: the equipment is the first order
        if self._closing.is_set():  # closed while it was starting
            process.kill()
        with process.stdout as events:
            for line in events:
                event = event_of(line)
                if event is not None:
                    self._tell(event)
        self._process = None
        _close_quietly(process)
        return f"exit status {process.wait()}"

    def _tell(self, event: VoiceEvent) -> None:
        if event.kind in OF_FILMS:
            self.on_film(event)
            return
        before = self.trouble
        if event.kind in (Kind.READY, Kind.TROUBLE, Kind.GONE):
            self.trouble = event.trouble
        elif event.kind is Kind.WELL:
            self.trouble = None
        if event.kind is Kind.GONE or (self.trouble is not before and self.trouble):
            log.warning("no sound: %s (%s)", self.trouble, event.detail)
        self.on_event(event)
        if event.kind in (Kind.GONE, Kind.TROUBLE):
            self.on_film(event)


def _write(process: subprocess.Popen[str], order: dict[str, Any]) -> None:
    """Hand an order over; nothing when the process has ended or is ending."""
    assert process.stdin
    try:
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
    except (OSError, ValueError):  # broken or closed pipe
        return


def _close_quietly(process: subprocess.Popen[str]) -> None:
    """Close the pipe to a process that has ended, whatever is still in it."""
    assert process.stdin
    try:
        process.stdin.close()
    except OSError:
        return


def _nobody(_event: VoiceEvent) -> None:
    """Nobody listens."""
