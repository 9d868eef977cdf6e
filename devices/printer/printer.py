"""The printer's owner: jobs from any thread, done one after another on the port's thread."""

import queue
import threading
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from devices.port import Backoff, Line, OwnerStopping, PortLost, PortOwner, PortSettings
from devices.printer.document import Document
from devices.printer.encoder import encode
from devices.printer.fonts import FontFile
from devices.printer.outcome import FontMissing, Outcome, PrinterBusy, PrinterOffline, Refused, Unknown
from devices.printer.press import Press
from devices.printer.profiles import Profile
from devices.printer.status import PrinterStatus

_ALIVE_SECONDS: Final = 1.0  # how often an idle owner looks whether its port is still there
_FIRST_TRY_SECONDS: Final = 2.0  # right after `start` the first opening is waited for
_SILENCES: Final = 2  # unanswered questions after which the port is opened anew
_REOPENING: Final = "the printer does not answer"
_QUEUE_SECONDS: Final = 60.0  # how long a job waits for those before it


class _Request(Protocol):
    """Something a caller waits for."""

    def serve(self, press: Press, line: Line) -> None: ...
    def broken_off(self, press: Press, reason: str) -> None: ...
    def unserved(self, reason: str) -> None: ...


@dataclass
class _StatusRequest:
    answer: Future[PrinterStatus] = field(default_factory=Future)

    def serve(self, press: Press, line: Line) -> None:
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_result(press.status(line))

    def broken_off(self, press: Press, reason: str) -> None:
        self.answer.set_result(PrinterStatus(trouble=PrinterOffline(reason)))

    def unserved(self, reason: str) -> None:
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_result(PrinterStatus(trouble=PrinterOffline(reason)))


@dataclass
class _PrintRequest:
    job_id: str
    body: bytes
    answer: Future[Outcome] = field(default_factory=Future)

    def serve(self, press: Press, line: Line) -> None:
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_result(press.print(line, self.job_id, self.body))

    def broken_off(self, press: Press, reason: str) -> None:
        trouble = PrinterOffline(reason)
        self.answer.set_result(Unknown(self.job_id, trouble) if press.sending else Refused(self.job_id, trouble))

    def unserved(self, reason: str) -> None:
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_result(Refused(self.job_id, PrinterOffline(reason)))


class Printer:
    """One ticket printer. `status` and `print` may be called from any worker thread; they block.

    `font` draws the lines that the printer's own font cannot print. `left_unfinished` says that an earlier process
    died while it printed: the torn piece is then marked void and cut off before the first slip.
    """

    def __init__(
        self,
        port: str,
        baud: int = 9600,
        *,
        profile: Profile,
        font: FontFile | None = None,
        handshake: Literal["none", "rtscts", "dsrdtr", "xonxoff"] = "none",
        left_unfinished: bool = False,
        backoff: Backoff | None = None,
    ) -> None:
        self.profile = profile
        self._font = font
        self._press = Press(profile, left_unfinished=left_unfinished)
        self._requests: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._open = False
        self._lost_reason: str | None = None
        self._owner = PortOwner(PortSettings(port, baud, handshake), self, "ticket-printer", backoff or Backoff())

    def start(self) -> None:
        """Open the port and keep it open; returns at once."""
        self._owner.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Close the port and end the thread. A slip that is being printed becomes Unknown."""
        self._owner.ask_to_stop()
        self._requests.put(None)
        self._owner.stop(timeout)

    def wait_until_open(self, timeout: float = 5.0) -> bool:
        """Wait for the port to be open; whether it is. An open port does not mean that the printer answers."""
        self._owner.reopen_soon()
        with self._changed:
            return self._changed.wait_for(lambda: self._open, timeout)

    def status(self, timeout: float = 5.0) -> PrinterStatus:
        """The printer's state, asked now. PrinterOffline without an answer, PrinterBusy behind a long job."""
        request = _StatusRequest()
        self._post(request)
        try:
            return request.answer.result(timeout)
        except TimeoutError:
            request.answer.cancel()
            return PrinterStatus(trouble=PrinterBusy())

    def print(self, document: Document, job_id: str) -> Outcome:
        """Print and cut one slip; `job_id` is the caller's name for it and comes back in the outcome.

        Never tries twice. Store the ticket as reserved before calling. Refused with FontMissing if a line must be
        drawn and the font cannot be opened.
        """
        try:
            request = _PrintRequest(job_id, encode(document, self.profile, self._font))
        except FontMissing as trouble:
            return Refused(job_id, trouble)
        self._post(request)
        try:
            return request.answer.result(_QUEUE_SECONDS)
        except TimeoutError:
            if request.answer.cancel():
                return Refused(job_id, PrinterBusy())
        try:
            return request.answer.result()  # it is being printed: the press ends every job in bounded time
        except CancelledError:
            return Refused(job_id, PrinterBusy())

    def run(self, line: Line) -> None:
        """The session on an open port (called by the port's owner)."""
        self._press.reopened()
        self._set_open(True, None)
        self._owner.opened_well()
        while not line.stopping:
            try:
                request = self._requests.get(timeout=_ALIVE_SECONDS)
            except queue.Empty:
                line.check()
                continue
            if request is not None:
                self._serve(request, line)
            if self._press.unanswered >= _SILENCES:
                # An adapter that was pulled out and put back can be open and pass nothing on; opened again, it does.
                raise PortLost(_REOPENING)

    def _serve(self, request: _Request, line: Line) -> None:
        try:
            request.serve(self._press, line)
        except (PortLost, OwnerStopping) as error:
            self._set_open(False, str(error))  # before the caller goes on and asks again
            request.broken_off(self._press, str(error) or "stopped")
            raise

    def lost(self, reason: str) -> None:
        """The port is gone (called by the port's owner): everyone who waits is told."""
        if reason == _REOPENING:  # who asks now, or has asked, waits for the next try
            self._set_open(False, None)
            return
        self._set_open(False, reason)
        while True:
            try:
                request = self._requests.get_nowait()
            except queue.Empty:
                return
            if request is not None:
                request.unserved(reason)

    def _set_open(self, is_open: bool, lost_reason: str | None) -> None:
        with self._changed:
            self._open = is_open
            self._lost_reason = lost_reason
            self._changed.notify_all()

    def _post(self, request: _Request) -> None:
        """Hand a request to the owner, or answer it at once while there is no port."""
        with self._changed:
            self._changed.wait_for(self._tried, _FIRST_TRY_SECONDS)
            if self._open:
                self._requests.put(request)
                return
            reason = self._lost_reason or "the port was not opened"
        self._owner.reopen_soon()
        request.unserved(reason)

    def _tried(self) -> bool:
        return self._open or self._lost_reason is not None or not self._owner.running
