"""Both devices from the other side of the wire, on a pty, for demos and tests.

    with CardReaderEmulator() as reader, PrinterEmulator(width_dots=576) as printer:
        CardReader(reader.path, …); Printer(printer.path, …)
        reader.put(demo_card(CardLayout.RESIDENT, 1)); reader.lift()
        printer.paper = Paper.OUT
        slip = printer.wait_for_slips(1)[-1]; slip.text; slip.png()

They share no code with the drivers, so that a mistake in one is not hidden by the same mistake in the other.
"""

from devices.emulators.card_reader import CardReaderEmulator, Damage
from devices.emulators.escpos import read_slips
from devices.emulators.people import CardLayout, DemoCard, demo_card, demo_number
from devices.emulators.printer import Paper, PrinterEmulator
from devices.emulators.slip import Slip

__all__ = [
    "CardLayout",
    "CardReaderEmulator",
    "Damage",
    "DemoCard",
    "Paper",
    "PrinterEmulator",
    "Slip",
    "demo_card",
    "demo_number",
    "read_slips",
]
