"""What a feature's steps of `kiosk tour` may do: touch, wait, take pictures, and move what stands beside the terminal.

A step is a condition; the guide (`apps/demo/guide.py`) polls each once a frame until it holds or its time is over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # a terminal that serves visitors has no emulators
    from devices.emulators import CardReaderEmulator, DemoCard, PrinterEmulator

Steps = Iterator[Callable[[], bool]]


class TourStand(Protocol):
    """The emulated devices; `cards[0]` is of a member with a record."""

    @property
    def printer(self) -> PrinterEmulator: ...

    @property
    def reader(self) -> CardReaderEmulator: ...

    @property
    def cards(self) -> tuple[DemoCard, ...]: ...


class TourGuide(Protocol):
    """`large`: the tour goes in 大字. `view` is what the page in front shows, `page_name` that page."""

    @property
    def stand(self) -> TourStand: ...

    @property
    def large(self) -> bool: ...

    @property
    def view(self) -> Any: ...

    @property
    def page_name(self) -> str: ...

    def has(self, key: str) -> bool:
        """Whether the feature of that key works here."""

    def begin(self) -> Steps:
        """From the attract screen to home."""

    def page(self, name: str) -> Steps:
        """Wait until the page of that name is in front, and can be touched."""

    def tap(self, name: str) -> Steps:
        """Touch the named target."""

    def there(self, name: str) -> bool:
        """Whether the named target can be touched now."""

    def lay(self, card: DemoCard) -> Steps:
        """Put a card on the reader once that has seen none: what lay there before is not read."""

    def until(self, what: str, condition: Callable[[], bool]) -> Steps:
        """Wait for it; `what` is named when it does not come."""

    def picture(self, name: str, *, touched: bool = True) -> Steps:
        """Save what is on the screen as `name`.png."""

    def slip(self, number: str) -> Steps:
        """Wait for the next slip, and save it."""


def opened(guide: TourGuide, key: str) -> Steps:
    """From home by its tile, or, where home has no room for that, by 全部服务."""
    if guide.there(f"home.{key}"):
        yield from guide.tap(f"home.{key}")
        return
    yield from guide.tap("home.all")
    yield from guide.page("all")
    yield from opened_of_all(guide, key)


def opened_of_all(guide: TourGuide, key: str) -> Steps:
    """From 全部服务, of which large type shows one group."""
    if not guide.there(f"all.{key}"):
        yield from guide.tap(f"all.{next(group for group, tiles in guide.view.groups if _holds(tiles, key))}")
    yield from guide.tap(f"all.{key}")


def _holds(tiles: Iterable[Any], key: str) -> bool:
    return any(tile.key == key for tile in tiles)


def printed(guide: TourGuide, button: str) -> Steps:
    """Touch `button` until its slip is out; the view in front has `slip`. Another slip may have come within the minute:
    how long ago it did depends on how fast the machine is.
    """
    from kiosk.core.terminal.slips import SlipState  # what is registered brings no printer

    while True:
        yield from guide.tap(button)
        yield from guide.until(
            "what became of the slip", lambda: guide.view.slip.state not in (SlipState.NONE, SlipState.PRINTING)
        )
        if guide.view.slip.state is not SlipState.TOO_SOON:
            break
        end = time.monotonic() + guide.view.slip.seconds
        yield from guide.until("the minute between two slips", partial(_is_past, end))
    yield from guide.until("the slip", lambda: guide.view.slip.state is SlipState.PRINTED)


def _is_past(end: float) -> bool:
    return time.monotonic() >= end
