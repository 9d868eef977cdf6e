"""A pack folder looked at by a limited child, never in the hall's own process, nor in a command of root's.

looked = checked(root, today)      # raises PackRejected
looked.findings                    # what to mend; the grave ones are not shown

A screen asks less (`screen_check.ScreenCheck`): whether it can be shown.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from content.pack.check import Finding
from content.pack.entry import MANIFEST
from content.pack.open import PackRejected
from kiosk.core.limited.starting import Unheard, Waiting, started
from kiosk.features.exhibition.checking import words

PATIENCE_SECONDS = 900.0
MOST_BYTES = 16_000_000  # 2,000 items with ten findings each
_CHILD = Path(__file__).with_name("child.py")
MOST_COPIED_BYTES = 1 << 30
"""No kind takes a larger file (`content.kinds.video`)."""
_TEXT = 400  # letters of what the child may say of one thing


@dataclass(frozen=True, slots=True)
class Looked:
    """What a pack says of itself, and what was found. `items`: number, kind, title and file of each. `placeholders`:
    where 请改 of the template still stands.
    """

    name: str
    version: str
    title: str
    items: tuple[tuple[str, str, str, str], ...]
    findings: tuple[Finding, ...]
    banks: int = 0
    placeholders: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """What can be shown, and what can be asked."""
        return len(self.items) + self.banks

    def refuse_empty(self) -> None:
        """Raises PackRejected where nothing of it can be shown or asked: what is there goes on."""
        if not self.count:
            first = next(iter(self.grave), None)
            raise PackRejected(first.file if first else MANIFEST, first.text if first else words.NOTHING_TO_SHOW)

    @property
    def grave(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.grave)


def checked(root: Path, today: date, letters: Sequence[tuple[int, int]] | None = None) -> Looked:
    """`letters`: ranges of the characters that the faces have; None: of this machine's. Raises PackRejected."""
    return asked(root, {"today": today.isoformat(), "letters": list(_letters() if letters is None else letters)})


def waiting() -> Waiting:
    """A child for `asked`, which has its libraries by then."""
    return Waiting(_CHILD)


def asked(root: Path, question: dict[str, Any], child: Waiting | None = None) -> Looked:
    """`question`: as child.py has it, without the folder. Raises PackRejected."""
    with _open_to_the_child(root) as shown:
        line = (json.dumps({"root": os.fspath(shown)} | question) + "\n").encode()
        try:
            with started(
                _CHILD, (line,), patience_seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES, waiting=child
            ) as said:
                told = json.loads(said.readline(MOST_BYTES) or b"null")
        except (Unheard, ValueError):
            told = None
    if not isinstance(told, dict):
        raise PackRejected("", words.CHECK_BROKE)
    if "rejected" in told:
        path, reason = (str(one)[:_TEXT] for one in told["rejected"])
        raise PackRejected(path, words.CHECK_MEMORY if reason == "memory" else reason)
    return _looked(told)


def _letters() -> Sequence[tuple[int, int]]:
    """None where the faces were not made: then nobody can say what they lack."""
    from kiosk.ui.font_files import FontsMissing, letters

    try:
        return letters()
    except FontsMissing:
        return ()


@contextmanager
def _open_to_the_child(root: Path) -> Iterator[Path]:
    """The folder itself; a copy that anybody may read where root asks, whose child is another user.

    Raises PackRejected: something in it is neither file, folder nor link.
    """
    if 0 not in os.getresuid():
        yield root.resolve()
        return
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copy = Path(place) / (root.resolve().name or "pack")  # which names the pack where its sheet does not
        try:
            shutil.copytree(root, copy, symlinks=True, copy_function=_copied)
        except (shutil.Error, OSError) as error:
            raise PackRejected("", words.CHECK_BROKE) from error
        for folder, _, _ in os.walk(copy):
            Path(folder).chmod(0o755)
        yield copy


def _copied(source: str, target: str) -> str:
    found = os.lstat(source)
    if not stat.S_ISREG(found.st_mode):
        raise OSError(source)
    if found.st_size > MOST_COPIED_BYTES:  # its size alone says that it is too large
        with Path(target).open("wb") as hollow:
            hollow.truncate(found.st_size)
    else:
        shutil.copyfile(source, target)
    Path(target).chmod(0o644)
    return target


def _finding(file: object, item: object, field: object, text: object, to_do: object, grave: object) -> Finding:
    file, item, field, text, to_do = (str(one)[:_TEXT] for one in (file, item, field, text, to_do))
    return Finding(file, item, field, text, to_do, bool(grave))


def _looked(told: dict[str, Any]) -> Looked:
    """A stranger's word: every value is made what it must be. Raises PackRejected."""
    try:
        items = tuple(
            (str(one["id"])[:_TEXT], str(one["kind"])[:_TEXT], str(one["title"])[:_TEXT], str(one["file"])[:_TEXT])
            for one in told["items"]
        )
        findings = tuple(_finding(*one) for one in told["findings"])
        left = tuple(_finding(*one) for one in told["placeholders"])
        banks = int(told["banks"])
        name, version, title = (str(told[key])[:_TEXT] for key in ("name", "version", "title"))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise PackRejected("", words.CHECK_BROKE) from error
    return Looked(name, version, title, items, findings, banks, left)
