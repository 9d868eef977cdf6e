"""Documents to ESC/POS bytes.

A line whose characters are all in the printer's Chinese set is sent as text; any other is drawn with the interface
font and sent as dots: never `?`, never a blank.
"""

from collections.abc import Iterator
from typing import Final

from devices.printer import raster
from devices.printer.document import Align, Document, Feed, Qr, Rule
from devices.printer.fonts import FontFile, debian_font
from devices.printer.layout import EdgeLine, PrintLine, Row, rows
from devices.printer.profiles import Profile

INIT: Final = bytes.fromhex("1B40 1C26 1D6100")  # reset; Chinese on, at once after it; no automatic status
_LINE_DOTS: Final = 24
_GAP_DOTS: Final = 10  # between lines
DRAWN_GAP_DOTS: Final = _GAP_DOTS // 2  # under a line that is drawn, which has room of its own
RULE_SPACE_DOTS: Final = 14
_QR_SPACE_DOTS: Final = 24  # the printer draws no quiet zone
_BAND_ROWS: Final = 24  # an image goes in bands, so that few bytes are open at any time
_TEAR_LINES: Final = 5  # from the print head to the tear bar
_ALIGN: Final = {Align.LEFT: 0, Align.CENTER: 1, Align.RIGHT: 2}


def encode(document: Document, profile: Profile, font: FontFile | None = None) -> bytes:
    """Body and cut of one slip, without the barrier behind it.

    `font` draws what the printer lacks (Debian's Noto Sans SC by default). Raises FontMissing if such a line
    occurs and the font cannot be opened. Imports Pillow only then, and for a QR code.
    """
    font = font or debian_font()
    body = b"".join(piece for row in rows(document, profile) for piece in _row(row, profile, font))
    return INIT + body + cut(profile)


def cut(profile: Profile) -> bytes:
    """Feed and partial cut, or feed to the tear bar."""
    return bytes.fromhex("1D564200") if profile.cuts else bytes((0x1B, 0x64, _TEAR_LINES))


def line_dots(size: int) -> int:
    """How far the paper moves for a line of text of that size."""
    return min(255, _LINE_DOTS * size + _GAP_DOTS)


def padding(profile: Profile) -> bytes:
    """Zero bytes that complete whatever command was cut off: at most one band of an image. Between commands printers
    ignore them."""
    return bytes(profile.width_dots // 8 * _BAND_ROWS + 16)


def _row(row: Row, profile: Profile, font: FontFile) -> Iterator[bytes]:
    match row:
        case PrintLine():
            yield from _line(row, profile, font)
        case EdgeLine():
            yield from _edge_line(row, profile, font)
        case Rule(dashed=dashed):
            yield _space(RULE_SPACE_DOTS)
            yield from _image(raster.draw_rule(profile.width_dots, dashed), Align.LEFT)
            yield _space(RULE_SPACE_DOTS)
        case Feed(lines=lines):
            yield bytes((0x1B, 0x33, line_dots(1), 0x1B, 0x64, min(lines, 255)))
        case Qr():
            yield from _qr(row, profile)


def _line(line: PrintLine, profile: Profile, font: FontFile) -> Iterator[bytes]:
    data = native(line.text, profile)
    if data is None:
        yield from _image(raster.draw_text(line, profile.width_dots, font), line.align)
        yield _space(DRAWN_GAP_DOTS)
        return
    yield _style(line.size, line.bold, line.align)
    yield data + b"\n"


def _edge_line(line: EdgeLine, profile: Profile, font: FontFile) -> Iterator[bytes]:
    data = native(line.spaced(profile.columns), profile)
    if data is None:
        yield from _image(raster.draw_edges(line.left, line.right, profile.width_dots, font), Align.LEFT)
        yield _space(DRAWN_GAP_DOTS)
        return
    yield _style(1, False, Align.LEFT)
    yield data + b"\n"


def native(text: str, profile: Profile) -> bytes | None:
    """The text in the printer's own set, or None if a character is outside it."""
    try:
        return text.encode(profile.charset)
    except UnicodeEncodeError:
        return None


def _style(size: int, bold: bool, align: Align) -> bytes:
    step = size - 1
    return bytes(
        (
            *(0x1B, 0x61, _ALIGN[align]),
            *(0x1B, 0x45, bold),
            # Chinese at double size for printers whose GS ! leaves Chinese alone; GS ! after it, since on the others
            # the last one counts.
            *(0x1C, 0x57, size == 2),
            *(0x1D, 0x21, step << 4 | step),
            *(0x1B, 0x33, line_dots(size)),
        )
    )


def _space(dots: int) -> bytes:
    return bytes((0x1B, 0x4A, dots))


def _image(bitmap: raster.Bitmap, align: Align) -> Iterator[bytes]:
    yield bytes((0x1B, 0x61, _ALIGN[align]))
    data = raster.defused(bitmap.data)
    mode = 3 if bitmap.scale == 2 else 0  # 3: doubled both ways by the printer
    for top in range(0, bitmap.height, _BAND_ROWS):
        band = data[top * bitmap.width_bytes : (top + _BAND_ROWS) * bitmap.width_bytes]
        height = len(band) // bitmap.width_bytes
        head = bytes((0x1D, 0x76, 0x30, mode))
        yield head + bitmap.width_bytes.to_bytes(2, "little") + height.to_bytes(2, "little") + band


def _qr(code: Qr, profile: Profile) -> Iterator[bytes]:
    if not profile.native_qr:
        yield from _image(raster.draw_qr(code.data, code.module_dots), Align.CENTER)
        return
    data = code.data.encode()
    yield bytes((0x1B, 0x61, _ALIGN[Align.CENTER]))
    yield _qr_function(65, b"\x32\x00")  # model 2
    yield _qr_function(67, bytes((code.module_dots,)))
    yield _qr_function(69, b"\x31")  # error correction M
    yield _qr_function(80, b"\x30" + data)
    yield _space(_QR_SPACE_DOTS)
    yield _qr_function(81, b"\x30")
    yield _space(_QR_SPACE_DOTS)


def _qr_function(function: int, parameters: bytes) -> bytes:
    return b"\x1d\x28\x6b" + (len(parameters) + 2).to_bytes(2, "little") + bytes((0x31, function)) + parameters
