"""The conversation with a printer: status, and the print job that never makes a second slip by itself.

The hazard: bytes sent while the paper is out are kept by the printer and printed the moment paper returns. So

1. the status is asked before the first byte, and a printer that cannot print is refused;
2. body, cut and barrier are sent once; only an answered barrier and a clean status mean "printed";
3. anything else is "unknown", never repeated here; a late answer is matched to its job by the job's characters;
4. before the next slip, what the last one left behind is settled: the printer either proves that it has worked
   through the whole of it, or the torn piece is marked void and cut off, so that no visitor gets two halves on one
   paper.
"""

import secrets
import time
from collections import deque
from typing import Final

from devices.port import Line, PortLost, WriteStalled
from devices.printer import status as printer_status
from devices.printer.document import Align, Text
from devices.printer.encoder import encode, padding
from devices.printer.outcome import (
    BarrierUnanswered,
    NeverAnswers,
    Outcome,
    Printed,
    PrinterOffline,
    PrinterTrouble,
    Refused,
    Unknown,
)
from devices.printer.profiles import Barrier, Profile
from devices.printer.replies import BarrierByte, JobDone, Reply, ReplySorter, StatusByte, tag_of
from devices.printer.status import PrinterStatus

_VOID_LINE: Final = "以上小票未打完，作废"
_TAGS: Final = 14**4
_MOST_HEARD_BYTES: Final = 16 * 1024  # an answer has seven bytes; what talks on and on is no printer


