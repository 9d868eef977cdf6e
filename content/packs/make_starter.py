"""Remake what is drawn or generated in the starter pack: ``python -m content.packs.make_starter``.

Writes ``starter/banks/starter.xlsx`` from ``starter_source/questions.toml`` and the pictures from their scripts.
Texts and the manifest are written by hand. ``--bank`` remakes the spreadsheet alone; the pictures need playwright,
Chromium and Debian's fonts-noto-cjk.
"""

from __future__ import annotations

import sys
from pathlib import Path

STARTER = Path(__file__).parent / "starter"


def main(arguments: list[str]) -> None:
    from content.packs.starter_source.bank import write_bank

    write_bank(STARTER / "banks" / "starter.xlsx")
    if "--bank" in arguments:
        return
    from content.packs.starter_source import people
    from content.packs.starter_source.poster import draw_poster
    from content.packs.starter_source.render import render, save_palette
    from content.packs.starter_source.scenes import HEIGHT, WIDTH, scenes

    render(scenes(), STARTER / "pictures", WIDTH, HEIGHT)
    people.draw(STARTER / "people")
    save_palette(draw_poster(), STARTER / "pictures" / "fee.png")


if __name__ == "__main__":
    main(sys.argv[1:])
