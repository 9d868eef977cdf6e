"""What the check of a pack says, and that it says nothing of a pack in which all is well."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from content.kinds.slide import GROUND, INK
from content.pack.check import (
    ARTICLE_LETTERS,
    LEAST_PICTURE_PX,
    PARAGRAPH_LETTERS,
    SOON_DAYS,
    TITLE_LETTERS,
    check_pack,
)
from content.pack.columns import SHEET
from content.pack.open import STARTER
from content.pack.sheet_writing import template
from kiosk.ui.tokens import COLORS

TODAY = date(2026, 11, 30)
GOOD = """
[[items]]
id = "one"
kind = "{kind}"
file = "{file}"
title = "{title}"
{more}
"""
SOURCED = 'source = "演示"\nsource_date = 2026-11-01'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Image.new("RGB", (1200, 1600), "#c8b090").save(tmp_path / "large.png")
    Image.new("RGB", (400, 300), "#c8b090").save(tmp_path / "small.png")
    (tmp_path / "short.txt").write_text("# 标题\n\n一段。\n", encoding="utf-8")
    return tmp_path


def found(
    root: Path, kind: str = "image", file: str = "large.png", title: str = "标题", more: str = SOURCED
) -> set[str]:
    """The fields of the findings, each with the first words of what is said."""
    head = 'format = 4\nname = "p"\nversion = "1"\n'
    (root / "manifest.toml").write_text(
        head + GOOD.format(kind=kind, file=file, title=title, more=more), encoding="utf-8"
    )
    return {f"{one.field}: {one.text[:4]}" for one in check_pack(root, TODAY).findings}


def test_nothing_is_said_where_all_is_well(root: Path) -> None:
    assert found(root) == set()


def test_source_and_date_are_asked_for(root: Path) -> None:
    assert found(root, more="") == {"source: 没有写来", "source_date: 没有写日"}


@pytest.mark.parametrize(("letters", "told"), [(TITLE_LETTERS, set()), (TITLE_LETTERS + 1, {"title: 标题有 "})])
def test_a_long_title_is_told(root: Path, letters: int, told: set[str]) -> None:
    assert found(root, title="标" * letters) == told


@pytest.mark.parametrize(("day", "told"), [("2026-11-29", {"check_by: 请核对："}), ("2026-11-30", set())])
def test_after_its_day_somebody_is_asked_to_look_whether_it_still_holds(root: Path, day: str, told: set[str]) -> None:
    assert found(root, "document", "short.txt", more=f"{SOURCED}\ncheck_by = {day}") == told


def test_a_small_picture_and_a_poster_without_text_are_told(root: Path) -> None:
    assert found(root, file="small.png") == {": 图片 4"}
    assert found(root, "poster") == {"text_file: 长图没有"}
    assert found(root, "poster", more=SOURCED + '\ntext_file = "short.txt"') == set()
    assert LEAST_PICTURE_PX <= 1080


@pytest.mark.parametrize(
    ("until", "told"),
    [("2026-11-29", "valid_until: 2026"), ("2026-11-30", "valid_until: 2026"), ("2026-12-30", "valid_until: 2026"),
     ("2026-12-31", "")],
)  # fmt: skip
def test_what_ends_soon_is_told(root: Path, until: str, told: str) -> None:
    assert {one for one in found(root, more=f"{SOURCED}\nvalid_until = {until}") if one == told} == (
        {told} if told else set()
    )
    assert SOON_DAYS == 30


def test_consent_ends_it_whatever_the_other_date_says(root: Path) -> None:
    more = f'{SOURCED}\nvalid_until = 2027-12-31\nconsent = "本人签字"\nconsent_until = 2026-12-05'
    assert found(root, more=more) == {"consent_until: 2026"}


def test_a_wall_of_text_is_told(root: Path) -> None:
    (root / "wall.txt").write_text("字" * (PARAGRAPH_LETTERS + 1), encoding="utf-8")
    assert found(root, "article", "wall.txt") == {": 有一段 "}
    paragraphs = "\n\n".join(["字" * PARAGRAPH_LETTERS] * (ARTICLE_LETTERS // PARAGRAPH_LETTERS + 1))
    (root / "wall.txt").write_text(paragraphs, encoding="utf-8")
    assert found(root, "article", "wall.txt") == {": 全文 6"}


def test_a_picture_that_lies_on_its_side_in_the_file_is_told(root: Path) -> None:
    exif = Image.Exif()  # type: ignore[no-untyped-call]
    exif[0x0112] = 6
    Image.new("RGB", (1600, 1200), "#c8b090").save(root / "turned.jpg", exif=exif)
    assert found(root, file="turned.jpg") == {": 图片是横"}


DARK_TOP = ((0, 0, 1200, 800), "#101010")
PORCH = ((0, 230, 500, 390), "#101010")  # a dark corner under a sky so light that no veil is laid over it
LEFT = ((0, 0, 400, 1600), "#202020")


@pytest.mark.parametrize(
    ("dark", "ground", "told"),
    [(None, "#f4f4f4", ""), (None, "#000000", "横屏"), (PORCH, "#ffffff", "竖屏"), (LEFT, "#ffffff", "横屏")],
)  # fmt: skip
def test_a_caption_that_cannot_be_read_on_its_picture_is_told(
    root: Path, dark: tuple[tuple[int, int, int, int], str] | None, ground: str, told: str
) -> None:
    picture = Image.new("RGB", (1200, 1600), ground)
    if dark:
        picture.paste(dark[1], dark[0])
    picture.save(root / "shade.png")
    found(root, file="shade.png", title="晚饭以后，河边走走")
    texts = [one.text + one.to_do for one in check_pack(root, TODAY).findings]
    assert [told in text and "看不清" in text for text in texts] == ([True] if told else [])


def test_a_picture_under_its_caption_may_be_black(root: Path) -> None:
    """A wide one is shown whole, beside or below it; a poster and a text have a ground of their own."""
    Image.new("RGB", (2800, 800), "#000000").save(root / "wide.png")
    assert found(root, file="wide.png") == {": 图片 2"}  # no more than that it is low
    Image.new("RGB", (1200, 4000), "#000000").save(root / "poster.png")
    assert found(root, "poster", "poster.png", more=SOURCED + '\ntext_file = "short.txt"') == set()


def test_the_check_measures_with_the_look_s_own_colours() -> None:
    ink, ground = ("{:02X}{:02X}{:02X}".format(*one) for one in (INK, GROUND))
    assert (COLORS["ink"][0], COLORS["ground"][0]) == (ink, ground)


def test_a_kind_of_a_newer_version_is_told_and_the_rest_is_shown(root: Path) -> None:
    found(root, "hologram")
    report = check_pack(root, TODAY)
    assert "“hologram”" in report.grave[0].text and report.grave[0].to_do


def test_a_hidden_sheet_is_told_with_what_to_do(root: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(template()))
    book.create_sheet("旧的").sheet_state = "hidden"
    book.active.append(["标题", "图片", "large.png"])
    book.save(root / SHEET)
    (hidden,) = [one for one in check_pack(root, TODAY).findings if "旧的" in one.file]
    assert "隐藏" in hidden.text and "取消隐藏" in hidden.to_do


def test_an_item_that_cannot_be_shown_is_grave(root: Path) -> None:
    (root / "large.png").write_bytes(b"no picture")
    found(root)
    (finding,) = check_pack(root, TODAY).grave
    assert finding.file == "large.png" and finding.text and finding.to_do


def test_letters_that_no_face_has_are_named_once(root: Path) -> None:
    found(root, title="𠮷𠮷字")
    (finding,) = check_pack(root, TODAY, lambda text: "".join(one for one in text if one == "𠮷")).findings
    assert finding.text.endswith("：𠮷")


def test_the_starter_pack_has_no_grave_finding() -> None:
    assert check_pack(STARTER, TODAY).grave == ()
