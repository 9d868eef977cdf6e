"""A file that arrived for an item, made into what may be shown: cleaned, of one of the kinds, its small picture beside.

    taken = take_in("巷子.jpg", staged)      # raises NotTaken; the staged file is what is kept then
    taken = take_in("题.docx", staged, "bank")
    take_in("试卷.xlsx", staged).papers       # no item of the pack, but what is drawn of its banks
    most_bytes("巷子.jpg")                    # what a file of that name may weigh before anybody reads it

What fits into memory is read by a limited child; a film never does, and is turned by ffmpeg within walls. Blocks: for
seconds, a film for minutes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from content.banks.papers import Plan
from content.kinds import filled, gathering
from content.kinds.kind import ExhibitKind
from content.pack.entry import PackRejected
from content.pack.papers import parse_papers
from content.pack.unpack import Caps, unpacked
from content.turning import films
from content.turning.words import READER_STOPPED
from kiosk.features.exhibition.hall import words
from kiosk.features.exhibition.hall.reading import read_file
from kiosk.features.exhibition.hall.reading_films import NotTurned, read_film

MOST_READ_BYTES = 50_000_000
"""What a child takes into its memory."""
MOST_FILM_BYTES = films.MOST_BYTES
FILMS = (".mp4", ".m4v", ".mov", ".mkv", ".avi", ".3gp", ".webm", ".ts", ".mts", ".m2ts")
PACKED, MOST_PACKED = ".zip", 200
TABLES = filled.ENDINGS
PICTURES = (*gathering.PICTURES, ".heic", ".heif")
_FILM_KIND = "video"


class NotTaken(Exception):
    """Nothing of the file may be shown; the message says why, in the editor's words."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """`name`: the file's own, with the ending of what it is now. `left_out`: what did not come along, in words.
    `papers`: it is no item, but these.
    """

    name: str
    kind: str
    left_out: tuple[str, ...] = ()
    small: bytes = b""
    papers: tuple[Plan, ...] = ()


def is_packed(name: str) -> bool:
    return PurePath(name).suffix.lower() == PACKED


@contextmanager
def unpacked_files(staged: Path, name: str, left: int) -> Iterator[list[tuple[str, Path]]]:
    """What somebody packed together: name and place of each file, there as long as this is open; `left`: bytes.

    Raises NotTaken, OSError.
    """
    with tempfile.TemporaryDirectory(dir=staged.parent, prefix=".packed-") as place:
        try:
            found = unpacked(staged, Path(place) / "in", Caps(left, MOST_FILM_BYTES, MOST_PACKED), is_pack=False)
        except PackRejected as rejected:
            raise NotTaken(words.in_packed(name if rejected.path == staged.name else rejected.path, rejected.reason)
                           ) from rejected  # fmt: skip
        yield [(PurePath(one).name, Path(place) / "in" / one) for one in found]


def is_sheet_with_pictures(names: Sequence[str]) -> bool:
    """One table and pictures beside it, as somebody keeps them in a folder: perhaps one item."""
    endings = [PurePath(name).suffix.lower() for name in names]
    tables = sum(one in TABLES for one in endings)
    return tables == 1 and len(names) > 1 and all(one in (*TABLES, *PICTURES) for one in endings)


def is_film(name: str) -> bool:
    return PurePath(name).suffix.lower() in FILMS


def most_bytes(name: str) -> int:
    return MOST_FILM_BYTES if is_film(name) else MOST_READ_BYTES


def shows_films() -> bool:
    """Whether this version knows the kind."""
    return _FILM_KIND in {kind.value for kind in ExhibitKind}


def take_in(name: str, staged: Path, kind: str = "") -> TakenIn:
    """`kind`: what the editor says that it is. Raises NotTaken, OSError."""
    if is_film(name):
        return _film(name, staged)
    if staged.stat().st_size > MOST_READ_BYTES:  # of a .zip it may be, whatever that weighs itself
        raise NotTaken(words.too_large(MOST_READ_BYTES))
    read = read_file(name, staged.read_bytes(), kind=ExhibitKind(kind) if kind in set(ExhibitKind) else None)
    if read.refused:
        raise NotTaken(read.refused)
    if read.papers:
        plans = parse_papers(read.content).plans
        if not plans:  # a child that said otherwise was broken
            raise NotTaken(READER_STOPPED)
        return TakenIn(read.name, "", read.left_out, papers=plans)
    if read.subtitles:
        raise NotTaken(words.SUBTITLES_ALONE)
    staged.write_bytes(read.content)
    return TakenIn(read.name, read.kind.value if read.kind else "", read.left_out, read.small)


def take_text(name: str, staged: Path) -> TakenIn:
    """The words of a picture. Raises NotTaken, OSError."""
    taken = take_in(name, staged, ExhibitKind.ARTICLE)
    if taken.kind != ExhibitKind.ARTICLE:
        raise NotTaken(words.NO_TEXT_FILE)
    return taken


def take_subtitles(name: str, staged: Path) -> TakenIn:
    """The subtitles of a film. Raises NotTaken, OSError."""
    read = read_file(name, staged.read_bytes())
    if read.refused or not read.subtitles:
        raise NotTaken(read.refused or words.NO_SUBTITLES)
    staged.write_bytes(read.content)
    return TakenIn(read.name, "", read.left_out)


def _film(name: str, staged: Path) -> TakenIn:
    if not shows_films():
        raise NotTaken(words.NO_FILMS)
    turned = staged.with_name(f"{staged.name}.mp4")
    try:
        said = read_film(staged, turned)
        turned.replace(staged)
    except NotTurned as no:
        raise NotTaken(str(no)) from no
    finally:
        turned.unlink(missing_ok=True)
    return TakenIn(str(PurePath(name).with_suffix(".mp4")), _FILM_KIND, said)
