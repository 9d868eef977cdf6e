"""A scene of the starter pack in layers, 1080×1920, and the small things that several scenes draw.

Where it is seen (`content/kinds/slide.py`): an upright slide shows the rows down to 1464, with its caption on the first
620; a lying one shows the rows from 615 to 1417, its first 180 columns faint; the film 562 rows of them. What a scene
tells lies where all three meet: `TOLD`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 1080, 1920
TOLD = (180, 700, 1040, 1400)
"""Left, top, right, bottom."""
_ART = Path(__file__).parent / "art"
_CLOUD = "M0 40h150a26 26 0 0 0 0-52 40 40 0 0 0-74-14A34 34 0 0 0 20-8 24 24 0 0 0 0 40z"
SKIN = "#EBC7A6"


@dataclass(frozen=True)
class Layer:
    """``drift``: how far the film moves it to the left (or right: below 0) while it looks, px; one that reaches the
    edges has 40 on each side. ``rise``: how far up and down again, for what floats.
    """

    body: str
    drift: float = 0
    rise: float = 0


@dataclass(frozen=True)
class Scene:
    """From the back to the front, before a sky (its colours from above); a film begins at the row ``film_top``."""

    sky: tuple[str, ...]
    layers: tuple[Layer, ...]
    film_top: int = 850

    def whole(self) -> str:
        """SVG text of all of it."""
        return page(sky(self.sky) + "".join(layer.body for layer in self.layers))


def page(body: str, size: tuple[int, int] = (WIDTH, HEIGHT), top: float = 0) -> str:
    """SVG text of ``size`` pixels, as wide as a scene, from its row ``top`` on."""
    wide, high = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 {top:g} {WIDTH} {WIDTH * high / wide:g}">{body}</svg>'
    )


def sky(colours: tuple[str, ...]) -> str:
    stops = "".join(f'<stop offset="{i / (len(colours) - 1):.2f}" stop-color="{c}"/>' for i, c in enumerate(colours))
    return (
        f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sky)"/>'
    )


def parts(name: str, first: int, last: int) -> str:
    """Elements ``first`` to ``last`` of a drawing, counted after its ``defs``, text kept with its tag."""
    text = (_ART / f"{name}.svg").read_text(encoding="utf-8").split("</defs>", 1)[-1].replace("</svg>", "")
    elements = re.findall(r"<text[^>]*>.*?</text>|<g[^>]*>.*?</g>|<[^>]+>", text, re.DOTALL)
    return "".join(elements[first : last + 1])


def group(body: str, x: float, y: float, scale: float | str) -> str:
    """``scale``: one for both ways, or "-1 1" for a mirror."""
    return f'<g transform="translate({x} {y}) scale({scale})">{body}</g>'


def cloud(x: float, y: float, scale: float, opacity: float = 0.8, fill: str = "#FFFDF8") -> str:
    return f'<path transform="translate({x} {y}) scale({scale})" d="{_CLOUD}" fill="{fill}" opacity="{opacity}"/>'


def circle(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}"/>'


def path(d: str, fill: str, more: str = "") -> str:
    return f'<path d="{d}" fill="{fill}" {more}/>'


def line(d: str, stroke: str, width: float, more: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" {more}/>'


def rect(x: float, y: float, wide: float, high: float, fill: str, rx: float = 0) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{rx}" fill="{fill}"/>'


def tufts(colour: str, places: tuple[tuple[int, int], ...]) -> str:
    blades = "m-16 0q4-20-4-34q14 10 14 34zm12 0q0-30 6-44q6 18 2 44zm14 0q0-20 14-32q-2 18-6 32z"
    return "".join(path(f"M{x} {y}{blades}", colour) for x, y in places)


def tree(x: float, y: float, scale: float, leaf: str = "#4E8570", light: str = "#639B83") -> str:
    """Its foot at (x, y)."""
    body = rect(-7, -70, 14, 74, "#7A5C47") + circle(0, -116, 62, leaf)
    return group(f'{body}<ellipse cx="-14" cy="-132" rx="34" ry="27" fill="{light}"/>', x, y, scale)


def house(x: float, y: float, wide: float, high: float, wall: str = "#FFFCF5", doors: bool = False) -> str:
    """Its lower left corner at (x, y): white walls, a dark roof, two windows."""
    top = y - high
    roof = path(f"M{x - 26} {top + 4}q26-10 34-46h{wide - 16}q8 36 34 46z", "#5B5654")
    ridge = path(f"M{x - 4} {top - 52}q8 10 18 10h{wide - 28}q10 0 18-10v14h{8 - wide}z", "#4A4543")
    tiles = "".join(
        line(f"M{x + 20 + 24 * n} {top - 36}V{top}", "#4F4A48", 2, 'opacity=".5"')
        for n in range(int((wide - 24) // 24))
    )
    windows = "".join(
        rect(at, top + 26, 42, 42, "#7C6A5E", 3) + line(f"M{at + 21} {top + 26}v42M{at} {top + 47}h42", "#F3EADB", 3)
        for at in (x + wide * 0.18, x + wide * 0.82 - 42)
    )
    door = rect(x + wide / 2 - 26, y - 78, 52, 78, "#8A6A52", 3) if doors else ""
    return rect(x, top, wide, high, wall) + roof + tiles + ridge + windows + door


def figure(
    x: float, y: float, scale: float, coat: str, hair: str = "#3A302B", legs: str = "#4A5260", more: str = ""
) -> str:
    """Somebody who stands, 176 high, feet at (x, y), without a face."""
    body = (
        path("M-19-58h16v58h-16zM3-58h16v58H3z", legs)
        + path("M-22-118q0-14 14-14H8q14 0 14 14v66h-44z", coat)
        + path("M-36-112q2-12 14-12v60h-12q-4-26-2-48zM36-112q-2-12-14-12v60h12q4-26 2-48z", coat, 'opacity=".86"')
        + circle(0, -152, 22, SKIN)
        + path("M-23-150q-2-28 23-28t23 28q-8-14-23-14t-23 14z", hair)
    )
    return group(body + more, x, y, scale)


STICK = line("M40-66V0M40-66q0-12-10-10", "#7A5A45", 6)
STRAW_HAT = path("M-40-158q40-44 80 0q-40 14-80 0z", "#D9B36C") + path("M-18-168q18-18 36 0z", "#C79C52")
VEST = path("M-22-118q0-12 10-14l12 22 12-22q10 2 10 14v66h-44z", "#B5302A")


def sitting(x: float, y: float, scale: float, coat: str, hair: str, legs: str = "#4A5260", seat: bool = True) -> str:
    """Somebody who sits, seen from the side and looking right, feet at (x, y)."""
    stool = rect(-52, -58, 58, 12, "#8A6A52", 4) + line("M-44-46V0M-2-46V0", "#8A6A52", 7) if seat else ""
    body = (
        stool
        + path("M-46-78q0-14 14-14h62q14 0 14 14v18h-90z", legs)
        + path("M24-62h20v62h-20z", legs)
        + path("M22-8h32q6 8 0 8h-32z", "#3A302B")
        + path("M-48-150q0-18 20-18h14q20 0 20 18v82h-54z", coat)
        + line("M-14-140q8 40 44 46", coat, 17)
        + circle(34, -94, 9, SKIN)
        + circle(-18, -190, 24, SKIN)
        + path("M-44-186q-4-32 26-32 26 0 26 24-10-6-24-4-8 8-8 22-12 2-20-10z", hair)
    )
    return group(body, x, y, scale)


def planter(x: float, y: float, leaf: str, light: str) -> str:
    return (
        f'<ellipse cx="{x}" cy="{y - 80}" rx="70" ry="60" fill="{leaf}"/>'
        f'<ellipse cx="{x - 18}" cy="{y - 100}" rx="38" ry="28" fill="{light}"/>'
        + path(f"M{x - 64} {y - 50}H{x + 64}L{x + 50} {y + 40}H{x - 50}z", "#A2674C")
        + path(f"M{x - 72} {y - 62}H{x + 72}V{y - 34}H{x - 72}z", "#8A5540")
    )
