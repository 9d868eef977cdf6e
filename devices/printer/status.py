"""The answers to `10 04 n` (DLE EOT), decoded. Fixed bits: 0xx1xx10."""

from dataclasses import dataclass

from devices.printer.outcome import (
    CoverOpen,
    CutterJammed,
    NeverAnswers,
    PaperNearEnd,
    PaperOut,
    PrinterFault,
    PrinterOffline,
    PrinterTrouble,
)

QUERIES = (1, 2, 3, 4)  # printer, cause of offline, error, paper sensor


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """A printer's state. `trouble` keeps it from printing; `warning` does not.

    A write-only printer has no trouble and the warning NeverAnswers, as long as its port is open.
    """

    trouble: PrinterTrouble | None = None
    warning: PrinterTrouble | None = None

    @property
    def can_print(self) -> bool:
        return self.trouble is None


UNANSWERED = PrinterStatus(trouble=PrinterOffline("the printer does not answer"))
WRITE_ONLY = PrinterStatus(warning=NeverAnswers())


def is_status_byte(byte: int) -> bool:
    """Whether a byte can be an answer to `10 04 n`; anything else is a stray (XON, a barrier, an automatic status)."""
    return byte & 0x93 == 0x12


def decode(printer: int, offline: int, error: int, paper: int) -> PrinterStatus:
    """The four answers to `10 04 1` … `10 04 4`, in that order."""
    trouble = _trouble(printer, offline, error, paper)
    return PrinterStatus(trouble, PaperNearEnd() if paper & 0x0C and trouble is None else None)


def _trouble(printer: int, offline: int, error: int, paper: int) -> PrinterTrouble | None:
    if offline & 0x04:
        return CoverOpen()
    if paper & 0x60 or offline & 0x20:
        return PaperOut()
    if error & 0x08:
        return CutterJammed()
    if error & 0x64 or offline & 0x48:
        return PrinterFault(f"EOT2 {offline:02X}, EOT3 {error:02X}")
    if printer & 0x08:
        return PrinterOffline(f"EOT1 {printer:02X}")
    return None
