"""Remake the pack 模板, which keepers copy: ``python -m content.packs.make_template``.

Everything in it is written from ``template_source``: documents, spreadsheets, pictures, the film, 目录.xlsx. Made again
without a change it is the same, a byte for a byte. The film needs PyAV with libx264; no browser is needed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

TEMPLATE = Path(__file__).parent / "template"


def main() -> None:
    shutil.rmtree(TEMPLATE, ignore_errors=True)
    make(TEMPLATE)


def make(folder: Path) -> None:
    """Write it into a new folder. Raises OSError."""
    from content.packs.template_source.film import draw_film

    for name, content in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    draw_film(folder / "视频.mp4")


def files() -> dict[str, bytes]:
    """All but the film, by their names in the pack."""
    os.environ["OPENPYXL_LXML"] = "False"  # which would write the same in another order; asked when it is imported
    from content.pack.columns import SHEET
    from content.pack.sheet_writing import sheet_bytes
    from content.packs.same_bytes import same_bytes
    from content.packs.template_source import listing, pictures, questions, sheets, texts

    listed = same_bytes(sheet_bytes(listing.manifest()), texts.STAMP)
    return {
        SHEET: listed, **texts.documents(), **texts.plain(), **sheets.tables(), **questions.files(),
        **pictures.drawings(),
    }  # fmt: skip


if __name__ == "__main__":
    main()
