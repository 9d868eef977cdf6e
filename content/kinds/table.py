"""Every kind of exhibit, a row each: what its file may weigh, and what is found in it when it is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.kinds import article, picture, poster, video
from content.kinds.article import Article
from content.kinds.kind import ExhibitKind


@dataclass(frozen=True, slots=True)
class Body:
    """What a kind has of its own: ``size`` (width, height) in pixels of a picture or a film that was decoded, or an
    article. ``reminder``: what the keeper should know, though it is shown.
    """

    size: tuple[int, int] = (0, 0)
    article: Article | None = None
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """``check`` gets the file and whether to decode it as well; it raises `ItemRefused`."""

    most_bytes: int
    check: Callable[[Path, bool], Body]


def _picture(path: Path, decode: bool) -> Body:
    size, reminder = picture.examined(path, decode)
    return Body(size=size, reminder=reminder)


def _poster(path: Path, decode: bool) -> Body:
    body = _picture(path, decode)
    if decode:
        poster.try_out(path)
    return body


def _article(path: Path, _decode: bool) -> Body:
    text, left_out = article.examined(path)
    return Body(article=text, reminder=words.left_out(left_out))


def _video(path: Path, decode: bool) -> Body:
    facts = video.check(path, decode)
    long = facts.seconds > video.LONGEST_SECONDS
    return Body(size=facts.size, reminder=words.long_film(video.LONGEST_SECONDS) if long else "")


KINDS: Mapping[ExhibitKind, Kind] = {
    ExhibitKind.IMAGE: Kind(picture.MOST_BYTES, _picture),
    ExhibitKind.POSTER: Kind(picture.MOST_BYTES, _poster),
    ExhibitKind.ARTICLE: Kind(article.MOST_BYTES, _article),
    ExhibitKind.VIDEO: Kind(video.MOST_BYTES, _video),
}
