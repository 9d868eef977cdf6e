"""Documents to printer bytes (being written)."""

from devices.printer.document import Document
from devices.printer.fonts import FontFile
from devices.printer.profiles import Profile


def encode(document: Document, profile: Profile, font: FontFile | None = None) -> bytes:
    """Body and cut of one slip, without the barrier."""
    raise NotImplementedError
