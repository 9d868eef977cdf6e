"""Dots for what a printer's own font lacks. Pillow and qrcode are imported only when something is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from devices.printer.document import Align
from devices.printer.fonts import FontFile
from devices.printer.layout import PrintLine
from devices.printer.outcome import FontMissing

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_EM_DOTS: Final = 24  # the printer's own Chinese characters at size 1
_LINE_DOTS: Final = 30  # room for descenders, which the printer's own font keeps inside its 24 dots
_BASELINE: Final = 23
_DLE: Final = 0x10
_REAL_TIME: Final = frozenset((0x04, 0x05, 0x14))
RULE_DOTS: Final = 3
_DASH_DOTS: Final = 8
_DASH_STEP: Final = 12
_QUIET_MODULES: Final = 4


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Rows of dots, most significant bit leftmost, 1 is black. `scale` prints every dot that many times each way."""

    width_bytes: int
    data: bytes
    scale: int = 1

    @property
    def height(self) -> int:
        return len(self.data) // self.width_bytes


def draw_text(line: PrintLine, width_dots: int, font: FontFile) -> Bitmap:
    """One line, drawn in the printer's own character size, or smaller if it would not fit the paper."""
    text, size = line.text, line.size
    face = _fitting_face(text, size * _EM_DOTS, width_dots, font)
    image = _canvas(width_dots, size * _LINE_DOTS)
    _write(image, text, 0, size, line.bold, face)
    return _cropped(image, right_only=line.align is Align.LEFT)


def draw_edges(left: str, right: str, width_dots: int, font: FontFile) -> Bitmap:
    """Two texts at the two edges of one line of size 1."""
    face = _fitting_face(f"{left}  {right}", _EM_DOTS, width_dots, font)
    image = _canvas(width_dots, _LINE_DOTS)
    _write(image, left, 0, 1, False, face)
    _write(image, right, width_dots - round(face.getlength(right)), 1, False, face)
    return _cropped(image, right_only=True)


def draw_qr(data: str, module_dots: int) -> Bitmap:
    """A QR code (error correction M) with its quiet zone of 4 modules."""
    code = _qr(data)
    code.make(fit=True)
    # Sent at half size and doubled by the printer: a quarter of the bytes, which at 9600 baud is seconds.
    scale = 2 if module_dots % 2 == 0 else 1
    dots = module_dots // scale
    rows = [_row_of(modules, dots) for modules in code.get_matrix()]
    return Bitmap(len(rows[0]), b"".join(row * dots for row in rows), scale)


def qr_dots(data: str, module_dots: int) -> int:
    """The side of that code in dots; a small part of the work of drawing it."""
    code = _qr(data)
    modules = 17 + 4 * int(code.best_fit(start=1)) + 2 * _QUIET_MODULES
    return modules * module_dots


def _qr(data: str) -> Any:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET_MODULES)
    code.add_data(data)
    return code


def draw_rule(width_dots: int, dashed: bool) -> Bitmap:
    """A line of 3 dots over the whole width."""
    bits = [not dashed or place % _DASH_STEP < _DASH_DOTS for place in range(width_dots)]
    row = _packed(bits)
    return Bitmap(len(row), row * RULE_DOTS)


def defused(data: bytes) -> bytes:
    """The same picture without `10 04`, `10 05`, `10 14`, which printers execute even inside image data (10 14 can
    open a drawer or switch the power off). One white dot beside a single black one is blackened for it."""
    safe = bytearray(data)
    for place in range(len(safe) - 1):
        if safe[place] == _DLE and safe[place + 1] in _REAL_TIME:
            safe[place] |= 0x08
    return bytes(safe)


def _fitting_face(text: str, em_dots: int, width_dots: int, font: FontFile) -> ImageFont.FreeTypeFont:
    face = _face(font, em_dots)
    width = face.getlength(text)
    if width > width_dots:
        face = _face(font, max(8, int(em_dots * width_dots / width)))
    return face


def _face(font: FontFile, em_dots: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(str(font.path), em_dots, index=font.face)
    except OSError as error:
        raise FontMissing(f"{font.path}: {error}") from error


def _canvas(width_dots: int, height: int) -> Image.Image:
    from PIL import Image

    return Image.new("1", (width_dots, height), 0)


def _write(image: Image.Image, text: str, left: int, size: int, bold: bool, face: ImageFont.FreeTypeFont) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"  # dots are black or white: no grey edges
    for shift in range(size + 1 if bold else 1):  # emphasised as printers do it: struck again beside itself
        draw.text((left + shift, size * _BASELINE), text, fill=1, font=face, anchor="ls")


def _cropped(image: Image.Image, right_only: bool) -> Bitmap:
    """Without the white bytes at the sides: fewer bytes on the wire, and the printer aligns the rest."""
    left, _, right, _ = image.getbbox() or (0, 0, 8, 0)
    first = 0 if right_only else left // 8
    last = -(-right // 8)
    part = image.crop((first * 8, 0, last * 8, image.height))
    return Bitmap(last - first, part.tobytes())


def _row_of(modules: list[bool], dots: int) -> bytes:
    return _packed([dark for dark in modules for _ in range(dots)])


def _packed(bits: list[bool]) -> bytes:
    padded = bits + [False] * (-len(bits) % 8)
    value = int("".join("1" if bit else "0" for bit in padded), 2)
    return value.to_bytes(len(padded) // 8, "big")
