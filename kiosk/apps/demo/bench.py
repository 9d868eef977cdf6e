"""The two emulated devices as one bench: what a person can do to them, and how they stand now.

    bench = Bench(reader, printer, people)
    bench.verbs["card:0"](); bench.verbs["paper:out"]()
    bench.view()                     # everything the page shows

A verb is `row:choice`; the rows and choices are those of `words`. Both may be called from any thread.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from devices.emulators import CardReaderEmulator, Damage, Paper, PrinterEmulator
from kiosk.apps.demo import words
from kiosk.apps.demo.slips import SlipJournal, SlipView
from kiosk.apps.demo.visitors import Visitor

_READ = "3001"  # the command that reads a card (docs/protocols.md)
_SELECTED_THEN_LIFTED = 0x41
_ASKED_TWICE = 2  # the driver asks once more after a damaged reply
_SLOW_SECONDS = 0.5
_LATE_SECONDS = 2.0
_SLOW_BYTES_PER_SECOND = 150
_HALF_A_SLIP_BYTES = 600  # of about a thousand
_LOG_LINES = 4
_NORMAL = {"well", "in", "shut"}
_DAMAGES = {"bit": Damage.FLIPPED, "cut": Damage.CUT, "merged": Damage.MERGED}


@dataclass(frozen=True, slots=True)
class Choice:
    """One key of a row; `trouble`: it is chosen and not the normal state."""

    verb: str
    name: str
    on: bool
    trouble: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of choices, of which one holds."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One visitor; `verb` puts the card on the reader or takes it away, as it lies there or not."""

    name: str
    id_tail: str
    note: str
    lies: bool
    verb: str


@dataclass(frozen=True, slots=True)
class ReaderView:
    state: str
    mood: str  # ok, warn or plain
    people: tuple[PersonRow, ...]
    rows: tuple[Row, ...]
    log: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrinterView:
    state: str
    mood: str
    rows: tuple[Row, ...]
    status_bytes: str  # as hexadecimal, empty when it does not answer
    expected: str  # what the terminal should do
    log: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BenchView:
    """Everything the page shows."""

    reader: ReaderView
    printer: PrinterView
    slips: tuple[SlipView, ...]  # newest first

    @property
    def slip_count(self) -> int:
        return self.slips[0].number if self.slips else 0


