"""Faults by typed command, for emulators that run as programs. One line in, one line out."""

import json
from collections.abc import Callable
from pathlib import Path

from devices.emulators.card_reader import CardReaderEmulator, Damage
from devices.emulators.people import CardLayout, demo_card
from devices.emulators.printer import Paper, PrinterEmulator
from devices.emulators.pty_device import PtyDevice

CARD_READER_HELP = (
    "put LAYOUT [SERIAL] [FIELD=VALUE …] | lift | damage KIND [REPLIES] | refuse COMMAND SW3 | silent on|off | "
    "slow SECONDS | unplug [BYTES] | plug | well | log | quit"
)
PRINTER_HELP = (
    "paper in|near_end|out | paper-out-after BYTES | cover open|closed | silent on|off | slow BYTES_PER_SECOND|off | "
    "power-cycle | unplug [BYTES] | plug | well | slips | picture FILE [SLIP] | log | quit"
)


class CommandWrong(ValueError):
    """The line is no command; the text says what would be."""


def card_reader_command(reader: CardReaderEmulator, line: str) -> str:
    """Do what one line says; returns what to answer. Raises CommandWrong."""
    return _do(
        line,
        {
            "put": lambda words: _put(reader, words),
            "lift": lambda _: reader.lift(),
            "damage": lambda words: reader.damage(Damage(words[0]), int(words[1]) if len(words) > 1 else 1),
            "refuse": lambda words: reader.refuse(words[0], int(words[1], 16)),
            "silent": lambda words: _set(reader, "silent", _on(words[0])),
            "slow": lambda words: _set(reader, "slow_seconds", float(words[0])),
            **_plug(reader),
            "well": lambda _: reader.well(),
            "log": lambda _: json.dumps(list(reader.log), ensure_ascii=False),
        },
        CARD_READER_HELP,
    )


def printer_command(printer: PrinterEmulator, line: str) -> str:
    """Do what one line says; returns what to answer. Raises CommandWrong."""
    return _do(
        line,
        {
            "paper": lambda words: _set(printer, "paper", Paper(words[0])),
            "paper-out-after": lambda words: printer.paper_out_after(int(words[0])),
            "cover": lambda words: _set(printer, "cover_open", {"open": True, "closed": False}[words[0]]),
            "silent": lambda words: _set(printer, "silent", _on(words[0])),
            "slow": lambda words: _set(printer, "bytes_per_second", None if words[0] == "off" else int(words[0])),
            "power-cycle": lambda _: printer.power_cycle(),
            **_plug(printer),
            "well": lambda _: printer.well(),
            "slips": lambda _: _slips(printer),
            "picture": lambda words: _picture(printer, words),
            "log": lambda _: json.dumps(list(printer.log), ensure_ascii=False),
        },
        PRINTER_HELP,
    )


def _do(line: str, commands: dict[str, Callable[[list[str]], str | None]], known: str) -> str:
    word, *words = line.split() or [""]
    if word not in commands:
        raise CommandWrong(known)
    try:
        return commands[word](words) or "ok"
    except (ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise CommandWrong(f"{line.strip()}: {error or 'a word is missing'}; {known}") from error


def _plug(device: PtyDevice) -> dict[str, Callable[[list[str]], str | None]]:
    return {
        "unplug": lambda words: device.unplug_after(int(words[0]) if words else 0),
        "plug": lambda _: device.plug_in(),
    }


def _set(device: PtyDevice, name: str, value: object) -> None:
    with device.changed:
        setattr(device, name, value)


def _on(word: str) -> bool:
    return {"on": True, "off": False}[word]


def _put(reader: CardReaderEmulator, words: list[str]) -> None:
    fields = dict(word.split("=", 1) for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    card = demo_card(CardLayout(plain[0]), int(plain[1]) if len(plain) > 1 else 1, **fields)
    card.text()  # a field too long for its place is refused here
    reader.put(card)


def _slips(printer: PrinterEmulator) -> str:
    return json.dumps(
        [{"text": slip.text, "bytes": len(slip.data), "cut": slip.cut} for slip in printer.slips], ensure_ascii=False
    )


def _picture(printer: PrinterEmulator, words: list[str]) -> None:
    slip = printer.slips[int(words[1]) if len(words) > 1 else -1]
    Path(words[0]).write_bytes(slip.png())
