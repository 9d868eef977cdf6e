"""What the pages of a film show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from content.kinds.subtitles import Cue
from kiosk.features.exhibition.terminal.modules.video.playing import Is


@dataclass(frozen=True, slots=True)
class FilmItem:
    """One of a playlist; `told`: it has subtitles."""

    key: str
    title: str
    place: int
    told: bool


@dataclass(frozen=True, slots=True)
class VideoView:
    """``at`` is where it stands or was when the state changed, ``length`` 0 while it is not known. ``cut``: it ended
    too early. ``told``: subtitles are on. ``still``: its first picture, decoded, None until the worker is done.
    """

    key: str
    title: str
    source: str
    films: tuple[FilmItem, ...]
    place: int
    cues: tuple[Cue, ...] = field(default=(), repr=False)
    told: bool = True
    has_text: bool = False
    state: Is = Is.STILL
    at: float = 0.0
    length: float = 0.0
    cut: bool = False
    still: Any = None

    @property
    def broken(self) -> bool:
        return self.state is Is.BROKEN

    @property
    def after(self) -> tuple[FilmItem, ...]:
        """The others, those after this one first."""
        return (*self.films[self.place + 1 :], *self.films[: self.place])


@dataclass(frozen=True, slots=True)
class PlaylistView:
    films: tuple[FilmItem, ...]
    now: int
    page: int | None = None  # None: where `now` is
