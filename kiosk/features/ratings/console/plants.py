"""The five plants of the rating page, from flower to bare stem.

No faces: they read as a judgement of the clerk's mood, and not alike to everyone.
"""

from markupsafe import Markup

_PINE, _LEAF, _BARE, _GOLD = "#1F5A54", "#3F8574", "#8A7A6C", "#C08A2E"
_POT = (
    '<path d="M34 96h60l-8 28H42z" fill="#B5754F"/><rect x="29" y="88" width="70" height="13" rx="5" fill="#9C6040"/>'
)


def _leaf(x: int, y: int, wide: float, turn: int, colour: str) -> str:
    return (
        f'<path transform="translate({x} {y}) rotate({turn}) scale({wide} {abs(wide)})" '
        f'd="M0 0Q14-18 36-14 30 8 0 0z" fill="{colour}"/>'
    )


def _stem(line: str, colour: str) -> str:
    return f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="6" stroke-linecap="round"/>'


def _flower(x: int, y: int) -> str:
    petal = '<ellipse cx="{x}" cy="{top}" rx="8" ry="13" fill="{gold}" transform="rotate({turn} {x} {y})"/>'
    petals = (petal.format(x=x, y=y, top=y - 13, gold=_GOLD, turn=turn) for turn in range(0, 360, 60))
    return "".join(petals) + f'<circle cx="{x}" cy="{y}" r="8" fill="#FFF3D6"/>'


_LOW = _leaf(64, 84, 1, -8, _PINE) + _leaf(64, 84, -1, 8, _LEAF)
_DRAWN = (
    _stem("M64 90V34", _PINE) + _LOW + _leaf(64, 62, 0.9, -12, _LEAF) + _leaf(64, 62, -0.9, 12, _PINE)
    + _flower(64, 28),
    _stem("M64 90V40", _PINE) + _LOW + _leaf(64, 64, 0.85, -12, _LEAF) + _leaf(64, 64, -0.85, 12, _PINE)
    + f'<path d="M64 14q16 16 0 32-16-16 0-32z" fill="{_GOLD}"/>',
    _stem("M64 90V48", _PINE) + _leaf(64, 80, 1, -8, _PINE) + _leaf(64, 70, -1, 8, _LEAF)
    + _leaf(64, 52, 0.6, -50, _LEAF),
    _stem("M64 90V64Q64 48 78 46", _BARE) + _leaf(66, 66, 0.85, 40, _BARE) + _leaf(78, 46, 0.7, 60, _BARE),
    _stem("M64 90V70Q62 52 82 54Q92 56 94 68", _BARE) + _leaf(18, 82, 0.7, 14, _BARE),
)  # fmt: skip
PLANTS = tuple(Markup(f'<svg viewBox="0 0 128 128" aria-hidden="true">{drawn}{_POT}</svg>') for drawn in _DRAWN)
