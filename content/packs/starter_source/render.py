"""SVG to small PNG, through Chromium: crisp edges and the right Chinese face."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image


def render(drawings: dict[str, str], folder: Path, width: int, height: int) -> None:
    """Writes ``NAME.png`` for each SVG text. Needs playwright and an installed Chromium; run only to remake."""
    for name, picture in zip(drawings, _drawn(drawings.values(), width, height, clear=False), strict=True):
        save_small(picture, folder / f"{name}.png")


def render_layers(drawings: Iterable[str], width: int, height: int) -> list[Image.Image]:
    """Each SVG text on nothing, as RGBA. Needs what `render` needs."""
    return [picture.convert("RGBA") for picture in _drawn(drawings, width, height, clear=True)]


def _drawn(drawings: Iterable[str], width: int, height: int, clear: bool) -> Iterator[Image.Image]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": width, "height": height})
        for svg in drawings:
            page.set_content(f"<style>*{{margin:0}}svg{{display:block}}</style>{svg}")
            yield Image.open(io.BytesIO(page.screenshot(omit_background=clear)))
        browser.close()


def save_small(picture: Image.Image, path: Path) -> None:
    """Flat drawings need no palette: PNG keeps 1080×1920 near 150 kB, and gradients keep their steps."""
    picture.convert("RGB").save(path, optimize=True)


def save_palette(picture: Image.Image, path: Path) -> None:
    """A sheet of text has few colours: 200 keep its edges smooth, and its one red red, at half the size."""
    picture.quantize(200, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
