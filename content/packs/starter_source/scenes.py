"""The four pictures of the starter pack, put together from the project's own drawings as SVG, 1080×1920.

The upper 1,404 px carry the picture: below that the attract screen lays its panel. The sky stays light, because
the caption is written on it in ink.
"""

from __future__ import annotations

import re
from pathlib import Path

WIDTH, HEIGHT = 1080, 1920
_ART = Path(__file__).parent / "art"
_CLOUD = "M0 40h150a26 26 0 0 0 0-52 40 40 0 0 0-74-14A34 34 0 0 0 20-8 24 24 0 0 0 0 40z"


def scenes() -> dict[str, str]:
    """SVG text by the name of the picture."""
    return {"lane": _lane(), "morning": _morning(), "dusk": _dusk(), "window": _window()}


def _page(body: str, sky: tuple[str, ...]) -> str:
    stops = "".join(f'<stop offset="{i / (len(sky) - 1):.2f}" stop-color="{c}"/>' for i, c in enumerate(sky))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sky)"/>{body}</svg>'
    )


def _parts(name: str, first: int, last: int) -> str:
    """Elements ``first`` to ``last`` of a drawing, counted after its ``defs``, text kept with its tag."""
    text = (_ART / f"{name}.svg").read_text(encoding="utf-8").split("</defs>", 1)[-1].replace("</svg>", "")
    elements = re.findall(r"<text[^>]*>.*?</text>|<g[^>]*>.*?</g>|<[^>]+>", text, re.DOTALL)
    return "".join(elements[first : last + 1])


def _cloud(x: float, y: float, scale: float, opacity: float = 0.8, fill: str = "#FFFDF8") -> str:
    return f'<path transform="translate({x} {y}) scale({scale})" d="{_CLOUD}" fill="{fill}" opacity="{opacity}"/>'


def _group(body: str, x: float, y: float, scale: float) -> str:
    return f'<g transform="translate({x} {y}) scale({scale})">{body}</g>'


def _tufts(colour: str, places: list[tuple[int, int]]) -> str:
    blades = "m-16 0q4-20-4-34q14 10 14 34zm12 0q0-30 6-44q6 18 2 44zm14 0q0-20 14-32q-2 18-6 32z"
    return "".join(f'<path d="M{x} {y}{blades}" fill="{colour}"/>' for x, y in places)


def _lane() -> str:
    meadow = (
        '<path d="M0 1460H1080V1920H0z" fill="#6E9C84"/>'
        '<path d="M0 1640Q260 1560 560 1624T1080 1590V1920H0z" fill="#5F8F77"/>'
        '<path d="M470 1920Q520 1760 420 1660T292 1420Q480 1590 560 1680T660 1920z" fill="#D9CDBB"/>'
        + _tufts("#86B79C", [(140, 1560), (760, 1540), (930, 1680), (210, 1740), (820, 1800), (90, 1850)])
    )
    flowers = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{c}"/>'
        for x, y, r, c in (
            (170, 1616, 10, "#F6EBD3"),
            (700, 1600, 12, "#F2C078"),
            (860, 1640, 9, "#F6EBD3"),
            (980, 1750, 12, "#F2C078"),
            (120, 1770, 12, "#E7A79B"),
            (760, 1730, 9, "#E7A79B"),
            (300, 1850, 10, "#F2C078"),
        )
    )
    return _page(_group(_parts("slide_lane", 1, 400), 0, 284, 1) + meadow + flowers, ("#F7EFE2", "#F8E2C2", "#F3D3A6"))


def _tiles(top: int, colour: str, joint: str) -> str:
    """A plaza of slabs, getting larger towards the viewer."""
    lines, y, step = [], float(top), 26.0
    while y < HEIGHT:
        lines.append(f'<path d="M0 {y:.0f}H1080" stroke="{joint}" stroke-width="3"/>')
        y, step = y + step, step * 1.32
    lines += [
        f'<path d="M{540 + (x - 540) * 0.42:.0f} {top}L{540 + (x - 540) * 2.2:.0f} 1920" stroke="{joint}" '
        'stroke-width="3"/>'
        for x in range(-1260, 2341, 180)
    ]
    return f'<path d="M0 {top}H1080V1920H0z" fill="{colour}"/>' + "".join(lines)


