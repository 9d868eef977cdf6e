"""Where the picture, its marks, 您在这里 and the words about the chosen one stand. Pixels from the upper left; no Kivy.

The words lie in a corner of the picture where no mark is; where there is none, or where the picture leaves room anyway,
they stand beside or under it, and the picture is as large as it can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.features.exhibition.rules.marks import Point, Rect, Size, around, beside, contained, corner, spread

MOST_COVERED = 0.3
"""Of the picture, by the words in its corner."""
LEAST_ACROSS = 3
"""Marks that have room beside one another, also on a picture that is narrower."""
ROOMY = 1.5
"""From so many times the height of a strip on, the words stand below one another in it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark: the `number` it bears, where its place is in the picture, 0 to 1, and how large it is."""

    number: int
    at: Point
    size: Size


@dataclass(frozen=True, slots=True)
class Words:
    """What the words about the chosen one need: `card` in a corner, `strip` (its height) under the picture, `side` (its
    width) beside it.
    """

    card: Size
    strip: float
    side: float
    gap: float


@dataclass(frozen=True, slots=True)
class Laid:
    """``points``: where the places are whose ``marks`` had to give way. ``words`` None: they stand elsewhere."""

    picture: Rect | None
    marks: Mapping[int, Rect] = field(default_factory=dict)
    points: Mapping[int, Point] = field(default_factory=dict)
    bubble: Rect | None = None
    words: Rect | None = None
    across: bool = False


def laid_out(
    room: Size, shape: Size | None, marked: Sequence[Marked], between: float, here: int = 0, bubble: Size = (0, 0),
    words: Words | None = None,
) -> Laid:  # fmt: skip
    """`shape`: the picture's width and height; None: there is none. `here`: the number at which `bubble` stands."""
    if shape is None:
        return Laid(None, words=Rect(0, 0, *room) if words else None)
    whole = contained(shape, room)
    if words is None:
        return _on(Rect((room[0] - whole[0]) / 2, 0, *whole), marked, between, here, bubble)
    beside_it, under_it = room[0] - whole[0] - words.gap, room[1] - whole[1] - words.gap
    if beside_it < words.side and under_it < words.strip:
        laid = _on(Rect((room[0] - whole[0]) / 2, (room[1] - whole[1]) / 2, *whole), marked, between, here, bubble)
        if (card := _over(laid, words)) is not None:
            return Laid(laid.picture, laid.marks, laid.points, laid.bubble, card)
    left = contained(shape, (room[0] - words.side - words.gap, room[1]))
    above = contained(shape, (room[0], room[1] - words.strip - words.gap))
    if left[0] >= above[0]:
        column = max(left[0], LEAST_ACROSS * max((one.size[0] for one in marked), default=0), bubble[0])
        picture, x = Rect((column - left[0]) / 2, 0, *left), column + words.gap
        area = Rect(0, 0, column, left[1])
        told, across = Rect(x, 0, room[0] - x, max(left[1], min(room[1], 2 * words.card[1]))), False
    else:
        picture = area = Rect((room[0] - above[0]) / 2, 0, *above)
        high = room[1] - above[1] - words.gap
        told, across = Rect(0, above[1] + words.gap, room[0], high), high < ROOMY * words.strip
    laid = _on(picture, marked, between, here, bubble, area)
    return Laid(laid.picture, laid.marks, laid.points, laid.bubble, told, across)


def with_others(laid: Laid, others: Sequence[Marked]) -> Laid:
    """The same with further marks, each at its own place: those that would lie over what stands there are left out."""
    if laid.picture is None:
        return laid
    picture, marks = laid.picture, dict(laid.marks)
    taken = [*marks.values(), *(Rect(*point, 0, 0) for point in laid.points.values())]
    taken += [rect for rect in (laid.bubble, laid.words) if rect]
    for one in others:
        at = one.at[0] * picture.wide, one.at[1] * picture.high
        rect = _moved(around(at, one.size, (picture.wide, picture.high)), picture)
        if not any(rect.meets(other) for other in taken):
            marks[one.number] = rect
            taken.append(rect)
    return replace(laid, marks=marks)


def _on(
    picture: Rect, marked: Sequence[Marked], between: float, here: int, bubble: Size, area: Rect | None = None
) -> Laid:  # fmt: skip
    """The place where one stands comes first, with its word: it stays where it is, and the others give way, as far as
    `area` reaches, which is the picture's own or more.
    """
    area = area or picture
    first = sorted(marked, key=lambda one: one.number != here)
    size, left, top = (area.wide, area.high), picture.x - area.x, picture.y - area.y
    points = [(left + one.at[0] * picture.wide, top + one.at[1] * picture.high) for one in first]
    placed: list[Rect] = []
    word: list[Rect] = []
    if first and first[0].number == here:
        placed += spread(points[:1], [first[0].size], size)
        others = [around(point, one.size, size) for point, one in zip(points[1:], first[1:], strict=True)]
        word = [beside(placed[0], bubble, size, between, others)]
    kept = len(placed)
    placed += spread(points[kept:], [one.size for one in first[kept:]], size, between, [*placed, *word])
    marks = {one.number: _moved(rect, area) for one, rect in zip(first, placed, strict=True)}
    gave_way = {
        one.number: (point[0] + area.x, point[1] + area.y)
        for one, point, rect in zip(first, points, placed, strict=True)
        if not (rect.x <= point[0] <= rect.x + rect.wide and rect.y <= point[1] <= rect.y + rect.high)
    }
    return Laid(picture, marks, gave_way, _moved(word[0], area) if word else None)


def _over(laid: Laid, words: Words) -> Rect | None:
    """In a corner of the picture."""
    picture = laid.picture
    assert picture is not None
    if Rect(0, 0, *words.card).area > MOST_COVERED * picture.area:
        return None
    taken = [*laid.marks.values(), *([laid.bubble] if laid.bubble else [])]
    taken += [Rect(*point, 0, 0) for point in laid.points.values()]
    back = Rect(-picture.x, -picture.y, 0, 0)
    free = corner(words.card, (picture.wide, picture.high), words.gap, [_moved(one, back) for one in taken])
    return _moved(free, picture) if free else None


def _moved(rect: Rect, by: Rect) -> Rect:
    return Rect(rect.x + by.x, rect.y + by.y, rect.wide, rect.high)
