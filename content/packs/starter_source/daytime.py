"""Four more pictures of the starter pack, between the opening and the evening: the old street early, the tea hill, the
reading room, a game of chess under the tree."""

from __future__ import annotations

from content.packs.starter_source import people
from content.packs.starter_source.portraits import figure as bust
from content.packs.starter_source.strokes import (
    STICK,
    STRAW_HAT,
    Layer,
    Scene,
    circle,
    cloud,
    figure,
    group,
    house,
    line,
    path,
    rect,
    sitting,
    tree,
    tufts,
)


def market() -> Scene:
    """The old street: two stalls, steam from the buns, people with baskets."""
    hills = path("M0 760q140-70 300-30t320-20 460 10v500H0z", "#DDE3D4") + path(
        "M0 850q200-60 420-16t380-20 280 20v400H0z", "#C2D3C4"
    )
    far = house(330, 1120, 210, 150, "#F7F1E6") + house(600, 1120, 180, 120, "#F7F1E6")
    near = house(-40, 1160, 330, 260, doors=True) + house(840, 1160, 330, 280, doors=True) + tree(806, 1160, 1.5)
    joint = "#D5C5AC"
    street = (
        path("M0 1150H1080V1920H0z", "#E6DAC6")
        + "".join(
            line(f"M{(40 + 173 * n + 61 * row) % 1180 - 60} {1196 + row * (9 * row + 34)}h{70 + 16 * row}", joint, 6)
            for row in range(8)
            for n in range(6)
        )
    )  # fmt: skip
    people_there = (
        figure(468, 1300, 1.0, "#7E93A6", "#C9C3BB", more=STICK)
        + figure(560, 1330, 1.08, "#B5302A", "#3A302B", more=_basket())
        + figure(640, 1322, 0.72, "#F2C078", "#3A302B", "#3F5570")
    )
    stalls = (
        _keeper(250, 1330, "#5F7F93") + _stall(110, 1400, 300, "#B5302A", _steamers(110, 1278))
        + _keeper(850, 1330, "#4E7A68") + _stall(700, 1400, 300, "#2F7A70", _greens(700, 1282))
    )  # fmt: skip
    return Scene(
        ("#F6F1E8", "#FBE9D3", "#F8DFC0"),
        (
            Layer(circle(760, 600, 92, "#F2C078")),
            Layer(cloud(560, 480, 0.8) + cloud(80, 640, 0.9, 0.7) + cloud(880, 690, 0.7, 0.7), 70),
            Layer(hills, 8),
            Layer(far, 16),
            Layer(near + street, 26),
            Layer(people_there, -40),
            Layer(stalls, 44),
            Layer(_steam(166, 1236) + _steam(318, 1262), 44, 6),
        ),
    )


def _stall(x: int, y: int, wide: int, stripe: str, goods: str) -> str:
    top = y - 330
    step = wide // 6
    awning = "".join(
        path(f"M{x + n * step} {top}h{step}v54a{step / 2:g} 22 0 0 1 -{step} 0z", stripe if n % 2 == 0 else "#FFFDF8")
        for n in range(6)
    )
    posts = rect(x + 8, top + 40, 10, 300, "#8A6A52") + rect(x + wide - 18, top + 40, 10, 300, "#8A6A52")
    table = rect(x - 8, y - 118, wide + 16, 24, "#C9A25A", 6) + rect(x, y - 94, wide, 94, "#B98A5C")
    return posts + table + goods + rect(x - 6, top - 12, wide + 12, 16, "#8A6A52", 6) + awning


def _keeper(x: int, y: int, coat: str) -> str:
    return figure(x, y, 1.12, coat, more=path("M-16-110h32v52h-32z", "#FFFDF8"))


def _steamers(x: int, y: int) -> str:
    return "".join(
        rect(at, y - 30 * n, 104, 28, "#D9B36C" if n % 2 else "#C79C52", 6)
        + line(f"M{at + 8} {y - 30 * n + 14}h88", "#A87B50", 3)
        for at in (x + 24, x + 160)
        for n in range(2 if at > x + 100 else 3)
    )  # fmt: skip


def _greens(x: int, y: int) -> str:
    baskets = "".join(path(f"M{x + at} {y - 8}h84l-12 36h-60z", "#A67C45") for at in (18, 108, 198))
    heaps = "".join(
        circle(x + at + dx, y - 12 - dy, 17, c)
        for at, colours in (
            (18, ("#5A9279", "#74AA90", "#5A9279", "#86B79C")),
            (108, ("#D2573F", "#E0705A", "#D2573F", "#E0705A")),
            (198, ("#F2C078", "#E9AE58", "#F2C078", "#E9AE58")),
        )
        for (dx, dy), c in zip(((18, 0), (42, 4), (66, 0), (34, 22)), colours, strict=True)
    )
    return heaps + baskets


