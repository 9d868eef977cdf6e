"""A long text keeps its headings and its footnotes, from Word, Markdown and plain text; what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.kinds import document
from content.kinds.document import MOST_CHARACTERS, parse
from content.kinds.incoming import incoming
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.table import KINDS
from content.pack.manifest import parse_manifest
from content.texts.read import read as read_text
from tests.content import documents as word

MARKDOWN = """# 演示条例

第一段[^1]，又一段[^note]。

[^1]: 见《演示办法》第三条。
    第二行。

## 第一章 总则

再一次[^1]，没有内容的[^3]。

[^note]: **粗**的一条。

[^9]: 没有地方用到。
"""


def docx_with_notes() -> bytes:
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>脚注的话。</w:t></w:r></w:p></w:footnote>'
    end = '<w:endnote w:id="2"><w:p><w:r><w:t>尾注的话。</w:t></w:r></w:p></w:endnote>'
    mark = "<w:r><w:{}Reference w:id='{}'/></w:r>"
    return word.document(
        word.paragraph("演示文件", style="T"),
        word.paragraph("第一段", mark.format("footnote", 2), "，接着", mark.format("endnote", 2), "。"),
        word.paragraph("没有的", mark.format("footnote", 7)),
        more={
            "word/footnotes.xml": f"<w:footnotes {word._SPACES}>{note}</w:footnotes>",
            "word/endnotes.xml": f"<w:endnotes {word._SPACES}>{end}</w:endnotes>",
            "word/_rels/document.xml.rels": word.relations(
                ("styles", "styles.xml", ""), ("numbering", "/word/numbering.xml", ""),
                ("footnotes", "footnotes.xml", ""), ("endnotes", "endnotes.xml", ""),
            ),
        },
    )  # fmt: skip


def test_markdown_gives_its_notes_in_the_order_of_their_calls(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")
    found, told = document.examined(tmp_path / "a.md")
    assert found.title == "演示条例"
    assert [block.text for block in found.blocks] == [
        "第一段〔1〕，又一段〔2〕。",
        "第一章 总则",
        "再一次〔1〕，没有内容的。",
    ]
    assert [(note.number, note.calls) for note in found.notes] == [(1, ((0, 3), (2, 3))), (2, ((0, 10),))]
    assert found.notes[0].text == "见《演示办法》第三条。 第二行。" and found.notes[1].text == "粗的一条。"
    assert any("[^3]" in one for one in told) and any("[^9]" in one for one in told)


def test_word_gives_footnotes_and_endnotes(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_with_notes())
    found, told = document.examined(tmp_path / "a.docx")
    assert [block.text for block in found.blocks] == ["第一段〔1〕，接着〔2〕。", "没有的"]
    assert [note.text for note in found.notes] == ["脚注的话。", "尾注的话。"]
    assert any("没有内容" in one for one in told)


def test_an_article_of_the_same_files_leaves_the_notes_out_and_says_so() -> None:
    for name, content in (("a.md", MARKDOWN.encode()), ("a.docx", docx_with_notes())):
        found = read_text(name, content)
        assert "脚注的话" not in found.text and "[^1]" not in found.text and "办法" not in found.text
        assert any("脚注" in one for one in found.left_out)


def test_what_a_browser_hands_in_is_published_as_a_plain_text_that_reads_the_same(tmp_path: Path) -> None:
    for name, content in (("a.md", MARKDOWN.encode()), ("a.docx", docx_with_notes())):
        taken = incoming(name, content, ExhibitKind.DOCUMENT)
        assert (taken.name, taken.kind) == ("a.txt", ExhibitKind.DOCUMENT)
        (tmp_path / name).write_bytes(content)
        (tmp_path / "a.txt").write_bytes(taken.content)
        assert document.read(tmp_path / "a.txt") == document.read(tmp_path / name)


def test_headings_that_are_there_twice_are_told_apart() -> None:
    found, _ = parse("前言。\n\n## 附则\n\n一。\n\n## 附则\n\n二。")
    assert found.places() == ("附则（第 1 处）", "附则（第 2 处）")
    assert [name for name, _ in found.texts()] == ["", "附则（第 1 处）", "附则（第 2 处）"]


def test_a_note_is_found_with_the_section_that_calls_it() -> None:
    found, _ = parse("## 一\n\n话[^a]。\n\n## 二\n\n话。\n\n[^a]: 夹在下面的话。")
    assert dict(found.texts())["一"] == "一\n话〔1〕。\n夹在下面的话。"


@pytest.mark.parametrize("letters", [1, 100, 10_000, MOST_CHARACTERS])
def test_a_text_of_any_length_that_is_allowed(letters: int) -> None:
    found, told = parse("字" * letters)
    assert found.character_count() == letters and not told and not found.places()


def test_three_hundred_headings() -> None:
    found, _ = parse("\n\n".join(f"## 第 {number} 条\n\n一句话。" for number in range(300)))
    assert len(found.places()) == 300 and len(dict(found.texts())) == 300


@pytest.mark.parametrize("text", ["", "  \n", "[^1]: 只有脚注。", "字" * (MOST_CHARACTERS + 1)])
def test_nothing_to_read_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(ItemRefused):
        parse(text)


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF-1.7 ..."), ("a.txt", b"PK\x03\x04"), ("a.docx", b"x")])
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ItemRefused):
        KINDS[ExhibitKind.DOCUMENT].check(tmp_path / name, True)


def test_a_pack_with_one_needs_format_4() -> None:
    item = '[[items]]\nid = "law"\nkind = "document"\nfile = "a.txt"\ntitle = "演示条例"\n'
    assert parse_manifest(f'format = 4\nname = "a"\nversion = "1"\n{item}').entries
    older = parse_manifest(f'format = 3\nname = "a"\nversion = "1"\n{item}')
    assert not older.entries and "format = 4" in older.problems[0].reason


@given(st.text("字 \n#-[]^1a:〔〕　\t", max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found, _ = parse(text)
    except ItemRefused:
        return
    for note in found.notes:
        assert all(found.blocks[block].text.startswith(note.sign, at) for block, at in note.calls)
    assert len(list(found.texts())) >= 1
