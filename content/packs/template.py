"""The pack 模板, which came with the program, copied for a keeper: a folder with spreadsheets, documents and pictures.

    copy_template(Path("十二月"))        # raises FileExistsError, OSError

It is made by `content.packs.make_template`; what of it is still to be written says `content.pack.placeholders`.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from content.pack.columns import SHEET
from content.pack.entry import Manifest
from content.pack.manifest import read_manifest
from content.pack.sheet import name_of_folder
from content.pack.sheet_writing import sheet_bytes

TEMPLATE = Path(__file__).parent / "template"


def of_template() -> Manifest:
    """What its 目录.xlsx says. Raises PackRejected, OSError: the program is not whole."""
    return read_manifest(TEMPLATE)


def copy_template(folder: Path) -> None:
    """Into a new folder, by which the pack is called. Raises FileExistsError, PackRejected, OSError."""
    manifest = of_template()
    folder.mkdir(parents=True)
    for path in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
        target = folder / path.relative_to(TEMPLATE)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    called = folder.resolve().name
    own = replace(manifest, name=name_of_folder(called), title=called)
    (folder / SHEET).write_bytes(sheet_bytes(own))
