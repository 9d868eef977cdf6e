"""Remake what is drawn or generated in the starter pack: ``python -m content.packs.make_starter``.

Writes ``starter/banks/starter.xlsx`` from ``starter_source/questions.toml``, the pictures from their scripts, and the
film from their layers.
Texts and the manifest are written by hand. ``--bank`` remakes the spreadsheet alone, ``--sheets`` the sheets without
a drawing of their own, ``--maps`` the map and the floors, ``--posters`` the posters, which need Debian's
fonts-noto-cjk, ``--voice`` the clips of the example pack, which need espeak-ng; the pictures need playwright and
Chromium too.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

STARTER = Path(__file__).parent / "starter"
EXAMPLE = Path(__file__).parent / "example"


def main(arguments: list[str]) -> None:
    from content.packs.starter_source.bank import write_bank

    write_bank(STARTER / "banks" / "starter.xlsx")
    if "--sheets" in arguments:
        write_sheets(STARTER / "sheets")
    if "--maps" in arguments:
        draw_maps(STARTER / "sheets")
    if "--posters" in arguments:
        draw_posters(STARTER / "pictures")
    if "--voice" in arguments:
        from content.packs.starter_source import voice

        voice.record(EXAMPLE / "voice")
    if {"--bank", "--sheets", "--maps", "--posters", "--voice"} & set(arguments):
        return
    from content.packs.starter_source import people
    from content.packs.starter_source.film import draw_film
    from content.packs.starter_source.render import render
    from content.packs.starter_source.scenes import scenes
    from content.packs.starter_source.strokes import HEIGHT, WIDTH

    render({name: scene.whole() for name, scene in scenes().items()}, STARTER / "pictures", WIDTH, HEIGHT)
    people.draw(STARTER / "people", people.MEMBERS)
    people.draw(STARTER / "neighbours", people.NEIGHBOURS)
    draw_posters(STARTER / "pictures")
    draw_film(STARTER / "films" / "day.mp4")
    draw_maps(STARTER / "sheets")
    write_sheets(STARTER / "sheets")


def draw_posters(folder: Path) -> None:
    from content.packs.starter_source import fraud_poster, poster
    from content.packs.starter_source.render import save_palette

    for name, picture in (("fee", poster.draw_poster()), ("fraud", fraud_poster.draw_poster())):
        save_palette(picture, folder / f"{name}.png")


def draw_maps(folder: Path) -> None:
    """The map and the floors, each a sheet with its pictures."""
    from content.packs.starter_source import maps
    from content.packs.starter_source.render import render, save_palette

    with tempfile.TemporaryDirectory() as drawn:
        render(maps.drawings(), Path(drawn), *maps.TOWN)
        pictures = {}
        for name in maps.drawings():
            made, size = Path(drawn) / f"{name}.png", maps.TOWN if name == "地图" else maps.HOUSE
            save_palette(Image.open(made).convert("RGB").crop((0, 0, *size)), made)
            pictures[name] = made.read_bytes()
    folder.mkdir(exist_ok=True)
    maps.write(folder, pictures)


def write_sheets(folder: Path) -> None:
    """The directory, the roster with the portraits of the gallery, the guides and the oath, each a sheet."""
    from content.packs.starter_source import county, guides

    folder.mkdir(exist_ok=True)
    county.write(folder, STARTER / "people")
    guides.write(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