def _steam(x: int, y: int) -> str:
    return line(f"M{x} {y - 60}q-14-16 0-32t0-32M{x + 30} {y - 66}q-14-16 0-32t0-32", "#FFFFFF", 9, 'opacity=".8"')


def _basket() -> str:
    handle, greens = line("M34-62q-14-40 18-40t18 40", "#8A6A52", 5), circle(46, -66, 9, "#74AA90")
    return handle + path("M28-64h52l-8 34h-36z", "#C79C52") + greens + circle(62, -68, 10, "#86B79C")


def tea() -> Scene:
    """Rows of tea up a hill, the mist lifting, three who pick."""
    mountains = path("M0 820q120-150 280-90t260-120 220 60 320-20v500H0z", "#D5E0DA") + path(
        "M0 900q180-110 380-50t330-80 370 60v400H0z", "#BCD2C6"
    )
    pavilion = group(
        rect(-46, -84, 8, 84, "#8A5540") + rect(38, -84, 8, 84, "#8A5540") + rect(-58, -4, 116, 10, "#CFC3B2")
        + path("M-84-78q40-8 84-62 44 54 84 62z", "#5B5654") + rect(-6, -158, 12, 22, "#5B5654", 4),
        690, 892, 1.1,
    )  # fmt: skip
    slope = path("M0 1010q260-120 560-70t520-60v1040H0z", "#8DB59A") + "".join(
        line(f"M-20 {1030 + 46 * n}q280-{120 - 4 * n} 580-{70 - 3 * n}t540-{60 - 2 * n}", c, 22 + n)
        for n, c in enumerate(("#6FA083", "#64967A") * 5)
    )
    bushes = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{r}" ry="{r * 0.56:.0f}" fill="{c}"/>'
        + tufts(light, tuple((x + dx, y - dy) for dx, dy in ((-46, 8), (10, 22), (52, 2))))
        for row, (y, c, light) in enumerate(
            ((1470, "#55896D", "#7FB091"), (1590, "#4C7F64", "#74A686"), (1740, "#44755B", "#6A9C7C"),
             (1890, "#3D6B53", "#609272"))
        )
        for x, r in ((70 + 190 * n - 60 * (row % 2), 116 + 10 * row) for n in range(7))
    )  # fmt: skip
    pickers = (
        figure(300, 1262, 1.0, "#C0553F", more=_pack() + STRAW_HAT, legs="#3F5570")
        + figure(560, 1206, 0.84, "#3F6E86", more=_pack() + STRAW_HAT)
        + figure(800, 1270, 1.05, "#E0B04E", more=_pack() + STRAW_HAT, legs="#4A4543")
    )
    mist = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="44" rx="22" fill="#FFFFFF" opacity="{o}"/>'
        for x, y, w, o in ((-60, 800, 420, 0.7), (520, 868, 460, 0.6), (200, 846, 300, 0.5), (820, 890, 300, 0.6))
    )
    front = path("M-60 1420q90-60 180 0t190 0 190 0 190 0 190 0 190 0v90H-60z", "#55896D")
    return Scene(
        ("#F4F3EC", "#F0EFE0", "#EAE8D2"),
        (
            Layer(circle(250, 690, 76, "#F4CF86")),
            Layer(mountains + pavilion, 12),
            Layer(mist, 90),
            Layer(slope, 24),
            Layer(pickers, 30),
            Layer(front + bushes, 44),
        ),
        film_top=720,
    )


def _pack() -> str:
    """A basket at the side."""
    strap, leaves = line("M22-100L-10-124", "#8A6A52", 4), circle(38, -98, 9, "#86B79C")
    return path("M24-96h40l-6 50h-28z", "#C79C52") + strap + leaves + circle(52, -99, 8, "#74AA90")


