"""A .docx as people and strangers write it: what is meant to be read comes along, what is not is left out and said."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from content.kinds.article import Article, BlockKind, parse_article
from content.texts import package, words
from content.texts.numbering import chinese
from content.texts.read import read
from content.texts.text import Text, TextRefused
from tests.content.documents import document, field, in_list, paragraph, relations, run, table

SECRET = "不上屏"


def text(*blocks: str, **how: object) -> Text:
    return read("a.docx", document(*blocks, **how))  # type: ignore[arg-type]


def lines(*blocks: str) -> list[str]:
    return text(*blocks).text.strip("\n").split("\n\n")


def refused(content: bytes) -> str:
    with pytest.raises(TextRefused) as caught:
        read("a.docx", content)
    return str(caught.value)


def test_a_document_of_word_gives_the_article_that_a_txt_would() -> None:
    made = docx.Document()
    made.add_heading("服务指南", 0)
    made.add_heading("办什么", 1)
    made.add_paragraph("党员组织关系转接。\n当场办结。")
    made.add_paragraph("身份证", style="List Bullet")
    made.add_paragraph("先取号", style="List Number")
    made.add_paragraph("再等叫号", style="List Number")
    cells = made.add_table(2, 2).rows
    cells[0].cells[0].text, cells[0].cells[1].text = "窗口", "时间"
    cells[1].cells[0].text, cells[1].cells[1].text = "一号", "全天"
    out = io.BytesIO()
    made.save(out)
    found = read("指南.docx", out.getvalue())
    assert found.text.strip("\n").split("\n\n") == [
        "# 服务指南", "## 办什么", "党员组织关系转接。", "当场办结。", "- 身份证", "1. 先取号", "2. 再等叫号",
        "- 窗口；时间", "- 一号；全天",
    ]  # fmt: skip
    article: Article = parse_article(found.text)
    assert article.title == "服务指南" and article.headings() == ("办什么",)
    assert article.blocks[3].kind is BlockKind.ITEM


def test_headings_are_known_by_style_by_what_it_is_based_on_and_by_the_outline() -> None:
    outline = '<w:outlineLvl w:val="1"/>'
    assert lines(
        paragraph("正文", style="没有"), paragraph("甲", style="1"), paragraph("乙", style="a"),
        paragraph("丙", more=outline), paragraph("丁", style="1", more='<w:outlineLvl w:val="9"/>'),
    ) == ["正文", "## 甲", "## 乙", "## 丙", "丁"]  # fmt: skip
    assert lines(paragraph("甲", style="1"), paragraph("乙", style="2")) == ["# 甲", "## 乙"]
    assert lines(paragraph("甲", style="1"), paragraph("乙", style="1")) == ["## 甲", "## 乙"]
    assert lines(paragraph("甲", style="1"), paragraph("题", style="T")) == ["## 甲", "# 题"]


def test_numbers_that_word_writes_are_part_of_the_text() -> None:
    assert lines(
        paragraph("甲", style="1", more=in_list(2)), paragraph("乙", style="1", more=in_list(2)),
        paragraph("一", more=in_list(3)), paragraph("一点一", more=in_list(3, 1)), paragraph("二", more=in_list(3)),
        paragraph("二点一", more=in_list(3, 1)), paragraph("又是一", more=in_list(9)), paragraph("括", more=in_list(4)),
        paragraph("点", style="L"), paragraph("不编号", style="L", more=in_list(0)), paragraph("没有", more=in_list(7)),
    ) == ["## 一、甲", "## 二、乙", "1. 一", "1.1 一点一", "2. 二", "2.1 二点一", "1. 又是一", "（1）括", "- 点",
          "不编号", "没有"]  # fmt: skip
    assert [chinese(count) for count in (1, 10, 12, 20, 105, 110, 1001, 10_000)] == [
        "一", "十", "十二", "二十", "一百零五", "一百一十", "一千零一", "10000",
    ]  # fmt: skip


CHANGED = '<w:{0} w:id="1" w:author="张三">{1}</w:{0}>'
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>".format
PLACEHOLDER = CONTROL("<w:showingPlcHdr/>")
BOUND = CONTROL("<w:dataBinding w:xpath='/cp:coreProperties/dc:creator'/>")
TOC = CONTROL("<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>")
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r>"
)
NEVER = [
    (CHANGED.format("del", run(SECRET, tag="delText")), "deleted"),
    (CHANGED.format("del", run(SECRET)), "deleted"),  # as some programs write it
    (CHANGED.format("moveFrom", run(SECRET)), "deleted"),
    (run(SECRET, "<w:vanish/>"), "hidden"),
    (run(SECRET, "<w:rStyle w:val='S2'/>"), "hidden"),
    (field(" DATE \\@ yyyy", SECRET), "fields"),
    (field(" AUTHOR ", SECRET), "fields"),
    (field(" INCLUDETEXT http://x/y ", SECRET), "fields"),
    (f"<w:fldSimple w:instr=' AUTHOR '>{run(SECRET)}</w:fldSimple>", "fields"),
    (field(" TOC \\o ", SECRET), "contents"),
    (PLACEHOLDER.format(run(SECRET)), "blanks"),
    (BOUND.format(run(SECRET)), "authors"),
    (BOX.format(paragraph(SECRET)), "text boxes"),
    (f"<m:oMath><m:r><m:t>{SECRET}</m:t></m:r></m:oMath>", "formulas"),
    ("<w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office'/></w:object></w:r>", "objects"),
    ("<w:r><w:drawing><a:graphicData uri='http://x/picture'><a:blip r:embed='r9'/></a:graphicData></w:drawing></w:r>",
     "pictures"),
    ("<w:r><w:drawing><a:graphicData uri='http://x/chart'/></w:drawing></w:r>", "charts"),
    ("<w:r><w:commentReference w:id='0'/></w:r>", "comments"),
    ("<w:r><w:footnoteReference w:id='1'/></w:r>", "notes"),
    ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "symbols"),
    (f"<w:r><w:ruby><w:rt>{run(SECRET)}</w:rt><w:rubyBase/></w:ruby></w:r>", "readings"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "what"), NEVER, ids=[f"{what}-{n}" for n, (_, what) in enumerate(NEVER)])
def test_what_nobody_wrote_to_be_read_is_left_out_and_said(inner: str, what: str) -> None:
    found = text(paragraph("前", inner, "后"), paragraph("下一段"))
    assert found == Text("前后\n\n下一段\n", (words.left_out(what, 1),))


def test_whole_paragraphs_tables_and_files_are_left_out_as_well() -> None:
    row = "<w:tr><w:trPr><w:{}/></w:trPr><w:tc>{}</w:tc></w:tr>"
    hidden = table().replace("</w:tbl>", row.format("hidden", paragraph(SECRET)) + "</w:tbl>")
    deleted = table().replace("</w:tbl>", row.format("del", paragraph(SECRET)) + "</w:tbl>")
    found = text(
        paragraph(SECRET, style="S2"), hidden, deleted, TOC.format(paragraph(SECRET)), '<w:altChunk r:id="r1"/>',
        CHANGED.format("del", paragraph(SECRET)), paragraph("正文"),
    )  # fmt: skip
    assert found.text == "正文\n"
    said = "".join(found.left_out)
    assert "隐藏的文字 2 处" in said and "删去的文字 2 处" in said and "插入的别的文档 1 处" in said and "目录" in said


def test_a_field_may_run_over_paragraphs_and_one_that_never_ends_swallows_nothing() -> None:
    begin, end = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format, "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    contents = (
        paragraph(begin("begin"), run(" TOC ", tag="instrText"), begin("separate"), "目录一"),
        paragraph("目录二", end),
    )
    assert text(*contents, paragraph("正文")).text == "正文\n"
    assert text(contents[0], paragraph("正文")).text == "目录一\n\n正文\n"


def test_what_was_inserted_is_taken_and_an_end_that_was_deleted_joins_two_paragraphs() -> None:
    found = text(
        paragraph("前", CHANGED.format("ins", run("新")), more="<w:rPr><w:del w:id='1'/></w:rPr>"), paragraph("后")
    )
    assert found == Text("前新后\n", (words.left_out("inserted", 1),))


def test_links_keep_their_words_and_lose_their_address() -> None:
    link = f"<w:hyperlink r:id='r7'>{run('网页')}</w:hyperlink>"
    found = text(
        paragraph(
            "见", link, field(' HYPERLINK "http://example.org/x" ', "另一页"), "，按第", field(" REF a ", "三"), "条"
        ),
        more={"word/_rels/document.xml.rels": relations(("hyperlink", "http://example.org/", "External"))},
    )
    assert found == Text("见网页另一页，按第三条\n", (words.left_out("links", 2),))


def test_a_table_is_a_line_a_row_and_a_frame_of_one_cell_is_text() -> None:
    inner = table((paragraph("内一"), paragraph("内二")))
    assert lines(
        table((paragraph("甲"), paragraph("乙") + paragraph("丙"), paragraph()), (paragraph(), inner)),
        table((paragraph("题", style="2") + paragraph("文"),)),
    ) == ["- 甲；乙 丙", "- 内一；内二", "## 题", "文"]


def test_what_stands_beside_the_text_is_said() -> None:
    core = "<c xmlns:dc='d'><dc:creator>张三</dc:creator><dc:title>题</dc:title></c>"
    more = {"word/header1.xml": "<w:hdr><w:t>内部</w:t></w:hdr>", "word/footer1.xml": "<w:ftr/>",
            "docProps/core.xml": core,
            "word/_rels/header1.xml.rels": relations(("image", "http://example.org/a.png", "External"))}  # fmt: skip
    found = text(paragraph("文"), more=more)
    assert found.text == "文\n"
    assert set(found.left_out) == {words.left_out(what, 1) for what in ("headers", "authors", "outside")}


# -- strangers ------------------------------------------------------------------------------------------------------


def test_a_file_that_is_none_or_not_whole_is_refused() -> None:
    whole = document(paragraph("文"))
    assert refused(b"") == refused(b"PK\x03\x04") == refused(whole[:300]) == words.NOT_A_DOCUMENT
    assert refused(document(more={"word/document.xml": "<w:document>"})) == words.NOT_A_DOCUMENT
    assert refused(document(more={"_rels/.rels": relations()})) == words.NOT_A_DOCUMENT
    assert refused(document(more={"_rels/.rels": relations(("officeDocument", "../../etc/passwd", ""))}))
    assert refused(document(paragraph())) == words.NO_TEXT
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == words.OLD_WORD
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked) == words.LOCKED
    with zipfile.ZipFile(io.BytesIO(document())) as packed:
        part = packed.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    assert refused(document(more={"word/document.xml": part})) == words.STRICT


def test_a_document_that_lost_its_styles_shows_nothing_that_they_hide() -> None:
    hidden = paragraph("前") + paragraph(SECRET, style="S2")
    assert refused(document(hidden, more={"word/_rels/document.xml.rels": relations(("styles", "styles2.xml", ""))}))
    assert text(hidden, more={"word/_rels/document.xml.rels": relations()}).text == "前\n"


def test_macros_are_refused_under_any_name() -> None:
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert refused(document(paragraph("文"), main=main)) == words.MACROS
    assert refused(document(paragraph("文"), more={"word/vbaProject.bin": b"\0"})) == words.MACROS


@pytest.mark.parametrize("where", ["https://example.org/a.dotm", "\\\\example\\share\\a.dotm", "file://example/a.dotm"])
def test_a_template_from_elsewhere_is_refused_and_one_of_the_writer_s_own_disk_is_not_looked_for(where: str) -> None:
    def made(target: str) -> bytes:
        rels = relations(("attachedTemplate", target, "External"))
        return document(paragraph("文"), more={"word/_rels/settings.xml.rels": rels})

    assert refused(made(where)) == words.OUTSIDE_TEMPLATE
    assert read("a.docx", made("file:///C:/公文/红头.dotm")).text == "文\n"


def test_entities_depth_and_bombs_are_refused_before_a_library_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package.Package, "plain", lambda self: pytest.fail("the library was asked"))
    laughs = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]>'
    assert refused(document(paragraph("&b;"), head=laughs)) == words.ENTITIES
    assert refused(document(paragraph("文"), more={"word/styles.xml": laughs + "<w/>"})) == words.ENTITIES
    assert refused(document("<w:smartTag>" * 250 + "</w:smartTag>" * 250)) == words.TOO_DEEP
    bomb = document(paragraph(" " * (3 << 20)))
    assert len(bomb) < 20_000 and refused(bomb) == words.swells("word/document.xml")
    many = document(paragraph("文"), more={f"word/media/{n}.png": b"" for n in range(package.MOST_PARTS)})
    assert refused(many) == words.too_many_parts(package.MOST_PARTS + 6, package.MOST_PARTS)


def test_a_text_beyond_measure_is_refused() -> None:
    assert refused(document(*[paragraph(f"{n} 党群服务中心" * 40) for n in range(1000)])).startswith("文字超过")
