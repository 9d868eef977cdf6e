"""One serial port, owned by one thread that does all its input and output.

    class Echo:                                 # what to do with an open port
        def run(self, line): ...                # returns when line.stopping; PortLost ends it earlier
        def lost(self, reason): ...             # told once each time the port goes away or cannot be opened

    owner = PortOwner(PortSettings("/dev/serial/by-path/…", baud=9600), Echo(), name="echo")
    owner.start(); …; owner.stop()

The owner opens the port, runs the session, and after any loss closes, waits and opens again. Ports are opened with
`serial.serial_for_url`, so `socket://`, `rfc2217://` and `loop://` work as well as device paths. Stable device names
come from `/dev/serial/by-path/` or a udev rule, never from `ttyUSB0`.
"""

import termios
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

import serial

# pyserial 3.5 reports an unplugged port as SerialException (read, write), as plain OSError (in_waiting) or as
# termios.error (flush, reset_input_buffer), which is no OSError; is_open stays True all the while.
PORT_ERRORS: Final = (serial.SerialException, OSError, termios.error)

_READ_SLICE_SECONDS: Final = 0.05  # how soon a waiting owner notices that it should stop; data is not delayed by it
_WRITE_CHUNK_BYTES: Final = 512
_WRITE_GRACE_SECONDS: Final = 2.0  # a chunk may take its own time on the wire and this much more
_BITS_PER_BYTE: Final = 10  # 8N1: start, eight data bits, stop


class PortLost(Exception):
    """The port was unplugged, closed at the far end, or could not be opened."""


class WriteStalled(Exception):
    """The far end took no bytes for the whole write time-out. Nobody knows how many of the last chunk arrived."""


class OwnerStopping(Exception):
    """`PortOwner.stop` was called while the session waited for bytes."""


