"""One slip of paper: what is printed on it, as rows of dots and characters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from devices.emulators.rows import ImageRow, QrRow, Row, TextRow

if TYPE_CHECKING:
    from devices.printer.fonts import FontFile

_RULE_DOTS: Final = 8  # an image no taller than this is a line across the paper, not a picture


@dataclass
class Slip:
    """`data` are the bytes that printed it, from its reset on; `cut` tells whether it reached its cut."""

    width_dots: int
    rows: tuple[Row, ...] = ()
    data: bytes = b""
    cut: bool = False

    def add_image(self, image: ImageRow) -> None:
        """Add dots; a band that continues the image above it makes one image with it."""
        above = self.rows[-1] if self.rows else None
        same = isinstance(above, ImageRow) and (above.width_bytes, above.wide, above.high, above.align) == (
            image.width_bytes, image.wide, image.high, image.align,
        )  # fmt: skip
        if same and isinstance(above, ImageRow):
            joined = ImageRow(above.width_bytes, above.data + image.data, above.wide, above.high, above.align)
            self.rows = (*self.rows[:-1], joined)
        else:
            self.rows += (image,)

    @property
    def has_ink(self) -> bool:
        """Whether anything at all is printed on it."""
        return any(_inked(row) for row in self.rows)

    @property
    def text(self) -> str:
        """The exact text, line by line. Dots stand as 〔图像 宽×高〕, a printer-drawn QR as 〔二维码 内容〕; rules and
        fed paper are left out."""
        return "\n".join(line for row in self.rows if (line := _words(row)) is not None)

    @property
    def images(self) -> list[ImageRow]:
        """The pictures, rules among them."""
        return [row for row in self.rows if isinstance(row, ImageRow)]

    def png(self, font: "FontFile | None" = None) -> bytes:
        """The slip as it looks, one pixel a dot, as PNG (Pillow)."""
        from devices.emulators.drawing import slip_png

        return slip_png(self.rows, self.width_dots, font)


def _inked(row: Row) -> bool:
    match row:
        case TextRow(runs=runs):
            return any(run.text.strip() for run in runs)
        case ImageRow(data=data):
            return any(data)
        case QrRow():
            return True
    return False


def _words(row: Row) -> str | None:
    match row:
        case TextRow():
            return row.text
        case ImageRow() if row.height > _RULE_DOTS:
            return f"〔图像 {row.width_bytes * 8 * row.wide}×{row.height * row.high}〕"
        case QrRow(data=data):
            return f"〔二维码 {data}〕"
    return None
