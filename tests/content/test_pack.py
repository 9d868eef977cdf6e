"""A keeper copies a pack folder onto a terminal: what is sound plays, what is broken is named, what reaches outside
refuses the whole."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from content.kinds.article import BlockKind, parse_article
from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from content.pack.open import Pack, PackRejected, open_pack
from tests.content.sheets import HEADER, question, write_sheet

HEAD = 'format = 1\nname = "demo"\nversion = "1.0"\ntitle = "演示"\n'
HEAD2 = HEAD.replace("format = 1", "format = 2")
ITEM_A = '[[items]]\nid = "a"\nkind = "image"\nfile = "a.png"\ntitle = "标题"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pack"
    root.mkdir()
    Image.new("RGB", (64, 96), "#A61E1B").save(root / "a.png")
    Image.new("RGB", (64, 96), "#1F5A54").save(root / "b.jpg")
    (root / "c.txt").write_text("# 题目\n\n第一段。\n", encoding="utf-8")
    return root


def item(name: str, kind: str, file: str, more: str = "") -> str:
    return f'\n[[items]]\nid = "{name}"\nkind = "{kind}"\nfile = "{file}"\ntitle = "标题"\n{more}\n'


def opened(root: Path, *items: str, head: str = HEAD) -> Pack:
    (root / "manifest.toml").write_text(head + "".join(items), encoding="utf-8")
    return open_pack(root)


def test_an_item_that_breaks_its_reader_is_named_and_the_rest_plays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(path: Path, *rest: object) -> None:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr("content.kinds.article.examined", breaks)
    pack = opened(folder, item("a", "image", "a.png"), item("c", "article", "c.txt"))
    assert [exhibit.id for exhibit in pack.exhibits] == ["a"]
    assert [problem.path for problem in pack.problems] == ["c.txt"] and "nobody thought of this" in caplog.text


def test_a_sound_pack_opens_with_everything_in_order(folder: Path) -> None:
    write_sheet(folder / "d.xlsx", [HEADER, question(1, "问？", "A", "甲", "乙")])
    more = 'source = "某处"\nsource_date = 2026-10-01\ntext_file = "c.txt"\nweekdays = [1, 5]\n'
    pack = opened(folder, item("a", "image", "a.png", more), item("c", "article", "c.txt"), item("d", "bank", "d.xlsx"))
    picture, article = pack.exhibits
    assert (picture.key, picture.size, picture.showing.weekdays) == ("demo/a", (64, 96), frozenset({1, 5}))
    assert picture.alternative is not None and picture.alternative.blocks[0].text == "第一段。"
    assert article.article is not None and article.article.title == "题目"
    assert [len(bank) for bank in pack.banks] == [1]
    assert not pack.problems


def test_missing_and_broken_pictures_are_named_and_the_rest_plays(folder: Path) -> None:
    whole = (folder / "b.jpg").read_bytes()
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "text.png").write_text("not a picture", encoding="utf-8")
    (folder / "empty.png").touch()
    Image.new("1", (6000, 6000)).save(folder / "huge.png")
    names = ("gone.png", "cut.jpg", "text.png", "empty.png", "huge.png")
    pack = opened(folder, item("a", "image", "a.png"), *(item(f"x{n}", "image", f) for n, f in enumerate(names)))
    assert [exhibit.id for exhibit in pack.exhibits] == ["a"]
    assert tuple(problem.path for problem in pack.problems) == names
    assert "6000×6000" in pack.problems[-1].reason


@pytest.mark.parametrize("path", ["../secret.png", "/etc/passwd", "a/../../b.png", "..\\\\b.png", "C:b.png"])
def test_a_path_outside_the_folder_refuses_the_pack(folder: Path, path: str) -> None:
    with pytest.raises(PackRejected, match="外面"):
        opened(folder, item("a", "image", "a.png"), item("x", "image", path))


def test_links_refuse_the_pack(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    Image.new("RGB", (64, 64)).save(tmp_path / "outside" / "o.png")
    (folder / "link.png").symlink_to(folder / "a.png")
    (folder / "way").symlink_to(tmp_path / "outside")
    for file in ("link.png", "way/o.png"):
        with pytest.raises(PackRejected, match="链接"):
            opened(folder, item("x", "image", file))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "format"),
        ("format = 5\n", "format"),
        ("format = true\n", "format"),
        ("format = 1\nname = 'x'\nversion = '1'\nx = " + "9" * 5000, "读不出来"),
        (HEAD2 + "valid_untill = 2026-01-01\n" + ITEM_A, "valid_until"),
        (HEAD2 + "profiles = ['village']\n" + ITEM_A, "center、station、point"),
        (HEAD2 + "valid_from = 2026-02-01\nvalid_until = 2026-01-01\n" + ITEM_A, "早于"),
        ("format = 1\nname = '../x'\nversion = '1'\n", "name"),
        (HEAD, "没有内容"),
        (HEAD + "items = 3", "没有内容"),
        ("format = [", "读不出来"),
    ],
)
def test_a_damaged_manifest_refuses_the_pack_with_a_reason(folder: Path, text: str, reason: str) -> None:
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackRejected, match=reason):
        open_pack(folder)


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackRejected, match=r"manifest\.toml"):
        open_pack(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("valid_untill = 2026-01-01", "valid_until"),
        ('valid_until = "tomorrow"', "日期"),
        ("weekdays = [0, 8]", "1 到 7"),
        ("seconds = 1", "秒"),
        ("demo = 1", "true"),
        ("valid_from = 2026-02-01\nvalid_until = 2026-01-01", "早于"),
        ("daily_from = 8", "时刻"),
        ("valid_from = 2026-01-01T08:00:00Z", "时区"),
    ],
)
def test_a_wrong_key_refuses_the_item_rather_than_showing_it_for_ever(folder: Path, line: str, said: str) -> None:
    pack = opened(folder, item("a", "image", "a.png"), item("x", "image", "b.jpg", line))
    assert [exhibit.id for exhibit in pack.exhibits] == ["a"]
    assert "x" in pack.problems[0].path and said in pack.problems[0].reason


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('profiles = ["centre"]', "center"),
        ('screens = "board"', "terminal"),
        ("weight = 10", "1 到 9"),
        ("weight = true", "1 到 9"),
        ("interrupt = true", "valid_until"),
        ('consent = "本人签字"', "consent_until"),
        ("consent_until = 2027-01-01", "consent"),
        (f"topics = {['甲'] * 51}", "话题"),
    ],
)
def test_what_the_second_format_brought_is_checked_as_well(folder: Path, line: str, said: str) -> None:
    pack = opened(folder, item("a", "image", "a.png"), item("x", "image", "b.jpg", line), head=HEAD2)
    assert [exhibit.id for exhibit in pack.exhibits] == ["a"]
    assert "x" in pack.problems[0].path and said in pack.problems[0].reason


def test_an_exhibit_knows_when_and_where_its_pack_is_on(folder: Path) -> None:
    head = HEAD2 + 'valid_until = 2026-12-31\nprofiles = ["center", "station"]\nscreens = ["board", "terminal"]\n'
    more = (
        'profiles = ["station", "point"]\nscreens = ["board"]\nweight = 3\nplaylist = "岁末"\ninterrupt = true\n'
        'valid_until = 2026-12-01\nconsent = "本人签字"\nconsent_until = 2026-11-30\n'
    )
    pack = opened(
        folder, item("a", "image", "a.png", more), item("b", "image", "b.jpg", 'profiles = ["point"]'), head=head
    )
    (exhibit,) = pack.exhibits
    assert exhibit.profiles == {"station"} and exhibit.screens == {"board"}
    assert (exhibit.weight, exhibit.playlist, exhibit.interrupt) == (3, "岁末", True)
    assert (exhibit.consent, exhibit.consent_until) == ("本人签字", date(2026, 11, 30))
    assert exhibit.pack_showing.ends == datetime(2027, 1, 1) and exhibit.showing.ends == datetime(2026, 12, 2)
    assert [(one.path, "层级" in one.reason) for one in pack.problems] == [("b.jpg", True)]


def test_what_an_older_terminal_would_leave_out_is_left_out_until_the_format_says_so(folder: Path) -> None:
    head = HEAD + "valid_until = 2026-12-31\n"
    pack = opened(folder, item("a", "image", "a.png"), item("b", "image", "b.jpg", "weight = 2"), head=head)
    assert [exhibit.id for exhibit in pack.exhibits] == ["a"] and pack.exhibits[0].pack_showing.ends is None
    assert "format = 2" in pack.problems[0].reason and "format = 2" in pack.reminders[0].reason


def test_a_title_holds_nothing_that_nobody_sees(folder: Path) -> None:
    hidden = "\\u202e\\u200b\\u0007"
    text = item("a", "image", "a.png").replace("标题", f" {hidden}巷子\\r\\n里{hidden} ")
    empty = item("x", "image", "b.jpg").replace("标题", hidden)
    pack = opened(folder, text, empty)
    assert [exhibit.title for exhibit in pack.exhibits] == ["巷子\n里"]
    assert "title" in pack.problems[0].reason


def test_the_last_day_counts_in_full(folder: Path) -> None:
    (exhibit,) = opened(folder, item("a", "image", "a.png", "valid_until = 2026-11-30")).exhibits
    assert exhibit.showing.ends is not None
    assert exhibit.showing.ends.isoformat() == "2026-12-01T00:00:00"


def test_a_bank_that_cannot_be_read_is_skipped_with_its_reason(folder: Path) -> None:
    (folder / "d.xlsx").write_bytes(b"PK")
    pack = opened(folder, item("a", "image", "a.png"), item("d", "bank", "d.xlsx"))
    assert pack.problems[0].path == "d.xlsx"
    assert not pack.banks


def test_an_article_is_paragraphs_and_headings_without_a_markdown_engine() -> None:
    article = parse_article("\ufeff# 入党\n\n开头一句，\n接着一句。\n## 一、申请\n写 Word\nfile 也行\n- 第一\n- 第二\n")
    assert article.title == "入党"
    assert [(block.kind, block.text) for block in article.blocks] == [
        (BlockKind.PARAGRAPH, "开头一句，接着一句。"),
        (BlockKind.HEADING, "一、申请"),
        (BlockKind.PARAGRAPH, "写 Word file 也行"),
        (BlockKind.ITEM, "第一"),
        (BlockKind.ITEM, "第二"),
    ]
    assert article.headings() == ("一、申请",)


def test_kinds_are_those_the_terminal_has_modules_for() -> None:
    assert {kind.value for kind in ExhibitKind} == {"image", "article", "poster", "bank", "video", "document", *SHEETS}