@dataclass(frozen=True, slots=True)
class PortSettings:
    """How to open a port. `url` is a device path or any URL pyserial knows."""

    url: str
    baud: int = 115200
    handshake: Literal["none", "rtscts", "dsrdtr", "xonxoff"] = "none"

    def wire_seconds(self, byte_count: int) -> float:
        """How long that many bytes take at this speed."""
        return byte_count * _BITS_PER_BYTE / self.baud


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds between attempts to open a port: doubling from `first` to at most `most`."""

    first: float = 0.25
    most: float = 5.0

    def seconds(self, failures: int) -> float:
        """The wait after that many failures in a row (1 or more)."""
        return float(min(self.most, self.first * 2 ** min(failures - 1, 30)))


class OpenPort(Protocol):
    """What is used of a pyserial port; its typed base class lacks the half."""

    @property
    def in_waiting(self) -> int: ...
    def read(self, size: int = 1, /) -> bytes: ...
    def write(self, data: bytes, /) -> int | None: ...
    def reset_input_buffer(self) -> None: ...
    def reset_output_buffer(self) -> None: ...
    def close(self) -> None: ...


class Line:
    """An open port. Only the owner thread may use it; every method may raise PortLost."""

    def __init__(self, port: OpenPort, settings: PortSettings, stop: threading.Event) -> None:
        self._port = port
        self._stop = stop
        self.settings = settings

    @property
    def stopping(self) -> bool:
        """Whether the owner was asked to stop."""
        return self._stop.is_set()

    def write(self, data: bytes) -> None:
        """Send all bytes. Raises WriteStalled; what the system still holds is then thrown away, so that it cannot
        come out at a later time (and so that closing a real tty does not hang for its 30 s `closing_wait`)."""
        try:
            for start in range(0, len(data), _WRITE_CHUNK_BYTES):
                self._port.write(data[start : start + _WRITE_CHUNK_BYTES])
        except serial.SerialTimeoutException as error:
            self._drop_output()
            raise WriteStalled(f"{self.settings.url} takes no bytes") from error
        except PORT_ERRORS as error:
            raise PortLost(str(error)) from error

    def read(self, deadline: float) -> bytes:
        """What has arrived, at least one byte; empty when `deadline` (of time.monotonic) passes first.

        Raises OwnerStopping when the owner is asked to stop while nothing arrives.
        """
        try:
            while True:
                first = self._port.read(1)
                if first:
                    return bytes(first) + bytes(self._port.read(self._port.in_waiting))
                if time.monotonic() >= deadline:
                    return b""
                if self._stop.is_set():
                    raise OwnerStopping
        except PORT_ERRORS as error:
            raise PortLost(str(error)) from error

    def hear(self, deadline: float, most_bytes: int, *, gap_seconds: float | None = None) -> Iterator[bytes]:
        """An answer piece by piece, as `read`, until the caller has enough.

        Ends when `deadline` passes, when a begun answer pauses for `gap_seconds`, and after `most_bytes`: a device that
        never stops talking holds up neither its question nor the end of the program.
        """
        until, left = deadline, most_bytes
        while left > 0 and (data := self.read(until)):
            yield data[:left]
            left -= len(data)
            now = time.monotonic()
            if now >= deadline:
                return
            until = deadline if gap_seconds is None else min(deadline, now + gap_seconds)

    def pending(self) -> bytes:
        """What has arrived already, without waiting; may be empty."""
        try:
            return bytes(self._port.read(self._port.in_waiting))
        except PORT_ERRORS as error:
            raise PortLost(str(error)) from error

    def forget_input(self) -> None:
        """Throw away what has arrived, so that a late reply cannot be taken for the next one."""
        try:
            self._port.reset_input_buffer()
        except PORT_ERRORS as error:
            raise PortLost(str(error)) from error

    def check(self) -> None:
        """Raise PortLost if the port is gone. Sends nothing."""
        try:
            _ = self._port.in_waiting
        except PORT_ERRORS as error:
            raise PortLost(str(error)) from error

    def _drop_output(self) -> None:
        try:
            self._port.reset_output_buffer()
        except PORT_ERRORS as error:
            raise PortLost(str(error)) from error

    def close(self) -> str:
        """Close for good. Returns the error that an unplugged port raises on closing, or an empty string."""
        try:
            self._port.close()
        except PORT_ERRORS as error:
            return str(error)
        return ""


def open_line(settings: PortSettings, stop: threading.Event) -> Line:
    """Open the port alone (a second program is refused by the lock). Raises PortLost with the reason."""
    # rfc2217:// has no write time-out in pyserial 3.5 and refuses to open with one.
    takes_write_timeout = not settings.url.lower().startswith("rfc2217://")
    try:
        port: OpenPort = serial.serial_for_url(
            settings.url,
            baudrate=settings.baud,
            timeout=_READ_SLICE_SECONDS,
            write_timeout=settings.wire_seconds(_WRITE_CHUNK_BYTES) + _WRITE_GRACE_SECONDS
            if takes_write_timeout
            else None,
            exclusive=True,
            rtscts=settings.handshake == "rtscts",
            dsrdtr=settings.handshake == "dsrdtr",
            xonxoff=settings.handshake == "xonxoff",
        )
    except (*PORT_ERRORS, ValueError) as error:  # ValueError: a URL or a speed that pyserial does not know
        raise PortLost(str(error)) from error
    return Line(port, settings, stop)


class Session(Protocol):
    """What an owner thread does with its port."""

    def run(self, line: Line) -> None:
        """Use the open port until `line.stopping`. PortLost (raised or let through) makes the owner reopen it."""

    def lost(self, reason: str) -> None:
        """The port is gone; called on the owner thread after each loss and each failed attempt to open."""


@dataclass
class PortOwner:
    """The thread that owns a port. `start` once, `stop` once."""

    settings: PortSettings
    session: Session
    name: str
    backoff: Backoff = field(default_factory=Backoff)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._retry_now = threading.Event()
        self._failures = 0
        self._thread = threading.Thread(target=self._own, name=self.name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Make the session end at its next read or check; does not wait."""
        self._stop.set()
        self._retry_now.set()

    def stop(self, timeout: float = 5.0) -> None:
        """End the session and close the port. Waits at most `timeout` seconds for the thread."""
        self.ask_to_stop()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout)

    @property
    def running(self) -> bool:
        """Whether the thread was started and has not ended."""
        return self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether stopping was asked for."""
        return self._stop.is_set()

    def reopen_soon(self) -> None:
        """Cut the present wait between two attempts short: somebody is waiting for the device."""
        self._retry_now.set()

    def opened_well(self) -> None:
        """The device answers: the next loss starts again from the shortest wait."""
        self._failures = 0

    def _own(self) -> None:
        while not self._stop.is_set():
            reason = self._use_port()
            if self._stop.is_set():
                reason = "stopped"
            self.session.lost(reason)
            self._failures += 1
            self._retry_now.wait(self.backoff.seconds(self._failures))
            if not self._stop.is_set():
                self._retry_now.clear()

    def _use_port(self) -> str:
        try:
            line = open_line(self.settings, self._stop)
        except PortLost as error:
            return str(error)
        try:
            self.session.run(line)
        except OwnerStopping:
            return "stopped"
        except (PortLost, WriteStalled) as error:  # an adapter that takes nothing is opened anew, as one that is gone
            return str(error)
        finally:
            line.close()
        return "closed"
