"""Ticket printers (ESC/POS over a serial port).

printer = Printer("/dev/serial/by-path/…", baud=9600, profile=PROFILES["80mm"], font=FontFile(path))
printer.start()
printer.status()                      # PrinterStatus(trouble=PaperOut()) …: ask before a number is taken
outcome = printer.print([Text("A012", size=8, bold=True, align=Align.CENTER)], job_id="…")
match outcome:
    case Printed(): …                 # the slip reached its cut
    case Unknown(reason=reason): …    # bytes were sent; a reprint keeps the number and says 补打
    case Refused(reason=reason): …    # nothing was sent
printer.stop()
"""

from devices.printer.document import Align, Columns, Document, Feed, Item, Qr, Rule, Text
from devices.printer.encoder import encode
from devices.printer.fonts import FontFile, debian_font
from devices.printer.length import length_mm
from devices.printer.outcome import (
    BarrierUnanswered,
    CoverOpen,
    CutterJammed,
    FontMissing,
    NeverAnswers,
    Outcome,
    PaperNearEnd,
    PaperOut,
    Printed,
    PrinterBusy,
    PrinterFault,
    PrinterOffline,
    PrinterTrouble,
    Refused,
    Unknown,
)
from devices.printer.printer import Printer
from devices.printer.profiles import PROFILES, Barrier, Profile
from devices.printer.status import PrinterStatus

__all__ = [
    "PROFILES",
    "Align",
    "Barrier",
    "BarrierUnanswered",
    "Columns",
    "CoverOpen",
    "CutterJammed",
    "Document",
    "Feed",
    "FontFile",
    "FontMissing",
    "Item",
    "NeverAnswers",
    "Outcome",
    "PaperNearEnd",
    "PaperOut",
    "Printed",
    "Printer",
    "PrinterBusy",
    "PrinterFault",
    "PrinterOffline",
    "PrinterStatus",
    "PrinterTrouble",
    "Profile",
    "Qr",
    "Refused",
    "Rule",
    "Text",
    "Unknown",
    "debian_font",
    "encode",
    "length_mm",
]
