"""Remake what is drawn or generated in the starter pack: ``python -m content.packs.make_starter``.

Writes ``starter/banks/starter.xlsx`` from ``starter_source/questions.toml``, the pictures from their scripts, and the
film from their layers.
Texts and the manifest are written by hand. ``--bank`` remakes the spreadsheet alone; the pictures need playwright,
Chromium and Debian's fonts-noto-cjk.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

STARTER = Path(__file__).parent / "starter"


def main(arguments: list[str]) -> None:
    from content.packs.starter_source.bank import write_bank

    write_bank(STARTER / "banks" / "starter.xlsx")
    if "--bank" in arguments:
        return
    from content.packs.starter_source import fraud_poster, people
    from content.packs.starter_source.film import draw_film
    from content.packs.starter_source.poster import draw_poster
    from content.packs.starter_source.render import render, save_palette
    from content.packs.starter_source.scenes import scenes
    from content.packs.starter_source.strokes import HEIGHT, WIDTH

    render({name: scene.whole() for name, scene in scenes().items()}, STARTER / "pictures", WIDTH, HEIGHT)
    people.draw(STARTER / "people", people.MEMBERS)
    people.draw(STARTER / "neighbours", people.NEIGHBOURS)
    save_palette(draw_poster(), STARTER / "pictures" / "fee.png")
    save_palette(fraud_poster.draw_poster(), STARTER / "pictures" / "fraud.png")
    draw_film(STARTER / "films" / "day.mp4")
    draw_maps(STARTER / "sheets")
    write_guides(STARTER / "sheets")


def draw_maps(folder: Path) -> None:
    """The map and the floor plan, each a sheet with its picture."""
    from content.packs.starter_source import maps
    from content.packs.starter_source.render import render, save_palette

    with tempfile.TemporaryDirectory() as drawn:
        render(maps.drawings(), Path(drawn), *maps.TOWN)
        pictures = {}
        for name, size in (("地图", maps.TOWN), ("一楼", maps.HOUSE)):
            made = Path(drawn) / f"{name}.png"
            save_palette(Image.open(made).convert("RGB").crop((0, 0, *size)), made)
            pictures[name] = made.read_bytes()
    folder.mkdir(exist_ok=True)
    maps.write(folder, pictures)


def write_guides(folder: Path) -> None:
    """The directory, the roster with its portrait, the guide and the oath, each a sheet."""
    from content.packs.starter_source import guides
    from content.packs.starter_source.render import render, save_palette

    with tempfile.TemporaryDirectory() as drawn:
        made = Path(drawn) / f"{guides.ON_DUTY}.png"
        render(guides.portrait(), Path(drawn), *guides.PORTRAIT)
        save_palette(Image.open(made).convert("RGB"), made)
        picture = made.read_bytes()
    folder.mkdir(exist_ok=True)
    guides.write(folder, {guides.ON_DUTY: picture})


if __name__ == "__main__":
    main(sys.argv[1:])
