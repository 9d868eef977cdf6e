"""Kinds that are filled in as a sheet: from a keeper's table to what is shown, alone, with pictures, as one file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from content.kinds import filled, gathering
from content.kinds.gathering import Gathering
from content.kinds.incoming import cleaned, incoming
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.steps import FORM, STEPS, Step, Steps
from content.pack.build import build
from content.pack.open import open_pack
from content.tables import bundle
from content.tables.source import SheetRefused
from content.tables.template import template

MANIFEST = (
    'format = 4\nname = "p"\nversion = "1"\ntitle = "t"\n'
    '[[items]]\nid = "a"\nkind = "steps"\nfile = "步骤.xlsx"\ntitle = "怎么办"\n'
)


def sheet(*rows: tuple[object, ...], header: tuple[str, ...] = ("步骤", "说明", "图片")) -> bytes:
    book = Workbook()
    book.active.append(["怎么取号（演示）"])
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def picture(colour: str = "red", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, kind)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def made(content: bytes, name: str = "步骤.xlsx") -> Steps:
    found = incoming(name, content, ExhibitKind.STEPS)
    shown, _ = filled.looked_at(STEPS, found.content)
    assert isinstance(shown, Steps)
    return shown


def test_rows_below_a_title_become_steps_and_a_wrong_row_is_told_by_its_place() -> None:
    found = incoming("步骤.xlsx", sheet(("取号", "点取号"), (None, "没有写做什么"), ("等叫号",)), ExhibitKind.STEPS)
    shown, _ = filled.looked_at(STEPS, found.content)
    assert shown == Steps((Step("取号", "点取号"), Step("等叫号")))
    assert found.name == "步骤.sheet"
    assert [one for one in found.left_out if "第 4 行 A 列" in one]


def test_the_template_alone_is_nothing_to_show_and_a_row_written_below_it_is() -> None:
    empty = template("步骤", STEPS.forms)
    with pytest.raises(ItemRefused):
        made(empty)
    book = load_workbook(io.BytesIO(empty))
    book[FORM.name].append(["带上身份证"])
    out = io.BytesIO()
    book.save(out)
    assert made(out.getvalue()).steps == (Step("带上身份证"),)


def test_a_sheet_is_known_by_its_header_where_nobody_says_what_it_is() -> None:
    assert incoming("新建表格.xlsx", sheet(("取号",), ("等",))).kind is ExhibitKind.STEPS


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_a_table_of_another_program_is_read_as_well(ending: str) -> None:
    mark = "," if ending == ".csv" else "\t"
    text = f"步骤{mark}说明\n取号{mark}点取号\n".encode("gb18030")
    assert made(text, f"步骤{ending}").steps == (Step("取号", "点取号"),)


def test_a_folder_with_pictures_is_built_into_one_file_that_shows_the_same(tmp_path: Path) -> None:
    root = tmp_path / "p"
    root.mkdir()
    (root / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (root / "步骤.xlsx").write_bytes(sheet(("取号", "", "一"), ("等叫号", "", "没有.png")))
    (root / "一.png").write_bytes(picture())
    (root / "别的.png").write_bytes(picture())
    built = build(root, tmp_path)
    first = built.path.read_bytes()
    again = build(root, tmp_path)
    assert again.path.read_bytes() == first
    assert built.left_out == ("别的.png",)
    with zipfile.ZipFile(built.path) as archive:
        archive.extractall(tmp_path / "out")
    before, after = open_pack(root).exhibits[0], open_pack(tmp_path / "out").exhibits[0]
    assert before.content == after.content == Steps((Step("取号", "", "一.png"), Step("等叫号")))
    assert filled.picture_bytes(after.path, "一.png")[:4] == b"\x89PNG"


def test_pictures_that_come_packed_with_a_sheet_or_later_join_it() -> None:
    rows = sheet(("取号", "", "一"), ("等叫号", "", "二"))
    first = incoming("步骤.zip", zipped(表_xlsx=rows, 一_png=picture()), ExhibitKind.STEPS)
    later = incoming("步骤.zip", zipped(表_sheet=first.content, 二_png=picture("blue")), ExhibitKind.STEPS)
    shown, _ = filled.looked_at(STEPS, later.content)
    assert shown.pictures() == ("一.png", "二.png")


def test_what_no_row_shows_is_told_and_is_not_in_the_file() -> None:
    found = incoming(
        "步骤.zip", zipped(表_xlsx=sheet(("取号", "", "一")), 一_png=picture(), 二_png=picture()), ExhibitKind.STEPS
    )
    assert [one for one in found.left_out if "二.png" in one]
    assert bundle.opened(found.content).pictures == ("一.png",)


def test_photographs_that_are_too_large_together_are_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_MOST_PICTURES_BYTES", 150_000)
    monkeypatch.setattr(gathering, "_EDGES", (400, 200, 100))
    out = io.BytesIO()
    Image.effect_noise((640, 480), 90).convert("RGB").save(out, "JPEG", quality=95)
    gathered = Gathering(cleaned, ExhibitKind.STEPS)
    gathered.take("步骤.xlsx", sheet(*((f"第 {at} 步", "", str(at)) for at in range(9))))
    for at in range(9):
        gathered.take(f"{at}.jpg", out.getvalue())
    made = gathered.made()
    assert len(made.pictures) == 9 and 9 * len(out.getvalue()) > 150_000 > len(made.content)
    for name in ("0.jpg", "8.jpg"):
        with Image.open(io.BytesIO(bundle.opened(made.content).picture(name))) as seen:
            assert max(seen.size) in (100, 200, 400)


@pytest.mark.parametrize("content", [
    b"", b"PK\x03\x04", zipped(a_txt=b"x"), zipped(a_xlsx=sheet(("一",)), b_xlsx=sheet(("二",))),
])  # fmt: skip
def test_what_is_no_sheet_with_pictures_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ItemRefused):
        incoming("步骤.zip", content, ExhibitKind.STEPS)


@pytest.mark.parametrize("told", [b"{", b"[]", b'{"kind": 1}', b'{"kind": "steps", "tables": {"\xe6\xad\xa5": 1}}'])
def test_a_bundle_of_a_stranger_is_refused_whatever_it_says(told: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("rows.json", told)
        archive.writestr("pictures/../../x.png", picture())
    with pytest.raises(ItemRefused):
        filled.looked_at(STEPS, out.getvalue())
    with pytest.raises(SheetRefused):
        bundle.opened(out.getvalue()).picture("x.png")


def test_an_oath_is_said_by_its_own_table_and_never_mixed_with_steps() -> None:
    shown = made(sheet(("我自愿做一名志愿者",), ("有事我来",), header=("誓词",)))
    assert shown.oath and [one.title for one in shown.steps] == ["我自愿做一名志愿者", "有事我来"]
    assert not made(sheet(("取号",))).oath
    book = load_workbook(io.BytesIO(template("步骤", STEPS.forms)))
    book[FORM.name].append(["取号"])
    book["领誓"].append(["我自愿"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ItemRefused, match="只填一页"):
        made(out.getvalue())
