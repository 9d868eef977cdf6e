"""Portraits of nobody, put together from a few parts in one hand: a ground, a coat, a head, hair, what belongs to the
trade. People have no faces: who they are is told by hair, glasses, hats and clothes.

    svg = drawing(Portrait(back="hills", coat="#B5302A", collar="#F4EEE2", hair=short("#4A3E37")))
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 480, 520
"""A portrait as it is drawn; its parts are placed on 360 by 360, of which the middle 310 are seen, from row 24 on."""
PALE, LIGHT, TAN = ("#F2D3B5", "#E3BF9B"), ("#EBC7A6", "#DDB491"), ("#DDB188", "#CC9E74")
"""Skin, and the skin in shade."""

_HEADS = {
    "oval": "M122 130q0 80 58 80t58-80q0-58-58-58t-58 58z",
    "round": "M115 136q0 76 65 76t65-76q0-63-65-63t-65 63z",
    "long": "M125 124q-2 94 55 94t55-94q0-56-55-56t-55 56z",
    "square": "M119 122q-4 58 14 76 18 16 47 16t47-16q18-18 14-76-6-52-61-52t-61 52z",
}
_SUN = '<circle cx="292" cy="74" r="34" fill="#F2C078" opacity=".8"/>'
_GROUNDS = {
    "hills": "#F7EBDA", "leaves": "#EDF1EA", "books": "#F3E9DC", "tiles": "#F6EBD3", "road": "#E9EEF0",
    "window": "#F7E9E2", "roofs": "#F5EBDD", "door": "#EFE6DC",
}  # fmt: skip


@dataclass(frozen=True)
class Portrait:
    """``behind`` is drawn before the coat, ``hair`` over the head, ``worn`` last: paths on 360 by 360."""

    back: str
    coat: str
    collar: str
    hair: str
    head: str = "oval"
    skin: tuple[str, str] = LIGHT
    behind: str = ""
    worn: str = ""
    ears: bool = True


def drawing(one: Portrait) -> str:
    """SVG text."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 24 360 336" '
        f'preserveAspectRatio="xMidYMin slice"><rect width="360" height="360" fill="{_GROUNDS[one.back]}"/>'
        f"{_back(one.back)}{figure(one)}</svg>"
    )


def figure(one: Portrait) -> str:
    """Head and shoulders without what is behind them."""
    skin, shade = one.skin
    ears = f'<circle cx="119" cy="146" r="14" fill="{shade}"/><circle cx="241" cy="146" r="14" fill="{shade}"/>'
    return (
        f'{one.behind}<path d="M58 360q2-116 122-116t122 116z" fill="{one.coat}"/>'
        f'<path d="M148 190h64v64q-32 30-64 0z" fill="{shade}"/>'
        f'<path d="M140 250l40 56 40-56q-6-6-12-8-28 24-56 0-8 4-12 8z" fill="{one.collar}"/>'
        f'<path d="M148 244q32 30 64 0l-32 40z" fill="{shade}"/>'
        f'{ears if one.ears else ""}<path d="{_HEADS[one.head]}" fill="{skin}"/>{one.hair}{one.worn}'
    )