def _planter(x: int, y: int, leaf: str, light: str) -> str:
    return (
        f'<ellipse cx="{x}" cy="{y - 80}" rx="70" ry="60" fill="{leaf}"/>'
        f'<ellipse cx="{x - 18}" cy="{y - 100}" rx="38" ry="28" fill="{light}"/>'
        f'<path d="M{x - 64} {y - 50}H{x + 64}L{x + 50} {y + 40}H{x - 50}z" fill="#A2674C"/>'
        f'<path d="M{x - 72} {y - 62}H{x + 72}V{y - 34}H{x - 72}z" fill="#8A5540"/>'
    )


def _morning() -> str:
    town = _group(_parts("hero_home", 4, 93), -660, 516, 1.62)
    body = (
        '<circle cx="800" cy="470" r="108" fill="#F2C078"/>'
        + _cloud(560, 330, 1.0)
        + _cloud(860, 610, 0.8, 0.7)
        + _cloud(90, 640, 0.7, 0.6)
        + '<path d="M0 1180H1080V1260H0z" fill="#A7C3B2"/>'
        + town
        + _tiles(1190, "#E9DDCB", "#DCCFBB")
        + _group(_parts("hero_home", 96, 106), -620, 480, 2.0)
        + _planter(120, 1310, "#4E8570", "#639B83")
        + _planter(960, 1310, "#5A9279", "#74AA90")
    )
    return _page(body, ("#F5F0E8", "#F9E6CB", "#F9E6CB"))


def _dusk() -> str:
    """The lane after supper: lit windows, doubled in the water."""
    town = _parts("hero_dusk", 5, 41)
    lights = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="14" rx="7" fill="#F4CF86" opacity="{o}"/>'
        for x, y, w, o in (
            (60, 1300, 70, 0.7),
            (280, 1296, 96, 0.8),
            (300, 1340, 60, 0.5),
            (590, 1300, 90, 0.7),
            (606, 1348, 50, 0.45),
            (900, 1296, 120, 0.8),
            (920, 1344, 80, 0.5),
            (340, 1420, 60, 0.35),
            (940, 1420, 70, 0.35),
        )
    )
    ripples = "".join(
        f'<path d="M{(x * 337) % 1080} {1310 + (x * 61) % 560}h{40 + (x * 23) % 60}" stroke="#FFFFFF" '
        'stroke-width="5" stroke-linecap="round" opacity=".35"/>'
        for x in range(1, 26)
    )
    boat = (
        '<path d="M150 1500q170 50 340 0l-40 62q-130 28-260 0z" fill="#6B4434"/>'
        '<path d="M230 1506q80-110 180 0z" fill="#A67C45"/>'
        '<circle cx="430" cy="1462" r="16" fill="#F4CF86"/><path d="M430 1440v-40" stroke="#6B4434" stroke-width="5"/>'
    )
    body = (
        '<circle cx="820" cy="430" r="84" fill="#FBF3DF"/><circle cx="856" cy="408" r="74" fill="#ECE7E3"/>'
        + _cloud(520, 560, 0.9, 0.8, "#F4F0EA")
        + _cloud(120, 660, 0.7, 0.7, "#F4F0EA")
        + _group(town, 0, 400, 2.1)
        + '<path d="M0 1236H1080V1920H0z" fill="#8FA9AE"/>'
        + '<path d="M0 1560H1080V1920H0z" fill="#7E9AA1" opacity=".6"/>'
        + '<path d="M0 1226H1080V1262H0z" fill="#C9BFB2"/>'
        + lights
        + ripples
        + boat
    )
    return _page(body, ("#F5F0E8", "#E7E3E0", "#D3D6DA"))


def _clerk(x: int, y: int, scale: float) -> str:
    """A person without the landscape behind."""
    text = (_ART / "person2.svg").read_text(encoding="utf-8").split(">", 1)[1].replace("</svg>", "")
    return _group("".join(re.findall(r"<[^>]+>", text)[4:]), x, y, scale)


