#!/usr/bin/env python3
"""Make the fonts the terminal draws with; run by ``deploy/setup``, and safe to run again at any time.

    .venv/bin/python deploy/make_fonts.py            # into build/fonts/, or into $KIOSK_FONTS
    .venv/bin/python deploy/make_fonts.py --out DIR

Written into the folder:

===========================  ==========================================================================
``NotoSansSC-Regular.otf``   body text                      (face 2 of Debian's NotoSansCJK-Regular.ttc)
``NotoSansSC-Bold.otf``      labels, titles                 (face 2 of Debian's NotoSansCJK-Bold.ttc)
``NotoSerifSC-Bold.otf``     names, screen titles, digits   (face 2 of Debian's NotoSerifCJK-Bold.ttc)
``icons-fill.ttf``           icons of things                (Phosphor Fill, from py-phosphor-icons)
``icons-bold.ttf``           arrows and marks               (Phosphor Bold, from py-phosphor-icons)
``icons.json``               ``{"printer": "\\ue3dc", …}``: icon name -> the character to draw, in both fonts
``letters.json``             ranges of the characters that every face has
``made.json``                what the folder was made from; unchanged means nothing to do
===========================  ==========================================================================

Why extract: Kivy opens face 0 of a ``.ttc``, which is Japanese, and the fonts on PyPI lack characters that occur
in names. Every character is kept; glyphs that only other languages reach are left out, and each glyph stands by itself:
FreeType keeps the subroutines of a face in memory for every size that is open, 2.65 MB each; without them it is
0.33 MB, and the outlines are the same. That takes 20 s a face, once. Why our own icon fonts: Phosphor reaches PyPI as
SVG only. Code points are Phosphor's own.

An icon's em square is its picture: ascent is the em, descent 0, advance the em; so a label with one icon is a
square of exactly ``font_size``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NOTO_FOLDER = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED_CHINESE_FACE = 2
FACES = {
    "NotoSansSC-Regular.otf": "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Bold.otf": "NotoSansCJK-Bold.ttc",
    "NotoSerifSC-Bold.otf": "NotoSerifCJK-Bold.ttc",
}
# What HarfBuzz applies to horizontal text unasked; `locl` alone is left out, it leads to the shapes of other countries.
FEATURES = ["ccmp", "calt", "clig", "liga", "rlig", "rclt", "kern", "mark", "mkmk", "dist"]
UPRIGHT_TABLES = ["BASE", "VORG", "vmtx", "vhea"]  # for text from top to bottom
FACES_AT_A_TIME = 2
LEAST_BYTES_FOR_TWO = 3 << 30  # of memory: one face takes 0.5 GB while it is made
ICON_LIST = HERE / "icons.json"
ICON_FONTS = {"icons-fill.ttf": "fill", "icons-bold.ttf": "bold"}
SVG_SIDE = 256  # every Phosphor SVG has the viewBox 0 0 256 256
UNITS_PER_EM = 2048
# Largest distance, in font units, between Phosphor's cubic curves and the quadratic ones of TrueType.
CURVE_ERROR_UNITS = 1.0


class FontSourceMissing(Exception):
    """A font or package to make the fonts from is not installed; the text holds the command to mend it."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the terminal's fonts.")
    parser.add_argument("--out", type=Path, default=default_folder(), help="folder to write (default: %(default)s)")
    parser.add_argument("--face", choices=FACES, help="make this face alone, whatever is there")
    given = parser.parse_args()
    folder: Path = given.out
    try:
        if given.face:
            extract_face(NOTO_FOLDER / FACES[given.face], folder / given.face)
            return 0
        make(folder)
    except FontSourceMissing as missing:
        print(f"make_fonts: {missing}", file=sys.stderr)
        return 1
    print(folder)
    return 0


def default_folder() -> Path:
    """``$KIOSK_FONTS``, or ``build/fonts`` in the project."""
    return Path(os.environ.get("KIOSK_FONTS") or HERE.parent / "build" / "fonts")


def make(folder: Path) -> bool:
    """Make every font in `folder` that is not there or was made from other sources. True when something was written."""
    recipe = describe_sources()
    note = folder / "made.json"
    names = [*FACES, *ICON_FONTS, "icons.json", "letters.json"]
    known = note.exists() and json.loads(note.read_text()) == recipe
    due = [name for name in names if not (known and (folder / name).exists())]
    if not due:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    note.unlink(missing_ok=True)  # a run cut short must not look finished
    make_faces([name for name in FACES if name in due], folder)
    icons = read_icon_list()
    for name, weight in ICON_FONTS.items():
        draw_icon_font(icons, weight, folder / name)
    write_whole(folder / "icons.json", json.dumps({name: chr(code) for name, code in icons.items()}, indent=0))
    write_whole(folder / "letters.json", json.dumps(common_letters([folder / name for name in FACES])))
    write_whole(note, json.dumps(recipe, indent=2))
    return True


