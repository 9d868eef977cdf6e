"""A tall sheet drawn from top to bottom with Pillow, in the colours of the look; everything at twice the size, then
halved, because Pillow's rounded shapes have no soft edges of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
MARGIN = 84
SCALE = 2

PAPER, INK, INK_2, LINE = "#FFFDF8", "#2A201B", "#5E5048", "#DCD0C1"
PINE, PINE_INK, PINE_TINT = "#1F5A54", "#17463F", "#E0ECE7"
GOLD_INK, GOLD_TINT, GROUND, RED = "#6B4508", "#F6EBD3", "#F5F0E8", "#A61E1B"

_FOLDER = Path("/usr/share/fonts/opentype/noto")
_SIMPLIFIED = 2  # face 0 of the collection is Japanese: 直 骨 角 look wrong
_NO_START, _NO_END = "，。、；：？！）》”％%", "“（《"
_STOPS, _FULL = "，。、；：", 0.62
_LEAST_LAST, _NARROWER = 5, 12  # characters of a last row, its stop among them; fiftieths of the width that are tried


@cache
def font(size: int, weight: str = "Sans-Regular") -> ImageFont.FreeTypeFont:
    """``weight``: Sans-Regular, Sans-Bold or Serif-Bold; size in px of the finished sheet."""
    family, style = weight.split("-")
    return ImageFont.truetype(_FOLDER / f"Noto{family}CJK-{style}.ttc", size * SCALE, index=_SIMPLIFIED)


class Sheet:
    """``y`` is where the next thing goes; every block moves it on."""

    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.y = 0

    def finish(self) -> Image.Image:
        whole = self.image.crop((0, 0, WIDTH * SCALE, self.y * SCALE))
        return whole.resize((WIDTH, self.y), Image.Resampling.LANCZOS)

    def box(self, left: int, top: int, right: int, bottom: int, fill: str, radius: int = 0) -> None:
        corners = [value * SCALE for value in (left, top, right, bottom)]
        self.draw.rounded_rectangle(corners, radius * SCALE, fill=fill)

    def line(self, text: str, left: int, top: int, face: ImageFont.FreeTypeFont, fill: str, anchor: str = "ls") -> None:
        self.draw.text((left * SCALE, top * SCALE), text, font=face, fill=fill, anchor=anchor)

    def width_of(self, text: str, face: ImageFont.FreeTypeFont) -> float:
        return face.getlength(text) / SCALE

    def text(
        self,
        text: str,
        size: int = 46,
        weight: str = "Sans-Regular",
        fill: str = INK,
        left: int = MARGIN,
        right: int = WIDTH - MARGIN,
        pitch: float = 1.5,
    ) -> None:
        """Paragraphs parted by ``\\n``, wrapped between ``left`` and ``right``."""
        face = font(size, weight)
        for part in text.split("\n"):
            for row in self.wrap(part, face, right - left):
                self.y += round(size * pitch)
                self.line(row, left, self.y - round(size * (pitch - 1.08)), face, fill)

    def wrap(self, text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
        """No wider than ``width``; narrower by a little where else a character or two were alone on the last row."""
        rows = self._rows(text, face, width)
        for narrower in range(1, _NARROWER):
            if len(rows) == 1 or len(rows[-1]) >= _LEAST_LAST:
                break
            tried = self._rows(text, face, width * (1 - narrower / 50))
            if len(tried) > len(rows):
                break
            rows = tried
        return rows

    def _rows(self, text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
        rows, row = [], ""
        for character in text:
            if row and self.width_of(row + character, face) > width and character not in _NO_START:
                kept = self._by_sense(row, face, width)
                rows.append(kept)
                row = row[len(kept) :]
            row += character
        return [*rows, row]

    def _by_sense(self, row: str, face: ImageFont.FreeTypeFont, width: float) -> str:
        """What of a full row stays on it: up to its last stop, where that leaves it full enough."""
        clause = row[: max(row.rfind(stop) for stop in _STOPS) + 1]
        return clause if self.width_of(clause, face) > width * _FULL else row.rstrip(_NO_END)

    def gap(self, pixels: int) -> None:
        self.y += pixels

    def rule(self) -> None:
        """A line that ends a part. More room after it than before: that is where a page of the screen may end."""
        self.gap(44)
        self.box(MARGIN, self.y, WIDTH - MARGIN, self.y + 3, LINE)
        self.gap(123)
