"""The first start as a person walks through it, page by page, without a window."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.first_start.choosing import PanelSize
from kiosk.apps.first_start.flow import CLOCKWISE, Around, FirstStart
from kiosk.apps.first_start.line import Line, Refused, RootAway
from kiosk.apps.first_start.ports import SILENT
from kiosk.apps.first_start.wire import ROLES, TURNS, Answers, Role, Turned
from tests.apps.first_start.socket_root import SocketRoot
from tests.apps.first_start.walks import (
    DISKS,
    LONG_CODE,
    PASSWORD,
    PIN,
    MemoryDevices,
    MemoryStage,
    Person,
    facts,
    no_pinyin,
    port,
)


def finished(person: Person) -> Answers:
    verb, given = person.root.asked[-1]
    assert verb == "finish"
    return given  # type: ignore[no-any-return]


def test_a_village_hall_from_welcome_to_the_end() -> None:
    person = Person(facts("both")).to_summary().tap("finish")
    assert finished(person) == Answers(
        hall_name="云溪里党群服务中心", panel_inches=21.5, panel_ppi=102.46, bottom_mm=800, printer=port(0).path,
        card_reader=port(1).path, maintenance_pin=PIN, keeper_name="管理员", keeper_password=PASSWORD, network=False,
    )  # fmt: skip
    assert (person.stage.page, person.view.title, person.view.buttons) == ("first.told", "好了", ())


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("hall", {"hall_name", "keeper_name", "keeper_password"}),
        ("terminal", {"hall_name", "panel_inches", "panel_ppi", "printer", "card_reader", "maintenance_pin"}),
        ("board", {"hall_name", "panel_inches", "panel_ppi"}),
    ],
)
def test_each_role_is_asked_its_own(role: Role, asked: set[str]) -> None:
    answers = finished(Person(facts(role)).to_summary().tap("finish"))
    untouched = asdict(Answers())
    assert {key for key, value in asdict(answers).items() if value != untouched[key]} == asked


@pytest.mark.parametrize("role", ROLES)
def test_back_all_the_way_and_on_again_loses_nothing(role: Role) -> None:
    person = Person(facts(role)).to_summary()
    while person.stage.page != "first.welcome":
        person.back()
    person.tap("begin")
    while person.view and getattr(person.view, "asked", "") != "summary":
        if person.stage.page in ("first.hall", "first.keeper"):
            person.flow.typing.finish()
            person.stage.settle()
        else:
            person.tap("later" if person.stage.page == "first.latin" else "next")
    assert finished(person.tap("finish")) == finished(Person(facts(role)).to_summary().tap("finish"))


def test_a_half_written_name_waits_for_whoever_goes_back() -> None:
    person = Person(facts("both")).tap("begin")
    person.view.composer.put("云溪")
    person.back().tap("begin")
    assert person.view.composer.text == "云溪"


def test_a_tap_in_the_summary_changes_one_answer_and_returns() -> None:
    person = Person(facts("both")).to_summary().pick("bottom").pick("650").tap("next")
    assert person.view.asked == "summary"
    person.pick("pin").back()
    assert person.view.asked == "summary"
    answers = finished(person.tap("finish"))
    assert (answers.bottom_mm, answers.maintenance_pin) == (650, PIN)


def test_who_hangs_the_panel_too_high_is_told_where_it_may_hang() -> None:
    person = Person(facts("both"), panel=PanelSize(1080, 1920, 21.5)).to_summary().pick("bottom").pick("800")
    assert person.view.notice is None
    person.pick("850")
    assert person.view.notice and "最高 800 毫米" in person.view.notice.text and person.view.notice.tint == "warn"
    lying = Person(facts("both"), panel=PanelSize(1920, 1080, 21.5)).to_summary().pick("bottom").pick("950")
    assert lying.view.notice is None


def test_no_page_shows_a_secret() -> None:
    person = Person(facts("both")).to_summary()
    assert not [view for _, view in person.stage.shown if PIN in repr(view) or PASSWORD in repr(view)]


# -- root side -------------------------------------------------------------------------------------------------------


def test_it_waits_for_a_root_side_that_is_still_starting() -> None:
    person = Person(facts("both"), away=2)
    for _ in range(2):
        assert person.stage.page == "first.told"
        person.stage.later.pop()()
        person.stage.settle()
    assert person.stage.page == "first.welcome"


def test_a_refused_answer_leads_to_its_page_with_the_reason() -> None:
    person = Person(facts("both"), refusals=[Refused("请换一个密码", "keeper_password")]).to_summary().tap("finish")
    assert (person.stage.page, person.view.prompt, person.view.wrong) == ("first.digits", "请换一个密码", True)
    person.twice("9630258741").tap("finish")
    assert finished(person).keeper_password == "9630258741"
    assert person.view.title == "好了"


@pytest.mark.parametrize("error", [Refused("磁盘满了"), Refused("奇怪", "no_such_field"), RootAway("gone")])
def test_a_refusal_of_nothing_in_particular_leads_back_to_the_summary(error: Exception) -> None:
    person = Person(facts("board"), refusals=[error]).to_summary().tap("finish")
    assert (person.stage.page, person.view.kind) == ("first.told", "error")
    assert person.tap("again").view.asked == "summary"


@pytest.mark.parametrize("before", TURNS)
def test_the_picture_turns_clockwise(before: Turned) -> None:
    person = Person(facts("hall", turned=before))
    for _ in range(4):
        person.tap("turn")
    turns = [given for _, given in person.root.asked]
    at = CLOCKWISE.index(before)
    assert turns == [*CLOCKWISE[at + 1 :], *CLOCKWISE[: at + 1]]


def test_a_picture_that_does_not_turn_says_why() -> None:
    person = Person(facts("hall"), refusals=[Refused("没有屏幕")]).tap("turn")
    assert person.view.notice.text == "没有屏幕"
    assert not person.button("begin").off


def test_the_whole_walk_over_a_real_socket(tmp_path: Path) -> None:
    steps = [{"step": "写设置", "done": 0.5}, {"ok": True}]
    answers: dict[str, list[Any]] = {"facts": [{"ok": facts("board").to_json()}], "finish": steps}
    with SocketRoot(tmp_path / "root.sock", answers) as root:
        person = Person(facts("board"))
        person.stage = MemoryStage()
        around = Around(Line(root.path), MemoryDevices(), PanelSize(1920, 1080), no_pinyin)
        person.flow = FirstStart(person.stage, around)
        person.flow.start()
        person.stage.settle()
        person.to_summary().tap("finish")
        assert Answers.from_json(root.heard[-1]["answers"]).hall_name == "云溪里党群服务中心"
    assert [view.step for page, view in person.stage.shown if page == "first.progress"] == ["", "写设置"]


# -- onto a disk -----------------------------------------------------------------------------------------------------


def on_stick(*refusals: Exception) -> Person:
    return Person(facts("both", on_stick=True, disks=DISKS), refusals=refusals).tap("begin")


def test_a_disk_is_erased_only_after_two_questions_and_four_digits() -> None:
    person = on_stick().pick("/dev/nvme0n1")
    assert "SAMSUNG MZVLB256HBHQ-000L7" in person.view.note and "256 GB" in person.view.note
    person.tap("yes")
    assert person.button("erase").off
    person.flow.act("erase")
    person.stage.settle()
    code = person.view.title[-4:]
    person.key_in(str((int(code) + 1) % 10**4).zfill(4))
    assert person.view.wrong and person.button("erase").off and person.root.asked == []
    person.flow.press("clear")
    person.key_in(code).tap("erase")
    assert person.root.asked == [("install", "/dev/nvme0n1")]
    assert person.tap("restart").root.asked[-1] == ("restart", None)


def test_the_red_button_of_both_questions_is_the_safe_one() -> None:
    person = on_stick().pick("/dev/sda")
    assert [one.key for one in person.view.answers if one.kind == "primary"] == ["no"]
    person.tap("yes")
    assert [one.key for one in person.view.buttons if one.kind == "primary"] == ["stop"]
    assert person.tap("stop").view.asked == "disk"
    assert person.pick("/dev/sda").tap("no").view.asked == "disk"


def test_an_old_code_does_not_serve_again() -> None:
    codes = iter(("1111", "2222"))
    person = on_stick()
    person.flow._install._new_code = lambda: next(codes)
    person.pick("/dev/sda").tap("yes").key_in("1111").back().pick("/dev/sda").tap("yes")
    assert person.view.entered == 0
    assert person.key_in("1111").button("erase").off


def test_a_disk_that_does_not_take_it_says_why_and_leads_back() -> None:
    person = on_stick(Refused("硬盘太小")).pick("/dev/sda").tap("yes")
    person.key_in(person.view.title[-4:]).tap("erase")
    assert (person.view.kind, person.view.note) == ("error", "硬盘太小")
    assert person.tap("again").view.asked == "disk"


def test_the_stick_serves_as_it_is() -> None:
    person = on_stick().tap("stay")
    assert person.stage.page == "first.hall"
    assert person.back().view.asked == "disk"
    assert person.back().stage.page == "first.welcome"


@pytest.mark.parametrize("known", [facts("both", on_stick=True), facts("both", disks=DISKS)])
def test_no_stick_or_no_disk_no_question(known: object) -> None:
    assert Person(known).tap("begin").stage.page == "first.hall"  # type: ignore[arg-type]


# -- panel, printer, reader ------------------------------------------------------------------------------------------


def test_what_the_panel_says_of_itself_is_believed() -> None:
    person = (
        Person(facts("board"), panel=PanelSize(1920, 1080, 31.5)).tap("begin").write("演示").tap("next").tap("later")
    )
    answers = finished(person.tap("finish"))
    assert (answers.panel_inches, answers.panel_ppi) == (0.0, 0.0)


def to_printer(devices: MemoryDevices, count: int = 3) -> Person:
    known = facts("terminal", ports=tuple(port(number) for number in range(count)))
    return Person(known, devices=devices).tap("begin").write("演示").pick("21.5").tap("next").tap("next")


def chosen(person: Person) -> list[str]:
    return [item.key for item in person.view.items if item.chosen]


def test_every_port_is_looked_at_once_and_the_likely_one_is_chosen() -> None:
    devices = MemoryDevices({"/dev/ttyUSB2": "printer", "/dev/ttyUSB1": "reader"})
    person = to_printer(devices)
    assert devices.opened == [f"look /dev/ttyUSB{number}" for number in range(3)]
    assert chosen(person) == [port(2).path]
    person.tap("next")
    assert chosen(person) == [port(1).path]
    assert [item.key for item in person.view.items] == [port(0).path, port(1).path, "none"]
    assert len(devices.opened) == 3


def test_whoever_chooses_by_hand_is_not_overruled() -> None:
    devices = MemoryDevices({"/dev/ttyUSB2": "printer"})
    known = facts("terminal", ports=tuple(port(number) for number in range(3)))
    person = Person(known, devices=devices).tap("begin").write("演示").pick("21.5").tap("next")
    person.flow.act("next")  # the search is under way now
    person.flow.pick(port(0).path)
    person.stage.settle()
    assert chosen(person) == [port(0).path]


def test_while_the_search_is_under_way_nothing_else_opens_a_port() -> None:
    devices = MemoryDevices()
    person = Person(facts("terminal"), devices=devices).tap("begin").write("演示").pick("21.5").tap("next")
    person.flow.act("next")
    person.flow.pick(port(0).path)
    person.flow.act("try")
    assert person.button("try").off
    person.stage.settle()
    assert devices.opened == ["look /dev/ttyUSB0", "look /dev/ttyUSB1"]


def test_a_slip_is_printed_on_the_chosen_paper() -> None:
    devices = MemoryDevices({"/dev/ttyUSB0": "printer"})
    person = to_printer(devices).tap("paper", "try")
    assert devices.opened[-1] == "print /dev/ttyUSB0 58mm"
    assert person.view.notice.tint == "ok"


@pytest.mark.parametrize("code", [SILENT, "paper_out", "something_new"])
def test_a_printer_in_trouble_is_told_with_what_to_do(code: str) -> None:
    person = to_printer(MemoryDevices({"/dev/ttyUSB0": "printer"}, print_code=code)).tap("try")
    assert person.view.notice.tint == "warn" and person.view.notice.text
    assert not person.button("next").off


def test_a_printer_chosen_later_takes_the_port_from_the_reader() -> None:
    person = Person(facts("terminal")).to_summary().pick("printer").pick(port(1).path).tap("next")
    answers = finished(person.tap("finish"))
    assert (answers.printer, answers.card_reader) == (port(1).path, "")


def test_a_machine_without_devices_goes_on() -> None:
    person = to_printer(MemoryDevices(), count=0)
    assert chosen(person) == ["none"]
    person.tap("next").tap("next").twice(PIN).tap("later")
    assert (finished(person.tap("finish")).printer, person.root.asked[-1][1].card_reader) == ("", "")


def test_a_device_plugged_in_now_is_found_by_looking_again() -> None:
    devices = MemoryDevices({"/dev/ttyUSB0": "printer"})
    person = to_printer(devices, count=0)
    person.root.known = facts("terminal", ports=(port(0),))
    assert chosen(person.tap("refresh")) == [port(0).path]


# -- PIN, password, joining ------------------------------------------------------------------------------------------


def test_an_easy_pin_is_refused_by_name_and_two_must_agree() -> None:
    person = to_printer(MemoryDevices(), count=0).tap("next").tap("next")
    person.key_in("123456").tap("next")
    assert person.view.wrong and "顺着数" in person.view.prompt
    person.key_in(PIN).tap("next").key_in("246813").tap("next")
    assert person.view.wrong and "不一样" in person.view.prompt
    person.twice(PIN)
    assert person.stage.page == "first.latin"


def test_a_short_pin_cannot_be_sent() -> None:
    person = to_printer(MemoryDevices(), count=0).tap("next").tap("next").key_in("13579")
    assert person.button("next").off
    assert not person.key_in("2").button("next").off


def test_a_terminal_joins_by_address_and_code() -> None:
    person = to_printer(MemoryDevices(), count=0).tap("next").tap("next").twice(PIN)
    person.key_in("192.168.1.5").tap("next").key_in(LONG_CODE.lower()).tap("next")
    answers = finished(person.tap("finish"))
    assert (answers.hall_url, answers.code) == ("https://192.168.1.5:8470", LONG_CODE)


def test_a_wrong_address_or_code_stays_to_be_mended() -> None:
    person = to_printer(MemoryDevices(), count=0).tap("next").tap("next").twice(PIN).key_in("..").tap("next")
    assert person.view.notice.tint == "warn" and person.view.text == ".."
    person.tap("clear").key_in("hall.lan").tap("next").key_in("k7qf").tap("next")
    assert person.view.notice.tint == "warn" and person.view.text == "K7QF"
    assert person.back().view.text == "https://hall.lan:8470"
    assert person.tap("next").view.text == "K7QF"


def test_a_refused_code_leads_to_the_code() -> None:
    person = to_printer(MemoryDevices(), count=0).tap("next").tap("next").twice(PIN)
    person.key_in("192.168.1.5").tap("next").key_in(LONG_CODE).tap("next")
    person.root.refusals.append(Refused("这个码用过了", "code"))
    person.tap("finish")
    assert (person.view.title, person.view.notice.text) == ("大厅给的接入码", "这个码用过了")
