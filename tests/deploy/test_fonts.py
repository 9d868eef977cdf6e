"""The fonts that set-up makes: Chinese letters in Chinese shapes, and every icon in both weights."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = PROJECT / "deploy" / "make_fonts.py"


@pytest.fixture(scope="module")
def make_fonts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_fonts", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(make_fonts: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What set-up made; it takes a minute."""
    copy = tmp_path_factory.mktemp("fonts") / "made"
    shutil.copytree(make_fonts.default_folder(), copy)
    return copy


def test_a_second_run_makes_nothing(make_fonts: ModuleType, folder: Path) -> None:
    """Which also shows that set-up made them from the sources as they are."""
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert not make_fonts.make(folder)
    assert before == {path: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_what_is_lost_is_made_again_and_nothing_else(make_fonts: ModuleType, folder: Path) -> None:
    (folder / "icons-bold.ttf").unlink()
    face = folder / "NotoSansSC-Bold.otf"
    before = face.stat().st_mtime_ns
    assert make_fonts.make(folder)
    assert (folder / "icons-bold.ttf").exists()
    assert face.stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "NotoSerifSC-Bold.otf"])
def test_no_character_is_lost_and_none_looks_otherwise(make_fonts: ModuleType, folder: Path, name: str) -> None:
    """Nor does a face hold subroutines, which FreeType would keep in memory for each size that is open, or glyphs with
    numbers of their own, which it would read one by one."""
    collection = make_fonts.NOTO_FOLDER / make_fonts.FACES[name]
    with (
        TTFont(collection, fontNumber=make_fonts.SIMPLIFIED_CHINESE_FACE, lazy=True) as source,
        TTFont(folder / name, lazy=True) as face,
    ):
        theirs, ours = source.getBestCmap(), face.getBestCmap()
        assert ours.keys() == theirs.keys()
        for letter in "直骨角门𠮷㐂〇党员（：），。“”—…￥0123456789ABCXxgÀ":
            outlines = []
            for font, glyphs in ((source, theirs), (face, ours)):
                pen = DecomposingRecordingPen(font.getGlyphSet())
                font.getGlyphSet()[glyphs[ord(letter)]].draw(pen)
                outlines.append((font["hmtx"][glyphs[ord(letter)]], pen.value))
            assert outlines[0] == outlines[1], letter
        top = face["CFF "].cff.topDictIndex[0]
        assert not len(top.GlobalSubrs)
        assert not any(getattr(part.Private, "Subrs", ()) for part in top.FDArray)
        assert top.charset == [".notdef", *(f"cid{number:05d}" for number in range(1, len(top.charset)))]


@pytest.mark.parametrize("name", ["NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "NotoSerifSC-Bold.otf"])
def test_the_faces_are_simplified_chinese_with_rare_names_and_punctuation(folder: Path, name: str) -> None:
    with TTFont(folder / name, lazy=True) as font:
        assert " SC" in font["name"].getDebugName(1)
        assert all(ord(letter) in font.getBestCmap() for letter in "直骨角门𠮷㐂〇（：），。“”￥0123456789ABCXx")


def test_the_simplified_shape_is_not_the_japanese_one(folder: Path) -> None:
    collection = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
    with (
        TTFont(folder / "NotoSansSC-Regular.otf", lazy=True) as chinese,
        TTFont(collection, 0, fontNumber=0) as japanese,
    ):
        for letter in "直骨角":
            assert chinese.getBestCmap()[ord(letter)] != japanese.getBestCmap()[ord(letter)]


@pytest.mark.parametrize("name", ["icons-fill.ttf", "icons-bold.ttf"])
def test_every_icon_is_drawn_inside_its_square(folder: Path, name: str) -> None:
    icons: dict[str, str] = json.loads((folder / "icons.json").read_text())
    with TTFont(folder / name) as font:
        em, letters, glyphs = font["head"].unitsPerEm, font.getBestCmap(), font["glyf"]
        assert (font["hhea"].ascent, font["hhea"].descent) == (em, 0)
        for icon, letter in icons.items():
            glyph = glyphs[letters[ord(letter)]]
            assert glyph.numberOfContours > 0, icon
            over = max(-glyph.xMin, -glyph.yMin, glyph.xMax - em, glyph.yMax - em)
            assert over <= em / 100, icon  # a few of Phosphor's own pictures reach a hair over their frame


def test_a_missing_source_is_named_with_the_command_that_mends_it(tmp_path: Path) -> None:
    code = (
        "import runpy, sys; from pathlib import Path\n"
        f"space = runpy.run_path({str(SCRIPT)!r})\n"
        f"space['describe_sources'].__globals__['NOTO_FOLDER'] = Path({str(tmp_path / 'nowhere')!r})\n"
        f"sys.argv = ['make_fonts', '--out', {str(tmp_path / 'out')!r}]\n"
        "sys.exit(space['main']())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "apt-get install fonts-noto-cjk" in run.stderr
