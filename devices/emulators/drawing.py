"""Slips as pictures. Needs Pillow (and qrcode for printer-drawn codes); imported only when a picture is asked for."""

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from devices.emulators.rows import BlankRow, ImageRow, QrRow, Row, Run, TextRow
from devices.printer.fonts import FontFile, debian_font

_CELL: Final = 12
_EM: Final = 24
_SIDE_DOTS: Final = {576: 32, 384: 40}  # 80 mm and 58 mm paper is wider than what the head reaches
_TOP_DOTS: Final = 24
_BOTTOM_DOTS: Final = 40
_HALF_WIDTH_EM: Final = 0.86  # Noto's digits are wider than half an em: drawn smaller to fit a printer's cell
_BASELINE: Final = 0.88


def slip_png(rows: Sequence[Row], width_dots: int, font: FontFile | None = None) -> bytes:
    """PNG bytes, black on white, one pixel a dot, with the paper's own margins."""
    file = io.BytesIO()
    draw_slip(rows, width_dots, font).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_slip(rows: Sequence[Row], width_dots: int, font: FontFile | None = None) -> Image.Image:
    """The slip as a picture of one bit a pixel (1 is white)."""
    pieces = [_draw(row, width_dots, font) for row in rows]
    side = _SIDE_DOTS.get(width_dots, 24)
    height = _TOP_DOTS + sum(piece.height for piece in pieces) + _BOTTOM_DOTS
    paper = Image.new("1", (width_dots + 2 * side, height), 1)
    top = _TOP_DOTS
    for piece in pieces:
        # 0 is paper in a piece and ink in the picture
        paper.paste(0, (side, top, side + piece.width, top + piece.height), piece)
        top += piece.height
    return paper


def _draw(row: Row, width: int, font: FontFile | None) -> Image.Image:
    match row:
        case TextRow():
            return _text(row, width, font)
        case ImageRow():
            return _placed(_dots(row), row.align, width)
        case QrRow():
            return _placed(_code(row), row.align, width)
        case BlankRow(height=height):
            return Image.new("1", (width, height), 0)


def _text(row: TextRow, width: int, font: FontFile | None) -> Image.Image:
    piece = Image.new("1", (width, row.height), 0)
    draw = ImageDraw.Draw(piece)
    draw.fontmode = "1"
    used = sum(run.cells * _CELL * run.wide for run in row.runs)
    left = (width - used) * row.align // 2
    tallest = max((run.high for run in row.runs), default=1) * _EM
    baseline = (row.height - tallest) // 2 + round(tallest * _BASELINE)
    for run in row.runs:
        cell = run.cells * _CELL * run.wide
        glyph = _glyph(run, font)
        piece.paste(1, (left, baseline - round(run.high * _EM * _BASELINE)), glyph)
        left += cell
    return piece


@lru_cache(maxsize=512)
def _glyph(run: Run, font: FontFile | None) -> Image.Image:
    """One character in its cell, stretched as the printer stretches it."""
    base = max(run.wide, run.high)
    em = base * _EM
    face = _face(font, run.bold, round(em * (_HALF_WIDTH_EM if run.cells == 1 else 1)))
    width = max(run.cells * _CELL * base, round(face.getlength(run.text)))
    cell = Image.new("1", (width, em), 0)
    draw = ImageDraw.Draw(cell)
    draw.fontmode = "1"
    draw.text((width // 2, round(em * _BASELINE)), run.text, fill=1, font=face, anchor="ms")
    size = (run.cells * _CELL * run.wide, run.high * _EM)
    return cell if cell.size == size else cell.resize(size)


@lru_cache(maxsize=32)
def _face(font: FontFile | None, bold: bool, em: int) -> ImageFont.FreeTypeFont:
    file = font or debian_font(bold)
    return ImageFont.truetype(str(file.path), em, index=file.face)


def _dots(row: ImageRow) -> Image.Image:
    if not row.height:
        return Image.new("1", (1, 1), 0)
    image = Image.frombytes("1", (row.width_bytes * 8, row.height), row.data)
    return image.resize((image.width * row.wide, image.height * row.high), Image.Resampling.NEAREST)


def _code(row: QrRow) -> Image.Image:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(row.data)
    code.make(fit=True)
    matrix = code.get_matrix()
    image = Image.new("1", (len(matrix), len(matrix)), 0)
    image.putdata([int(dark) for line in matrix for dark in line])
    return image.resize((image.width * row.module, image.height * row.module), Image.Resampling.NEAREST)


def _placed(image: Image.Image, align: int, width: int) -> Image.Image:
    piece = Image.new("1", (width, image.height), 0)
    piece.paste(image, (max(0, (width - image.width) * align // 2), 0))
    return piece
