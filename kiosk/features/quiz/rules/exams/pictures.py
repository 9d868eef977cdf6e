"""Which of the files that a keeper brought is the picture that an item names. Pure.

    found = matched({"图/一.jpg", "二.png"}, ["一.JPG", "二.png", "三.png"])
    found.given["图/一.jpg"] == 0
    found.lacking                                # {} here; else why each of the others has none

A browser and a packed folder bring names without their folders, and Windows knows no case; so a name counts as written
first, then in any case, then without its ending. Of two that it may be neither is taken: a wrong picture is worse than
none.

In the exam itself a picture is called by its number (`numbered`), so that nothing readable says what it shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Why = Literal["missing", "twins", "folders"]
"""``missing``: no file is called so; ``twins``: two are; ``folders``: two items name two pictures alike, which differ
by their folder alone."""
_ENDING = ".jpg"


@dataclass(frozen=True, slots=True)
class Matched:
    """Of each name that an item writes: the place of its file among the given ones, or why there is none."""

    given: Mapping[str, int]
    lacking: Mapping[str, Why]


def matched(named: Iterable[str], given: Sequence[str]) -> Matched:
    """``named``: as items write them, perhaps with folders; ``given``: names of files, without."""
    names = sorted(set(named))
    found: dict[str, int] = {}
    lacking: dict[str, Why] = {}
    for name in names:
        place = _place_of(name, names, given)
        if isinstance(place, int):
            found[name] = place
        else:
            lacking[name] = place
    return Matched(found, lacking)


def numbered(names: Iterable[str]) -> dict[str, str]:
    """What each picture is called in an exam, by what its bank calls it."""
    return {name: f"{number}{_ENDING}" for number, name in enumerate(sorted(set(names)), start=1)}


def number_of(picture: str) -> int | None:
    """Of a name that `numbered` gave; None for none."""
    stem = picture.removesuffix(_ENDING)
    return int(stem) if picture.endswith(_ENDING) and stem.isascii() and stem.isdigit() and len(stem) < 6 else None


def _place_of(name: str, names: Sequence[str], given: Sequence[str]) -> int | Why:
    base, folder = _base(name), PurePosixPath(name).parent
    if any(_folded(_base(one)) == _folded(base) and PurePosixPath(one).parent != folder for one in names):
        return "folders"
    alone = sum(_stem(_base(one)) == _stem(base) for one in names) == 1  # else 一.png were shown where 一.jpg is meant
    for alike in (_written, _folded, *((_stem,) if alone else ())):
        places = [place for place, one in enumerate(given) if alike(one) == alike(base)]
        if places:
            return places[0] if len(places) == 1 else "twins"
    return "missing"


def _base(name: str) -> str:
    return PurePosixPath(name).name


def _written(name: str) -> str:
    """A Mac writes é as two letters."""
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _written(name).casefold()


def _stem(name: str) -> str:
    return PurePosixPath(_folded(name)).stem