class Press:
    """What is known about one printer across losses of its port. Used by the owner thread only."""

    def __init__(self, profile: Profile, *, left_unfinished: bool) -> None:
        self._profile = profile
        self._sorter = ReplySorter()
        self._count = secrets.randbelow(_TAGS)  # so that a late answer to an earlier process matches no job of ours
        self._owed: deque[bytes] = deque()  # barriers that were sent whole and not answered yet, oldest first
        self._torn = left_unfinished  # bytes of a slip were lost on the way
        self._completed = False  # and the command that they broke off was completed
        self.sending = False  # bytes of the present job may have gone out
        self.unanswered = 0  # how often in a row the printer was asked and said nothing, since the port was opened
        self._late = 0  # status bytes that were waited for in vain and may still come

    def reopened(self) -> None:
        """The port was opened afresh: what was written last may never have arrived."""
        self._sorter.forget()
        self._completed = False
        self.unanswered = 0

    def status(self, line: Line) -> PrinterStatus:
        """Ask EOT 1–4, each after the answer to the one before. No answer means offline."""
        if not self._profile.answers:
            line.check()
            return printer_status.WRITE_ONLY
        self._hear(line)
        self._outwait(line)
        answers: list[int] = []
        try:
            self._complete(line)
            for query in printer_status.QUERIES:
                line.write(bytes((0x10, 0x04, query)))
                answer = self._status_byte(line)
                if answer is None:
                    self._late += 1
                    return self._silence()
                answers.append(answer)
        except WriteStalled:
            return self._silence()
        self.unanswered = 0
        return printer_status.decode(*answers)

    def _silence(self) -> PrinterStatus:
        self.unanswered += 1
        return printer_status.UNANSWERED

    def print(self, line: Line, job_id: str, body: bytes) -> Outcome:
        """One slip. PortLost and OwnerStopping are let through; `sending` then tells whether bytes had gone out."""
        self.sending = False
        status = self.status(line)
        trouble = status.trouble or self._settle(line)
        if trouble is not None:
            return Refused(job_id, trouble)
        self.sending = True
        self._torn = True  # until every byte is out
        self._completed = False
        try:
            answered = self._send(line, body)
        except WriteStalled:
            return Unknown(job_id, self._reason(line))
        except PortLost:
            self._torn = True  # even if every byte was written: they may have been lost on the way
            raise
        if not self._profile.answers:
            return Unknown(job_id, NeverAnswers())
        if not answered:
            return Unknown(job_id, self._reason(line))
        status = self.status(line)
        return Unknown(job_id, status.trouble) if status.trouble else Printed(job_id, status.warning)

    def _send(self, line: Line, body: bytes) -> bool:
        """Body and barrier; whether the barrier was answered in time."""
        barrier, tag = self._barrier()
        whole = body + barrier
        started = time.monotonic()
        line.write(whole)
        self._torn = False
        if not self._profile.answers:
            return False
        self._owed.append(tag)
        return self._all_answered(line, started + line.settings.wire_seconds(len(whole)) + self._profile.margin_seconds)

    def _barrier(self) -> tuple[bytes, bytes]:
        self._count += 1
        tag = tag_of(self._count)
        match self._profile.barrier:
            case Barrier.GS_H:
                return bytes.fromhex("1D2848 0600 3030") + tag, tag
            case Barrier.GS_R:
                return bytes.fromhex("1D7201"), tag
            case Barrier.NONE:
                return b"", tag

    def _settle(self, line: Line) -> PrinterTrouble | None:
        """See to what the last slip left behind; a trouble if the printer does not work through it."""
        try:
            if self._owed and not self._torn:
                self._torn = not self._send(line, b"")
                self._completed = False
            if self._torn:
                return self._void(line)
        except WriteStalled:
            self._torn = True
            return PrinterOffline("the printer takes no bytes")
        return None

    def _complete(self, line: Line) -> None:
        """Fill up a command that was broken off. Before anything else is sent: `10 04 1` in the place of an image's
        height would make the printer wait for 4,096 rows."""
        if self._torn and not self._completed:
            line.write(padding(self._profile))
            self._completed = True

    def _void(self, line: Line) -> PrinterTrouble | None:
        """Say that the piece on the paper is void, and cut it off."""
        self._complete(line)
        self._owed.clear()
        answered = self._send(line, encode([Text(_VOID_LINE, bold=True, align=Align.CENTER)], self._profile))
        if answered or not self._profile.answers:
            return None
        self._torn = True
        return BarrierUnanswered("the printer takes bytes but does not work through them")

    def _reason(self, line: Line) -> PrinterTrouble:
        """Why a slip is unknown: what the printer says now, or its silence."""
        return self.status(line).trouble or BarrierUnanswered()

    def _hear(self, line: Line) -> None:
        """Take in what has arrived late."""
        for reply in self._sorter.feed(line.pending()):
            self._note(reply)
            if isinstance(reply, StatusByte):
                self._late = max(0, self._late - 1)
        self._sorter.forget()

    def _outwait(self, line: Line) -> None:
        """An answer that did not come in time must not be taken for the next one: a status byte does not say what was
        asked. It gets its time once more; what has not come then never will (a printer that was off)."""
        if self._late:
            deadline = time.monotonic() + self._profile.reply_seconds
            for data in line.hear(deadline, _MOST_HEARD_BYTES):
                for reply in self._sorter.feed(data):
                    self._note(reply)
                    self._late -= isinstance(reply, StatusByte)
                if self._late <= 0:
                    break
            self._late = 0

    def _note(self, reply: Reply) -> None:
        """Strike off an answered barrier. One without an id answers the oldest: printers answer in order."""
        match reply:
            case JobDone(tag=tag) if tag in self._owed:
                self._owed.remove(tag)
            case BarrierByte() if self._owed and self._profile.barrier is Barrier.GS_R:
                self._owed.popleft()

    def _all_answered(self, line: Line, deadline: float) -> bool:
        if self._owed:
            for data in line.hear(deadline, _MOST_HEARD_BYTES):
                for reply in self._sorter.feed(data):
                    self._note(reply)
                if not self._owed:
                    break
        return not self._owed

    def _status_byte(self, line: Line) -> int | None:
        deadline = time.monotonic() + self._profile.reply_seconds
        for data in line.hear(deadline, _MOST_HEARD_BYTES):
            for reply in self._sorter.feed(data):
                self._note(reply)
                if isinstance(reply, StatusByte):
                    return reply.value
        return None
