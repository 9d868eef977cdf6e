"""The pictures of the starter pack that the first hour shows: the centre, its window, the lane, the river at dusk.

The sky stays light, because the caption is written on it in ink.
"""

from __future__ import annotations

from content.packs.starter_source.daytime import chess, market, reading, tea
from content.packs.starter_source.people import MEMBERS
from content.packs.starter_source.portraits import figure as bust
from content.packs.starter_source.strokes import (
    HEIGHT,
    Layer,
    Scene,
    circle,
    cloud,
    figure,
    group,
    line,
    parts,
    path,
    planter,
    tufts,
)


def scenes() -> dict[str, Scene]:
    """By the name of the picture, in the order of a day."""
    return {
        "market": market(), "morning": _morning(), "window": _window(), "tea": tea(), "reading": reading(),
        "chess": chess(), "lane": _lane(), "dusk": _dusk(),
    }  # fmt: skip


def _lane() -> Scene:
    def drawn(first: int, last: int) -> str:
        return group(parts("slide_lane", first, last), 0, 284, 1)

    meadow = (
        path("M0 1460H1080V1920H0z", "#6E9C84")
        + path("M0 1640Q260 1560 560 1624T1080 1590V1920H0z", "#5F8F77")
        + path("M470 1920Q520 1760 420 1660T292 1420Q480 1590 560 1680T660 1920z", "#D9CDBB")
        + tufts("#86B79C", ((140, 1560), (760, 1540), (930, 1680), (210, 1740), (820, 1800), (90, 1850)))
    )
    flowers = "".join(
        circle(x, y, r, c)
        for x, y, r, c in (
            (170, 1616, 10, "#F6EBD3"), (700, 1600, 12, "#F2C078"), (860, 1640, 9, "#F6EBD3"),
            (980, 1750, 12, "#F2C078"), (120, 1770, 12, "#E7A79B"), (760, 1730, 9, "#E7A79B"),
            (300, 1850, 10, "#F2C078"),
        )
    )  # fmt: skip
    return Scene(
        ("#F7EFE2", "#F8E2C2", "#F3D3A6"),
        (
            Layer(drawn(1, 1)), Layer(drawn(2, 4), 70), Layer(drawn(5, 8), 8), Layer(drawn(9, 91), 20),
            Layer(drawn(92, 97), 64, 3), Layer(drawn(98, 126) + meadow + flowers, 40), Layer(drawn(127, 141), 26),
        ),
    )  # fmt: skip


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
    return path(f"M0 {top}H1080V1920H0z", colour) + "".join(lines)


def _sparrow(x: float, y: float, scale: float) -> str:
    body = (
        path("M-30 0q4-26 30-26 22 0 28 18l16 4-18 6q-8 18-34 16z", "#9A7A5E")
        + path("M-26-2q18-14 34 2-14 14-34-2z", "#7A5C47")
        + circle(20, -12, 3, "#2F2723")
        + line("M-4 18v14M6 18v14", "#7A5C47", 3)
    )
    return group(body, x, y, scale)


def _morning() -> Scene:
    shade = path("M0 1480q240-40 420 60t660 90v250q-420 40-700-90T0 1640z", "#DFD0BA", 'opacity=".55"')
    sparrows = _sparrow(330, 1610, 1) + _sparrow(420, 1650, 1.2) + group(_sparrow(0, 0, 1), 600, 1590, 1)
    return Scene(
        ("#F5F0E8", "#F9E6CB", "#F9E6CB"),
        (
            Layer(circle(800, 470, 108, "#F2C078")),
            Layer(cloud(560, 330, 1.0) + cloud(860, 610, 0.8, 0.7) + cloud(90, 640, 0.7, 0.6), 70),
            Layer(
                path("M0 1180H1080V1260H0z", "#A7C3B2")
                + group(parts("hero_home", 4, 93), -660, 516, 1.62)
                + _tiles(1190, "#E9DDCB", "#DCCFBB")
                + shade + sparrows,
                20,
            ),
            Layer(group(parts("hero_home", 96, 106), -620, 480, 2.0), -34),
            Layer(planter(120, 1310, "#4E8570", "#639B83") + planter(960, 1310, "#5A9279", "#74AA90"), 40),
        ),
        film_top=800,
    )  # fmt: skip


