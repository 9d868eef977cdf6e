"""Every kind of exhibit, a row each: what its file may weigh, and what is found in it when it is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.kinds import article, document, filled, picture, poster, video
from content.kinds.article import Article
from content.kinds.directory import DIRECTORY
from content.kinds.filled import Content, SheetKind
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.map import FLOOR_PLAN, MAP
from content.kinds.people import PEOPLE
from content.kinds.roster import ROSTER
from content.kinds.steps import STEPS
from content.kinds.timeline import TIMELINE
from content.kinds.tree import TREE


@dataclass(frozen=True, slots=True)
class Body:
    """What a kind has of its own: ``size`` (width, height) in pixels of a picture or a film that was decoded, an
    article, or what was made of a sheet. ``reminders``: what the keeper should know, though it is shown.
    """

    size: tuple[int, int] = (0, 0)
    article: Article | None = None
    content: Content | None = None
    reminders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """``check`` gets the file and whether to decode it as well; it raises `ItemRefused`. ``sheet``: how it is filled in
    as one. ``in_loop``: it can stand in the attract loop.
    """

    most_bytes: int
    check: Callable[[Path, bool], Body]
    sheet: SheetKind | None = None
    in_loop: bool = True


def _picture(path: Path, decode: bool) -> Body:
    size, reminder = picture.examined(path, decode)
    return Body(size=size, reminders=_all(reminder))


def _poster(path: Path, decode: bool) -> Body:
    if not decode:
        return _picture(path, decode)
    try:
        image, reminder = picture.whole(path.read_bytes())
    except OSError as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error
    poster.try_out(image)
    return Body(size=image.size, reminders=_all(reminder))


def _article(path: Path, _decode: bool) -> Body:
    text, left_out = article.examined(path)
    return Body(article=text, reminders=_all(words.left_out(left_out)))


def _document(path: Path, _decode: bool) -> Body:
    text, told = document.examined(path)
    return Body(content=text, reminders=_all(words.left_out(told)))


def _video(path: Path, decode: bool) -> Body:
    facts = video.check(path, decode)
    long = facts.seconds > video.LONGEST_SECONDS
    said = (words.long_film(video.LONGEST_SECONDS) if long else "", words.NOT_HEARD if facts.unheard else "")
    return Body(size=facts.size, reminders=_all(*said))


def _all(*reminders: str) -> tuple[str, ...]:
    return tuple(one for one in reminders if one)


def _of_sheet(sheet: SheetKind, *, in_loop: bool = False) -> Kind:
    def check(path: Path, decode: bool) -> Body:
        found = filled.check(sheet, path, decode)
        return Body(content=found.content, reminders=found.told)

    return Kind(filled.MOST_BYTES, check, sheet, in_loop)


KINDS: Mapping[ExhibitKind, Kind] = {
    ExhibitKind.IMAGE: Kind(picture.MOST_BYTES, _picture),
    ExhibitKind.POSTER: Kind(picture.MOST_BYTES, _poster),
    ExhibitKind.ARTICLE: Kind(article.MOST_BYTES, _article),
    ExhibitKind.VIDEO: Kind(video.MOST_BYTES, _video),
    ExhibitKind.DOCUMENT: Kind(document.MOST_BYTES, _document, in_loop=False),
    ExhibitKind.STEPS: _of_sheet(STEPS),
    ExhibitKind.MAP: _of_sheet(MAP),
    ExhibitKind.FLOOR_PLAN: _of_sheet(FLOOR_PLAN),
    ExhibitKind.DIRECTORY: _of_sheet(DIRECTORY),
    ExhibitKind.ROSTER: _of_sheet(ROSTER, in_loop=True),
    ExhibitKind.PEOPLE: _of_sheet(PEOPLE, in_loop=True),
    ExhibitKind.TIMELINE: _of_sheet(TIMELINE, in_loop=True),
    ExhibitKind.TREE: _of_sheet(TREE),
}

SHEETS: Mapping[ExhibitKind, SheetKind] = {name: kind.sheet for name, kind in KINDS.items() if kind.sheet}
"""Those that are filled in as a sheet."""
