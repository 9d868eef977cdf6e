"""Draw the house from its imports, and a ticket's life from its table: `python -m docs.draw_house`.

Writes docs/pictures/house.svg (floors and rooms), imports.svg (which room imports which) and ticket_life.svg.
tests/test_drawings.py holds that the three are those of the source as it stands. Only whether one room imports another
is drawn, never how often, so that a drawing changes when the house does and not with every line.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from html import escape
from pathlib import Path
from typing import TypeVar

from kiosk.features.tickets.rules.states import ANY_PRINT, ANY_SERVICE, STEPS, PrintState, ServiceState, Step, Who

# The reader of imports is that of the floors' own test: two would one day read differently.
from tests.test_floors import STARTERS, Import, all_imports, floor_of, sources

PICTURES = Path(__file__).parent / "pictures"
INK, PALE, LINE, PAPER = "#2a201b", "#6f6157", "#8f7d6e", "#fffefb"
FLOORS = {4: "the one command", 3: "apps", 2: "features", 1: "core", 0: "ui, content, devices, settings"}
TINTS = {4: "#ece4d9", 3: "#f7e4df", 2: "#f6ebd3", 1: "#e0ece7", 0: "#e4e8f1"}
SHADES = {Who.TERMINAL: "#8a1613", Who.CLERK: "#17463f", Who.KEEPER: "#6b4508", Who.HALL: "#44506b"}

Rooms = list[str]
Edges = set[tuple[str, str]]
S = TypeVar("S", PrintState, ServiceState)


# -- the house --------------------------------------------------------------------------------------------------------


def room_of(path: str) -> str:
    """The folder that a newcomer would name: apps/hall, features/tickets, core/link, ui, devices; or a lone file."""
    if path in STARTERS:
        return "cli.py, __main__.py"
    parts = path.split("/")
    if parts[0] != "kiosk":
        return parts[0]
    if len(parts) > 3 and parts[1] != "ui":
        return f"{parts[1]}/{parts[2]}"
    return parts[1]


def edges_of(imports: Iterable[Import]) -> tuple[Edges, Mapping[str, int]]:
    """Which room imports which, and on which floor each lies."""
    edges: Edges = set()
    floors: dict[str, int] = {}
    for found in imports:
        if not found.target:
            continue
        mine, theirs = room_of(found.path), room_of(found.target)
        floors |= {mine: floor_of(found.path), theirs: floor_of(found.target)}
        if mine != theirs:
            edges.add((mine, theirs))
    return edges, floors


def from_top_to_bottom(edges: Edges, floors: Mapping[str, int]) -> Rooms:
    """By floor; on a floor whoever imports stands before what it imports."""
    below: dict[str, set[str]] = {room: set() for room in floors}
    for mine, theirs in edges:
        if floors[mine] == floors[theirs]:
            below[theirs].add(mine)
    sorter, order = TopologicalSorter(below), list[str]()
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return sorted(order, key=lambda room: -floors[room])


def house(imports: Iterable[Import], paths: Iterable[str]) -> str:
    """The floors with their rooms and each feature's drawers; arrows from floor to floor, as there are imports."""
    edges, floors = edges_of(imports)
    rooms, drawers = from_top_to_bottom(edges, floors), _drawers(paths)
    shapes: list[str] = []
    tops: dict[int, tuple[int, int]] = {}
    y = 16
    for floor, name in FLOORS.items():
        here = [room for room in rooms if floors[room] == floor]
        beside = sorted(f"{a} → {b}" for a, b in edges if floors[a] == floors[b] == floor)
        told = textwrap.wrap("sideways: " + ", ".join(_short(beside)), 104) if beside else []
        high = 34 + _boxes_high(here, drawers) + 16 * len(told) + 10
        shapes.append(_box(16, y, 700, high, TINTS[floor]))
        shapes.append(_text(28, y + 21, name, bold=True))
        shapes += _boxes(here, drawers, y + 32)
        shapes += [_text(28, y + high - 16 * (len(told) - at) + 5, line, size=11) for at, line in enumerate(told)]
        tops[floor] = (y, y + high)
        y += high + 18
    shapes += _floor_arrows({(floors[a], floors[b]) for a, b in edges}, tops)
    return _page(880, y, shapes)