def reading() -> Scene:
    """The reading room in the afternoon: shelves, a wide window, two who read at one table."""
    wall = path("M0 0H1080V1920H0z", "#F6EEE0") + path("M0 620H1080V640H0z", "#E3D5BF")
    window = (
        rect(300, 690, 480, 420, "#E6F0E9", 16)
        + path("M300 1000q120-70 240-30t240-40v180H300z", "#C2D9C8")
        + circle(690, 780, 44, "#F2C078")
        + tree(420, 1096, 1.25)
        + tree(640, 1100, 0.95, "#5A9279", "#74AA90")
        + '<rect x="300" y="690" width="480" height="420" rx="16" fill="none" stroke="#D9C4A4" stroke-width="18"/>'
        + line("M540 690V1110M300 890H780", "#D9C4A4", 12)
    )
    shelves = _shelves(-10, 690, 250) + _shelves(840, 690, 250)
    readers = group(bust(people.MEMBERS["顾守田"]), 178, 920, 1.06) + group(
        bust(people.NEIGHBOURS["欧阳晓棠"]), 536, 926, 1.04
    )
    child = group(bust(people.CHILD), 412, 1052, 0.7)
    table = (
        rect(0, 1270, 1080, 44, "#B98A5C")
        + rect(0, 1306, 1080, 16, "#A87B50")
        + rect(60, 1322, 40, 600, "#A87B50")
        + rect(980, 1322, 40, 600, "#A87B50")
        + _open_book(368, 1264, 1.2, "#A61E1B")
        + _open_book(724, 1264, 1.2, "#1F5A54")
        + _open_book(538, 1270, 0.84, "#3F5B78")
        + _mug(880, 1270)
    )
    floor = path("M0 1560H1080V1920H0z", "#E3D0B2") + "".join(
        line(f"M0 {y}H1080", "#D5BF9C", 5) for y in (1620, 1700, 1800)
    )
    below = rect(100, 1322, 880, 240, "#EADDC8") + _stool(330, 1800) + _stool(760, 1800) + _cat(560, 1850)
    return Scene(
        ("#F6EEE0", "#F6EEE0"),
        (Layer(wall + floor, 0), Layer(window, 10), Layer(shelves, 18), Layer(below + readers + child + table, 36)),
        film_top=800,
    )


def _shelves(x: int, y: int, wide: int) -> str:
    colours = ("#A61E1B", "#1F5A54", "#C9A25A", "#7C8FA0", "#B98A4A", "#DDB9A4", "#A7C3B2", "#8C5A6B")
    body = rect(x, y, wide, 560, "#D9BE96", 8)
    for row in range(4):
        base = y + 136 * row + 130
        body += rect(x + 14, base - 112, wide - 28, 112, "#EFE2CB")
        at, n = x + 20, row * 3 + (x > 0)
        while at < x + wide - 44:
            thick, high = 18 + (n * 7) % 13, 74 + (n * 11) % 30
            body += rect(at, base - high, thick, high, colours[(n * 5) % len(colours)], 3)
            at, n = at + thick + (3 if n % 6 else 22), n + 1
    return body


def _open_book(x: float, y: float, scale: float, cover: str) -> str:
    body = (
        path("M-66-4L-56-52q34-12 56 4 22-16 56-4L66-4z", cover)
        + path("M-58-8l8-48q32-10 50 6v44q-22-12-58-2z", "#FFFDF8")
        + path("M58-8l-8-48q-32-10-50 6v44q22-12 58-2z", "#F4EBDA")
    )
    return group(body, x, y, scale)


def _mug(x: float, y: float) -> str:
    ear = line(f"M{x + 56} {y - 46}q26 0 26 16t-26 16", "#FFFDF8", 9)
    return rect(x, y - 62, 56, 62, "#FFFDF8", 8) + ear + rect(x, y - 40, 56, 12, "#A7C3B2")


def _stool(x: float, y: float) -> str:
    legs = f"M{x - 66} {y - 194}L{x - 84} {y}M{x + 66} {y - 194}L{x + 84} {y}"
    return rect(x - 90, y - 220, 180, 26, "#8A6A52", 12) + line(legs, "#8A6A52", 16)


def _cat(x: float, y: float) -> str:
    """Asleep."""
    body = (
        path("M-110 0q-16-84 78-92 118-8 128 60 4 32-26 32z", "#D9A05B")
        + path("M-104-30l-4-46 26 14q20-6 34 2l24-16 2 44q0 34-40 36-42 0-42-34z", "#E3B06E")
        + line("M96-20q44 22-10 30H-30", "#C78C48", 20)
        + line("M-86-30q8 8 16 0M-56-30q8 8 16 0", "#7A5A3C", 4)
        + line("M10-84q10 24-2 40M44-84q14 24 4 46", "#C78C48", 9)
    )
    return group(f'<ellipse cx="0" cy="6" rx="140" ry="16" fill="#CDB48E"/>{body}', x, y, 1)


