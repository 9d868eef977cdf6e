"""Files as keepers hand them in, through the limited child: what of them may be published, or why nothing."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from content.kinds.article import parse_article
from content.kinds.kind import ExhibitKind
from content.kinds.small import SIZE
from content.texts import words
from content.turning import words as turning_words
from kiosk.features.exhibition.hall.reading import Read, _heard, read_file
from tests.content.documents import document, paragraph
from tests.content.sheets import HEADER, question, write_sheet

CASES = Path(__file__).parents[3] / "cases"


def picture(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


def test_texts_become_the_plain_text_of_an_article() -> None:
    by_word = read_file("C:\\稿子\\通知.docx", document(paragraph("题", style="T"), paragraph("正文 𠮷")))
    assert (by_word.name, by_word.kind, by_word.text) == ("通知.txt", ExhibitKind.ARTICLE, "# 题\n\n正文 𠮷\n")
    assert by_word.content == by_word.text.encode() and not by_word.left_out
    by_markdown = read_file("../通知.md", "# 题\n\n| a | b |\n|---|---|\n| 1 | ![图](x) |\n".encode())
    assert by_markdown.name == "通知.txt" and by_markdown.left_out == (words.left_out("pictures", 1),)
    by_windows = read_file("通知.txt", "题目：党群服务中心\r\n".encode("gb18030"))
    assert parse_article(by_windows.text).blocks[0].text == "题目：党群服务中心"


def test_pictures_come_out_as_they_may_be_published() -> None:
    phone = read_file("照片.JPG", (CASES / "scans" / "mpo_preview.jpg").read_bytes())
    assert (phone.name, phone.kind) == ("照片.jpg", ExhibitKind.IMAGE) and "附带" in "".join(phone.left_out)
    sideways = read_file("a.png", (CASES / "packs" / "exif6.png").read_bytes())
    assert sideways.size == (900, 1270)
    assert read_file("a.webp", picture("WEBP", (40, 200))).kind is ExhibitKind.POSTER
    assert read_file("a.bmp", picture("BMP")).content.startswith(b"\x89PNG")
    assert read_file("a.png", picture("PNG")[:-60]).refused and read_file("a.jpg", b"\xff\xd8 no").refused


def test_a_bank_is_read_with_its_findings(tmp_path: Path) -> None:
    path = tmp_path / "题库.xlsx"
    write_sheet(path, [HEADER, question(1, "问？", "A", "甲", "乙"), question(2, "没有答案？", "", "甲", "乙")])
    read = read_file(path.name, path.read_bytes())
    assert read.kind is ExhibitKind.BANK and read.content == path.read_bytes() and len(read.left_out) == 1
    assert read_file("题库.xlsx", b"PK\x03\x04").refused


def test_what_is_none_of_these_is_refused_in_words() -> None:
    assert "exe" in read_file("a.exe", b"MZ").refused
    assert read_file("a.txt", b"").refused and read_file("", b"x").refused
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert read_file("a.docx", document(paragraph("文"), main=main)).refused == words.MACROS
    assert read_file("a.docm", b"PK\x03\x04").refused == words.MACROS
    assert read_file("\udce4.txt", b"text").name == "?.txt"  # a name in no encoding
    assert read_file("a.docx", document(paragraph(" " * (3 << 20)))).refused == words.swells("word/document.xml")
    assert read_file("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage\0".decode().encode("utf-16-le")
                     ).refused == turning_words.LOCKED  # fmt: skip


def test_a_child_that_is_too_slow_or_was_taken_over_is_not_believed() -> None:
    assert read_file("a.txt", b"text", seconds=0.0).refused == turning_words.READER_STOPPED

    def heard(said: bytes) -> Read:
        return _heard("a.txt", io.BytesIO(said))

    good = b'{"name": "a.txt", "kind": "article", "size": [0, 0], "left_out": [], "is_text": true, '
    good += b'"bytes": 3, "small": 0}\n'
    assert heard(good + b"abc").text == "abc"
    small = good.replace(b'"small": 0', b'"small": 4')
    assert heard(small + b"abc\xff\xd8\xff\xe0").small == b"\xff\xd8\xff\xe0"
    for bad in (
        b"", b"[" * 50_000 + b"\n", good + b"ab", good + b"\xff\xff\xff", good.replace(b"a.txt", b"../a.txt") + b"abc",
        good.replace(b"article", b"folder") + b"abc", good.replace(b": 3", b": 99999999") + b"abc",
        good.replace(b"[]", b"[1]") + b"abc", good.replace(b"[0, 0]", b"[-1, 0]") + b"abc",
        small + b"abc\xff\xd8", small + b"abc<svg", small.replace(b": 4", b": 99999999") + b"abc\xff\xd8\xff\xe0",
    ):  # fmt: skip
        assert heard(bad) == Read("a.txt", refused=turning_words.READER_STOPPED)


def test_a_picture_has_a_small_one_for_lists() -> None:
    out = io.BytesIO()
    Image.new("RGB", (800, 4000), "#204060").save(out, "PNG")
    with Image.open(io.BytesIO(read_file("长图.png", out.getvalue()).small)) as small:
        assert (small.format, small.size) == ("JPEG", SIZE)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_word_comes_by_way_of_libreoffice_and_reaches_no_other_file(tmp_path: Path) -> None:
    before = set(_left_behind())
    old = read_file("通知.wps", (CASES / "texts" / "old_word.doc").read_bytes())
    assert old.name == "通知.txt" and old.text.startswith("# 服务指南\n\n## 办什么\n\n党员组织关系转接。\n\n- 身份证\n")
    assert "删去的" not in old.text and "藏着的" not in old.text and len(old.left_out) == 4
    (tmp_path / "secret.txt").write_text("SECRET", encoding="ascii")
    linked = f'{{\\field{{\\*\\fldinst INCLUDETEXT "file://{tmp_path}/secret.txt"}}{{\\fldrslt old}}}}'
    rich = read_file("a.rtf", b"{\\rtf1\\ansi one \\u20826?" + linked.encode() + b" two\\par}")
    assert rich.text.startswith("one 兊".replace("兊", chr(20826))) and "SECRET" not in rich.text
    assert not set(_left_behind()) - before


def _left_behind() -> list[Path]:
    return [*Path(tempfile.gettempdir()).glob("turning-*"), *Path("/tmp").glob("OSL_PIPE_SingleOffice*")]


@pytest.mark.skipif(shutil.which("heif-convert") is None, reason="heif-convert is not installed")
def test_a_photo_of_an_iphone_becomes_a_jpeg() -> None:
    read = read_file("IMG_1.HEIC", (CASES / "scans" / "iphone.heic").read_bytes())
    assert (read.name, read.kind) == ("IMG_1.jpg", ExhibitKind.IMAGE) and all(read.size)
    assert read.left_out[0] == turning_words.FROM_HEIC