class Bench:
    """Reader, printer and the people who may step up."""

    def __init__(self, reader: CardReaderEmulator, printer: PrinterEmulator, people: Sequence[Visitor]) -> None:
        self.reader = reader
        self.printer = printer
        self.people = tuple(people)
        self._journal = SlipJournal()
        self.verbs: Mapping[str, Callable[[], object]] = dict(self._all_verbs())

    def view(self) -> BenchView:
        return BenchView(self._reader_view(), self._printer_view(), self.slips())

    def slips(self) -> tuple[SlipView, ...]:
        """The last slips, newest first. Called at each change, so that each has the time it came out."""
        with self.printer.changed:
            return tuple(self._journal.look(self.printer.slips))

    # -- what can be done -------------------------------------------------------------------------

    def _all_verbs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        reader, printer = self.reader, self.printer
        for place, visitor in enumerate(self.people):
            yield f"card:{place}", partial(reader.put, visitor.card)
        yield "card:lift", reader.lift
        yield "reader:well", reader.well
        yield "printer:well", printer.well
        for choice in words.NEXT_READ_CHOICES:
            yield f"next:{choice}", partial(self._spoil_next_read, choice)
        for choice in words.READER_REPLY_CHOICES:
            yield f"reader-reply:{choice}", partial(self._reader_reply, choice)
        for choice in words.PAPER_CHOICES:
            yield f"paper:{choice}", partial(self._paper, choice)
        for choice in words.COVER_CHOICES:
            yield f"cover:{choice}", partial(setattr, printer, "cover_open", choice == "open")
        for choice in words.PRINTER_REPLY_CHOICES:
            yield f"printer-reply:{choice}", partial(self._printer_reply, choice)
        yield from {"reader-line:in": reader.plug_in, "reader-line:out": reader.unplug}.items()
        yield from {"printer-line:in": printer.plug_in, "printer-line:out": printer.unplug}.items()
        yield "printer-line:half", self._unplug_half_way

    def _spoil_next_read(self, choice: str) -> None:
        with self.reader.changed:
            self.reader.end_damage()
            if choice == "lifted":
                self.reader.refuse(_READ, _SELECTED_THEN_LIFTED)
            elif choice in _DAMAGES:
                times = 1 if choice == "merged" else _ASKED_TWICE
                self.reader.damage(_DAMAGES[choice], times, _READ)
            self.reader.changed.notify_all()

    def _reader_reply(self, choice: str) -> None:
        with self.reader.changed:
            self.reader.silent = choice == "silent"
            self.reader.slow_seconds = {"slow": _SLOW_SECONDS, "late": _LATE_SECONDS}.get(choice, 0.0)
            self.reader.changed.notify_all()

    def _paper(self, choice: str) -> None:
        with self.printer.changed:
            self.printer.paper = Paper.IN if choice == "half" else Paper(choice)
            if choice == "half":
                self.printer.paper_out_after(_HALF_A_SLIP_BYTES)

    def _printer_reply(self, choice: str) -> None:
        with self.printer.changed:
            self.printer.silent = choice == "silent"
            self.printer.bytes_per_second = _SLOW_BYTES_PER_SECOND if choice == "slow" else None

    def _unplug_half_way(self) -> None:
        with self.printer.changed:
            self.printer.plug_in()
            self.printer.unplug_after(_HALF_A_SLIP_BYTES)
            self.printer.changed.notify_all()

    # -- how they stand ---------------------------------------------------------------------------

    def _reader_view(self) -> ReaderView:
        reader = self.reader
        with reader.changed:
            state, mood = self._reader_state()
            rows = (
                _row(words.NEXT_READ, "next", words.NEXT_READ_CHOICES, self._next_read()),
                _row(words.READER_REPLY, "reader-reply", words.READER_REPLY_CHOICES, self._reader_pace()),
                _row(words.READER_LINE, "reader-line", words.LINE_CHOICES, "in" if reader.plugged else "out"),
            )
            people = tuple(self._person(place, visitor) for place, visitor in enumerate(self.people))
            return ReaderView(state, mood, people, rows, _told(reader.log))

    def _reader_state(self) -> tuple[str, str]:
        if not self.reader.plugged:
            return words.UNPLUGGED, "warn"
        if self.reader.silent:
            return words.SILENT, "warn"
        card = self.reader.card
        return (words.card_on(card.name), "ok") if card else (words.NO_CARD, "plain")

    def _person(self, place: int, visitor: Visitor) -> PersonRow:
        lies = self.reader.card == visitor.card
        verb = "card:lift" if lies else f"card:{place}"
        return PersonRow(visitor.card.name, visitor.id_tail, visitor.note, lies, verb)

    def _next_read(self) -> str:
        due = self.reader.due(_READ)
        if due is None:
            return "well"
        return next((name for name, damage in _DAMAGES.items() if damage is due), "lifted")

    def _reader_pace(self) -> str:
        if self.reader.silent:
            return "silent"
        if self.reader.slow_seconds >= _LATE_SECONDS:
            return "late"
        return "slow" if self.reader.slow_seconds > 0 else "well"

    def _printer_view(self) -> PrinterView:
        printer = self.printer
        with printer.changed:
            paper = "half" if printer.bytes_until_paper_out is not None else printer.paper.value
            cover = "open" if printer.cover_open else "shut"
            reply = "silent" if printer.silent else "slow" if printer.bytes_per_second else "well"
            rows = (
                _row(words.PAPER, "paper", words.PAPER_CHOICES, paper),
                _row(words.COVER, "cover", words.COVER_CHOICES, cover),
                _row(words.PRINTER_LINE, "printer-line", words.PRINTER_LINE_CHOICES, self._printer_line()),
                _row(words.PRINTER_REPLY, "printer-reply", words.PRINTER_REPLY_CHOICES, reply),
            )
            key = self._printer_state()
            state, expected = words.PRINTER_STATES[key]
            answers = printer.plugged and not printer.silent
            status = printer.status_bytes.hex(" ").upper() if answers else ""
            return PrinterView(state, "ok" if key == "well" else "warn", rows, status, expected, _told(printer.log))

    def _printer_line(self) -> str:
        if not self.printer.plugged:
            return "out"
        return "in" if self.printer.bytes_until_unplugged is None else "half"

    def _printer_state(self) -> str:
        """The key of `words.PRINTER_STATES`: the first trouble that the terminal would meet."""
        printer = self.printer
        standing = {
            "unplugged": not printer.plugged,
            "silent": printer.silent,
            "cover_open": printer.cover_open,
            "paper_out": printer.paper is Paper.OUT,
            "half": printer.bytes_until_paper_out is not None or printer.bytes_until_unplugged is not None,
            "near_end": printer.paper is Paper.NEAR_END,
            "slow": printer.bytes_per_second is not None,
        }
        return next((key for key, holds in standing.items() if holds), "well")


def _row(name: str, verb: str, choices: Mapping[str, str], now: str) -> Row:
    return Row(
        name,
        tuple(
            Choice(f"{verb}:{key}", title, key == now, key == now and key not in _NORMAL)
            for key, title in choices.items()
        ),
    )


def _told(log: deque[str]) -> tuple[str, ...]:
    """The last lines; equal neighbours (the driver's polls) are one line with a count."""
    lines = [words.log_line(line, len(list(same))) for line, same in groupby(log)]
    return tuple(lines[-_LOG_LINES:])
