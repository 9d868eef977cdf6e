"""What the pages of a film show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from content.kinds.subtitles import Cue
from kiosk.features.exhibition.terminal.modules.video.playing import Is


class Mute(StrEnum):
    """HERE: the hall chose so. NO_DEVICE: no loudspeaker. FILM: it has no sound. FAILED: it cannot be played."""

    HERE = "here"
    NO_DEVICE = "no_device"
    FILM = "film"
    FAILED = "failed"


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
    ``level``: how loud it is, 0 silent, None where nothing can be heard of it, and then `mute` says why.
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
    level: int | None = None
    mute: Mute | None = None

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
