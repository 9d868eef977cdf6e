"""A ticket printer as its driver sees it, with faults on command.

As in a real one, bytes go into a buffer as they arrive. While the paper is out or the cover is open they stay there,
and are printed the moment the printer can. `10 04 n` is answered when it arrives, wherever it stands, image data
included; `1D 72` and `1D 28 48` are answered when their turn comes.
"""

import threading
import time
from collections import deque
from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.emulators.escpos import Reader
from devices.emulators.pty_device import PtyDevice
from devices.emulators.slip import Slip

_BUFFER_BYTES: Final = 4096
_SLOW_STEP_SECONDS: Final = 0.02
_LOG_LINES: Final = 200
_SLIPS_KEPT: Final = 1000


class Paper(StrEnum):
    """What the paper sensor sees."""

    IN = "in"
    NEAR_END = "near_end"
    OUT = "out"


class PrinterEmulator(PtyDevice):
    """A printer on a pty.

    `paper`, `cover_open`, `silent` (prints, but never answers), `late_seconds` (answers so much later) and
    `bytes_per_second` (None: at once) may be set at any time. `log` keeps the last events in words.
    """

    def __init__(
        self,
        link: Path | None = None,
        *,
        width_dots: int = 576,
        cuts: bool = True,
        buffer_bytes: int = _BUFFER_BYTES,
        latches_chinese: bool = False,
    ) -> None:
        super().__init__(link, "printer")
        self.log: deque[str] = deque(maxlen=_LOG_LINES)
        self._paper = Paper.IN
        self._cover_open = False
        self._silent = False
        self.late_seconds = 0.0
        self._bytes_per_second: int | None = None
        self._buffer_bytes = buffer_bytes
        self._buffer: deque[int] = deque()
        self._last = b""  # the two bytes before, for real-time commands across reads
        self._until_paper_out: int | None = None
        self._automatic = 0
        self._finished: deque[Slip] = deque(maxlen=_SLIPS_KEPT)
        self._cut_count = 0
        self._reader = Reader(
            width_dots,
            cuts,
            latches_chinese,
            answer=self._answer,
            paper_sensor=self._sensor,
            automatic=self._set_automatic,
            finished=self._finish,
        )

    @property
    def slips(self) -> list[Slip]:
        """Every slip so far, oldest first: those that were cut or torn off, and last the one on the way, if it has
        any ink (its `cut` is False)."""
        with self.changed:
            rest = self._reader.unfinished
            return [*self._finished, *([rest] if rest.has_ink else [])]

    @property
    def cut_slips(self) -> list[Slip]:
        """The slips that reached their cut."""
        return [slip for slip in self.slips if slip.cut]

    @property
    def unknown_commands(self) -> list[str]:
        """Commands that the reader did not know: garbage on the line."""
        return list(self._reader.unknown)

    @property
    def held_bytes(self) -> int:
        """Bytes in the buffer that were not printed yet."""
        return len(self._buffer)

    def wait_for_slips(self, count: int, timeout: float = 10.0) -> list[Slip]:
        """Wait until that many slips were cut in all; returns them. TimeoutError when they do not come."""
        if not self.wait_for(lambda: self._cut_count >= count, timeout):
            raise TimeoutError(f"{self._cut_count} of {count} slips were cut")
        return self.cut_slips

    @property
    def paper(self) -> Paper:
        return self._paper

    @paper.setter
    def paper(self, paper: Paper) -> None:
        with self.changed:
            was, self._paper = self._paper, paper
            self._until_paper_out = None
            if was is Paper.OUT and paper is not Paper.OUT and self._reader.unfinished.has_ink:
                self._finished.append(self._reader.tear_off())  # the printed part left with the old roll
            self._note(f"纸 {paper.value}")

    @property
    def bytes_until_paper_out(self) -> int | None:
        """How many bytes the paper still lasts; None: no end was ordered."""
        return self._until_paper_out

    @property
    def cover_open(self) -> bool:
        return self._cover_open

    @cover_open.setter
    def cover_open(self, is_open: bool) -> None:
        with self.changed:
            self._cover_open = is_open
            self._note("上盖 打开" if is_open else "上盖 合着")

    @property
    def silent(self) -> bool:
        return self._silent

    @silent.setter
    def silent(self, silent: bool) -> None:
        with self.changed:
            self._silent = silent
            self._note("不回话" if silent else "回话")

    @property
    def bytes_per_second(self) -> int | None:
        return self._bytes_per_second

    @bytes_per_second.setter
    def bytes_per_second(self, speed: int | None) -> None:
        with self.changed:
            self._bytes_per_second = speed
            self._note("全速" if speed is None else f"每秒 {speed} 字节")

    def paper_out_after(self, byte_count: int) -> None:
        """Let the paper run out after that many more printed bytes."""
        with self.changed:
            self._until_paper_out = byte_count
            self._note("")

    def well(self) -> None:
        """End every fault and plug in."""
        self._until_paper_out = None
        self.paper = Paper.IN
        self.cover_open = False
        self.silent = False
        self.late_seconds = 0.0
        self.bytes_per_second = None
        self.plug_in()

    def power_cycle(self) -> None:
        """Off and on: the buffer and any command begun are lost; what is on the paper stays there."""
        with self.changed:
            self._buffer.clear()
            unfinished = self._reader.unfinished
            self._reader.reset()
            if unfinished.has_ink:
                self._finished.append(unfinished)
            self._note("关机再开")

    @property
    def status_bytes(self) -> bytes:
        """The answers to `10 04 1` … `10 04 4` as they stand now."""
        out, open_ = self._paper is Paper.OUT, self._cover_open
        near = 0x0C if self._paper is not Paper.IN else 0
        return bytes(
            (
                0x12 | (0x08 if out or open_ else 0),
                0x12 | (0x20 if out else 0) | (0x04 if open_ else 0),
                0x12,
                0x12 | near | (0x60 if out else 0),
            )
        )

    def received(self, data: bytes) -> None:
        stream = self._last + data
        for place in range(len(stream) - 2):
            if stream[place] == 0x10 and stream[place + 1] == 0x04 and 1 <= stream[place + 2] <= 4:
                self._answer(self.status_bytes[stream[place + 2] - 1 : stream[place + 2]])
        self._last = stream[-2:]
        self._buffer.extend(data)

    def room(self) -> int:
        return max(0, self._buffer_bytes - len(self._buffer))

    def tick(self) -> float | None:
        if not self._buffer or not self._can_print():
            return None
        if self._bytes_per_second is None:
            self._print(len(self._buffer))
            return None
        now = time.monotonic()
        self._print(max(1, round(self._bytes_per_second * _SLOW_STEP_SECONDS)))
        return max(0.0, now + _SLOW_STEP_SECONDS - time.monotonic()) if self._buffer else None

    def _can_print(self) -> bool:
        return self._paper is not Paper.OUT and not self._cover_open

    def _print(self, byte_count: int) -> None:
        for _ in range(min(byte_count, len(self._buffer))):
            if self._until_paper_out == 0:
                self._until_paper_out = None
                self._paper = Paper.OUT
                self.log.append("纸 out")
                return
            if self._until_paper_out is not None:
                self._until_paper_out -= 1
            self._reader.feed((self._buffer.popleft(),))

    def _answer(self, data: bytes) -> None:
        if self._silent:
            return
        if self.late_seconds:
            threading.Timer(self.late_seconds, self._send_late, (data,)).start()
        else:
            self.send(data)

    def _send_late(self, data: bytes) -> None:
        with self.changed:
            self.send(data)

    def _sensor(self) -> int:
        return {Paper.IN: 0x00, Paper.NEAR_END: 0x03, Paper.OUT: 0x0C}[self._paper]

    def _set_automatic(self, kinds: int) -> None:
        self._automatic = kinds
        self._send_automatic()

    def _send_automatic(self) -> None:
        if self._automatic:
            first = 0x10 | (0x08 if not self._can_print() else 0) | (0x20 if self._cover_open else 0)
            self._answer(bytes((first, 0, self._sensor(), 0x0F)))

    def _finish(self, slip: Slip) -> None:
        self._finished.append(slip)
        self._cut_count += 1
        self.log.append(f"收 {len(slip.data)} 字节，已到切纸")

    def _note(self, event: str) -> None:
        """After a change: tell automatic status, write the log, let the thread look again."""
        if event:
            self.log.append(event)
            self._send_automatic()
        self.wake()
        self.changed.notify_all()
