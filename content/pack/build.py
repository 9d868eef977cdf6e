"""A pack as one file, for a stick or a repository: ``name-version.zip``.

    built = build(folder, out)          # out/demo-1.0.zip

The same folder gives the same bytes on every machine: files are stored as they are (what packs them is not the same
everywhere), in one order, with one time and one mode. In it is what the manifest names and what stands beside it by
rule, nothing else: a keeper's drafts and the sheets themselves, with their hidden pages and their author, stay at home.
"""

from __future__ import annotations

import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from content import words
from content.kinds import filled
from content.kinds.kind import ItemRefused
from content.kinds.table import SHEETS
from content.pack.columns import SHEET
from content.pack.entry import MANIFEST, Manifest, PackRejected, Problem
from content.pack.manifest import read_manifest
from content.pack.open import THEME
from content.pack.paper_sheet import PAPER_SHEET
from content.pack.paper_writing import papers_text
from content.pack.papers import PAPERS, read_papers
from content.pack.paths import located
from content.pack.place_words import WORDS
from content.pack.writing import toml_text
from content.tables.bundle import ENDING

VOICE = "voice"
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The first time a zip can hold."""
_MODE = stat.S_IFREG | 0o644
_CHUNK = 1 << 20
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Built:
    """``problems``: rows and files that are not in it; ``left_out``: files of the folder that nothing names."""

    path: Path
    manifest: Manifest
    files: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def build(root: Path, out: Path, done: Callable[[int, int], None] = lambda _done, _all: None) -> Built:
    """Write the pack in ``root`` into the folder ``out``; ``done`` hears bytes written and bytes in all.

    Raises:
        PackRejected: what `read_manifest` refuses, a link, or a path outside the folder.
        OSError: it cannot be written; nothing is left behind.
    """
    root = root.resolve()
    manifest = read_manifest(root)
    files, problems = _named(root, manifest)
    manifest, sheets, in_sheets = _bundled(manifest, files, problems)
    written = {MANIFEST: toml_text(manifest).encode(), **_papers_of_sheet(root, problems), **sheets}
    target = out / f"{manifest.name}-{manifest.version}.zip"
    partial = target.with_suffix(".part")
    try:
        _write(partial, written, files, done)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    used = {*files.values(), *(root / name for name in written), *in_sheets}
    used |= {root / sheet for name, sheet in ((MANIFEST, SHEET), (PAPERS, PAPER_SHEET)) if not (root / name).exists()}
    left_out = [path for path in _all_files(root) if path not in used]
    return Built(
        target, manifest, (*written, *files), tuple(path.relative_to(root).as_posix() for path in left_out),
        (*manifest.problems, *problems),
    )  # fmt: skip


def _named(root: Path, manifest: Manifest) -> tuple[dict[str, Path], list[Problem]]:
    """Name in the pack -> file, in the order of the names; and what is missing."""
    wanted = [name for entry in manifest.entries for name in entry.files]
    wanted += [name for name in (WORDS, THEME, PAPERS) if (root / name).exists() or (root / name).is_symlink()]
    wanted += [path.relative_to(root).as_posix() for path in _all_files(root / VOICE)]
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(wanted):
        try:
            found[unicodedata.normalize("NFC", name)] = located(root, name)
        except ItemRefused as refused:
            problems.append(Problem(name, str(refused)))
    if not any(unicodedata.normalize("NFC", entry.file) in found for entry in manifest.entries):
        first = problems[0] if problems else Problem(MANIFEST, words.NO_ITEMS)
        raise PackRejected(first.path, first.reason)
    return dict(sorted(found.items(), key=lambda one: one[0].encode())), problems


def _bundled(
    manifest: Manifest, files: dict[str, Path], problems: list[Problem]
) -> tuple[Manifest, dict[str, bytes], set[Path]]:
    """A keeper's sheet goes with its pictures as one file, and without what else is in it: it leaves ``files``."""
    made: dict[str, bytes] = {}
    entries = []
    taken: set[str] = set()
    used: set[Path] = set()
    for entry in manifest.entries:
        was = unicodedata.normalize("NFC", entry.file)
        path = files.get(was)
        if path is None or entry.kind not in SHEETS or path.suffix.lower() == ENDING:
            entries.append(entry)
            continue
        try:
            name = str(PurePosixPath(entry.file).with_suffix(ENDING))
            packed, pictures = filled.packed(entry.kind, SHEETS[entry.kind], path)
            made[unicodedata.normalize("NFC", name)] = packed
            used |= {path, *pictures}
        except ItemRefused as refused:
            problems.append(Problem(entry.file, str(refused)))
        else:
            entries.append(replace(entry, file=name))
        taken.add(was)
    for name in taken:
        files.pop(name)
    return replace(manifest, entries=tuple(entries)), made, used


def _all_files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def _papers_of_sheet(root: Path, problems: list[Problem]) -> dict[str, bytes]:
    """``papers.toml`` of 试卷.xlsx, where the folder has no other; what is wrong in either joins ``problems``."""
    papers = read_papers(root)
    problems += papers.problems
    if (root / PAPERS).exists() or not papers.plans:
        return {}
    return {PAPERS: papers_text(papers.plans).encode()}


def _write(target: Path, made: dict[str, bytes], files: dict[str, Path], done: Callable[[int, int], None]) -> None:
    total, written = sum(path.stat().st_size for path in files.values()), 0
    with target.open("wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in made.items():
            archive.writestr(_entry(name, len(content)), content)
        for name, path in files.items():
            size = path.stat().st_size
            with path.open("rb") as file, archive.open(_entry(name, size), "w") as out:
                shutil.copyfileobj(file, out, _CHUNK)
            written += size
            done(written, total)


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.create_system, entry.external_attr, entry.file_size = _UNIX, _MODE << 16, size
    return entry
