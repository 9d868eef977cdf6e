"""Open a pack folder: ``open_pack(Path("content/packs/starter"))``.

Workflow: the manifest is read; a path that leaves the folder or a link anywhere refuses the whole pack; then each
item's file is checked, and one that is missing or broken is named and skipped while the rest plays.
Signatures and installation stand before this step (they hand over a folder); nothing here trusts them.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.banks.model import Bank, BankRejected
from content.banks.papers import Plan
from content.kinds import article, subtitles
from content.kinds.article import Article
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.table import KINDS, Body
from content.pack.entry import Entry, Manifest, PackRejected, Problem
from content.pack.exhibit import Exhibit
from content.pack.manifest import read_manifest
from content.pack.papers import read_papers
from content.pack.paths import located
from content.pack.place_words import WORDS, PlaceWord, read_words

__all__ = ["STARTER", "Pack", "PackRejected", "Problem", "open_pack"]

log = logging.getLogger(__name__)

STARTER = Path(__file__).parents[1] / "packs" / "starter"
"""The pack every terminal falls back to; never empty, never expires."""

THEME = "theme.toml"
"""A hall's own colours, read by `kiosk.ui.theme_file`."""
_MOST_BYTES_BESIDE = 256 << 10
_MOST_BYTES_OF_BANK = 30 << 20


@dataclass(frozen=True, slots=True)
class Pack:
    """What can be shown and asked. ``problems`` names what was skipped, ``reminders`` what is shown and should be
    mended; findings of a bank are in the bank. ``bank_entries`` say of each bank when and where it may be asked.
    """

    root: Path
    name: str
    version: str
    title: str
    exhibits: tuple[Exhibit, ...]
    banks: tuple[Bank, ...]
    problems: tuple[Problem, ...]
    words: tuple[PlaceWord, ...] = ()
    theme: Path | None = None
    reminders: tuple[Problem, ...] = ()
    bank_entries: tuple[Exhibit, ...] = ()
    papers: tuple[Plan, ...] = ()


def open_pack(
    root: Path, decode: bool = True, *, films: bool | None = None, known: Collection[tuple[str, str]] = ()
) -> Pack:
    """Read and check a pack folder; decoding takes about 20 ms a full-screen picture, so call it from a worker.

    ``films``: whether they are decoded as well, by libav in this process; None: as all else. ``known``: files, as the
    manifest names them, and the kind by which each was decoded before: not again.

    Raises:
        PackRejected: no manifest, a damaged one, a path outside the folder, or a link inside it.
    """
    root = root.resolve()
    manifest = read_manifest(root)
    exhibits: list[Exhibit] = []
    banks: list[tuple[Bank, Exhibit]] = []
    problems, reminders = list(manifest.problems), list(manifest.reminders)
    for entry in manifest.entries:
        try:
            if entry.kind is ExhibitKind.BANK:
                path = _locate(root, entry.file, _MOST_BYTES_OF_BANK)
                banks.append((_open_bank(path, manifest, entry), _exhibit(path, entry, manifest, Body())))
            else:
                whole = films if films is not None and entry.kind is ExhibitKind.VIDEO else decode
                whole = whole and (entry.file, entry.kind) not in known
                exhibit, reminded = _open_exhibit(root, entry, manifest, whole)
                exhibits.append(exhibit)
                reminders += [Problem(entry.file, reminder) for reminder in reminded]
        except ItemRefused as refused:
            problems.append(Problem(entry.file, str(refused)))
        except PackRejected:
            raise
        except Exception:  # nobody thought of it: this item is skipped, and the rest plays
            log.exception("item skipped: %s/%s", manifest.name, entry.id)
            problems.append(Problem(entry.file, words.NOT_READ))
    words_of_place, wrong = _open_words(root)
    theme, unread = _beside(root, THEME)
    papers = read_papers(root)
    return Pack(
        root, manifest.name, manifest.version, manifest.title, tuple(exhibits), tuple(bank for bank, _ in banks),
        (*problems, *wrong, *unread, *papers.problems), words_of_place, theme, (*reminders, *papers.reminders),
        tuple(entry for _, entry in banks), papers.plans,
    )  # fmt: skip


