"""Two tools for whoever installs a terminal: read one card, print one test slip. Neither needs the application."""

import argparse
import json
import queue
import sys
from pathlib import Path

from devices.id_card import CardEvent, CardRead, CardReader, CardUnread, IdCard, ReaderOffline, ReaderOnline
from devices.printer import (
    PROFILES,
    Align,
    Columns,
    Document,
    Feed,
    FontFile,
    NeverAnswers,
    Outcome,
    Printed,
    Printer,
    Qr,
    Refused,
    Rule,
    Text,
    Unknown,
    debian_font,
)

DONE, FAILED = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Run one tool. Exit code 0: done; 1: failed, the reason is on stderr; 2: wrong use."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        return _fail("stopped")
    return code


def read_card(options: argparse.Namespace) -> int:
    """Wait for one card and print its fields. Personal data is the purpose here: it goes to stdout alone."""
    events: queue.Queue[CardEvent] = queue.Queue()
    reader = CardReader(options.port, options.baud, on_event=events.put, newest_address=options.newest_address)
    reader.start()
    reader.arm(also_lying=True)  # whoever tries a reader knows whose card lies there
    try:
        while True:
            match events.get(timeout=options.timeout):
                case ReaderOnline(sam_id=sam_id):
                    _say(f"reader {sam_id or 'without an id'} answers; put a card on it")
                case CardUnread(reason=reason):
                    _say(f"not read ({reason.value}): lift the card and put it back")
                case ReaderOffline(reason=reason):
                    return _fail(f"{options.port}: {reason}")
                case CardRead(card=card):
                    _print_card(card, options.json)
                    return DONE
    except queue.Empty:
        return _fail(f"no card within {options.timeout:g} s")
    finally:
        reader.stop()


def print_test(options: argparse.Namespace) -> int:
    """Print every size, the characters that printers lack, and a QR code."""
    profile = PROFILES[options.profile]
    font = FontFile(options.font, options.font_face) if options.font else debian_font()
    printer = Printer(options.port, options.baud, profile=profile, font=font)
    printer.start()
    try:
        outcome = printer.print(test_slip(options.profile), job_id="print-test")
    finally:
        printer.stop()
    return _report(outcome, options)


def test_slip(profile_name: str) -> Document:
    """What the test prints."""
    return [
        Text("打印测试", size=2, bold=True, align=Align.CENTER),
        Rule(),
        *(Text(f"{size} 号 A{size}", size=size, bold=size % 2 == 0) for size in range(1, 9)),
        Rule(dashed=True),
        Text("（：）〇㐂𠮷￥"),
        Text("（：）〇￥ 居中", align=Align.CENTER),
        Text("𠮷 加粗", size=2, bold=True, align=Align.RIGHT),
        Columns("左边", "右边"),
        Feed(1),
        Qr("初心终端 打印测试"),
        Text(profile_name, align=Align.CENTER),
    ]


def _report(outcome: Outcome, options: argparse.Namespace) -> int:
    match outcome:
        case Printed(warning=warning):
            code, word, reason = DONE, "printed", warning
        case Unknown(reason=NeverAnswers() as reason):
            code, word, reason = DONE, "sent", reason
        case Unknown(reason=reason):
            code, word, reason = FAILED, "unknown", reason
        case Refused(reason=reason):
            code, word, reason = FAILED, "refused", reason
    if options.json:
        print(json.dumps({"outcome": word, "reason": str(reason or "")}, ensure_ascii=False))
    if reason is not None:
        _say(f"{options.port}: {word}, {reason}")
    return code


def _print_card(card: IdCard, as_json: bool) -> None:
    fields = card.as_json()
    if as_json:
        print(json.dumps(fields, ensure_ascii=False))
    else:
        print("\n".join(f"{name}: {value}" for name, value in fields.items()))


def _fail(reason: str) -> int:
    _say(reason)
    return FAILED


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m devices", description="Field tools for a terminal's devices.")
    tools = parser.add_subparsers(required=True, metavar="read-card|print-test")
    card = tools.add_parser("read-card", help="wait for one card and print its fields")
    card.add_argument("--port", required=True, help="device path, or a pyserial URL such as socket://host:port")
    card.add_argument("--baud", type=int, default=115200)
    card.add_argument("--json", action="store_true", help="one JSON object on one line")
    card.add_argument("--newest-address", action="store_true", help="read the newest address too")
    card.add_argument("--timeout", type=float, metavar="SECONDS", help="give up after so long (default: never)")
    card.set_defaults(run=read_card)
    test = tools.add_parser("print-test", help="print one test slip")
    test.add_argument("--port", required=True, help="device path, or a pyserial URL such as socket://host:port")
    test.add_argument("--baud", type=int, default=9600)
    test.add_argument("--profile", required=True, choices=sorted(PROFILES))
    test.add_argument("--font", type=Path, help="font for characters the printer lacks (default: Debian's Noto Sans)")
    test.add_argument("--font-face", type=int, default=0, help="which face of a font collection")
    test.add_argument("--json", action="store_true", help="the outcome as one JSON object on one line")
    test.set_defaults(run=print_test)
    return parser
