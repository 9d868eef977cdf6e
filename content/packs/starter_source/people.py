"""The portraits of the people in the starter pack: the project's own drawings, of nobody; people have no faces."""

from __future__ import annotations

from pathlib import Path

WIDTH, HEIGHT = 480, 640
_ART = Path(__file__).parent / "art"
NAMES = ("沈长河", "许知夏", "顾守田", "陶小满", "方砚舟", "叶清和")


def portraits() -> dict[str, str]:
    """SVG text by the name of the picture."""
    return {name: _portrait(f"person{number}") for number, name in enumerate(NAMES, start=1)}


def draw(folder: Path) -> None:
    """Writes ``NAME.png`` for each, in few colours. Needs playwright and Chromium; run only to remake."""
    from PIL import Image

    from content.packs.starter_source.render import render, save_palette

    render(portraits(), folder, WIDTH, HEIGHT)
    for name in NAMES:
        with Image.open(folder / f"{name}.png") as drawn:
            save_palette(drawn.convert("RGB"), folder / f"{name}.png")


def _portrait(drawing: str) -> str:
    text = (_ART / f"{drawing}.svg").read_text(encoding="utf-8")
    return text.replace("<svg ", f'<svg width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="xMidYMin slice" ', 1)