def chess() -> Scene:
    """Under the ginkgo: a stone table, two who play, two who watch, a bird in its cage."""
    back = path("M0 1010q240-60 520-20t560-30v300H0z", "#DDE3D4")
    wall = (
        rect(0, 1000, 1080, 210, "#FBF5E8")
        + path("M-40 1004V968H1120V1004z", "#5B5654")
        + "".join(line(f"M{x} 972V1000", "#4F4A48", 2, 'opacity=".5"') for x in range(24, 1080, 26))
    )
    moon_gate = (
        circle(860, 1120, 92, "#D9CDBB")
        + circle(860, 1120, 78, "#C9DDD1")
        + rect(760, 1206, 200, 20, "#D9CDBB")
        + path("M786 1140q74-34 148 0a78 78 0 0 1-148 0z", "#A7C3B2")
    )
    ground = path("M0 1206H1080V1920H0z", "#E3D6BD") + path("M0 1400q300-70 620-20t460-30v570H0z", "#DBCBAD")
    trunk = path(
        "M232 1330q26-160 8-350l-70-150 30-10 66 100 20-150h34l6 160 84-110 26 18-90 170q-10 190 26 322z", "#7A5C47"
    )
    crown = "".join(
        circle(x, y, r, c)
        for x, y, r, c in (
            (90, 760, 150, "#D9A441"), (260, 690, 170, "#E3B352"), (430, 760, 150, "#D9A441"),
            (170, 850, 120, "#E3B352"), (360, 860, 120, "#E9C06A"), (540, 830, 96, "#E3B352"),
            (20, 860, 110, "#E9C06A"), (300, 640, 110, "#EDCB7E"),
        )
    )  # fmt: skip
    leaves = "".join(
        path(f"M{x} {y}q-16-20-22-2 2 14 22 12 20 2 22-12-6-18-22 2z", c)
        for x, y, c in (
            (120, 1450, "#E3B352"), (260, 1520, "#D9A441"), (420, 1470, "#E9C06A"), (700, 1560, "#E3B352"),
            (880, 1480, "#D9A441"), (980, 1600, "#E9C06A"), (180, 1680, "#D9A441"), (520, 1700, "#E3B352"),
            (820, 1760, "#E9C06A"), (340, 1820, "#E3B352"), (640, 1850, "#D9A441"), (60, 1580, "#E9C06A"),
        )
    )  # fmt: skip
    falling = "".join(
        path(f"M{x} {y}q-12-16-18-2 2 12 18 10 16 2 18-10-6-14-18 2z", "#E3B352")
        for x, y in ((600, 960), (660, 1090), (520, 1130), (740, 900))
    )
    table = (
        path("M520 1300h200l-26 18h-148z", "#B9B2A6")
        + rect(596, 1310, 48, 84, "#A8A196")
        + rect(566, 1390, 108, 18, "#A8A196", 6)
        + rect(548, 1290, 144, 10, "#E9D6AE", 3)
        + "".join(circle(x, 1286, 8, c) for x, c in zip((566, 596, 634, 672), ("#A61E1B", "#2F2723") * 2, strict=True))
    )  # fmt: skip
    game = (
        figure(580, 1330, 1.1, "#5E7488", "#C9C3BB")
        + figure(676, 1322, 1.06, "#B5302A", "#3A302B")
        + table
        + sitting(452, 1410, 1.12, "#6F6A5C", "#D2CDC7")
        + group(sitting(0, 0, 1.12, "#4E7A68", "#A8A29B"), 790, 1410, "-1 1")
    )  # fmt: skip
    bars = "M434 1010v-40q0-40 36-40t36 40v40z"
    cage = (
        line("M470 868V930", "#7A5C47", 5)
        + path(bars, "#FFFDF8", 'fill-opacity=".5" stroke="#8A5540" stroke-width="5"')
        + line("M452 934V1010M470 930V1010M488 934V1010", "#8A5540", 3)
        + circle(468, 992, 11, "#5A9279")
    )
    return Scene(
        ("#F7F3EA", "#F8EBD6", "#F6E3C4"),
        (
            Layer(cloud(700, 600, 0.9, 0.7) + cloud(900, 760, 0.7, 0.6), 70),
            Layer(back + wall + moon_gate, 14),
            Layer(ground + leaves + tufts("#9DB58E", ((960, 1420), (70, 1400))), 26),
            Layer(trunk + group(crown, 10, 150, 0.9) + cage, 30),
            Layer(game, 30),
            Layer(falling, 60, 14),
        ),
    )
