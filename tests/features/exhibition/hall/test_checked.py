"""A pack is looked at by a child that can read its folder and nothing else."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from content.pack.manifest import read_manifest
from content.pack.open import STARTER, PackRejected, open_pack
from kiosk.features.exhibition.checking.checked import checked
from tests.content.films import film

TODAY = date(2026, 11, 30)
EXHIBITS = len(open_pack(STARTER, decode=False).exhibits)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "pack"))


def test_the_starter_is_read_whole(root: Path) -> None:
    looked = checked(root, TODAY)
    assert (looked.name, len(looked.items), looked.grave) == ("starter", EXHIBITS, ())
    assert ("lane", "image", "过了石桥，就是服务中心", "pictures/lane.png") in looked.items


def test_a_film_is_decoded_within_the_walls_and_one_that_does_not_play_is_named(root: Path) -> None:
    film(root / "dance.mp4", seconds=0.4)
    film(root / "phone.mp4", seconds=0.2, codec="libx265")
    (root / "torn.mp4").write_bytes((root / "dance.mp4").read_bytes()[:-300])
    with (root / "huge.mp4").open("wb") as sparse:
        sparse.truncate(4 << 30)
    listed = (root / "manifest.toml").read_text(encoding="utf-8").replace("format = 1", "format = 3")
    for name in ("dance", "phone", "torn", "huge"):
        listed += f'\n[[items]]\nid = "{name}"\nkind = "video"\nfile = "{name}.mp4"\ntitle = "社区舞蹈队"\n'
    (root / "manifest.toml").write_text(listed, encoding="utf-8")
    looked = checked(root, TODAY)
    assert ("dance", "video", "社区舞蹈队", "dance.mp4") in looked.items and len(looked.items) == EXHIBITS + 1
    found = {one.file: one.text for one in looked.grave}
    assert found.keys() == {"phone.mp4", "torn.mp4", "huge.mp4"}
    assert "兼容性最佳" in found["phone.mp4"] and "拷完整" in found["torn.mp4"] and "1024 MB" in found["huge.mp4"]


def test_letters_that_the_faces_lack_are_found(root: Path) -> None:
    looked = checked(root, TODAY, [(0, 0x4E00)])
    assert any("显示不出来" in one.text for one in looked.findings)


def test_a_pack_that_is_none_says_why(tmp_path: Path) -> None:
    with pytest.raises(PackRejected, match=r"manifest\.toml"):
        checked(tmp_path, TODAY)


def test_a_pack_that_its_sheet_does_not_name_is_called_as_it_will_be_built(tmp_path: Path) -> None:
    """Whoever asks: root's child looks at a copy."""
    folder = tmp_path / "十二月"
    folder.mkdir()
    (folder / "题.csv").write_text("题干,答案\n地球是圆的。,对\n", encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (("标题", "文件"), ("小题", "题.csv")):
        book.active.append(row)
    book.save(folder / "目录.xlsx")
    assert checked(folder, TODAY).name == read_manifest(folder).name


def test_a_link_out_of_the_folder_refuses_the_pack(root: Path) -> None:
    (root / "pictures" / "lane.png").unlink()
    (root / "pictures" / "lane.png").symlink_to("/etc/passwd")
    with pytest.raises(PackRejected):
        checked(root, TODAY)


def test_every_kind_of_file_that_a_folder_may_hold_is_read(tmp_path: Path) -> None:
    """Within its walls the child opens no module's file any more: what a reader brings late it cannot read."""
    root = tmp_path / "pack"
    root.mkdir()
    for name in ("a.png", "b.jpg", "c.webp", "d.bmp"):
        Image.new("RGB", (1200, 1600), "#c8b090").save(root / name)
    (root / "e.txt").write_bytes("# 题\n\n一段。\n".encode("gb18030"))
    (root / "f.md").write_text("# 题\n\n一段 *要紧* 的，| 表 |。\n", encoding="utf-8")
    (root / "g.txt").write_bytes("# 题\n\n一段。\n".encode("utf-16"))
    document = docx.Document()
    document.add_paragraph("一段。")
    document.save(str(root / "h.docx"))
    sheet = openpyxl.Workbook()
    for row in (["题型", "题目", "A", "B", "答案", "解析"], ["单选题", "演示", "甲", "乙", "A", "演示"]):
        sheet.active.append(row)
    sheet.save(root / "i.xlsx")
    kinds = dict.fromkeys("abcd", "image") | dict.fromkeys("efgh", "article") | {"i": "bank"}
    items = [
        f'[[items]]\nid = "{path.stem}"\nkind = "{kinds[path.stem]}"\nfile = "{path.name}"\ntitle = "演示"\n'
        for path in sorted(root.iterdir())
    ]
    (root / "manifest.toml").write_text('format = 2\nname = "all"\nversion = "1"\n' + "".join(items), "utf-8")
    looked = checked(root, TODAY)
    assert [(one.file, one.text) for one in looked.grave] == []
    assert {number for number, *_ in looked.items} == set("abcdefgh")  # a bank is no exhibit


def test_a_picture_that_is_a_bomb_is_one_finding_and_the_rest_is_read(root: Path) -> None:
    Image.new("1", (13_000, 13_000)).save(root / "pictures" / "lane.png")
    looked = checked(root, TODAY)
    (finding,) = looked.grave
    assert finding.file == "pictures/lane.png" and len(looked.items) == EXHIBITS - 1
