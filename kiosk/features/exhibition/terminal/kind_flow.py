"""What every kind with pages of its own has in common: how it is opened, and what it is given.

A kind is a folder in ``modules`` with its flow, its views, its pages and its words, and one line in `modules.registry`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from content.kinds.map import Standing
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.beside import NOWHERE, Beside
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.slips import TakenAlong
from kiosk.features.exhibition.terminal.whole import Whole
from kiosk.ui.page import Page
from kiosk.ui.stage import Stage
from kiosk.ui.voice.aloud import Aloud
from kiosk.ui.voice.film_sound import FilmSound


@dataclass(frozen=True, slots=True)
class Around:
    """`back` leaves the exhibit for where it was opened: the list, a tile, what was found. `aloud` is None on a
    terminal without a voice, `sound` where films have none. `whole` shows a text in full of which a page holds the
    beginning; `slips`: what is printed, and shown as a code, of the exhibit that is open; `beside` leads on;
    `standing`: which terminal this is.
    """

    stage: Stage
    desk: ExhibitionDesk
    aloud: Aloud | None
    back: Callable[[], None]
    whole: Whole
    slips: TakenAlong
    beside: Beside = NOWHERE
    standing: Standing = field(default_factory=Standing)
    sound: FilmSound | None = None


class KindFlow(Protocol):
    """One kind on the terminal. Plain Python on Kivy's thread; decoding runs through the stage on a worker."""

    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        """By name, as the shell calls them."""

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        """Show it; `at`: at this place within, as `Content.texts` names it."""

    def renewed(self) -> None:
        """Other packs are installed: what is shown may be gone, or another. Nothing is shown: do nothing."""

    def wipe(self) -> None:
        """The visitor has gone."""


OpenKind = Callable[[Around], KindFlow]
