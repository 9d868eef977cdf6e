"""The doctor at the machine, its devices and packs, and the whole round."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
import serial
from rich.console import Console

from content.distribution.store import ReleaseStore
from content.distribution.tree import take_tree
from content.pack.open import STARTER
from content.packs.template import copy_template
from devices.emulators import CardReaderEmulator, Paper, PrinterEmulator
from kiosk.apps.doctor import (
    Check,
    State,
    equipment,
    exit_status,
    machine,
    packs,
    panel,
    rounds,
    run_checks,
    show,
    words,
)
from kiosk.core.link.enrolment import HallLink
from kiosk.settings import HallSettings, PrinterSettings, ReaderSettings, Settings, TerminalSettings
from kiosk.ui import font_files
from tests.content.distribution.trees import Published, pack_files


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name in ("hall", "terminal", "packs"):
        (tmp_path / name).mkdir()
    return Settings(
        hall=HallSettings(data_dir=tmp_path / "hall"),
        terminal=TerminalSettings(data_dir=tmp_path / "terminal", packs_dir=tmp_path / "packs"),
        printer=PrinterSettings(port=str(tmp_path / "printer")),
        card_reader=ReaderSettings(port=str(tmp_path / "reader")),
    )


def only(found: Iterator[Check]) -> Check:
    [check] = found
    return check


def reader_at(settings: Settings, port: str) -> Settings:
    return replace(settings, card_reader=replace(settings.card_reader, port=port))


def test_a_reader_that_answers_is_well(settings: Settings) -> None:
    with CardReaderEmulator() as emulator:
        assert only(equipment.card_reader(reader_at(settings, str(emulator.path)))).state is State.OK


def test_a_reader_that_is_silent_is_to_be_looked_at(settings: Settings) -> None:
    with CardReaderEmulator() as emulator:
        emulator.silent = True
        check = only(equipment.card_reader(reader_at(settings, str(emulator.path))))
    assert check.state is State.FAIL and "没有应答" in check.what


def test_a_reader_in_use_by_the_terminal_is_left_alone(settings: Settings) -> None:
    with CardReaderEmulator() as emulator, serial.Serial(str(emulator.path), exclusive=True):
        check = only(equipment.card_reader(reader_at(settings, str(emulator.path))))
        assert not emulator.requests
    assert (check.state, check.what) == (State.OK, words.DEVICE_IN_USE)


def test_a_device_that_is_not_plugged_in_is_named(settings: Settings) -> None:
    for check in (only(equipment.printer(settings)), only(equipment.card_reader(settings))):
        assert check.state is State.FAIL and check.what.startswith("没有 /") and check.mend


def test_missing_and_half_written_fonts_are_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_FONTS", str(tmp_path))
    for name in font_files.FILES.values():
        (tmp_path / name).write_bytes(b"OTTO and so on")
    (tmp_path / "NotoSansSC-Bold.otf").write_bytes(b"\0\0\0\0")
    check = only(machine.fonts(settings))
    assert check.state is State.FAIL and check.mend == words.RUN_SETUP
    assert "NotoSansSC-Bold.otf、icons.json" in check.what and "Regular" not in check.what


def hung(settings: Settings, turned: Path, bottom_mm: float) -> Check:
    hangs = replace(settings.panel, panel_ppi=102.46, panel_bottom_mm=bottom_mm)
    return only(panel.hanging(replace(settings, panel=hangs), turned))


def test_a_panel_is_told_how_to_hang(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel, "panel_px", lambda: (1920, 1080))
    turned = tmp_path / "turned"
    turned.write_text("left\n")
    assert hung(settings, turned, 800.0).state is State.OK
    high = hung(settings, turned, 950.0)
    assert high.state is State.WARN and "380 到 800 毫米" in high.what and "往下移 150 毫米" in high.mend
    low = hung(settings, turned, 300.0)
    assert "往上移 80 毫米" in low.mend


def test_a_panel_too_small_for_the_pages_is_told(settings: Settings, tmp_path: Path) -> None:
    lying = hung(settings, tmp_path / "not turned", 900.0)
    assert lying.state is State.WARN and "84%" in lying.what and "17.6 毫米" in lying.what and "竖过来" in lying.mend


def test_a_machine_without_a_terminal_has_no_panel_to_hang(settings: Settings, tmp_path: Path) -> None:
    away = replace(settings, terminal=replace(settings.terminal, data_dir=tmp_path / "none"))
    assert list(panel.hanging(away)) == []


def test_the_graphics_driver_is_asked_by_drawing(settings: Settings) -> None:
    """On any machine: a name, or the reason why there is none."""
    check = only(machine.gl_driver(settings))
    assert check.what and (check.state is State.OK) == (not check.mend)


def test_a_disk_without_ballast_gets_the_command(settings: Settings) -> None:
    *_, ballast = machine.disk(settings)
    assert ballast.mend == f"fallocate -l 64M {settings.hall.data_dir / 'ballast'}"
    with (settings.hall.data_dir / "ballast").open("wb") as file:
        file.write(b"\xa5" * machine.BALLAST_BYTES)
    *_, ballast = machine.disk(settings)
    assert ballast.state is State.OK


def test_a_sparse_ballast_holds_no_room(settings: Settings) -> None:
    with (settings.hall.data_dir / "ballast").open("wb") as file:
        file.truncate(machine.BALLAST_BYTES)
    *_, ballast = machine.disk(settings)
    assert ballast.state is State.WARN


def test_words_that_cannot_be_typed_and_pale_colours_are_named(settings: Settings) -> None:
    for name, file, text in (
        ("pale", "theme.toml", '[standard]\nink_2 = "E0D8CC"\n'),
        ("unspelt", "words.txt", "云溪里 yun xi lii\n"),
    ):
        folder = settings.terminal.packs_dir / name
        folder.mkdir()
        (folder / "a.txt").write_text("第一段。", encoding="utf-8")
        (folder / file).write_text(text, encoding="utf-8")
        (folder / "manifest.toml").write_text(
            f'format = 1\nname = "{name}"\nversion = "1"\n'
            '[[items]]\nid = "a"\nkind = "article"\nfile = "a.txt"\ntitle = "一篇"\n',
            encoding="utf-8",
        )
    _, pale, unspelt = packs.installed(settings)
    assert pale.state is unspelt.state is State.WARN
    assert "ink_2 on ground" in pale.what and "4.5:1" in pale.what
    assert "words.txt:1" in unspelt.what and "lii" in unspelt.what


def test_two_papers_of_one_name_in_two_packs_are_named(settings: Settings) -> None:
    item = '[[items]]\nid = "a"\nkind = "article"\nfile = "a.txt"\ntitle = "演示"\n'
    paper = '[[papers]]\nname = "one"\ntitle = "一套"\n[[papers.quotas]]\ncount = 3\n'
    for name in ("a", "b"):
        folder = settings.terminal.packs_dir / name
        folder.mkdir(parents=True)
        (folder / "manifest.toml").write_text(f'format = 1\nname = "{name}"\nversion = "1"\n{item}')
        (folder / "a.txt").write_text("演示的一段话。")
        (folder / "papers.toml").write_text(paper)
    said = [check.what for check in packs.installed(settings) if check.state is not State.OK]
    assert said == ["b/papers.toml：试卷“一套”的编号 one 和内容包 a 里的一样，只出 a 的那一张"]


def test_the_starter_pack_is_whole_and_a_wrong_one_is_named(settings: Settings) -> None:
    (settings.terminal.packs_dir / "empty").mkdir()
    shutil.copytree(STARTER, settings.terminal.packs_dir / "torn")
    torn = next((settings.terminal.packs_dir / "torn" / "pictures").iterdir())
    torn.write_bytes(torn.read_bytes()[:100])
    starter, empty, flawed = packs.installed(settings, date(2026, 11, 30))  # a later day asks for a newer program
    assert [check.state for check in (starter, empty, flawed)] == [State.OK, State.FAIL, State.WARN]
    assert "empty" in empty.what and torn.name in flawed.what


def test_what_is_still_to_be_written_and_what_is_to_be_looked_through_is_said(settings: Settings) -> None:
    for name in ("left", "old"):
        copy_template(settings.terminal.packs_dir / name)
    old = settings.terminal.packs_dir / "old"
    (old / "a.txt").write_text("打这个电话。", encoding="utf-8")
    item = '[[items]]\nid = "a"\nkind = "article"\nfile = "a.txt"\ntitle = "打哪个电话"\ncheck_by = 2026-11-29\n'
    for own in ("目录.xlsx", "试卷.xlsx"):
        (old / own).unlink()
    (old / "manifest.toml").write_text(f'format = 4\nname = "old"\nversion = "1"\n{item}', encoding="utf-8")
    _, left, due = packs.installed(settings, date(2026, 11, 30))
    assert left.state is due.state is State.WARN
    assert "15 项还写着“请改”" in left.what and "请核对。第一项：打哪个电话" in due.what


def test_a_poster_that_is_a_photograph_is_decoded_as_for_the_screen_and_one_without_its_end_is_asked_about(
    settings: Settings,
) -> None:
    cases = Path(__file__).parents[2] / "cases"
    for name in ("jpeg", "short"):
        shutil.copytree(cases / "packs" / "jpeg_poster_pack", settings.terminal.packs_dir / name)
    shutil.copy(cases / "scans" / "jpeg_without_eoi.jpg", settings.terminal.packs_dir / "short" / "poster.jpg")
    _, whole, short = packs.installed(settings)
    assert (whole.state, short.state) == (State.OK, State.WARN)
    assert "末尾" in short.what and "跳过" not in short.what


def test_one_check_that_breaks_never_hides_the_others(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(settings: Settings) -> Iterator[Check]:
        raise RuntimeError("nobody thought of this")

    quick = {"hall": broken, "fonts": rounds.ROUNDS["fonts"], "clock": rounds.ROUNDS["clock"]}
    monkeypatch.setattr(rounds, "ROUNDS", quick)
    first, *others = run_checks(settings)
    assert first.state is State.FAIL and "nobody thought of this" in first.what
    assert [check.name for check in others] == ["fonts", "clock"]


def test_the_worst_finding_decides(capsys: pytest.CaptureFixture[str]) -> None:
    good, doubtful, bad = (Check(state, "时钟", state, "…") for state in (State.OK, State.WARN, State.FAIL))
    assert (exit_status([good, doubtful]), exit_status([good, bad])) == (0, 1)
    assert show([good, doubtful], as_json=True) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["state"] == "warn" and printed["checks"][1]["title"] == "时钟"


def test_a_finding_is_read_with_its_mend_and_without_colour() -> None:
    page = StringIO()
    found = Check("fonts", "字体", State.FAIL, "缺少 [a].otf", "运行 deploy/setup")
    assert show([found], console=Console(file=page, width=100)) == 1
    assert "✕ 不行" in page.getvalue() and "[a].otf" in page.getvalue() and "→ 运行 deploy/setup" in page.getvalue()


def test_the_words_are_plain() -> None:
    said = Path(words.__file__).read_text(encoding="utf-8")
    assert not re.search("系统|故障|操作失败|请稍后重试|！", said)


@pytest.mark.parametrize(
    ("paper", "state", "said"),
    [(Paper.IN, State.OK, "能打印"), (Paper.NEAR_END, State.WARN, "快用完"), (Paper.OUT, State.FAIL, "没有纸")],
)
def test_a_printer_says_how_much_paper_it_has(settings: Settings, paper: Paper, state: State, said: str) -> None:
    with PrinterEmulator() as emulator:
        emulator.paper = paper
        check = only(equipment.printer(replace(settings, printer=PrinterSettings(port=str(emulator.path)))))
    assert check.state is state and said in check.what


def test_a_long_command_is_never_cut_short() -> None:
    page = StringIO()
    command = "fallocate -l 64M /var/lib/kiosk/" + "很长的文件夹" * 12 + "/ballast"
    show([Check("ballast", "预留空间", State.WARN, "没有预留", command)], console=Console(file=page, width=60))
    assert command.replace(" ", "") in re.sub(r"\s+", "", page.getvalue())


def test_what_the_hall_delivered_is_examined_and_what_this_terminal_refuses_is_said(settings: Settings) -> None:
    assert not list(packs.delivered(settings))  # it belongs to no hall
    HallLink("http://127.0.0.1:9", "token", 1, "1 号终端").save(settings.terminal.hall_file)
    hall = Published()
    first, second = (hall.add(("spring", version, pack_files(version))) for version in "12")
    store = ReleaseStore(settings.terminal.data_dir / "delivered", "http://127.0.0.1:9")
    store.hear(hall.offer(second, 1))
    for release in (first, second):
        take_tree(store, hall.tree(release, settings.terminal.data_dir / f"tree-{release.id}"))
        store.stage(release)
        store.settle(release)
        store.activate(release, "hall", datetime(2026, 11, 30, 9))
    (found,) = packs.delivered(settings)
    assert (found.name, found.state) == ("delivered", State.OK) and "春天 2" in found.what
    store.back(datetime(2026, 11, 30, 10), "crashed")
    shown, why = packs.delivered(settings)
    assert "春天 1" in shown.what and (why.state, why.mend) == (State.WARN, words.PUBLISH_AGAIN)
    assert "退出" in why.what
