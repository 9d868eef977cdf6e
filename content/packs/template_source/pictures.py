"""The pictures of 模板, to be replaced: a frame with a hill and a sun, a poster of blanks, a town and a floor without
a name. Drawn without a letter, so that no visitor ever reads what only a keeper is told; their files say that they are
of the template (`content.kinds.picture.OF_TEMPLATE`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from content.kinds.picture import OF_TEMPLATE

if TYPE_CHECKING:
    from PIL.Image import Image

SCREEN, POSTER, TOWN, HOUSE, FRAME = (1080, 1920), (1080, 3600), (1200, 1000), (1200, 1000), (640, 360)
PORTRAIT = (480, 600)
_SMOOTH = 2  # drawn so many times larger, then made smaller: edges without steps
_PAPER, _CARD, _LINE, _SOFT = "#F5F0E8", "#FFFDF8", "#C9B79F", "#E6DCCD"
_HILL, _HILL_BEHIND, _SUN, _RED, _GOLD = "#9DBBAF", "#C6D8D0", "#E3C88F", "#A61E1B", "#C9A25A"


class _Sheet:
    """A picture to draw on, in its own pixels."""

    def __init__(self, size: tuple[int, int], ground: str = _PAPER) -> None:
        from PIL import Image, ImageDraw

        self.size = size
        self._image = Image.new("RGB", (size[0] * _SMOOTH, size[1] * _SMOOTH), ground)
        self._pen: Any = ImageDraw.Draw(self._image)

    def box(self, x: float, y: float, wide: float, high: float, fill: str, radius: float = 0, edge: str = "") -> None:
        place = self._scaled(x, y, x + wide, y + high)
        self._pen.rounded_rectangle(place, radius * _SMOOTH, fill, edge or None, 4 * _SMOOTH if edge else 0)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self._pen.ellipse(self._scaled(x - radius, y - radius, x + radius, y + radius), fill)

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self._pen.polygon([(x * _SMOOTH, y * _SMOOTH) for x, y in points], fill)

    def line(self, points: list[tuple[float, float]], fill: str, wide: float) -> None:
        self._pen.line([(x * _SMOOTH, y * _SMOOTH) for x, y in points], fill, round(wide * _SMOOTH), "curve")

    def done(self) -> Image:
        from PIL import Image

        return self._image.resize(self.size, Image.Resampling.LANCZOS)

    @staticmethod
    def _scaled(*numbers: float) -> list[float]:
        return [number * _SMOOTH for number in numbers]


def drawings() -> dict[str, bytes]:
    """PNG files by their names in the pack."""
    found = {"图片.png": screen(), "长图.png": _poster(), "地图/地图.png": _town(), "楼层图/一楼.png": _house()}
    found |= {"人物/第一位.png": _portrait(_HILL), "人物/第二位.png": _portrait(_GOLD)}
    return {name: _png(image) for name, image in found.items()}


def screen() -> Image:
    """Upright, as large as a panel: the upper third is left to the title, which is drawn on the picture."""
    sheet = _Sheet(SCREEN)
    _framed(sheet, 90, 720, 900, 900)
    return sheet.done()


def frame(share: float) -> Image:
    """A frame of the film; ``share`` 0 to 1 of its length: the sun goes up and down again."""
    sheet = _Sheet(FRAME)
    _framed(sheet, 150, 60, 340, 240, sun=0.30 - 0.14 * (1 - abs(2 * share - 1)))
    return sheet.done()


def _framed(sheet: _Sheet, x: float, y: float, wide: float, high: float, sun: float = 0.26) -> None:
    """An empty picture frame: here belongs another picture."""
    sheet.box(x, y, wide, high, _CARD, radius=wide / 22, edge=_LINE)
    inner = wide / 14
    left, top, right, low = x + inner, y + inner, x + wide - inner, y + high - inner
    across, down = right - left, low - top
    sheet.disc(left + across * 0.74, top + down * sun, wide * 0.075, _SUN)
    sheet.shape([(left + across * 0.34, low), (left + across * 0.68, top + down * 0.46), (right, low)], _HILL_BEHIND)
    sheet.shape([(left, low), (left + across * 0.36, top + down * 0.34), (left + across * 0.72, low)], _HILL)


def _portrait(coat: str) -> Image:
    """Somebody's head and shoulders, without a face."""
    wide, high = PORTRAIT
    sheet = _Sheet(PORTRAIT, _SOFT)
    sheet.box(wide * 0.14, high * 0.62, wide * 0.72, high, coat, radius=wide * 0.3)
    sheet.disc(wide / 2, high * 0.38, wide * 0.2, _CARD)
    return sheet.done()