def _open_words(root: Path) -> tuple[tuple[PlaceWord, ...], tuple[Problem, ...]]:
    path, wrong = _beside(root, WORDS)
    return read_words(path) if path else ((), wrong)


def _beside(root: Path, name: str) -> tuple[Path | None, tuple[Problem, ...]]:
    """A file that needs no entry: its path when it is there and whole. Raises PackRejected for a link."""
    if not (root / name).is_symlink() and not (root / name).exists():
        return None, ()
    try:
        return _locate(root, name, _MOST_BYTES_BESIDE), ()
    except ItemRefused as refused:
        return None, (Problem(name, str(refused)),)


def _locate(root: Path, name: str, most_bytes: int) -> Path:
    """The checked path of a file named by the manifest, with forward slashes, below ``root``."""
    path = located(root, name)
    _check_bytes(path.stat().st_size, most_bytes)
    return path


def _check_bytes(size: int, limit: int) -> None:
    if size == 0:
        raise ItemRefused(words.EMPTY_FILE)
    if size > limit:
        raise ItemRefused(words.too_large(limit >> 20) if limit >> 20 else words.too_long(limit // 3))


def _open_bank(path: Path, manifest: Manifest, entry: Entry) -> Bank:
    """By pack and item it is known to counts and withdrawals, as an exhibit is: a title may stand twice, and change.

    Its name says that it is a bank: by the names of its files a limited child knows which readers a pack will need.
    """
    from content.banks import words as bank_words
    from content.banks.table_reader import ENDINGS, read_bank

    if not path.name.lower().endswith(ENDINGS):
        raise ItemRefused(bank_words.WRONG_ENDING)
    try:
        return read_bank(path, f"{manifest.name}/{entry.id}")
    except BankRejected as rejected:
        raise ItemRefused(rejected.reason) from rejected


def _open_exhibit(root: Path, entry: Entry, manifest: Manifest, decode: bool) -> tuple[Exhibit, tuple[str, ...]]:
    kind = KINDS[entry.kind]
    path = _locate(root, entry.file, kind.most_bytes)
    body = kind.check(path, decode)
    alternative = article.read(_locate(root, entry.text_file, article.MOST_BYTES)) if entry.text_file else None
    cues = _open_subtitles(root, entry.subtitle_file)
    return _exhibit(path, entry, manifest, body, alternative, cues), body.reminders


def _exhibit(
    path: Path, entry: Entry, manifest: Manifest, body: Body, alternative: Article | None = None,
    cues: tuple[subtitles.Cue, ...] = (),
) -> Exhibit:  # fmt: skip
    return Exhibit(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        path=path,
        pack=manifest.name,
        pack_version=manifest.version,
        heading=entry.heading,
        source=entry.source,
        source_date=entry.source_date,
        showing=entry.showing,
        seconds=entry.seconds,
        size=body.size,
        article=body.article,
        content=body.content,
        alternative=alternative,
        subtitles=cues,
        topics=entry.topics,
        attract=entry.attract and (entry.kind not in KINDS or KINDS[entry.kind].in_loop),
        demo=entry.demo,
        profiles=_both(manifest.profiles, entry.profiles),
        screens=_both(manifest.screens, entry.screens),
        weight=entry.weight,
        playlist=entry.playlist,
        interrupt=entry.interrupt,
        consent=entry.consent,
        consent_until=entry.consent_until,
        check_by=entry.check_by,
        pack_showing=manifest.showing,
    )


def _open_subtitles(root: Path, name: str) -> tuple[subtitles.Cue, ...]:
    return subtitles.read(_locate(root, name, subtitles.MOST_BYTES)) if name else ()


def _both(pack: frozenset[str], item: frozenset[str]) -> frozenset[str]:
    """Where both allow it; empty is everywhere. Raises ItemRefused where they have none in common."""
    if not pack or not item:
        return pack or item
    if not pack & item:
        raise ItemRefused(words.NOWHERE)
    return pack & item
