"""How much paper a document takes, before a byte of it is sent."""

from __future__ import annotations

from devices.printer import encoder, raster
from devices.printer.document import Document, Feed, Qr, Rule
from devices.printer.fonts import FontFile, debian_font
from devices.printer.layout import EdgeLine, PrintLine, Row, rows
from devices.printer.profiles import Profile

DOTS_A_MM = 8
# From the head to the knife, or to the tear bar: blank at the head of every slip. Printers have 10 to 16 mm.
FEED_MM = 16.0


def length_mm(document: Document, profile: Profile, font: FontFile | None = None) -> float:
    """From cut to cut. Raises FontMissing if a line must be drawn and the font cannot be opened."""
    face = font or debian_font()
    return FEED_MM + sum(_dots(row, profile, face) for row in rows(document, profile)) / DOTS_A_MM


def _dots(row: Row, profile: Profile, font: FontFile) -> int:
    match row:
        case PrintLine(text=text, size=size):
            if encoder.native(text, profile) is not None:
                return encoder.line_dots(size)
            return raster.draw_text(row, profile.width_dots, font).height + encoder.DRAWN_GAP_DOTS
        case EdgeLine():
            if encoder.native(row.spaced(profile.columns), profile) is not None:
                return encoder.line_dots(1)
            return raster.draw_edges(row.left, row.right, profile.width_dots, font).height + encoder.DRAWN_GAP_DOTS
        case Rule():
            return 2 * encoder.RULE_SPACE_DOTS + raster.RULE_DOTS
        case Feed(lines=lines):
            return encoder.line_dots(1) * min(lines, 255)
        case Qr(data=data, module_dots=module_dots):
            return raster.qr_dots(data, module_dots)  # drawn by the printer it has less around it, and space instead