def _back(name: str) -> str:
    """Quiet, and lighter than any coat: what is behind tells where somebody works."""
    hills = '<path d="M0 250q60-46 130-22t120-14 110 6v140H0z" fill="#DDE3D4"/>'
    near = '<path d="M0 300q90-40 190-16t170-10v86H0z" fill="#A7C3B2"/>'
    match name:
        case "books":
            spines = "".join(
                f'<rect x="{x}" y="{y - h}" width="{w}" height="{h}" rx="2" fill="{c}"/>'
                for x, y, w, h, c in (
                    (50, 118, 14, 62, "#C9B79B"), (67, 118, 11, 54, "#A7C3B2"), (81, 118, 16, 66, "#DDB9A4"),
                    (262, 118, 14, 58, "#A9BCC9"), (279, 118, 16, 66, "#C9B79B"), (298, 118, 12, 52, "#DDB9A4"),
                    (50, 226, 16, 60, "#DDB9A4"), (69, 226, 12, 66, "#A9BCC9"), (268, 226, 12, 64, "#C9B79B"),
                    (283, 226, 16, 56, "#A7C3B2"), (302, 226, 12, 66, "#C9B79B"),
                )
            )  # fmt: skip
            boards = '<path d="M0 118h360v8H0zM0 226h360v8H0z" fill="#D9C4A4"/>'
            return spines + boards
        case "tiles":
            lines = "".join(f"M0 {y}h360" for y in range(40, 360, 56)) + "".join(
                f"M{x} 0v360" for x in range(12, 360, 56)
            )
            steam = (
                '<path d="M270 108q-12-16 0-32t0-32M294 116q-12-16 0-32t0-32" fill="none" stroke="#FFFDF8" '
                'stroke-width="8" stroke-linecap="round"/>'
            )
            return f'<path d="{lines}" stroke="#EBDDBD" stroke-width="4"/>{steam}'
        case "leaves":
            leaf = "M0 0q14-34 44-40-2 34-44 40z"
            at = ((44, 92, 0), (66, 150, 20), (40, 206, -10), (292, 70, 70), (304, 128, 100), (318, 190, 60))
            sprigs = "".join(
                f'<path transform="translate({x} {y}) rotate({r})" d="{leaf}" fill="{c}"/>'
                for (x, y, r), c in zip(at, ("#C3D8C8", "#A7C3B2", "#CFE0D3") * 2, strict=True)
            )
            return sprigs + near
        case "road":
            return (
                f'{_SUN}<path d="M0 236q80-30 170-12t190-8v144H0z" fill="#CBD7D6"/>'
                '<path d="M0 296h360v64H0z" fill="#B9C3C6"/><path d="M0 326h360" stroke="#E9EEF0" stroke-width="6" '
                'stroke-dasharray="34 26"/>'
            )
        case "window":
            return (
                '<rect x="222" y="34" width="120" height="150" rx="8" fill="#FFFDF8" stroke="#E2CDBF" '
                'stroke-width="9"/>'
                '<path d="M282 34v150M222 109h120" stroke="#E2CDBF" stroke-width="7"/>'
                '<path d="M0 306h360v54H0z" fill="#E7D3C5"/>'
            )
        case "roofs":
            house = (
                '<path d="M0 0h96v74H0z" fill="#FFFCF5"/><path d="M-14 6q16-6 20-30h84q4 24 20 30z" fill="#B5ADA6"/>'
                '<rect x="32" y="26" width="32" height="28" rx="3" fill="#C7B7A8"/>'
            )
            return (
                f'{_SUN}{hills}<g transform="translate(10 226)">{house}</g>'
                f'<g transform="translate(264 236)">{house}</g>{near}'
            )
        case "door":
            return (
                '<path d="M0 0h360v360H0z" fill="#EFE6DC"/><path d="M0 92h360M0 184h360M0 276h360" stroke="#E3D6C6" '
                'stroke-width="4"/><rect x="236" y="40" width="94" height="94" rx="47" fill="none" stroke="#CDB99E" '
                'stroke-width="8"/><path d="M283 40v94M236 87h94M250 54l66 66M316 54l-66 66" stroke="#CDB99E" '
                'stroke-width="4"/><circle cx="283" cy="87" r="9" fill="#CDB99E"/>'
            )
    return _SUN + hills + near


# -- hair -------------------------------------------------------------------------------------------------------------


def _path(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def short(colour: str) -> str:
    return _path("M118 132q-4-64 62-66 66 2 62 66-6-34-34-44-36 14-64 4-20 10-26 40z", colour)


def parted(colour: str) -> str:
    return _path("M117 138q-8-72 60-74 74-2 66 74-3-26-13-44-56 8-78-12-26 14-35 56z", colour)


def cropped(colour: str) -> str:
    return _path("M119 126q0-58 61-60 61 2 61 60-2-14-8-22-52-14-106 0-6 8-8 22z", colour)


def balding(colour: str) -> str:
    return _path("M114 156q-8-40 10-66 2 22 0 40-2 14-10 26zM246 156q8-40-10-66-2 22 0 40 2 14 10 26z", colour)


def bob(colour: str) -> str:
    return _path("M112 176q-14-112 68-112t68 112q-16 8-26-2 6-46-20-70-30 16-56 8-16 22-10 62-8 10-24 2z", colour)


def curled(colour: str) -> str:
    """A perm: round all about the head."""
    at = ((122, 104, 24), (146, 78, 26), (180, 68, 27), (214, 78, 26), (238, 104, 24), (114, 134, 21), (246, 134, 21),
          (116, 162, 17), (244, 162, 17))  # fmt: skip
    return "".join(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colour}"/>' for x, y, r in at)


def bun(colour: str, high: float = 58) -> str:
    return f'<circle cx="180" cy="{high:g}" r="24" fill="{colour}"/>' + _path(
        "M118 138q-2-70 62-70t62 70q-8-34-36-46-30 12-56 2-24 12-32 44z", colour
    )


def swept(colour: str) -> str:
    """Tied back: a high forehead, nothing beside the cheeks."""
    return _path("M117 138q-4-72 63-72t63 72q-4-22-14-36-48 4-98 0-10 14-14 36z", colour)


def long(colour: str) -> str:
    return _path("M108 214q-12-150 72-150t72 150q-18 4-30-6 6-66-22-102-30 14-54 6-16 32-10 96-10 12-28 6z", colour)


def back_of_long(colour: str) -> str:
    return _path("M112 200q-14-136 68-136t68 136z", colour)


def tail(colour: str, band: str) -> str:
    """Drawn behind the coat: tied at the side, over one shoulder."""
    return _path("M222 96q64 6 56 92-4 52-24 78 4-62-8-96-8-36-24-74z", colour) + (
        f'<circle cx="240" cy="112" r="13" fill="{band}"/>'
    )


def plaits(colour: str) -> str:
    """Drawn behind the coat: two, over the shoulders."""
    knots = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="14" ry="17" fill="{colour}"/>'
        for x in (104, 256)
        for y in (176, 204, 232, 260, 286)
    )
    return knots + _path("M108 180q-8-116 72-116t72 116z", colour)