def _poster() -> Image:
    """A long poster as it may be laid out: a head, four parts with a number, a picture and lines, a foot."""
    sheet = _Sheet(POSTER)
    sheet.box(0, 0, 1080, 560, "#F1E3D2")
    sheet.box(90, 150, 620, 84, _LINE, radius=12)
    sheet.box(90, 270, 440, 84, _LINE, radius=12)
    sheet.box(90, 410, 520, 30, _SOFT, radius=10)
    sheet.disc(880, 280, 120, _SUN)
    for number in range(4):
        top = 640 + number * 680
        sheet.box(60, top, 960, 620, _CARD, radius=32)
        sheet.disc(150, top + 110, 46, _RED)
        sheet.box(230, top + 84, 420, 52, _LINE, radius=12)
        for row, wide in enumerate((460, 500, 380, 440)):
            sheet.box(110, top + 230 + row * 80, wide, 30, _SOFT, radius=10)
        _framed(sheet, 640, top + 200, 320, 330)
    sheet.box(90, 3410, 640, 30, _LINE, radius=10)
    sheet.box(90, 3470, 420, 30, _SOFT, radius=10)
    return sheet.done()


def _town() -> Image:
    """Roads, a river, blocks of houses; no name."""
    sheet = _Sheet(TOWN, "#EFE9DA")
    for x, y, wide, high in ((60, 60, 300, 240), (460, 60, 320, 240), (860, 60, 280, 240), (60, 400, 300, 210),
                             (460, 400, 320, 210), (860, 400, 280, 210)):  # fmt: skip
        sheet.box(x, y, wide, high, "#E0ECE7", radius=18)
        for at in range(3):
            sheet.box(x + 30 + at * (wide - 60) / 3, y + 40, (wide - 60) / 3 - 18, high - 80, _SOFT, radius=8)
    sheet.line([(-20, 760), (260, 720), (620, 790), (1220, 730)], "#B9D3DC", 110)
    sheet.box(60, 860, 1080, 100, "#E0ECE7", radius=18)
    for points in ([(0, 350), (1200, 350)], [(410, 0), (410, 680)], [(820, 0), (820, 1000)]):
        sheet.line(list(points), _CARD, 44)
    return sheet.done()


def _house() -> Image:
    """One floor from above: outer walls, rooms at both sides, counters, a door."""
    sheet = _Sheet(HOUSE, "#EFE9DA")
    wall = "#8F7D6E"
    sheet.box(60, 60, 1080, 860, _CARD, edge=wall)
    for x, y, wide, high, fill in ((60, 60, 300, 300, "#E0ECE7"), (60, 620, 300, 300, "#E0ECE7"),
                                   (840, 60, 300, 400, "#F6EBD3"), (840, 620, 300, 300, "#ECE4D9")):  # fmt: skip
        sheet.box(x, y, wide, high, fill, edge=wall)
    for x, y, high in ((356, 170, 90), (356, 720, 90), (836, 220, 90), (836, 720, 90)):
        sheet.box(x, y, 10, high, _CARD)
    for at in range(3):
        sheet.box(430 + at * 120, 160, 100, 44, _GOLD, radius=8)
    sheet.box(510, 640, 180, 60, _RED, radius=8)
    sheet.box(540, 912, 120, 14, _CARD)
    return sheet.done()


def _png(image: Image) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    told, out = PngInfo(), io.BytesIO()
    told.add_text(*OF_TEMPLATE)
    image.save(out, "PNG", optimize=True, pnginfo=told)
    return out.getvalue()