def common_letters(faces: list[Path]) -> list[tuple[int, int]]:
    """First and last code point of each range that every face has: what a text may hold to be readable anywhere.

    Kept beside the faces, since fontTools is not where the kiosk runs.
    """
    from fontTools.ttLib import TTFont

    have: set[int] | None = None
    for face in faces:
        with TTFont(face, lazy=True) as font:
            own = set(font.getBestCmap())
        have = own if have is None else have & own
    found: list[tuple[int, int]] = []
    for point in sorted(have or ()):
        if found and point == found[-1][1] + 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def make_faces(names: list[str], folder: Path) -> None:
    """Each in a process of its own, two at a time where there is memory for two."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")

    made = count(1)

    def one(name: str) -> None:
        command = [sys.executable, str(Path(__file__).resolve()), "--face", name, "--out", str(folder)]
        ran = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        if ran.returncode:
            said = ran.stderr.strip().removeprefix("make_fonts: ")
            raise FontSourceMissing(said or f"{name} was not made: its process ended with {ran.returncode}")
        print(f"{next(made)}/{len(names)} {name}", flush=True)

    with ThreadPoolExecutor(FACES_AT_A_TIME if memory >= LEAST_BYTES_FOR_TWO else 1) as pool:
        list(pool.map(one, names))


def describe_sources() -> dict[str, Any]:
    """Sizes and versions of all sources, without opening a font: the second run takes milliseconds."""
    faces = {}
    for collection in FACES.values():
        path = NOTO_FOLDER / collection
        if not path.exists():
            raise FontSourceMissing(f"no {path}; install it with: apt-get install fonts-noto-cjk")
        faces[collection] = [path.stat().st_size, int(path.stat().st_mtime)]
    try:
        icons = version("py-phosphor-icons")
    except PackageNotFoundError:
        raise FontSourceMissing("no py-phosphor-icons in this Python; run deploy/setup") from None
    sources = Path(__file__).read_bytes() + ICON_LIST.read_bytes()
    return {"faces": faces, "icons": icons, "recipe": hashlib.sha256(sources).hexdigest()}


def read_icon_list() -> dict[str, int]:
    """Icon name -> code point, from ``deploy/icons.json``."""
    return {name: int(code, 16) for name, code in json.loads(ICON_LIST.read_text()).items()}


def extract_face(collection: Path, target: Path) -> None:
    """The Simplified Chinese face of a collection: all its characters, no glyph that none of them leads to."""
    from fontTools import subset

    options = subset.Options(
        font_number=SIMPLIFIED_CHINESE_FACE, desubroutinize=True, layout_features=FEATURES, name_IDs=["*"],
        notdef_outline=True,
    )  # fmt: skip
    options.drop_tables += UPRIGHT_TABLES
    with subset.load_font(collection, options) as font:
        family = font["name"].getDebugName(1)
        if " SC" not in family:  # the order of faces is Debian's to change
            raise FontSourceMissing(
                f"face {SIMPLIFIED_CHINESE_FACE} of {collection} is {family}, not Simplified Chinese"
            )
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=font.getBestCmap())
        cutter.subset(font)
        part = target.with_suffix(".part")
        subset.save_font(font, part, options)
    number_glyphs(part)
    part.replace(target)


def number_glyphs(face: Path) -> None:
    """Number the glyphs in their order, in place: what a glyph is called is of no use here.

    Their own numbers stand in thousands of ranges, and FreeType reads each of them from the file, at every size that is
    opened: 7.5 ms. As one range they take 0.3 ms.
    """
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    with TTFont(face, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        top = font["CFF "].cff.topDictIndex[0]
        at, glyphs = top.rawDict["charset"], len(top.charset)
        table = DefaultTable("CFF ")
        known = font.reader["CFF "]
        # CFF, 13: format 2 (one byte), the first number, how many follow it.
        one_range = struct.pack(">BHH", 2, 1, glyphs - 2)
        table.data = known[:at] + one_range + known[at + len(one_range) :]
        font["CFF "] = table
        font.save(part := face.with_suffix(".numbered"))
    part.replace(face)


def draw_icon_font(icons: dict[str, int], weight: str, target: Path) -> None:
    """One TrueType font with the given icons of one Phosphor weight."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    glyphs.update({name: draw_icon(name, weight) for name in icons})
    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({code: name for name, code in icons.items()})
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (UNITS_PER_EM, getattr(table[name], "xMin", 0)) for name in glyphs})
    builder.setupHorizontalHeader(ascent=UNITS_PER_EM, descent=0)
    builder.setupOS2(sTypoAscender=UNITS_PER_EM, sTypoDescender=0, usWinAscent=UNITS_PER_EM, usWinDescent=0)
    builder.setupNameTable({"familyName": f"Kiosk Icons {weight.title()}", "styleName": "Regular"})
    builder.setupPost()
    part = target.with_suffix(".part")
    builder.save(part)
    part.replace(target)


def draw_icon(name: str, weight: str) -> Any:
    """The TrueType outline of one icon: the SVG turned upside down, its cubic curves made quadratic."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.svgLib.path import parse_path

    scale = UNITS_PER_EM / SVG_SIDE
    glyph_pen = TTGlyphPen(None)
    pen = TransformPen(Cu2QuPen(glyph_pen, CURVE_ERROR_UNITS), (scale, 0, 0, -scale, 0, UNITS_PER_EM))
    for path in icon_paths(name, weight):
        parse_path(path, pen)
    return glyph_pen.glyph()


def icon_paths(name: str, weight: str) -> Iterator[str]:
    """The ``d`` of every path of an icon; Phosphor's flat SVGs hold nothing but filled paths."""
    from xml.etree import ElementTree

    from py_phosphor_icons import exists, get_svg

    if not exists(name, weight):
        raise FontSourceMissing(f"py-phosphor-icons has no {name}-{weight}; correct {ICON_LIST}")
    for element in ElementTree.fromstring(get_svg(name, weight)):
        if not element.tag.endswith("}path"):
            raise FontSourceMissing(f"{name}-{weight} holds {element.tag}, which cannot be drawn into a font")
        yield element.attrib["d"]


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main())
