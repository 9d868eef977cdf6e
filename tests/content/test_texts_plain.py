"""Texts as people have them: any encoding of Windows or a telephone, Markdown; and the plain text of a pack again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.kinds.article import Block, BlockKind, examined, parse_article, written
from content.kinds.kind import ItemRefused
from content.texts import words
from content.texts.read import read
from content.texts.text import MOST_BYTES, TextRefused

PLAIN = "# 通知\n\n十月一日起，𠮷利巷开放 3 个窗口。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_people_save_in_is_read(encoding: str) -> None:
    assert read("a.txt", PLAIN.encode(encoding)).text == PLAIN
    assert read("a", PLAIN.encode(encoding)).text == PLAIN  # an article of a pack may be called anything


def test_a_line_that_cannot_be_read_is_named_and_what_is_no_text_refused() -> None:
    def refused(content: bytes, name: str = "a.txt") -> str:
        with pytest.raises(TextRefused) as caught:
            read(name, content)
        return str(caught.value)

    assert refused("一行\n二行\n三".encode() + b"\xff\n") == words.damaged(3)
    assert refused(b"\x00\x01\x02\x03" * 100) == words.NOT_TEXT == refused(bytes(range(256)) * 4)
    assert refused(b"{\\rtf1 a}") == refused(b"%PDF-1.7\n") == words.OTHER_FILE
    assert refused(b" \n\n") == words.NO_TEXT
    assert refused(b"a" * (MOST_BYTES + 1)) == words.too_long(MOST_BYTES // 3)


def test_controls_are_dropped() -> None:
    assert read("a.txt", ("通知\x07\x1b" + "一\t二\n" * 50).encode()).text == "通知" + "一\t二\n" * 50


MARKDOWN = """---
author: 张三
---
前言 [网页](http://example.org/x) 和 `码`
接着。

题目
====

# 又一个
### 小节 *强调*

- 甲
- 乙
  1. 先
  2. 后

> 引 ![图](a.png)

| 窗口 | 时间 |
|---|---|
| 一号 | **全天** |

<script>alert(1)</script>

    缩进的
"""


def test_markdown_gives_the_article_that_a_txt_would() -> None:
    found = read("a.md", MARKDOWN.encode())
    assert found.text.strip("\n").split("\n\n") == [
        "前言 网页 和 码\n接着。", "# 题目", "## 又一个", "## 小节 强调", "- 甲", "- 乙", "1. 先", "2. 后", "引",
        "- 窗口；时间", "- 一号；全天", "缩进的",
    ]  # fmt: skip
    assert set(found.left_out) == {words.left_out(what, 1) for what in ("head", "links", "pictures", "code")}
    article = parse_article(found.text)
    assert article.title == "题目" and article.blocks[0] == Block(BlockKind.PARAGRAPH, "前言 网页 和 码接着。")


def test_a_rule_at_the_top_is_no_head() -> None:
    assert read("a.md", "---\n\n正文\n\n---\n".encode()).text == "正文\n"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("# -甲a1\n\r\t\x85\u2028.>`*|[]()<&!\ufeff"), max_size=80))
def test_an_article_written_and_read_again_is_the_same(text: str) -> None:
    article = parse_article(text)
    assert parse_article(written(article)) == article
    read_as_markdown(text)


def read_as_markdown(text: str) -> None:
    """Whatever it is: text comes of it, or it is refused."""
    try:
        read("a.md", text.encode())
    except TextRefused as refused:
        assert str(refused)


def test_an_article_of_a_pack_says_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.MD"
    path.write_text("![图](a.png)\n\n正文", encoding="gb18030")
    article, left_out = examined(path)
    assert [block.text for block in article.blocks] == ["正文"] and left_out == (words.left_out("pictures", 1),)
    path.write_bytes(b"\xff\xff")
    with pytest.raises(ItemRefused):
        examined(path)