def _dusk() -> Scene:
    """The river after supper: lit windows, doubled in the water, and two who walk."""
    lights = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="14" rx="7" fill="#F4CF86" opacity="{o}"/>'
        for x, y, w, o in (
            (60, 1300, 70, 0.7), (280, 1296, 96, 0.8), (300, 1340, 60, 0.5), (590, 1300, 90, 0.7),
            (606, 1348, 50, 0.45), (900, 1296, 120, 0.8), (920, 1344, 80, 0.5), (340, 1420, 60, 0.35),
            (940, 1420, 70, 0.35),
        )
    )  # fmt: skip
    ripples = "".join(
        f'<path d="M{(x * 337) % 1080} {1310 + (x * 61) % 560}h{40 + (x * 23) % 60}" stroke="#FFFFFF" '
        'stroke-width="5" stroke-linecap="round" opacity=".35"/>'
        for x in range(1, 26)
    )
    boat = (
        path("M150 1500q170 50 340 0l-40 62q-130 28-260 0z", "#6B4434")
        + path("M230 1506q80-110 180 0z", "#A67C45")
        + line("M452 1514V1412q0-12-12-12h-14v20", "#6B4434", 5)
        + circle(426, 1436, 16, "#F4CF86")
    )
    pads = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{r}" ry="{r * 0.34:.0f}" fill="{c}"/>'
        for x, y, r, c in (
            (120, 1760, 96, "#5F8377"), (300, 1830, 120, "#527568"), (60, 1870, 100, "#5F8377"),
            (840, 1800, 110, "#5F8377"), (980, 1730, 84, "#527568"), (1030, 1860, 100, "#5F8377"),
        )
    )  # fmt: skip
    walkers = figure(700, 1246, 0.66, "#8C5A6B", "#4A3E37") + figure(746, 1248, 0.7, "#5E7488", "#C9C3BB")
    return Scene(
        ("#F5F0E8", "#E7E3E0", "#D3D6DA"),
        (
            Layer(path("M815 346A84 84 0 1 0 893 472A74 74 0 0 1 815 346z", "#FBF3DF")),
            Layer(cloud(520, 560, 0.9, 0.8, "#F4F0EA") + cloud(120, 660, 0.7, 0.7, "#F4F0EA"), 70),
            Layer(group(parts("hero_dusk", 5, 41), 0, 400, 2.1), 16),
            Layer(
                path("M0 1236H1080V1920H0z", "#8FA9AE")
                + path("M0 1560H1080V1920H0z", "#7E9AA1", 'opacity=".6"')
                + path("M0 1226H1080V1262H0z", "#C9BFB2")
                + lights + ripples + pads,
                24,
            ),
            Layer(walkers, -44),
            Layer(group(boat, 30, -190, 1), 90, 4),
        ),
    )  # fmt: skip


def _from_behind(x: int, y: int, scale: float, coat: str, hair: str) -> str:
    body = (
        path("M48 360q2-124 132-124t132 124v420h-264z", coat)
        + path("M146 180h68v66q-34 26-68 0z", "#DDB491")
        + path(
            "M136 246q44 40 88 0l10 14q-54 46-108 0z", coat, 'stroke="#FFFDF8" stroke-opacity=".35" stroke-width="4"'
        )
        + circle(120, 146, 15, "#EBC7A6")
        + circle(240, 146, 15, "#EBC7A6")
        + path("M118 140q0 84 62 84t62-84q0-70-62-70t-62 70z", hair)
    )
    return group(body, x, y, scale)


def _window() -> Scene:
    """Inside: the general window, a clerk, two visitors seen from this side of the counter."""
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
    shadow = '<ellipse cx="990" cy="1762" rx="110" ry="16" fill="#BFAE94"/>'
    clerk = group(bust(MEMBERS["许知夏"]), 330, 800, 1.25)
    old, young = _from_behind(-20, 1000, 1.75, "#7C8FA0", "#C9C4BE"), _from_behind(470, 1040, 1.7, "#B5302A", "#4A3E37")
    return Scene(
        ("#F7F1E7", "#F2E8D9"),
        (
            Layer(wall, 8), Layer(clerk + counter, 16), Layer(shadow + leaves + pot, 30),
            Layer(old + young, 40),
        ),
    )  # fmt: skip
