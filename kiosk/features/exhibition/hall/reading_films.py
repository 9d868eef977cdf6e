"""A film that a keeper hands in -> an .mp4 of H.264, turned within walls: ``read_film(source, target)``.

Apart from `reading`, since a film is never held in memory. It is only looked at by ffmpeg, shut in a folder.
"""

from __future__ import annotations

from pathlib import Path

from content.turning.films import film
from content.turning.running import NotTurned
from kiosk.core.limited.enclosing import enclosing

__all__ = ["NotTurned", "read_film"]


def read_film(source: Path, target: Path) -> tuple[str, ...]:
    """What is to be said of it, in words; `target` is there afterwards. Blocks for minutes. Raises NotTurned."""
    return film(source, target, enclosing)
