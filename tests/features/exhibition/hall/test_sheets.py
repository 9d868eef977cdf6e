"""Exhibits filled in as a sheet, in a draft: brought, changed a row at a time by two hands, sent by a stranger."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from content.kinds.steps import FORM, MOST_STEPS
from content.pack.writing import toml_text
from content.tables.reading import read_tables
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import Change, Drafts
from kiosk.features.exhibition.hall.intake import NotTaken
from kiosk.features.exhibition.hall.module import MODULE, open_drafts
from kiosk.features.exhibition.hall.sheets.asking import Sheet, _heard, gathered
from kiosk.features.exhibition.hall.sheets.editing import RowRefused, Seen, SheetEditor, mark_of
from tests.content.test_filled import picture, sheet

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME)
ROWS = ({"title": "取号", "note": "点取号", "picture": "一"}, {"title": "等叫号", "picture": "二.png"})


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    assert MODULE.migrations
    database = open_hall_database(tmp_path / "hall.db", {"exhibition": MODULE.migrations})
    made = open_drafts(database, tmp_path, lambda: NOW)
    made.make("spring", "春天")
    yield made
    database.close()


@pytest.fixture
def editor(drafts: Drafts, tmp_path: Path) -> SheetEditor:
    """Of an item with two steps, of which the second lacks its picture."""
    made = brought(tmp_path, 表_xlsx=sheet(*(tuple(map(row.get, ("title", "note", "picture"))) for row in ROWS)),
                   一_png=picture())  # fmt: skip
    kept(tmp_path, drafts, made.content)
    return SheetEditor(drafts)


def files(folder: Path, **parts: bytes) -> list[tuple[str, Path]]:
    found = []
    for called, content in parts.items():
        path = folder / f"brought-{called}"
        path.write_bytes(content)
        found.append((called.replace("_", "."), path))
    return found


def brought(folder: Path, kind: str = "", **parts: bytes) -> Sheet:
    made = gathered(files(folder, **parts), kind)
    assert made is not None
    return made


def kept(folder: Path, drafts: Drafts, content: bytes) -> None:
    staged = folder / "staged"
    staged.write_bytes(content)
    drafts.save("spring", 0, Change("", {"title": "怎么办", "kind": "steps", "file": "表.sheet"}, staged))


def rows(editor: SheetEditor) -> list[dict[str, str]]:
    return editor.look("spring", "item-1").sheet.rows[FORM.name]


def seen(editor: SheetEditor, number: int) -> Seen:
    return Seen(FORM.name, number, mark_of(rows(editor)[number - 1]))


def test_what_is_in_a_sheet_is_told_with_what_it_lacks(editor: SheetEditor) -> None:
    looked = editor.look("spring", "item-1").sheet
    assert (looked.rows[FORM.name], looked.pictures, looked.lacking) == ([*ROWS], ("一.png",), ((FORM.name, 2),))
    assert any("第 2 项" in one and "二.png" in one for one in looked.told)


def test_rows_are_changed_moved_and_taken_out_one_at_a_time(editor: SheetEditor, tmp_path: Path) -> None:
    photo = files(tmp_path, 一_jpg=jpeg())
    with_key = [(f"picture/{photo[0][0]}", photo[0][1])]
    assert editor.save_row("spring", "item-1", Seen(FORM.name), {"title": "𠮷田·办好"}, with_key) == 3
    assert rows(editor)[2] == {"title": "𠮷田·办好", "picture": "一-2"}  # another row has a picture of that name
    assert editor.look("spring", "item-1").sheet.pictures == ("一.png", "一-2.jpg")
    assert editor.move_row("spring", "item-1", seen(editor, 3), 1) == 1
    assert [row["title"] for row in rows(editor)] == ["𠮷田·办好", "取号", "等叫号"]
    editor.remove_row("spring", "item-1", seen(editor, 2))
    assert editor.look("spring", "item-1").sheet.pictures == ("一-2.jpg",)  # the photograph is gone with its row
    assert [row["title"] for row in rows(editor)] == ["𠮷田·办好", "等叫号"]


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "blue").save(out, "JPEG")
    return out.getvalue()


def test_a_row_that_cannot_be_used_says_so_at_its_fields_and_changes_nothing(editor: SheetEditor) -> None:
    before = rows(editor)
    with pytest.raises(RowRefused) as refused:
        editor.save_row("spring", "item-1", Seen(FORM.name), {"title": " ", "note": "长" * 301})
    assert refused.value.reasons.keys() == {"title", "note"}
    with pytest.raises(RowRefused):
        editor.begin("steps", FORM.name, {"note": "没有写做什么"})
    assert rows(editor) == before


def test_two_hands_change_two_rows_and_the_second_at_the_same_row_is_told(editor: SheetEditor) -> None:
    first, second = seen(editor, 1), seen(editor, 2)
    editor.save_row("spring", "item-1", first, {"title": "先取号"})
    editor.save_row("spring", "item-1", second, {"title": "等着"})
    with pytest.raises(PackRefused) as refused:
        editor.save_row("spring", "item-1", first, {"title": "后来的"})
    assert refused.value.reason == "row_changed"
    assert [row["title"] for row in rows(editor)] == ["先取号", "等着"]
    moved = seen(editor, 2)
    editor.remove_row("spring", "item-1", seen(editor, 1))
    assert editor.save_row("spring", "item-1", moved, {"title": "还是那一行"}) == 1  # wherever it stands by now
    with pytest.raises(NotTaken):  # an item without a row is none
        editor.remove_row("spring", "item-1", seen(editor, 1))


def test_no_more_rows_than_the_kind_has_room_for(editor: SheetEditor, tmp_path: Path) -> None:
    editor.bring("spring", "item-1", files(tmp_path, 表_csv=("步骤\n" + "走\n" * MOST_STEPS).encode()))
    with pytest.raises(PackRefused) as refused:
        editor.save_row("spring", "item-1", Seen(FORM.name), {"title": "再走"})
    assert refused.value.reason == "too_many_rows"
    with pytest.raises(NotTaken):
        editor.bring("spring", "item-1", files(tmp_path, 表_csv=("步骤\n" + "走\n" * 200).encode()))


def test_a_table_brought_again_keeps_its_pictures_and_pictures_come_later(editor: SheetEditor, tmp_path: Path) -> None:
    table = sheet(("取号", "", "一"), ("等叫号", "", "二"), (None, "没有写做什么"))
    made = editor.bring("spring", "item-1", files(tmp_path, 改过_xlsx=table))
    assert made.pictures == ("一.png",) and any("第 5 行 A 列" in one for one in made.told)
    made = editor.bring("spring", "item-1", files(tmp_path, 二_jpg=jpeg(), 三_jpg=jpeg()))
    assert made.pictures == ("一.png", "二.jpg") and not made.lacking
    assert [one for one in made.told if "三.jpg" in one]
    made = editor.bring("spring", "item-1", files(tmp_path, 二_png=picture("blue")))  # another of the same name
    assert made.pictures == ("一.png", "二.png")
    made = editor.bring("spring", "item-1", (), ("一.png",))
    assert made.pictures == ("二.png",) and made.lacking == ((FORM.name, 1),)


def test_a_table_of_something_else_is_not_taken_for_one(tmp_path: Path) -> None:
    table = files(tmp_path, 表_csv="姓名,电话\n甲,1\n".encode(), 一_png=picture())
    assert gathered(table) is None
    with pytest.raises(NotTaken):
        gathered(table, "steps")


def stranger(told: object, **pictures: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("rows.json", told if isinstance(told, bytes) else json.dumps(told).encode())
        for name, content in pictures.items():
            archive.writestr(f"pictures/{name.replace('_', '.')}", content)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.json", b" " * 100_000_000)
    return out.getvalue()


def lying() -> bytes:
    """A picture that says of itself that it has a gigabyte."""
    content = bytearray(stranger({"kind": "steps", "tables": {FORM.name: [*ROWS]}}, 一_png=picture()))
    at = content.rindex(b"PK\x01\x02")
    content[at + 20 : at + 28] = (1 << 30).to_bytes(4, "little") * 2
    return bytes(content)


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("rows.json", json.dumps({"kind": "steps", "tables": {FORM.name: [*ROWS]}}))
        entry = zipfile.ZipInfo("pictures/一.png")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PK\x05\x06" + bytes(18), bomb(), lying(),
        stranger(b"[" * 5_000_000), stranger({"kind": "steps", "tables": {FORM.name: [{"title": 1}]}}),
        stranger({"kind": "steps", "tables": {FORM.name: [{"title": "走"}] * 10_000}}),
        stranger({"kind": "steps", "tables": {FORM.name: []}}), stranger({"kind": "bank", "tables": {}}),
        stranger({"kind": "steps", "tables": {FORM.name: [*ROWS]}}, **{f"{at}_png": b"x" for at in range(10_000)}),
        stranger({"kind": "steps", "tables": {FORM.name: [*ROWS]}}, **{"../../一_png": picture()}),
    ],
    ids=["empty", "no member", "100 MB of rows", "1 GB by its claim", "deep", "no text", "10,000 rows", "no row",
         "other kind", "10,000 pictures", "path"],
)  # fmt: skip
def test_a_bundle_of_a_stranger_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotTaken) as refused:
        gathered(files(tmp_path, 表_sheet=content), "steps")
    assert str(refused.value)


def test_a_link_in_a_bundle_is_a_picture_that_is_none(tmp_path: Path) -> None:
    made = brought(tmp_path, "steps", 表_sheet=link())
    assert b"root:" not in made.content


def test_a_row_of_the_table_that_is_taken_home_is_never_a_formula(editor: SheetEditor) -> None:
    from kiosk.features.exhibition.console.sheets import _written

    editor.save_row("spring", "item-1", Seen(FORM.name), {"title": '=HYPERLINK("http://x","看")', "note": "+1\n第二行"})
    looked = editor.look("spring", "item-1").sheet
    again = read_tables("表.xlsx", _written(looked), (FORM,))
    assert [dict(row.typed) for row in again.rows[FORM.name]] == looked.rows[FORM.name]


def test_what_a_broken_child_says_is_not_believed() -> None:
    good = {"kind": "steps", "rows": {FORM.name: [{"title": "走"}]}, "pictures": [], "lacking": [], "told": [],
            "more": 0, "bytes": 3, "small": 0}  # fmt: skip

    def heard(**other: object) -> Sheet | None:
        return _heard("steps", io.BytesIO(json.dumps(good | other).encode() + b"\nabc\xff\xd8"))

    found = heard()
    assert found is not None and found.content == b"abc"
    for other in (
        {"kind": "image"}, {"rows": {FORM.name: [1]}}, {"rows": {FORM.name: [{"title": 1}]}}, {"bytes": 1 << 40},
        {"rows": {FORM.name: [{"title": "长" * 5000}]}}, {"rows": {FORM.name: [{"title": "走"}] * 5000}},
        {"told": ["长" * 5000]}, {"told": [1]}, {"pictures": [1]}, {"pictures": ["x"] * 5000}, {"bytes": 9},
        {"lacking": [1]}, {"small": 2, "bytes": 2},
    ):  # fmt: skip
        with pytest.raises(NotTaken):
            heard(**other)
    with pytest.raises(NotTaken):
        _heard("steps", io.BytesIO(b'{"other": true}\n'))


def test_only_a_pack_with_such_an_item_has_the_newest_format(
    drafts: Drafts, editor: SheetEditor, tmp_path: Path
) -> None:
    assert toml_text(drafts.manifest("spring", "1")).startswith("format = 4\n")
    drafts.make("plain", "平常")
    staged = tmp_path / "picture"
    staged.write_bytes(picture())
    drafts.save("plain", 0, Change("", {"title": "巷子", "kind": "image", "file": "a.png"}, staged))
    assert toml_text(drafts.manifest("plain", "1")).startswith("format = 1\n")
