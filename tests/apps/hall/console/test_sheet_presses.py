"""Sheets over HTTP: presses that come twice, addresses that nobody wrote, and what a stranger sends."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from openpyxl import Workbook

from content.kinds.steps import FORM
from kiosk.features.exhibition.hall.sheets.editing import SheetEditor, mark_of
from tests.apps.hall.console.conftest import Hall
from tests.apps.hall.console.test_pack_presses import HERE, Editor, left_over
from tests.apps.hall.console.test_packs import jpeg
from tests.content.test_filled import sheet

FORM_NAME = FORM.name


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("sheets"))
    hall.person("吴敏", "keeper")
    yield hall
    hall.stop()


@pytest.fixture
def editor(hall: Hall) -> Iterator[Editor]:
    editor = Editor(hall)
    yield editor
    editor.client.close()


def send(editor: Editor, pack: str, files: list[tuple[str, bytes]], **fields: str) -> httpx.Response:
    return editor.client.post(
        f"{HERE}/{pack}/item", data={"csrf": editor.csrf, **fields}, headers={"X-Kiosk-Page": "live"},
        files=[("file", (name, content)) for name, content in files],
    )  # fmt: skip


def rows(editor: Editor, pack: str, item: str = "item-1") -> list[dict[str, str]]:
    return SheetEditor(editor.hall.service.drafts).look(pack, item).sheet.rows[FORM_NAME]


def post_row(
    editor: Editor, pack: str, press: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None
) -> httpx.Response:
    parts: list[tuple[str, tuple[str | None, bytes]]] = [
        (name, (None, text.encode())) for name, text in {"csrf": editor.csrf, **fields}.items()
    ]
    parts += [*(files or {}).items()]
    return editor.client.post(f"{HERE}/{pack}/row?press={press}", files=parts)


def test_every_button_of_a_sheet_pressed_twice_does_its_work_once(editor: Editor) -> None:
    pack = editor.make("twice")
    first = {"kind": "steps", "table": FORM_NAME, "title": "怎么办", "row-title": "取号"}
    answers = editor.both(lambda: post_row(editor, pack, "a1", first, {"row-picture": ("一.jpg", jpeg())}))
    assert [one.status_code for one in answers] == [303, 303]
    assert [*editor.hall.service.drafts.of(pack).items] == ["item-1"]
    row = {"item": "item-1", "table": FORM_NAME, "row-title": "等叫号"}
    assert [one.status_code for one in editor.both(lambda: post_row(editor, pack, "a2", row))] == [303, 303]
    assert [one["title"] for one in rows(editor, pack)] == ["取号", "等叫号"]

    def twice(verb: str, number: int, **fields: str) -> None:
        mark = mark_of(rows(editor, pack)[number - 1])
        given = {"press": verb, "item": "item-1", "table": FORM_NAME, "number": str(number), "mark": mark, **fields}
        answers = editor.both(lambda: editor.post(f"{HERE}/{pack}/{verb}", **given))
        assert [one.status_code for one in answers] == [303, 303], verb

    twice("move-row", 2, to="1")
    assert [one["title"] for one in rows(editor, pack)] == ["等叫号", "取号"]
    twice("remove-picture", 1, picture="一.jpg")
    twice("remove-row", 1)
    assert [one["title"] for one in rows(editor, pack)] == ["取号"] and left_over(editor.hall) == []


def test_two_rows_saved_at_the_same_moment_are_both_there(editor: Editor) -> None:
    """By two log-ins: of one, a second form waits for the first."""
    pack, other = editor.make("both"), Editor(editor.hall)
    send(editor, pack, [("表.csv", "步骤\n取号\n".encode())])

    def save(one: Editor, text: str) -> int:
        row = {"item": "item-1", "table": FORM_NAME, "row-title": text}
        return post_row(one, pack, f"at{ord(text)}", row).status_code

    with ThreadPoolExecutor(2) as pool:
        assert {*pool.map(save, (editor, other), ("甲", "乙"))} == {303}
    other.client.close()
    assert sorted(one["title"] for one in rows(editor, pack)) == sorted(["取号", "甲", "乙"])
    assert left_over(editor.hall) == []


@pytest.mark.parametrize(
    "path",
    ["/rows", "/rows?item=../../etc", "/rows?item=item-1&table=没有&page=-3", "/row", "/row?kind=bank",
     "/row?kind=steps&table=没有", "/row?item=item-1&number=999", "/row?item=item-1&number=-5", "/rows.xlsx?item=x"],
)  # fmt: skip
def test_an_address_that_nobody_wrote_is_answered(editor: Editor, path: str) -> None:
    if "asked" not in [one.pack for one in editor.hall.service.drafts.all()]:
        send(editor, editor.make("asked"), [("表.csv", "步骤\n取号\n".encode())])
    assert editor.client.get(f"{HERE}/asked{path}").status_code in (200, 303)
    assert editor.client.get(f"{HERE}/_sheet.xlsx?kind=image").status_code == 404


def test_a_press_that_nobody_could_make_changes_nothing(editor: Editor) -> None:
    pack = editor.make("odd")
    send(editor, pack, [("表.csv", "步骤\n取号\n等\n".encode())])
    before = editor.hall.service.drafts.of(pack)
    good = {"item": "item-1", "table": FORM_NAME, "number": "1", "mark": "no such mark"}
    for verb, fields in (
        ("move-row", good), ("remove-row", good), ("remove-row", good | {"table": "没有"}),
        ("move-row", good | {"item": "../item-1"}), ("remove-row", good | {"number": "99"}),
        ("remove-picture", {"item": "item-9", "picture": "x"}),
    ):  # fmt: skip
        answer = editor.post(f"{HERE}/{pack}/{verb}", **fields)
        assert answer.status_code in (303, 409), verb
    for fields in (
        {"item": "item-1", "table": "没有", "row-title": "x"}, {"item": "item-9", "table": FORM_NAME, "row-title": "x"},
        {"kind": "image", "title": "x", "row-title": "x"}, {"kind": "steps", "table": FORM_NAME, "row-title": "x"},
        {"item": "item-1", "table": FORM_NAME, "number": "1", "mark": "?", "row-title": "x"},
    ):  # fmt: skip
        assert post_row(editor, pack, str(time.monotonic_ns()), fields).status_code in (303, 409)
    assert editor.hall.service.drafts.of(pack) == before and left_over(editor.hall) == []


def test_a_bank_does_not_become_a_sheet_without_its_table(editor: Editor) -> None:
    """Its file was read as a bank; whoever builds the pack would open it as a table."""
    pack = editor.make("becomes")
    bank = "题型,题干,选项A,选项B,答案\n单选题,问？,甲,乙,A\n判断题,对吗？,,,对\n".encode()
    assert send(editor, pack, [("题库.csv", bank)]).json()["items"] == ["item-1"]
    before = editor.hall.service.drafts.of(pack)
    fields = {"csrf": editor.csrf, "item": "item-1", "title": "题", "kind": "steps", "seen": str(before.revision)}
    answer = editor.client.post(f"{HERE}/{pack}/item", files=[(key, (None, text)) for key, text in fields.items()])
    assert answer.status_code == 409 and "要一起选填好的表" in answer.text
    assert editor.hall.service.drafts.of(pack) == before


def bundle_of(rows: bytes, packing: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("rows.json", rows)
    return out.getvalue()


def ten_thousand_rows() -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(["步骤"])
    for _ in range(10_000):
        page.append(["走"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def beside(name: str, part: bytes) -> bytes:
    """A workbook with one more part."""
    content = io.BytesIO(sheet(("取号",)))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, part)
    return content.getvalue()


MACROS = beside("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(2000))
LINK = beside("xl/externalLinks/externalLink1.xml", b"<externalLink>http://x</externalLink>")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.sheet", bundle_of(b"[" * 2_000_000)), ("表.sheet", bundle_of(b" " * 60_000_000, zipfile.ZIP_DEFLATED)),
        ("表.sheet", bundle_of(json.dumps({"kind": "steps", "tables": {}}).encode())), ("表.sheet", b"\0" * 5000),
        ("表.xlsx", ten_thousand_rows()), ("表.xlsx", b"PK\x03\x04"), ("表.csv", b"\xff" * 10_000), ("表.xlsm", b"PK"),
        ("表.xlsx", MACROS),
    ],
    ids=["deep", "60 MB", "no row", "zeros", "10,000 rows", "no workbook", "no text", "of macros", "with macros"],
)  # fmt: skip
def test_what_a_stranger_sends_is_refused_in_words(editor: Editor, name: str, content: bytes) -> None:
    pack = "harm"
    if pack not in [one.pack for one in editor.hall.service.drafts.all()]:
        editor.make(pack)
    answer = send(editor, pack, [(name, content)], kind="steps")
    assert answer.status_code == 409 and answer.json()["refused"][0], answer.text
    assert not editor.hall.service.drafts.of(pack).items and left_over(editor.hall) == []


def test_links_and_formulas_of_a_table_do_not_come_along(editor: Editor, tmp_path: Path) -> None:
    pack = editor.make("macros")
    book = Workbook()
    book.active.append(["步骤", "说明"])
    book.active.append(["取号", '=HYPERLINK("http://x","看")'])
    out = tmp_path / "a.xlsx"
    book.save(out)
    assert send(editor, pack, [("公式.xlsx", out.read_bytes())], kind="steps").json()["items"] == ["item-1"]
    assert send(editor, pack, [("链接.xlsx", LINK)], kind="steps").json()["items"] == ["item-2"]
    assert rows(editor, pack) == [{"title": "取号"}]
    assert not [one for one in (editor.hall.service.drafts.home / pack).glob("*.sheet") if b"http:" in one.read_bytes()]
