"""`python -m devices.emulators card-reader|printer --link PATH`: one emulated device until `quit` or a signal.

Commands are read from stdin and, with `--control PATH`, from connections to a Unix socket: one line each, answered by
one line. At the end of stdin the device goes on.
"""

import argparse
import signal
import socketserver
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from devices.emulators.card_reader import CardReaderEmulator
from devices.emulators.commands import CommandWrong, card_reader_command, printer_command
from devices.emulators.people import CardLayout, demo_card
from devices.emulators.printer import PrinterEmulator
from devices.emulators.pty_device import PtyDevice

Obey = Callable[[str], str]


class _Options(Protocol):
    link: Path
    control: Path | None
    device: Callable[["_Options"], tuple[PtyDevice, Obey]]
    card: CardLayout | None
    fingers: int
    width_dots: int
    tear: bool


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 after `quit`, SIGINT or SIGTERM; 1 when the link cannot be made; 2 for wrong use."""
    options: _Options = _parser().parse_args(arguments)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    device, obey = options.device(options)
    try:
        device.start()
    except OSError as error:
        print(f"{options.link}: {error}", file=sys.stderr)
        return 1
    server = _control(options.control, obey, ended) if options.control else None
    print(f"ready {device.path}", flush=True)
    threading.Thread(target=_read_stdin, args=(obey, ended), daemon=True).start()
    ended.wait()
    if server and options.control:
        server.shutdown()
        server.server_close()
        options.control.unlink(missing_ok=True)
    device.stop()
    return 0


def _read_stdin(obey: Obey, ended: threading.Event) -> None:
    for line in sys.stdin:
        print(_answer(line, obey, ended), flush=True)


def _answer(line: str, obey: Obey, ended: threading.Event) -> str:
    if line.strip() == "quit":
        ended.set()
        return "ok"
    try:
        return obey(line)
    except CommandWrong as error:
        return f"wrong: {error}"


def _control(path: Path, obey: Obey, ended: threading.Event) -> socketserver.ThreadingUnixStreamServer:
    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                self.wfile.write(f"{_answer(line.decode(), obey, ended)}\n".encode())

    path.unlink(missing_ok=True)
    server = socketserver.ThreadingUnixStreamServer(str(path), Conversation)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _card_reader(options: _Options) -> tuple[PtyDevice, Obey]:
    reader = CardReaderEmulator(options.link, fingers=options.fingers)
    if options.card:
        reader.put(demo_card(options.card))
    return reader, partial(card_reader_command, reader)


def _printer(options: _Options) -> tuple[PtyDevice, Obey]:
    printer = PrinterEmulator(options.link, width_dots=options.width_dots, cuts=not options.tear)
    return printer, partial(printer_command, printer)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m devices.emulators", description="Emulated devices on a pty.")
    devices = parser.add_subparsers(required=True, metavar="card-reader|printer")
    reader = devices.add_parser("card-reader", help="an SDT card reader")
    reader.add_argument("--card", type=CardLayout, choices=list(CardLayout), help="a card that lies on it at once")
    reader.add_argument("--fingers", type=int, default=0, choices=(0, 512, 1024), help="finger bytes of 30 10")
    reader.set_defaults(device=_card_reader)
    printer = devices.add_parser("printer", help="an ESC/POS ticket printer")
    printer.add_argument("--width-dots", type=int, default=576, help="576 for 80 mm paper, 384 for 58 mm")
    printer.add_argument("--tear", action="store_true", help="a tear bar instead of a cutter")
    printer.set_defaults(device=_printer)
    for each in (reader, printer):
        each.add_argument("--link", type=Path, required=True, help="the path that a driver opens")
        each.add_argument("--control", type=Path, help="a Unix socket that takes the same commands as stdin")
    return parser


if __name__ == "__main__":
    sys.exit(main())
