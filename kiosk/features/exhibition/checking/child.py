"""The limited child that looks at a pack: a folder as a stranger made it; out goes what was found, as one line of JSON.

Run as a script by `checking.checked`, one process a pack. On stdin one line: {"root": folder, "today": "2026-11-30",
"letters": [[first, last], …] that the faces have, none: not asked} for all that a keeper should mend, or {"root",
"known": [[file, kind], …] that were decoded before} for what cannot be shown. On stdout {"rejected": [file, reason]} or
{"name", "version", "title", "items": [{"id", "kind", "title", "file"}], "banks": how many, "findings": [[file, item,
field, text, to do, grave]], "placeholders": likewise}. Before it opens the first file it closes the doors of
`core.limited`; of the kiosk it imports nothing else.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from content.pack.check import Finding

MEMORY_BYTES = 900_000_000  # of addresses: a poster of 25 megapixels is held twice while it is cut
CPU_SECONDS = 600  # 2,000 items
NICE = 10  # in a village the hall serves visitors on the same machine
_LIGHT = frozenset({".toml", ".jpg", ".jpeg", ".png"})
"""Files that want no library beside those of pictures."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    from content.kinds import filled, video
    from kiosk.core.limited.profiles import one_folder

    warnings.simplefilter("ignore")
    os.nice(NICE)
    bring_light_libraries()
    asked = json.loads(sys.stdin.buffer.readline())
    root = Path(asked["root"])
    suffixes = {path.suffix.lower() for path in root.rglob("*") if not path.is_dir()}
    if suffixes - _LIGHT:
        bring_libraries()  # 0.2 s
    if suffixes & {*video.SUFFIXES}:
        video.bring_libraries()  # 0.1 s, and 100 MB of code
    filled.look_around(root.resolve())
    one_folder(root, memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    print(json.dumps(said(root, asked)), flush=True)


def bring_light_libraries() -> None:
    """Every import that pictures will make, also those that are put off."""
    import codecs
    import encodings.idna  # noqa: F401

    from PIL import (  # noqa: F401
        BmpImagePlugin,
        Image,
        ImageChops,
        ImageCms,
        ImageOps,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    import content.banks.table_reader
    import content.pack.check
    import content.pictures.flat
    import content.pictures.frames
    import content.pictures.jpeg  # noqa: F401
    from content.texts.decoding import ENCODINGS

    for encoding in (*ENCODINGS, "cp437", "utf_8_sig", "utf_16"):
        codecs.lookup(encoding)
    Image.preinit()


def bring_libraries() -> None:
    """Those of all other files: afterwards no module's file opens."""
    import docx.opc.constants  # noqa: F401
    import markdown_it
    import openpyxl  # noqa: F401

    import content.texts.document
    import content.texts.markdown  # noqa: F401
    from content.banks import bringing

    bringing.bring_libraries()
    markdown_it.MarkdownIt("commonmark").render("*a*")  # it reads its tables of characters when first used


def said(root: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """What the parent hears."""
    from content.pack.check import check_pack, not_shown
    from content.pack.open import PackRejected, open_pack

    left: tuple[Finding, ...] = ()
    try:
        if "known" in asked:
            pack = open_pack(root, known={(file, kind) for file, kind in asked["known"]})
            findings = not_shown(pack)
        else:
            report = check_pack(root, date.fromisoformat(asked["today"]), lacking(asked["letters"]))
            pack, findings, left = report.pack, report.findings, report.placeholders
    except PackRejected as rejected:
        return {"rejected": [rejected.path, rejected.reason]}
    except MemoryError:
        return {"rejected": ["", "memory"]}
    items = [
        {"id": one.id, "kind": str(one.kind), "title": one.title, "file": one.path.relative_to(pack.root).as_posix()}
        for one in pack.exhibits
    ]
    return {
        "name": pack.name,
        "version": pack.version,
        "title": pack.title,
        "items": items,
        "banks": len(pack.banks),
        "findings": [_plain(one) for one in findings],
        "placeholders": [_plain(one) for one in left],
    }


def _plain(one: Finding) -> list[Any]:
    return [one.file, one.item, one.field, one.text, one.to_do, one.grave]


def lacking(ranges: list[list[int]]) -> Callable[[str], str]:
    """Which letters of a text lie in none of the ranges; none where no range is told."""
    if not ranges:
        return lambda text: ""
    firsts = [first for first, _ in ranges]

    def lacks(text: str) -> str:
        return "".join(one for one in text if not one.isspace() and not _within(ranges, firsts, ord(one)))

    return lacks


def _within(ranges: list[list[int]], firsts: list[int], letter: int) -> bool:
    at = bisect_right(firsts, letter) - 1
    return at >= 0 and letter <= ranges[at][1]


if __name__ == "__main__":
    main()
