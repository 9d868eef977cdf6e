"""Kinds of exhibit that have a small tile of their own on home, while something of theirs is on. A kind is a line:

    ExhibitKind.TIMELINE: KindTile("path", "learning", lambda: words.TILE_TIMELINE)

Its tile opens the exhibit itself where one alone is on, else the list of them; its key is `exhibition.timeline`. A kind
that this terminal has no pages for has none.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.core.terminal.home_tile import Group, HomeTile, small_tile
from kiosk.core.terminal.module import Door
from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk


def _items(on: Sequence[Exhibit]) -> str:
    return words.tile_items(len(on))


def _no_sentence() -> str:
    return ""


@dataclass(frozen=True)
class KindTile:
    """`brief` is told what is on of the kind, never nothing: a live count of at most 8 characters (10 处). Both are
    asked for at every drawing of home, on Kivy's thread. `large_note` is a sentence for large type instead of it.
    """

    icon: str
    group: Group
    title: Callable[[], str]
    brief: Callable[[Sequence[Exhibit]], str] = _items
    large_note: Callable[[], str] = _no_sentence
    listed: bool = False


def counted(what: str, said: Callable[[int], str]) -> Callable[[Sequence[Exhibit]], str]:
    """Of all that is on together, as many as their content has of `what`; as many exhibits where that is not known."""

    def brief(on: Sequence[Exhibit]) -> str:
        parts = sum(len(getattr(one.content, what, ())) for one in on)
        return said(parts) if parts else _items(on)

    return brief


def _errands(on: Sequence[Exhibit]) -> str:
    """An oath is a sheet of steps as well, but nothing that one does here; where there is nothing else, it counts."""
    return _items([one for one in on if not getattr(one.content, "oath", False)] or on)


KIND_TILES: dict[ExhibitKind, KindTile] = {
    ExhibitKind.DIRECTORY: KindTile(
        "list-magnifying-glass",
        "errands",
        lambda: words.TILE_DIRECTORY,
        counted("services", lambda n: words.tile_services(n)),
        lambda: words.TILE_DIRECTORY_NOTE,
    ),
    ExhibitKind.STEPS: KindTile("list-numbers", "errands", lambda: words.TILE_STEPS, _errands),
    ExhibitKind.ROSTER: KindTile(
        "identification-badge", "errands", lambda: words.TILE_ROSTER, lambda _: words.TILE_ROSTER_BRIEF, listed=True
    ),
    ExhibitKind.FLOOR_PLAN: KindTile(
        "signpost", "errands", lambda: words.TILE_FLOOR, counted("places", lambda n: words.tile_places(n)), listed=True
    ),
    ExhibitKind.VIDEO: KindTile(
        "monitor-play", "learning", lambda: words.TILE_VIDEO, lambda on: words.tile_films(len(on))
    ),
    ExhibitKind.DOCUMENT: KindTile("scroll", "learning", lambda: words.TILE_DOCUMENT),
    ExhibitKind.TIMELINE: KindTile(
        "clock-counter-clockwise",
        "learning",
        lambda: words.TILE_TIMELINE,
        counted("entries", lambda n: words.tile_entries(n)),
    ),
    ExhibitKind.MAP: KindTile(
        "map-trifold", "seeing", lambda: words.TILE_MAP, counted("places", lambda n: words.tile_places(n))
    ),
    ExhibitKind.PEOPLE: KindTile(
        "users", "seeing", lambda: words.TILE_PEOPLE, counted("people", lambda n: words.tile_people(n))
    ),
    ExhibitKind.TREE: KindTile(
        "network", "seeing", lambda: words.TILE_TREE, counted("nodes", lambda n: words.tile_nodes(n))
    ),
}
"""In the order in which they stand when no editor has chosen another."""


def key_of(kind: ExhibitKind) -> str:
    """Of the kind's tile."""
    return f"exhibition.{kind.value}"


def doors(
    desk: ExhibitionDesk, open_kind: Callable[[ExhibitKind], None], opens: Container[ExhibitKind],
    tiles: Mapping[ExhibitKind, KindTile] = KIND_TILES,
) -> tuple[Door, ...]:  # fmt: skip
    """A door for each kind of `tiles` that this terminal `opens`, shown while it has something on."""
    return tuple(
        Door(key_of(kind), partial(open_kind, kind), partial(_tile, desk, kind, tile))
        for kind, tile in tiles.items() if kind in opens
    )  # fmt: skip


def named() -> tuple[HomeTile, ...]:
    """Of every kind, whether or not anything of it is on; without a count."""
    return tuple(_named(kind, tile, "") for kind, tile in KIND_TILES.items())


def _tile(desk: ExhibitionDesk, kind: ExhibitKind, tile: KindTile) -> HomeTile | None:
    on = desk.of_kind(kind)
    if not on:
        return None
    return _named(kind, tile, tile.brief(on))


def _named(kind: ExhibitKind, tile: KindTile, brief: str) -> HomeTile:
    return small_tile(key_of(kind), tile.group, tile.icon, tile.title(), brief, tile.large_note(), listed=tile.listed)