def _drawers(paths: Iterable[str]) -> Mapping[str, list[str]]:
    """By feature the folders inside it, one a process; `wire` where it has what travels."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        parts = path.split("/")
        if parts[:2] == ["kiosk", "features"] and len(parts) > 4:
            found[room_of(path)].add(parts[3])
        elif parts[:2] == ["kiosk", "features"] and parts[-1].startswith("wire"):
            found[room_of(path)].add("wire")
    return {room: sorted(names) for room, names in found.items()}


def _short(pairs: list[str]) -> list[str]:
    return [" → ".join(end.rpartition("/")[2] for end in pair.split(" → ")) for pair in pairs]


def _boxes_high(rooms: Rooms, drawers: Mapping[str, list[str]]) -> int:
    rows = -(-len(rooms) // 5)
    return rows * (76 if any(room in drawers for room in rooms) else 38)


def _boxes(rooms: Rooms, drawers: Mapping[str, list[str]], top: int) -> Iterator[str]:
    high = 68 if any(room in drawers for room in rooms) else 30
    for at, room in enumerate(rooms):
        x, y = 28 + at % 5 * 136, top + at // 5 * (high + 8)
        yield _box(x, y, 128, high, PAPER)
        yield _text(x + 8, y + 20, room.rpartition("/")[2], size=12)
        for row, line in enumerate(textwrap.wrap(" ".join(drawers.get(room, ())), 20)):
            yield _text(x + 8, y + 36 + 13 * row, line, size=10, colour=PALE)


def _floor_arrows(pairs: set[tuple[int, int]], tops: Mapping[int, tuple[int, int]]) -> Iterator[str]:
    across = sorted((pair for pair in pairs if pair[0] != pair[1]), key=lambda pair: (pair[0] - pair[1], -pair[0]))
    for at, (upper, lower) in enumerate(across):
        x = 728 + at * 15
        start, end = (tops[upper][1] - 14, tops[lower][0] + 14) if upper > lower else (tops[upper][0], tops[lower][1])
        yield _line(716, start, x, start)
        yield _line(x, start, x, end)
        yield _arrow(x, end, 718, end, INK)


# -- which room imports which -----------------------------------------------------------------------------------------


def matrix(imports: Iterable[Import]) -> str:
    """A row a room, a column a room, in one order: what a row imports is marked, all of it right of the diagonal."""
    edges, floors = edges_of(imports)
    rooms = from_top_to_bottom(edges, floors)
    side, left, top = 20, 176, 140
    shapes = []
    for at, room in enumerate(rooms):
        y, x = top + at * side, left + at * side
        shapes.append(_box(8, y, left - 8 + side * len(rooms), side, TINTS[floors[room]]))
        shapes.append(_text(14, y + 14, room, size=12))
        shapes.append(
            f'<text transform="translate({x + 14} {top - 8}) rotate(-60)" font-size="12" fill="{INK}">'
            f"{escape(room)}</text>"
        )
    for at, mine in enumerate(rooms):
        for other, theirs in enumerate(rooms):
            x, y = left + other * side, top + at * side
            if at == other:
                shapes.append(_box(x + 4, y + 4, side - 8, side - 8, LINE))
            elif (mine, theirs) in edges:
                shapes.append(f'<circle cx="{x + side // 2}" cy="{y + side // 2}" r="5" fill="{INK}"/>')
    return _page(left + side * len(rooms) + 90, top + side * len(rooms) + 16, shapes)


# -- a ticket's life --------------------------------------------------------------------------------------------------


def ticket_life(steps: Mapping[str, Step]) -> str:
    """A row a verb: a ring where it may start, an arrow to what follows; print states left, service states right."""
    slip = {state: 190 + at * 56 for at, state in enumerate(PrintState)}
    number = {state: 450 + at * 56 for at, state in enumerate(ServiceState)}
    shapes, top, row = [_text(150, 20, "the slip", bold=True), _text(430, 20, "the number", bold=True)], 96, 24
    bottom = top + row * len(steps)
    for state, x in (*slip.items(), *number.items()):
        shapes.append(_line(x, top - 12, x, bottom, PALE, "0.5"))
        shapes.append(
            f'<text transform="translate({x + 4} {top - 18}) rotate(-45)" font-size="12" fill="{INK}">{state}</text>'
        )
    for at, (verb, step) in enumerate(steps.items()):
        y, shade = top + at * row + row // 2, SHADES[step.who]
        shapes.append(_text(12, y + 4, verb, size=12, colour=shade))
        # A verb that starts from every state of the one does not ask about it: no rings are drawn.
        of_slip = () if step.from_print == ANY_PRINT else step.from_print
        of_number = () if step.from_service == ANY_SERVICE else step.from_service
        shapes += _life(y, shade, [slip[state] for state in of_slip], _end(slip, step.to_print))
        shapes += _life(y, shade, [number[state] for state in of_number], _end(number, step.to_service))
        if not step.from_service:
            shapes.append(_text(132, y + 4, "new", size=10, colour=shade))
    for at, (who, shade) in enumerate(SHADES.items()):
        shapes.append(_text(12 + at * 140, bottom + 26, f"said by the {who.value}", size=12, colour=shade))
    return _page(number[ServiceState.LAPSED] + 70, bottom + 40, shapes)


def _end(columns: Mapping[S, int], state: S | None) -> int | None:
    return None if state is None else columns[state]


def _life(y: int, shade: str, starts: list[int], end: int | None) -> Iterator[str]:
    far = [x for x in starts if end is not None and x != end]
    if end is not None:
        for x in (min(far, default=end), max(far, default=end)):
            if x != end:
                yield _arrow(x, y, end - 5 if x < end else end + 5, y, shade)
        if not far:
            yield f'<circle cx="{end}" cy="{y}" r="5" fill="{shade}"/>'
    for x in starts:
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="{PAPER}" stroke="{shade}" stroke-width="1.6"/>'


# -- SVG --------------------------------------------------------------------------------------------------------------


def _page(wide: int, high: int, shapes: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        ' font-family="sans-serif">'
    )
    return "\n".join((head, f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>', *shapes, "</svg>\n"))


def _box(x: int, y: int, wide: int, high: int, fill: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="3" fill="{fill}"/>'


def _text(x: int, y: int, said: str, *, size: int = 13, colour: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{weight}>{escape(said)}</text>'


def _line(x: int, y: int, to_x: int, to_y: int, colour: str = INK, wide: str = "1.2") -> str:
    return f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" stroke="{colour}" stroke-width="{wide}"/>'


def _arrow(x: int, y: int, to_x: int, to_y: int, colour: str) -> str:
    """Level arrows only: the head needs no turning."""
    back = to_x - 7 if to_x > x else to_x + 7
    head = f'<polygon points="{to_x},{to_y} {back},{to_y - 4} {back},{to_y + 4}" fill="{colour}"/>'
    return _line(x, y, back, to_y, colour, "1.4") + head


def drawings() -> Mapping[str, str]:
    """By file name, each drawing as it should be now."""
    imports = all_imports()
    return {
        "house.svg": house(imports, sources()),
        "imports.svg": matrix(imports),
        "ticket_life.svg": ticket_life({verb.value: step for verb, step in STEPS.items()}),
    }


if __name__ == "__main__":
    for name, drawn in drawings().items():
        (PICTURES / name).write_text(drawn, encoding="utf-8")
