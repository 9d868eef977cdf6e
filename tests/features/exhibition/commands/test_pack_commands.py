"""`kiosk pack …` as a keeper types it: made, checked, built the same twice, published, explained, taken down."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner

from content.distribution.release import EMPTY, Down, Offer
from content.distribution.store import ReleaseStore
from content.distribution.tree import read_tree, take_tree
from content.kinds.ending import digest_of
from content.pack.columns import SHEET
from content.pack.paper_sheet import PAPER_SHEET
from kiosk.cli import app
from kiosk.features.exhibition.rules.leaving import key_of_one
from tests.content.sheets_of import table

MANIFEST = """format = 2
name = "spring"
version = "{version}"
title = "春天"

[[items]]
id = "lane"
kind = "image"
file = "lane.png"
title = "巷子"
source = "演示"
source_date = 2026-11-01
valid_until = 2099-12-31
"""


class Machine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder / "kiosk.toml"
        (folder / "hall").mkdir()
        self.settings.write_text(
            f'[hall]\ndata_dir = "{folder}/hall"\nsocket = "{folder}/hall.sock"\n'
            f'[terminal]\npacks_dir = "{folder}/packs"\ndata_dir = "{folder}/terminal"\n',
            encoding="utf-8",
        )

    def kiosk(self, *words: object, status: int = 0, of_hall: bool = False) -> str:
        own = ("--settings", str(self.settings)) if of_hall else ()
        ran = CliRunner().invoke(app, ["pack", *map(str, words), *own])
        assert ran.exit_code == status, (words, ran.stdout, ran.stderr, ran.exception)
        self.stdout = ran.stdout
        return ran.stdout + ran.stderr

    def json(self, *words: object, status: int = 0, of_hall: bool = False) -> dict[str, Any]:
        self.kiosk(*words, "--json", status=status, of_hall=of_hall)
        return dict(json.loads(self.stdout))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def pack(folder: Path, version: str = "1", color: str = "#c8b090") -> Path:
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (1200, 1600), color).save(folder / "lane.png")
    (folder / "manifest.toml").write_text(MANIFEST.format(version=version), encoding="utf-8")
    return folder


def test_a_new_folder_has_a_sheet_and_is_made_once(machine: Machine) -> None:
    folder = machine.folder / "new"
    assert machine.json("new", folder) == {"folder": str(folder), "sheet": SHEET}
    assert [path.name for path in folder.iterdir()] == [SHEET]
    quiz = machine.folder / "quiz"
    assert machine.json("new", quiz, "--papers")["papers"] == PAPER_SHEET and (quiz / PAPER_SHEET).is_file()
    assert "已经有了" in machine.kiosk("new", folder, status=1)


def test_a_sheet_to_fill_in_is_made_and_its_rows_are_checked_by_their_place(machine: Machine) -> None:
    folder = machine.folder / "guides"
    assert machine.json("new", folder, "--kind", "steps")["sheets"] == ["步骤.xlsx"]
    table = folder / "步骤.xlsx"
    told = machine.json("check", folder, status=1)  # nobody has filled it in
    assert [one["file"] for one in told["findings"] if one["grave"]] == ["步骤.xlsx"]
    book = load_workbook(table)
    book["步骤"].append(["取号", "点取号机"])
    book["步骤"].append(["", "没有写做什么"])
    book["步骤"].append(["等叫号", "", "", "lane"])  # which lies beside it
    book["步骤"].append(["办好", "", "", "没有.png"])
    book.save(table)
    Image.new("RGB", (1200, 1600), "#204060").save(folder / "lane.png")
    told = machine.json("check", folder)
    assert [(one["kind"], one["file"]) for one in told["items"]] == [("steps", "步骤.xlsx")]
    said = "".join(one["text"] for one in told["findings"])
    assert "第 4 行 A 列" in said and "第 6 行：没有图片“没有.png”" in said and "lane" not in said
    assert "已经有了" in machine.kiosk("new", folder, "--kind", "steps", status=1)
    assert load_workbook(table)["步骤"].cell(3, 1).value == "取号"
    assert "填表做的展品" in machine.kiosk("new", machine.folder / "x", "--kind", "图片", status=2)
    machine.kiosk("new", machine.folder / "x", "--kind", "没有这个", status=2)
    assert not (machine.folder / "x").exists()


def test_the_check_says_what_and_where(machine: Machine) -> None:
    folder = pack(machine.folder / "spring")
    told = machine.json("check", folder)
    assert (told["name"], told["items"][0]["id"], told["findings"]) == ("spring", "lane", [])
    (folder / "lane.png").write_bytes(b"no picture")
    told = machine.json("check", folder, status=1)
    assert [(one["file"], one["grave"]) for one in told["findings"]] == [("lane.png", True)]
    assert "lane.png" in machine.kiosk("check", folder, status=1)
    assert "manifest.toml" in machine.kiosk("check", machine.folder / "hall", status=1)


def test_a_pack_built_twice_is_the_same_bytes(machine: Machine) -> None:
    folder = pack(machine.folder / "spring")
    first = Path(machine.json("build", folder, machine.folder)["file"])
    before = first.read_bytes()
    shutil.copytree(folder, machine.folder / "again")
    (machine.folder / "out").mkdir()
    assert Path(machine.json("build", machine.folder / "again", machine.folder / "out")["file"]).read_bytes() == before


def test_published_rolled_back_and_taken_down(machine: Machine) -> None:
    assert "没有发布" in machine.kiosk("stick", machine.folder, status=1, of_hall=True)
    for version, color in (("1", "#c8b090"), ("2", "#204060")):
        folder = pack(machine.folder / "spring", version, color)
        file = machine.json("build", folder, machine.folder)["file"]
        told = machine.json("publish", file, of_hall=True)
        assert (told["version"], told["state"], told["held_back"]) == (version, "playing", [])
    assert machine.json("rollback", "spring", of_hall=True)["version"] == "1"
    machine.json("takedown", "spring", "lane", "--why", "本人要求", of_hall=True)
    listed = machine.json("list", of_hall=True)
    assert [(one["version"], one["state"]) for one in listed["versions"]] == [("2", "before"), ("1", "playing")]
    assert [(one["item"], one["why"]) for one in listed["down"]] == [("lane", "本人要求")]
    assert machine.json("publish", file, of_hall=True)["held_back"] == ["lane"]
    machine.json("putback", "spring", "lane", of_hall=True)
    stick = machine.folder / "stick"
    stick.mkdir()
    told = machine.json("stick", stick, of_hall=True)
    assert told["packs"] == ["spring"] and told["folder"] == f"{stick}/kiosk"
    release = read_tree(stick / "kiosk")
    screen = ReleaseStore(machine.folder / "screen")
    screen.hear(Offer(1, release, known=frozenset({release.id})))
    assert take_tree(screen, stick / "kiosk") == release  # every hash of it
    assert "没有这个内容包" in machine.kiosk("rollback", "autumn", status=1, of_hall=True)
    assert machine.kiosk("publish", machine.settings, status=1, of_hall=True).strip().startswith("不是内容包文件")


def test_one_person_is_taken_down_by_name_and_no_name_is_kept(machine: Machine) -> None:
    folder = machine.folder / "spring"
    folder.mkdir()
    rows = [("沈长河（演示）",), ("许知夏（演示）",)]
    (folder / "人物.xlsx").write_bytes(table(("姓名",), rows))
    (folder / "manifest.toml").write_text(
        'format = 4\nname = "spring"\nversion = "1"\ntitle = "春天"\n'
        '[[items]]\nid = "people"\nkind = "people"\nfile = "人物.xlsx"\ntitle = "身边的党员"\n',
        encoding="utf-8",
    )
    machine.json("publish", machine.json("build", folder, machine.folder)["file"], of_hall=True)
    said = machine.kiosk("takedown", "spring", "people", "--person", "不在的人", status=1, of_hall=True)
    assert "没有叫这个姓名的人" in said
    machine.json("takedown", "spring", "people", "--person", "沈 长河（演示）", of_hall=True)
    (down,) = machine.json("list", of_hall=True)["down"]
    assert down["item"] == key_of_one("people", digest_of("spring", "people", "沈长河（演示）"))
    assert "沈" not in json.dumps(down, ensure_ascii=False)
    again = machine.kiosk("takedown", "spring", "people", "--person", "沈长河（演示）", status=1, of_hall=True)
    assert "已经撤下了" in again
    machine.json("putback", "spring", "people", "--person", "沈长河（演示）", of_hall=True)
    assert machine.json("list", of_hall=True)["down"] == []


def test_a_question_is_withdrawn_and_brought_back(machine: Machine) -> None:
    told = machine.json("takedown", "hand", "quiz", "--question", "12", "--why", "来源改了", of_hall=True)
    assert told == {"pack": "hand", "item": "quiz", "question": "12"}
    (down,) = machine.json("list", of_hall=True)["withdrawn"]
    assert (down["bank"], down["question"], down["why"]) == ("hand/quiz", "12", "来源改了")
    machine.json("putback", "hand", "quiz", "--question", "12", of_hall=True)
    assert "没有停用过" in machine.kiosk("putback", "hand", "quiz", "--question", "12", status=1, of_hall=True)


def test_a_pack_is_installed_whole_and_the_one_before_makes_room(machine: Machine) -> None:
    for version in ("1", "2"):
        built = machine.json("build", pack(machine.folder / "spring", version), machine.folder)["file"]
        machine.kiosk("install", built, of_hall=True)
    installed = machine.folder / "packs"
    assert [path.name for path in installed.iterdir()] == ["spring"]
    assert 'version = "2"' in (installed / "spring" / "manifest.toml").read_text(encoding="utf-8")
    broken = machine.folder / "broken.zip"
    broken.write_bytes(b"PK\x03\x04")
    machine.kiosk("install", broken, status=1, of_hall=True)
    assert [path.name for path in installed.iterdir()] == ["spring"]


def test_why_an_item_shows_or_not(machine: Machine) -> None:
    folder = pack(machine.folder / "spring")
    (told,) = machine.json("why", folder, "lane", "--at", "2026-12-01T09:00")["items"]
    assert told["on"] and told["said"]
    (told,) = machine.json("why", folder, "lane", "--at", "2100-01-01T09:00")["items"]
    assert not told["on"] and told["said"]
    assert "lane" in machine.kiosk("why", folder, "nothing", status=1)
    assert "2026-12-01T09:00" in machine.kiosk("why", folder, "--at", "tomorrow", status=2)


def test_a_preview_is_a_picture(machine: Machine) -> None:
    out = machine.folder / "lane-seen.png"
    told = machine.json("preview", pack(machine.folder / "spring"), "lane", out, "--mode", "elder")
    with Image.open(out) as seen:
        assert (told["title"], told["on"], seen.size) == ("巷子", True, (1080, 1920))
    machine.kiosk("preview", machine.folder / "spring", "lane", out, "--mode", "sideways", status=2)


def built(machine: Machine, version: str = "1", color: str = "#c8b090") -> str:
    return str(machine.json("build", pack(machine.folder / "spring", version, color), machine.folder)["file"])


def test_what_cannot_be_shown_at_all_is_refused_and_what_is_there_stays(machine: Machine) -> None:
    file = built(machine)
    for verb in ("install", "publish"):
        machine.json(verb, file, of_hall=True)
    with zipfile.ZipFile(machine.folder / "broken.zip", "w") as archive:
        archive.writestr("manifest.toml", MANIFEST.format(version="2"))
        archive.writestr("lane.png", b"no picture")
    for verb in ("install", "publish"):
        assert "lane.png" in machine.kiosk(verb, machine.folder / "broken.zip", status=1, of_hall=True)
    assert 'version = "1"' in (machine.folder / "packs" / "spring" / "manifest.toml").read_text(encoding="utf-8")
    assert [one["state"] for one in machine.json("list", of_hall=True)["versions"]] == ["playing"]


def test_what_is_left_out_is_said_by_the_status_and_the_rest_is_done(machine: Machine) -> None:
    """By every verb alike: 1 where something of the pack cannot be shown, though the others are."""
    folder = pack(machine.folder / "spring")
    more = MANIFEST.format(version="1").split("[[items]]")[1].replace("lane", "river")
    (folder / "manifest.toml").write_text(f"{MANIFEST.format(version='1')}[[items]]{more}", encoding="utf-8")
    (folder / "river.png").write_bytes(b"no picture")
    machine.json("check", folder, status=1)
    with zipfile.ZipFile(machine.folder / "some.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    told = machine.json("publish", machine.folder / "some.zip", status=1, of_hall=True)
    assert (told["state"], [one["file"] for one in told["findings"] if one["grave"]]) == ("playing", ["river.png"])
    told = machine.json("install", machine.folder / "some.zip", status=1, of_hall=True)
    assert told["items"] == 1 and (machine.folder / "packs" / "spring" / "lane.png").exists()


def test_a_file_that_is_no_pack_is_named_as_the_keeper_named_it(machine: Machine) -> None:
    (machine.folder / "照片.zip").write_bytes(b"no zip")
    assert "照片.zip" in machine.kiosk("install", machine.folder / "照片.zip", status=1, of_hall=True)
    starter = machine.folder / "spring" / "manifest.toml"
    pack(machine.folder / "spring")
    starter.write_text(starter.read_text(encoding="utf-8").replace('"spring"', '"starter"'), encoding="utf-8")
    file = machine.json("build", machine.folder / "spring", machine.folder)["file"]
    assert "starter" in machine.kiosk("install", file, status=1, of_hall=True)
    (machine.folder / "spring" / "lane.png").unlink()
    assert "lane.png" in machine.kiosk("build", machine.folder / "spring", machine.folder, status=1)
    assert "没有能放" in machine.kiosk("why", machine.folder / "spring", status=1)
    assert "没有这个内容包" in machine.kiosk("takedown", "nobody", "lane", status=1, of_hall=True)
    for verb in ("check", "why", "build"):
        more = [machine.folder] if verb == "build" else []
        assert "没有这个文件夹" in machine.kiosk(verb, machine.folder / "nowhere", *more, status=1)


def test_what_stays_down_is_left_out_of_what_a_stick_brings(machine: Machine) -> None:
    folder = pack(machine.folder / "spring")
    Image.new("RGB", (1200, 1600), "#a0b0c0").save(folder / "river.png")
    more = MANIFEST.format(version="1").split("[[items]]")[1].replace("lane", "river")
    with (folder / "manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"[[items]]{more}")
    file = machine.json("build", folder, machine.folder)["file"]
    heard = machine.folder / "terminal" / "delivered" / "offer.json"
    heard.parent.mkdir(parents=True)
    digest = hashlib.sha256((folder / "lane.png").read_bytes()).hexdigest()
    for told in (Down("spring", "lane"), Down("other", "x", digest)):
        heard.write_text(json.dumps(Offer(1, EMPTY, down=(told,)).to_plain()), encoding="utf-8")
        answer = machine.json("install", file, of_hall=True)
        assert (answer["items"], answer["held_back"]) == (1, ["lane"])
        there = machine.folder / "packs" / "spring"
        assert (there / "river.png").exists() and not (there / "lane.png").exists()
        assert "lane" not in (there / "manifest.toml").read_text(encoding="utf-8")
    assert "撤下过，没有装：lane" in machine.kiosk("install", file, of_hall=True)
    heard.write_text("[7]", encoding="utf-8")
    assert "offer.json" in machine.kiosk("install", file, status=1, of_hall=True)
