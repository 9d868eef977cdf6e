"""What became of a print job, and the names of a printer's troubles. Expected failures are values, not crashes."""

from dataclasses import dataclass
from typing import ClassVar


class PrinterTrouble(Exception):
    """A printer's trouble. `code` is stable and may be stored or sent; `detail` is for staff."""

    code: ClassVar[str] = "printer_trouble"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class PrinterOffline(PrinterTrouble):
    """The port is gone or nothing answers. No answer is never taken for "ok"."""

    code = "printer_offline"


class PaperOut(PrinterTrouble):
    """The paper has run out."""

    code = "paper_out"


class CoverOpen(PrinterTrouble):
    """The cover is open."""

    code = "cover_open"


class PaperNearEnd(PrinterTrouble):
    """The roll is nearly used up. A warning: the printer still prints."""

    code = "paper_near_end"


class CutterJammed(PrinterTrouble):
    """The cutter is stuck."""

    code = "cutter_jammed"


class PrinterFault(PrinterTrouble):
    """The printer reports another error (head too hot, feed button held, unrecoverable)."""

    code = "printer_fault"


class PrinterBusy(PrinterTrouble):
    """Another job kept the printer for the whole waiting time."""

    code = "printer_busy"


class BarrierUnanswered(PrinterTrouble):
    """Every byte was sent, the printer reports no trouble, yet it never said that the slip is done."""

    code = "barrier_unanswered"


class FontMissing(PrinterTrouble):
    """A line holds a character that the printer lacks, and the font to draw it with cannot be opened."""

    code = "font_missing"


class NeverAnswers(PrinterTrouble):
    """A write-only printer: every byte was sent; ask the visitor whether the slip came out."""

    code = "never_answers"


@dataclass(frozen=True, slots=True)
class Printed:
    """The slip reached its cut: the printer answered the barrier behind it and its status was clean."""

    job_id: str
    warning: PrinterTrouble | None = None  # PaperNearEnd


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes were sent, but nobody knows whether the slip came out. A reprint keeps the number and says 补打."""

    job_id: str
    reason: PrinterTrouble


@dataclass(frozen=True, slots=True)
class Refused:
    """Not one byte of the slip was sent."""

    job_id: str
    reason: PrinterTrouble


Outcome = Printed | Unknown | Refused
