"""The printer's owner (being written)."""

from devices.printer.document import Document
from devices.printer.fonts import FontFile
from devices.printer.outcome import Outcome
from devices.printer.profiles import Profile
from devices.printer.status import PrinterStatus


class Printer:
    """One ticket printer. `status` and `print` may be called from any worker thread; they block."""

    def __init__(self, port: str, baud: int = 9600, *, profile: Profile, font: FontFile | None = None) -> None:
        raise NotImplementedError

    def start(self) -> None: ...

    def stop(self, timeout: float = 5.0) -> None: ...

    def status(self, timeout: float = 5.0) -> PrinterStatus:
        raise NotImplementedError

    def print(self, document: Document, job_id: str) -> Outcome:
        raise NotImplementedError