def _from_behind(x: int, y: int, scale: float, coat: str, hair: str) -> str:
    body = (
        f'<path d="M48 360q2-124 132-124t132 124z" fill="{coat}"/>'
        '<path d="M146 180h68v66q-34 26-68 0z" fill="#DDB491"/>'
        f'<path d="M136 246q44 40 88 0l10 14q-54 46-108 0z" fill="{coat}" stroke="#FFFDF8" stroke-opacity=".35" '
        'stroke-width="4"/><circle cx="120" cy="146" r="15" fill="#EBC7A6"/><circle cx="240" cy="146" r="15" '
        f'fill="#EBC7A6"/><path d="M118 140q0 84 62 84t62-84q0-70-62-70t-62 70z" fill="{hair}"/>'
    )
    return _group(body, x, y, scale)


def _window() -> str:
    """Inside: the general window, a clerk, two visitors seen from the side of the counter."""
    wall = (
        '<path d="M0 620H1080V1920H0z" fill="#EFE4D2"/><path d="M0 612H1080V632H0z" fill="#D9CBB5"/>'
        '<rect x="90" y="700" width="900" height="470" rx="24" fill="#DDE9E4"/>'
        '<path d="M540 700V1170" stroke="#FFFCF5" stroke-width="10"/>'
        '<path d="M90 1030q180-120 330-60t330-40 240 40v200H90z" fill="#C9DDD1"/>'
        '<circle cx="830" cy="810" r="52" fill="#F2C078"/>'
        '<rect x="90" y="700" width="900" height="470" rx="24" fill="none" stroke="#FFFCF5" stroke-width="18"/>'
        '<rect x="310" y="640" width="460" height="104" rx="16" fill="#A61E1B"/>'
        '<text x="540" y="712" font-family="Noto Serif CJK SC" font-weight="700" font-size="58" letter-spacing="12" '
        'text-anchor="middle" fill="#FFFDF8">综合窗口</text>'
        '<circle cx="900" cy="480" r="70" fill="#FFFDF8" stroke="#7C6A5E" stroke-width="10"/>'
        '<path d="M900 480V434M900 480L932 496" stroke="#4A3E37" stroke-width="9" stroke-linecap="round"/>'
    )
    counter = (
        '<path d="M0 1240H1080V1300H0z" fill="#B98A5C"/><path d="M0 1296H1080V1700H0z" fill="#C99C6E"/>'
        '<path d="M0 1296H1080V1316H0z" fill="#A87B50"/>'
        + "".join(f'<path d="M{x} 1316V1700" stroke="#B98A5C" stroke-width="6"/>' for x in range(135, 1080, 135))
        + '<path d="M0 1700H1080V1920H0z" fill="#D8C7AE"/><path d="M0 1700H1080V1722H0z" fill="#9A7048"/>'
        '<rect x="470" y="1150" width="140" height="96" rx="10" fill="#4A4543"/>'
        '<rect x="482" y="1162" width="116" height="66" rx="4" fill="#BFD6D2"/>'
        '<rect x="640" y="1216" width="150" height="26" rx="4" fill="#FFFDF8" transform="rotate(-3 715 1228)"/>'
    )
    leaves = "".join(
        f'<path d="M990 1600q{dx} -{h} {dx * 2} -{h + 60}q{40 if dx < 0 else -40} 120 {-dx * 2} {h + 60}z" fill="{c}"/>'
        for dx, h, c in ((-70, 210, "#4E8570"), (40, 230, "#5A9279"), (-20, 300, "#639B83"), (-110, 120, "#74AA90"))
    )
    pot = '<path d="M920 1590H1060L1040 1760H940z" fill="#A2674C"/><path d="M908 1576H1072V1616H908z" fill="#8A5540"/>'
    clerk = _clerk(330, 800, 1.25)
    visitors = _from_behind(-40, 1254, 1.85, "#7C8FA0", "#C9C4BE") + _from_behind(440, 1290, 1.75, "#B5302A", "#4A3E37")
    shadow = '<ellipse cx="990" cy="1762" rx="110" ry="16" fill="#BFAE94"/>'
    return _page(wall + clerk + counter + shadow + leaves + pot + visitors, ("#F7F1E7", "#F2E8D9"))
