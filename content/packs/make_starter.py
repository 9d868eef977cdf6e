"""Remake what is drawn or generated in the starter pack: ``python -m content.packs.make_starter``.

Writes ``starter/banks/starter.xlsx`` from ``starter_source/questions.toml``, the pictures from their scripts, and the
film from the pictures.
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
    from content.packs.starter_source.film import draw_film
    from content.packs.starter_source.poster import draw_poster
    from content.packs.starter_source.render import render, save_palette
    from content.packs.starter_source.scenes import HEIGHT, WIDTH, scenes

    render(scenes(), STARTER / "pictures", WIDTH, HEIGHT)
    save_palette(draw_poster(), STARTER / "pictures" / "fee.png")
    draw_film(STARTER / "pictures", STARTER / "films" / "day.mp4")


if __name__ == "__main__":
    main(sys.argv[1:])
