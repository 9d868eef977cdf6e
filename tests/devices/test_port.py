"""One thread owns a port, whatever the port is made of."""

import contextlib
import queue
import socket
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
import serial.rfc2217

from devices.emulators import CardReaderEmulator, PrinterEmulator, demo_card
from devices.emulators.pty_device import PtyDevice
from devices.id_card import CardRead, CardReader, ReaderOffline, ReaderOnline
from devices.port import Backoff, Line, PortLost, PortOwner, PortSettings, open_line
from devices.printer import PROFILES, Printed, Printer
from tests.devices.slips import ticket, ticket_text
from tests.devices.told import Told, look_out

SOON = Backoff(first=0.02, most=0.1)


class NoModemLines(serial.Serial):
    """A pty has none; the RFC 2217 server asks for them."""

    cts = dsr = ri = cd = property(lambda _: False)
    rts = dtr = property(lambda _: False, lambda *_: None)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


class Bridge(socketserver.BaseRequestHandler):
    """One connection to an emulated device, raw or by RFC 2217, as a serial device server makes it."""

    device: PtyDevice
    telnet: bool

    def handle(self) -> None:
        port = NoModemLines(self.device.path, timeout=0.05)
        manager = serial.rfc2217.PortManager(port, self) if self.telnet else None  # type: ignore[arg-type]
        done = threading.Event()
        sender = threading.Thread(target=self._send, args=(port, manager, done))
        sender.start()
        with contextlib.suppress(ConnectionError):
            while data := self.request.recv(1024):
                port.write(b"".join(manager.filter(data)) if manager else data)
        done.set()
        sender.join()
        port.close()

    def write(self, data: bytes) -> None:
        """What the RFC 2217 manager sends."""
        self.request.sendall(data)

    def _send(self, port: serial.Serial, manager: serial.rfc2217.PortManager | None, done: threading.Event) -> None:
        with contextlib.suppress(ConnectionError, serial.SerialException):
            while not done.is_set():
                if data := port.read(port.in_waiting or 1):
                    self.write(b"".join(manager.escape(data)) if manager else data)


@contextlib.contextmanager
def served(device: PtyDevice, *, telnet: bool) -> Iterator[str]:
    """host:port of a device server for that device."""
    handler = type("Handler", (Bridge,), {"device": device, "telnet": telnet})
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyserial 3.5 names its threads in the old way
@pytest.mark.parametrize("scheme", ["socket", "rfc2217"])
def test_devices_behind_a_serial_server(scheme: str) -> None:
    told = Told()
    with CardReaderEmulator() as reader_end, served(reader_end, telnet=scheme == "rfc2217") as address:
        reader = CardReader(f"{scheme}://{address}", on_event=told, backoff=SOON)
        reader.start()
        assert isinstance(told.next(), ReaderOnline)
        look_out(reader_end, reader)
        reader_end.put(demo_card())
        assert isinstance(told.next(), CardRead)
        reader.stop()
    with PrinterEmulator() as printer_end, served(printer_end, telnet=scheme == "rfc2217") as address:
        printer = Printer(f"{scheme}://{address}", profile=PROFILES["80mm"], backoff=SOON)
        printer.start()
        assert printer.print(ticket(), "job") == Printed("job")
        printer.stop()
        assert [slip.text for slip in printer_end.wait_for_slips(1)] == [ticket_text()]


def test_a_loop_port_gives_back_what_is_written() -> None:
    line = open_line(PortSettings("loop://"), threading.Event())
    line.write(bytes(range(256)) * 4)
    assert line.pending() == bytes(range(256)) * 4
    line.write(b"late")
    line.forget_input()
    assert line.pending() == b""
    line.close()


def test_a_port_is_not_shared(tmp_path: Path) -> None:
    with PrinterEmulator() as device:
        first = open_line(PortSettings(device.path), threading.Event())
        with pytest.raises(PortLost, match="lock"):
            open_line(PortSettings(device.path), threading.Event())
        first.close()
        open_line(PortSettings(device.path), threading.Event()).close()


@pytest.mark.parametrize("url", ["/dev/no-such-port", "nonsense://x", "socket://127.0.0.1:1"])
def test_a_port_that_cannot_be_opened_says_why(url: str) -> None:
    with pytest.raises(PortLost) as loss:
        open_line(PortSettings(url), threading.Event())
    assert str(loss.value)


def test_every_kind_of_unplug_error_is_a_lost_port() -> None:
    for use in (Line.check, Line.forget_input, Line.pending, lambda line: line.write(b"x"), lambda line: line.read(0)):
        with PrinterEmulator() as device:
            line = open_line(PortSettings(device.path), threading.Event())
            device.unplug()
            with pytest.raises(PortLost):
                use(line)
            line.close()


class Keeper:
    """Keeps a port open and tells what happens to it."""

    def __init__(self) -> None:
        self.told: queue.Queue[str] = queue.Queue()

    def run(self, line: Line) -> None:
        self.told.put(f"open on {threading.current_thread().name}")
        while True:
            line.read(float("inf"))

    def lost(self, reason: str) -> None:
        self.told.put("lost")


def test_the_owner_opens_again_and_ends_when_asked() -> None:
    keeper = Keeper()
    with PrinterEmulator() as device:
        owner = PortOwner(PortSettings(device.path), keeper, "keeper", SOON)
        owner.start()
        assert keeper.told.get(timeout=5) == "open on keeper"
        device.unplug()
        assert keeper.told.get(timeout=5) == "lost"
        device.plug_in()
        said = keeper.told.get(timeout=5)
        while said == "lost":
            said = keeper.told.get(timeout=5)
        assert said == "open on keeper"
        owner.stop()
        assert keeper.told.get(timeout=5) == "lost"
        assert "keeper" not in {thread.name for thread in threading.enumerate()}


def test_waits_between_attempts_grow_to_a_limit() -> None:
    backoff = Backoff(first=0.25, most=5.0)
    assert [backoff.seconds(failures) for failures in (1, 2, 3, 5, 6, 10_000)] == [0.25, 0.5, 1.0, 4.0, 5.0, 5.0]


def test_a_serial_server_that_hangs_up_is_told() -> None:
    told = Told()
    with socket.create_server(("127.0.0.1", 0)) as server:
        reader = CardReader(f"socket://127.0.0.1:{server.getsockname()[1]}", on_event=told, backoff=SOON)
        reader.start()
        connection, _ = server.accept()
        connection.close()
        assert isinstance(told.next(), ReaderOffline)
        reader.stop()
