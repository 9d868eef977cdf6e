"""展厅 on the call board: a picture beside the table, and the slides of the attract loop while nobody is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from content.pack.exhibit import Exhibit
from content.pack.open import Pack
from kiosk.features.exhibition.terminal.delivery.delivered import Delivered

if TYPE_CHECKING:
    from kiosk.core.database.clock import HallClock
    from kiosk.features.exhibition.terminal.loop.player import Player
    from kiosk.features.tickets.wire import HallToday
    from kiosk.ui.pixels import Frame
    from kiosk.ui.playing import Playing

__all__ = ["CONTENT", "Delivered", "OnBoard"]

CONTENT = "content"
"""What the hall's stream says when other content shall show."""
Post = Callable[[Callable[[], None]], None]
Played = Callable[[Exhibit, float], None]


class OnBoard:
    """What a board shows of its packs; the last of them is the starter. Made on a worker, after the first frame."""

    def __init__(
        self, packs: Sequence[Pack], clock: HallClock | None = None, profile: str = "", playlists: Sequence[str] = (),
        played: Played | None = None,
    ) -> None:  # fmt: skip
        """`clock` goes as the hall's; `profile` is the hall's; `playlists`: those this board shows, none: all; `played`
        hears of what left the screen.
        """
        from kiosk.core.database.clock import HallClock, hall_now
        from kiosk.features.exhibition.rules.showing import Screen
        from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
        from kiosk.features.exhibition.terminal.trust import Trust

        going = clock or HallClock.of(hall_now)
        self._hall: HallToday | None = None
        self.played: Played = played or _unheard
        trust = Trust(going, lambda: self._hall)
        self._desk = ExhibitionDesk(
            packs, packs[-1], lambda: going().replace(tzinfo=None), Screen("board", profile, frozenset(playlists)),
            trust.doubt,
        )  # fmt: skip
        self._player: Player | None = None

    def renewed(self, packs: Sequence[Pack], held: frozenset[str]) -> None:
        """Other packs are installed; `held`: what stays down. On Kivy's thread."""
        self._desk.renew(packs, packs[-1], held)
        if self._player:
            self._player.renew()

    def told(self, hall: HallToday) -> None:
        """What the hall said last: its date, and whether it doubts its clock."""
        self._hall = hall

    def beside_calls(self) -> tuple[Exhibit, ...]:
        """One round of what goes on a small card, each person, duty and entry for itself; asked at every turn."""
        from kiosk.features.exhibition.terminal.loop.parts import shown
        from kiosk.features.exhibition.terminal.loop.small import KINDS

        return shown(self._desk.pictured(KINDS), self._desk.believed())

    def kind(self, exhibit: Exhibit) -> str:
        """What it is, in a word; of a person, a duty or an entry what it is one of."""
        from kiosk.features.exhibition.terminal import words
        from kiosk.features.exhibition.terminal.loop.parts import Part

        return exhibit.heading if isinstance(exhibit.content, Part) else words.KINDS.get(exhibit.kind.value, "")

    def broke(self, exhibit: Exhibit, error: BaseException) -> None:
        """It cannot be shown: said once."""
        self._desk.broke(exhibit, error)

    def small(self, exhibit: Exhibit, width: int, height: int, corners: int) -> Callable[[], Frame]:
        """What a worker calls for its picture of so many pixels, which raises NotDecoded. On Kivy's thread."""
        from kiosk.features.exhibition.terminal.loop.small import small
        from kiosk.features.exhibition.terminal.loop.style import style_of

        return partial(small, exhibit, style_of(width, height), corners)

    def _slides(self) -> tuple[Exhibit, ...]:
        from kiosk.features.exhibition.terminal.loop.parts import shown

        return shown(self._desk.slides(), self._desk.believed())

    def slides(self, post: Post, *, fades: bool | None) -> Playing:
        """On Kivy's thread. `fades` None: until a fade was seen to be too slow."""
        from kiosk.features.exhibition.terminal.loop.player import Player

        self._player = Player(
            self._slides, post, fade=fades, on_broken=self._desk.broke,
            seconds_to_change=self._desk.seconds_to_change, on_played=self.played,
        )  # fmt: skip
        return self._player


def _unheard(_exhibit: Exhibit, _seconds: float) -> None:
    """Nobody counts."""
