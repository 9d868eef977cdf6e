"""The rows of a slip: characters, dots, a code, fed paper. What is printed, free of how it is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """One character with its look; `cells` is 1 for half-width, 2 for Chinese."""

    text: str
    wide: int
    high: int
    bold: bool
    cells: int


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line of characters; `align` 0 left, 1 centre, 2 right; `height` in dots."""

    runs: tuple[Run, ...]
    align: int
    height: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class ImageRow:
    """Dots, 1 is black; each printed `wide` × `high` times."""

    width_bytes: int
    data: bytes
    wide: int
    high: int
    align: int

    @property
    def height(self) -> int:
        return len(self.data) // self.width_bytes if self.width_bytes else 0


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code drawn by the printer itself."""

    data: str
    module: int
    align: int


@dataclass(frozen=True, slots=True)
class BlankRow:
    """Fed paper, in dots."""

    height: int


Row = TextRow | ImageRow | QrRow | BlankRow
