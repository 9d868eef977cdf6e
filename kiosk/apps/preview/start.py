"""`kiosk preview`: one request from standard input, a stream that the hall or systemd opened; one picture; the end."""

from __future__ import annotations

import logging
import os
import resource
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from content.pack.manifest import PackRejected, read_manifest
from kiosk.apps.preview import doors, folder
from kiosk.apps.preview.line import Given, Line, of_stdin
from kiosk.core.link.shapes import WrongShape
from kiosk.features.exhibition.wire_preview import FAILED, REJECTED, Answer

if TYPE_CHECKING:
    from content.pack.open import Pack
    from kiosk.ui.theme_file import Colors

SECONDS = 40.0  # for all of it; the unit's RuntimeMaxSec= lies above

log = logging.getLogger("kiosk.preview")


def main(arguments: list[str]) -> int:
    """Exit status: 0 answered, 1 gave up, 2 wrong use."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a pack's files arrive opened
    try:
        line = of_stdin()
    except OSError:
        print("kiosk preview: started by the hall or by kiosk-preview.socket, not by hand", file=sys.stderr)
        return 2
    try:
        given = line.hear()
    except (WrongShape, EOFError, OSError, ValueError) as error:
        log.warning("not understood: %s", type(error).__name__)
        return 1
    # Left behind: this process may be ended at any moment, and who started it takes the folder's folder away.
    own = Path(tempfile.mkdtemp(prefix="kiosk-preview-"))
    _shut(own)
    line.watch(SECONDS)
    line.answer(*_drawn(line, given, own))
    os._exit(0)  # Kivy's and the driver's own end takes a tenth of a second and has nothing left to do


def _shut(own: Path) -> None:
    left = doors.environment(own)
    os.environ.clear()
    os.environ.update(left)
    tempfile.tempdir = str(own)
    doors.shut(own)
    for name in doors.lacking():
        log.warning("a preview is drawn without %s: the kernel or a filter around this service", name)


def _drawn(line: Line, given: Given, own: Path) -> tuple[Answer, bytes]:
    try:
        root = own / "pack"
        root.mkdir()
        wanted = partial(_files_of, given.asked.item)
        if given.archive is not None:
            folder.of_archive(root, given.archive, wanted)
        else:
            folder.of_files(root, given.files, wanted)
        return _draw(line, given, root, own)
    except folder.Unfit as unfit:
        from content import words

        told = str(PackRejected(unfit.path, words.OUTSIDE)) if unfit.path else words.NOT_READ
        return Answer(refused=REJECTED, reason=told), b""
    except PackRejected as rejected:
        return Answer(refused=REJECTED, reason=str(rejected)), b""
    except Exception:  # nobody thought of it: said, and its traceback is in the journal
        log.exception("not drawn")
        return Answer(refused=FAILED), b""


def _files_of(item: str, root: Path) -> set[str]:
    try:
        entries = read_manifest(root).entries
    except PackRejected:  # said when it is opened
        return set()
    return {name for entry in entries if entry.id == item for name in entry.files}


def _draw(line: Line, given: Given, root: Path, own: Path) -> tuple[Answer, bytes]:
    from content.pack.open import STARTER, open_pack
    from kiosk.apps.demo.gallery.book import open_window

    line.begins(given.asked.item)  # a bank or a text may take memory, too
    # Pictures are decoded when they are shown: those that are not asked for cost nothing but their size.
    pack, starter = open_pack(root, decode=False), open_pack(STARTER, decode=False)
    packs = (pack,) if pack.name == starter.name else (pack, starter)
    open_window(own / "kivy")
    from kiosk.apps.preview.drawing import draw

    return draw(given.asked, packs, line.begins, _colors(pack))


def _colors(pack: Pack) -> Colors | None:
    from kiosk.ui import theme_file

    try:
        return theme_file.load(pack.theme) if pack.theme else None
    except (theme_file.ThemeRefused, OSError) as refused:
        log.warning("theme not used: %s", type(refused).__name__)
        return None