# -- what is worn -----------------------------------------------------------------------------------------------------


def glasses(colour: str = "#5E5048", across: str = "round") -> str:
    round_ones = '<circle cx="154" cy="142" r="20"/><circle cx="206" cy="142" r="20"/>'
    square = (
        '<rect x="132" y="126" width="42" height="30" rx="8"/><rect x="186" y="126" width="42" height="30" rx="8"/>'
    )
    shape = round_ones if across == "round" else square
    bridge = "M174 140h12M134 138l-16-4M226 138l16-4" if across == "round" else "M174 138h12M132 138l-14-4M228 138l14-4"
    return (
        f'<g fill="#FFFFFF" fill-opacity=".28" stroke="{colour}" stroke-width="5">{shape}</g>'
        f'<path d="{bridge}" stroke="{colour}" stroke-width="5" stroke-linecap="round"/>'
    )


def cap(colour: str, brim: str) -> str:
    return _path("M114 120q2-58 66-58t66 58q-66-16-132 0z", colour) + _path(
        "M106 122q74-26 148 0l-8 14q-66-18-132 0z", brim
    )


def beard(colour: str) -> str:
    return _path("M121 150q2 84 59 92 57-8 59-92-6 34-26 40-33-12-66 0-20-6-26-40z", colour)


def tape(colour: str = "#F2C078") -> str:
    """A tailor's, round the neck."""
    return (
        f'<path d="M138 250q-16 40-12 110M222 250q16 40 12 110" fill="none" stroke="{colour}" stroke-width="13"/>'
        '<path d="M129 286h9M126 310h10M126 334h10M222 286h9M224 310h10M224 334h10" stroke="#8A5A20" stroke-width="3"/>'
    )


def apron(colour: str) -> str:
    return _path("M112 360v-62q68-26 136 0v62z", colour) + (
        f'<path d="M132 296l-10-40M228 296l10-40" stroke="{colour}" stroke-width="12" stroke-linecap="round"/>'
    )


def dungarees(colour: str, brass: str = "#C9A25A") -> str:
    return _path("M120 360v-56h120v56z", colour) + (
        f'<path d="M128 308l-18-54M232 308l18-54" stroke="{colour}" stroke-width="17"/>'
        f'<circle cx="131" cy="312" r="8" fill="{brass}"/><circle cx="229" cy="312" r="8" fill="{brass}"/>'
    )


def satchel(colour: str, brass: str) -> str:
    """A strap across, and the flap of a bag at the hip."""
    return (
        f'<path d="M128 262L256 360" stroke="{colour}" stroke-width="18"/><rect x="184" y="296" width="26" height="20" '
        f'rx="4" transform="rotate(38 197 306)" fill="{brass}"/>'
    )


def stethoscope() -> str:
    return (
        '<path d="M128 268q-10 50 26 66M232 268q10 40-16 60" fill="none" stroke="#5E6B70" stroke-width="7" '
        'stroke-linecap="round"/><circle cx="214" cy="332" r="12" fill="#5E6B70"/>'
    )


def card() -> str:
    return (
        '<rect x="216" y="296" width="46" height="30" rx="5" fill="#FFFDF8"/><path d="M224 306h30M224 316h20" '
        'stroke="#CDBDAA" stroke-width="4"/>'
    )


def badge() -> str:
    return '<circle cx="252" cy="310" r="13" fill="#C9A25A"/>'


def stripes(colour: str) -> str:
    return f'<path d="M120 304h40M200 304h40" stroke="{colour}" stroke-width="8" stroke-linecap="round"/>'


def knitting(colour: str) -> str:
    """A cardigan's edges."""
    return f'<path d="M112 300q14 20 12 60M248 300q-14 20-12 60" fill="none" stroke="{colour}" stroke-width="5"/>'
