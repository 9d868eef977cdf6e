"""How many of a list stand on one page below what is chosen, on this panel; flows ask before they decode. No Kivy."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.places import list_room
from kiosk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Places:
    """The least width and height of one place in the list, in dpx; `large`: in large type. `down_first`: the list runs
    down the columns, not along the rows.
    """

    wide: int
    high: int
    large: tuple[int, int]
    down_first: bool = False

    def grid(self, theme: Theme, drop: int, *, acts: bool = True) -> tuple[int, int]:
        """How many stand beside and below one another; at least one."""
        return self.within(theme, list_room(theme, drop, acts=acts))

    def within(self, theme: Theme, room: tuple[int, int]) -> tuple[int, int]:
        """The same in a room of so many pixels."""
        least_wide, least_high = self.large if theme.mode.large else (self.wide, self.high)
        wide, high = room
        gap = theme.px(theme.spaces.gap)
        return (
            max(1, (wide + gap) // (theme.px(least_wide) + gap)),
            max(1, (high + gap) // (theme.px(least_high) + gap)),
        )

    def grid_of(self, theme: Theme, drop: int, count: int, *, always_acts: bool = False) -> tuple[int, int]:
        """Of so many: with the room of the action band where all stand on one page and nothing else needs it."""
        across, down = self.grid(theme, drop)
        if not always_acts:
            _, whole = self.grid(theme, drop, acts=False)
            if count <= across * whole:
                return across, whole
        return across, down

    def page_of(self, theme: Theme, drop: int, count: int, at: int, *, always_acts: bool = False) -> range:
        """The numbers of those that stand in front when number `at` is chosen."""
        across, down = self.grid_of(theme, drop, count, always_acts=always_acts)
        first = at // (across * down) * across * down
        return range(first, min(first + across * down, count))

    def room(self, theme: Theme, drop: int, count: int, *, always_acts: bool = False) -> tuple[int, int]:
        """Width and height of one of so many, in pixels."""
        across, down = self.grid_of(theme, drop, count, always_acts=always_acts)
        acts = always_acts or count > across * down
        wide, high = list_room(theme, drop, acts=acts)
        gap = theme.px(theme.spaces.gap)
        return (wide - gap * (across - 1)) // across, (high - gap * (down - 1)) // down
