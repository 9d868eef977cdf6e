"""What a hand and an eye meet, measured on what was drawn: from the widget tree and the pixels, not from the tokens.

    measures = Measures()
    measures.add(page, draw(page, size), "tickets.choose")
    measures.smallest_target   # Extreme(value=21.3, where="tickets.choose dock.back")

Millimetres are those of docs/screens.md: on the glass, over the viewing distance (`Theme.mm`). A target that is off
counts for size and gap; its words are held to the ratio for controls that are off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.uix.widget import Widget

from kiosk.ui import font_files, look
from kiosk.ui.drawing import Picture
from kiosk.ui.theme import Theme
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.text import Drawn

HALF = 127  # of 255: a pixel more than half covered belongs to the glyph
LEAST_PIXELS = 4  # of one colour, to be called the colour of a text: fewer may be where two edges meet
SLACK_PX = 1.0  # rounding of positions to whole pixels

Box = tuple[float, float, float, float]  # left, low, right, top


@dataclass(frozen=True)
class Extreme:
    """The worst value and where it stands: page or story, then target or text."""

    value: float
    where: str


@dataclass
class Measures:
    """Over any number of drawn pages of one mode; None until something of the kind was seen."""

    smallest_target_mm: Extreme | None = None
    smallest_gap_mm: Extreme | None = None
    smallest_cap_mm: Extreme | None = None
    lowest_contrast: Extreme | None = None
    lowest_contrast_off: Extreme | None = None
    outside_band: list[str] = field(default_factory=list)
    without_spoken: list[str] = field(default_factory=list)
    targets: int = 0
    texts: int = 0

    def add(self, root: Widget, picture: Picture | None, where: str) -> None:
        """Measure everything visible under `root`, drawn as `picture`; without one, all but contrast."""
        self.add_targets(root, where)
        self.without_spoken += [f"{where} {name}" for name in silent(root)]
        for text, off in _texts(root):
            self.texts += 1
            name = f"{where} “{text.text[:12]}”"
            self._least("smallest_cap_mm", look.theme().mm(cap_height_px(text.face, text.size_px)), name)
            ratio = text_contrast(picture, text.box) if picture else None
            if ratio is not None:
                self._least("lowest_contrast_off" if off else "lowest_contrast", ratio, name)

    def add_targets(self, root: Widget, where: str) -> None:
        """The targets alone: size, gap and reach."""
        theme, found = look.theme(), list(targets(root))
        self.targets += len(found)
        self.add_reach(root, theme, where)
        for target in found:
            self._least("smallest_target_mm", theme.mm(min(target.size)), f"{where} {target.tap_name}")
        for place, one in enumerate(found):
            for other in found[place + 1 :]:
                name = f"{where} {one.tap_name} and {other.tap_name}"
                self._least("smallest_gap_mm", theme.mm(gap_px(box_of(one), box_of(other))), name)

    def add_reach(self, root: Widget, theme: Theme, where: str) -> None:
        """Which targets would be out of reach if the panel hung as in `theme`."""
        for target in targets(root):
            _, low, _, top = box_of(target)
            if top > theme.reach_px + SLACK_PX or low < theme.reach_low_px - SLACK_PX:
                self.outside_band.append(f"{where} {target.tap_name}")

    def _least(self, what: str, value: float, where: str) -> None:
        known: Extreme | None = getattr(self, what)
        if known is None or value < known.value:
            setattr(self, what, Extreme(round(value, 3), where))


def targets(root: Widget) -> Iterator[Tappable]:
    """Every named target that is visible under `root`."""
    return (widget for widget in _visible(root) if isinstance(widget, Tappable) and widget.tap_name)


def drawn_texts(root: Widget) -> Iterator[Drawn]:
    """Every visible text under `root` that has something in it."""
    return (text for text, _ in _texts(root))


def box_of(widget: Widget) -> Box:
    return float(widget.x), float(widget.y), float(widget.x + widget.width), float(widget.y + widget.height)


def gap_px(one: Box, other: Box) -> float:
    """Distance between two rectangles, 0 when they touch or overlap."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    upright = max(one[1] - other[3], other[1] - one[3], 0.0)
    return hypot(across, upright)


def overlap(one: Box, other: Box) -> float:
    """How far two rectangles reach into each other, in pixels of the smaller direction; 0 when they do not."""
    return max(0.0, min(min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])))


def silent(root: Widget) -> list[str]:
    """Class names of what is drawn under `root` and has no spoken form, and targets that say nothing."""
    from kiosk.ui.voice.spoken_forms import without_spoken_form

    found = [widget for widget in without_spoken_form(root) if widget.opacity]
    found += [target for target in targets(root) if not getattr(target, "spoken", "")]
    return [type(widget).__name__ for widget in found]


@lru_cache(maxsize=256)
def cap_height_px(face: str, size_px: int) -> int:
    """Rows of pixels that an H of that face and size covers."""
    label = CoreLabel(text="H", font_name=font_files.path(face), font_size=size_px)
    label.refresh()
    texture = label.texture
    alphas = texture.pixels[3::4]
    rows = [alphas[at : at + texture.width] for at in range(0, len(alphas), texture.width)]
    return sum(max(row) > HALF for row in rows)


def text_contrast(picture: Picture, box: Box) -> float | None:
    """Contrast (1..21) of the strongest colour in the box against what lies around the text; None off the picture.

    Around: the commonest colour on the edge of the box, where a line has air. Strokes of every size used here are
    at least two pixels wide, so the text's own colour stands in some whole pixels.
    """
    image = picture.image
    left, low = max(0, round(box[0])), max(0, round(box[1]))
    right, top = min(image.width, round(box[2])), min(image.height, round(box[3]))
    if right - left < 3 or top - low < 3:
        return None
    crop = image.crop((left, low, right, top)).convert("RGB")
    ground = _ground(crop)
    counts: list[tuple[int, Any]] = crop.getcolors(crop.width * crop.height) or []
    ratios = [_ratio(color, ground) for count, color in counts if count >= LEAST_PIXELS]
    return max(ratios, default=None)


def _ground(crop: Any) -> tuple[int, int, int]:
    edge = [crop.crop((0, y, crop.width, y + 1)) for y in (0, crop.height - 1)]
    edge += [crop.crop((x, 0, x + 1, crop.height)) for x in (0, crop.width - 1)]
    counts: dict[tuple[int, int, int], int] = {}
    for strip in edge:
        for count, color in strip.getcolors(strip.width * strip.height):
            counts[color] = counts.get(color, 0) + count
    return max(counts, key=lambda color: counts[color])


@lru_cache(maxsize=1 << 16)
def _ratio(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    from kiosk.ui.tokens import contrast_ratio

    return contrast_ratio(bytes(one).hex(), bytes(other).hex())


def _texts(root: Widget) -> Iterator[tuple[Drawn, bool]]:
    """Every text with something in it, and whether it belongs to a target that is off."""
    for widget in _visible(root):
        drawn = getattr(widget, "drawn", None)
        if callable(drawn):
            off = _is_off(widget, root)
            yield from ((text, off) for text in drawn())


def _is_off(widget: Widget, root: Widget) -> bool:
    while widget is not root and widget is not None:
        if isinstance(widget, Tappable) and widget.off:
            return True
        widget = widget.parent
    return False


def _visible(root: Widget) -> Iterator[Widget]:
    if root.opacity == 0:
        return
    yield root
    for child in root.children:
        yield from _visible(child)
