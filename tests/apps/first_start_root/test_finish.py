"""The answers become a machine that serves: with a real hall service, real accounts and a real enrolment."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.apps.first_start import root_words as words
from kiosk.apps.first_start.applying import LET_HALL_START, finish
from kiosk.apps.first_start.device_names import FILE, rule
from kiosk.apps.first_start.system import Refused, System
from kiosk.apps.first_start.wire import FLAG, Answers, Role
from kiosk.apps.hall.admin import enrolled
from kiosk.apps.terminal.maintenance import PinCheck
from kiosk.core.link.enrolment import HallLink
from kiosk.settings import DEFAULT_FILE
from tests.apps.first_start_root.machine import ANSWERS, OFFICE, PRINTER, READER, Machine
from tests.apps.hall.process import HallProcess


def finished(machine: Machine, role: Role, answers: Answers) -> list[tuple[str, float]]:
    steps: list[tuple[str, float]] = []
    finish(machine, role, answers, lambda step, done: steps.append((step, done)))
    return steps


def log_in(machine: Machine, name: str, password: str) -> bool:
    """At the hall's own page, as a browser does."""
    link = HallLink.load(machine.settings.terminal.hall_file)
    with httpx.Client(base_url=link.url, verify=link.trust(), trust_env=False) as browser:
        return browser.post("/console/login", data={"name": name, "password": password}).status_code == 303


def greets(link: HallLink) -> int:
    """What the hall answers to the terminal's token."""
    with httpx.Client(base_url=link.url, verify=link.trust(), trust_env=False) as client:
        told = {"Authorization": f"Bearer {link.token}"}
        with client.stream("GET", "/api/events", headers=told) as answer:
            return answer.status_code


def test_a_village_machine_serves_and_a_first_start_cut_off_is_done_again(machine: Machine) -> None:
    """A first try ends in the middle; later other answers are given: all of them stand, nothing is there twice."""
    machine.write(FILE, "# a technician's remark\n")
    before = machine.fails
    machine.fails = {"udevadm settle": "timed out"}
    with pytest.raises(Refused, match=r"固定的名字没有做成：.*timed out"):
        finished(machine, "both", ANSWERS)
    assert machine.path(FLAG).exists()
    machine.fails = before
    steps = finished(machine, "both", ANSWERS)

    assert [step for step, _ in steps] == [
        words.WRITE_SETTINGS, words.NAME_DEVICES, words.SET_PIN, words.START_HALL, words.ADD_KEEPER,
        words.JOIN_OWN_HALL, words.OPEN_CONSOLE, words.BEGIN_SERVICE, words.DONE,
    ]  # fmt: skip
    assert [done for _, done in steps] == sorted({done for _, done in steps}) and steps[-1][1] == 1.0
    settings = machine.settings
    assert settings.hall.name == ANSWERS.hall_name and settings.panel.panel_bottom_mm == 850
    rules = f"# a technician's remark\n{rule('printer', PRINTER)}\n{rule('card-reader', READER)}\n"
    assert machine.read(FILE) == rules
    assert PinCheck(settings.terminal.data_dir, lambda: 0.0).check("283746").right
    first = HallLink.load(settings.terminal.hall_file)
    assert first.terminal == "1 号终端" and greets(first) == 200 and first.pin is None
    assert log_in(machine, "李明", "a long way home")
    assert not machine.path(FLAG).exists()

    machine.write(FLAG, "both\n")  # the power was cut before it could go: everything is asked again
    other = replace(ANSWERS, hall_name="张家湾党群服务站", maintenance_pin="918273", keeper_password="another way home")
    finished(machine, "both", other)
    assert machine.settings.hall.name == "张家湾党群服务站"
    assert PinCheck(settings.terminal.data_dir, lambda: 0.0).check("918273").right
    assert log_in(machine, "李明", "another way home") and not log_in(machine, "李明", "a long way home")
    again = HallLink.load(settings.terminal.hall_file)
    assert greets(again) == 200 and greets(first) == 401
    assert [one["name"] for one in enrolled(settings.hall.socket)] == ["1 号终端"]
    assert machine.read(FILE) == rules
    _the_last_commands_begin_the_service(machine)
    _no_secret_stood_in_a_list_of_processes(machine, first.token)


def _no_secret_stood_in_a_list_of_processes(machine: Machine, token: str) -> None:
    commands = [*map(str, machine.orders), *map(str, machine.ran)]
    assert sum("as_owner" in command for command in commands) >= 8
    for secret in (ANSWERS.maintenance_pin, ANSWERS.keeper_password, token):
        assert not [command for command in commands if secret in command]


def _the_last_commands_begin_the_service(machine: Machine) -> None:
    assert machine.ran[-3:] == [
        ["systemctl", "start", "kiosk-terminal.service"],
        ["systemctl", "--no-block", "stop", "kiosk-first-start.service"],
        ["systemctl", "--no-block", "stop", "kiosk-first-start-root.socket"],
    ]
    hall = machine.ran.index(["systemctl", "restart", "kiosk-hall.service"])
    assert machine.ran[hall - 1] == ["systemctl", "daemon-reload"]  # its unit waits for the flag to go
    assert machine.read(LET_HALL_START).splitlines()[-1] == "ConditionPathExists="
    for command in (["control", "--reload"], ["trigger", "--subsystem-match=tty"], ["settle", "--timeout=20"]):
        assert machine.did("udevadm", *command)


def test_for_the_local_network_the_hall_speaks_tls_and_its_own_terminal_pins_it(machine: Machine) -> None:
    finished(machine, "both", replace(ANSWERS, network=True, printer="", card_reader=""))
    settings = machine.settings
    assert settings.hall.address == "0.0.0.0"
    link = HallLink.load(settings.terminal.hall_file)
    assert link.url == f"https://127.0.0.1:{settings.hall.port}" and link.pin and greets(link) == 200
    assert not machine.path(FILE).exists()


def test_an_office_machine_has_a_keeper_and_no_terminal(machine: Machine) -> None:
    finished(machine, "hall", OFFICE)
    assert enrolled(machine.settings.hall.socket) == []
    assert not machine.settings.terminal.data_dir.exists()
    assert machine.ran[-2] == ["systemctl", "--no-block", "stop", "kiosk-first-start.service"]
    assert machine.did("systemctl", "start", "kiosk-backup.timer")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    """The hall that terminals and boards join, on another machine: it speaks TLS."""
    hall = HallProcess(tmp_path_factory.mktemp("hall"), address="0.0.0.0").start()
    yield hall
    hall.stop()


def joining(hall: HallProcess, code: str) -> Answers:
    return replace(OFFICE, hall_url=hall.url, code=code, maintenance_pin="283746")


def test_a_terminal_joins_and_a_power_cut_after_its_code_was_used_does_not_shut_it_out(
    machine: Machine, hall: HallProcess
) -> None:
    code = hall.code("3 号终端")
    finished(machine, "terminal", joining(hall, code))
    link = HallLink.load(machine.settings.terminal.hall_file)
    assert link.terminal == "3 号终端" and greets(link) == 200
    machine.write(FLAG, "terminal\n")
    finished(machine, "terminal", joining(hall, code))
    assert greets(HallLink.load(machine.settings.terminal.hall_file)) == 200
    assert not any("kiosk-hall.service" in command for command in machine.ran)

    hall.admin("/admin/terminals/revoke", {"terminal": "3 号终端"})
    with pytest.raises(Refused) as refused:
        finished(machine, "terminal", joining(hall, code))
    assert refused.value.field == "code"


def test_a_board_joins_and_keeps_its_own_folder(machine: Machine, hall: HallProcess) -> None:
    asked = {"terminal": "一楼大屏", "kind": "board"}
    code = hall.admin("/admin/enrol-codes", asked).json()["code"]
    finished(machine, "board", joining(hall, code))
    settings = machine.settings
    assert HallLink.load(settings.board.hall_file).terminal == "一楼大屏"
    assert stat.S_IMODE(settings.board.data_dir.stat().st_mode) == 0o750
    assert not settings.terminal.data_dir.exists()
    assert machine.ran[-3] == ["systemctl", "start", "kiosk-board.service"]


def test_a_terminal_may_join_later(machine: Machine) -> None:
    finished(machine, "terminal", replace(OFFICE, maintenance_pin="283746"))
    assert not machine.settings.terminal.hall_file.exists() and not machine.path(FLAG).exists()


def test_each_wrong_thing_about_joining_names_its_answer(machine: Machine, hall: HallProcess) -> None:
    secret, _, fingerprint = hall.code().partition(":")
    wrong = {
        "code": joining(hall, f"AAAA-AAAA-AAAA-AAAA:{fingerprint}"),
        "hall_url": joining(hall, f"{secret}:{'A' * 52}"),
    }
    for field, answers in wrong.items():
        with pytest.raises(Refused, match="接到大厅没有做成") as refused:
            finished(machine, "terminal", answers)
        assert refused.value.field == field
    with pytest.raises(Refused) as refused:
        finished(machine, "terminal", replace(wrong["code"], hall_url="https://127.0.0.1:9"))
    assert refused.value.field == "hall_url" and machine.path(FLAG).exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"hall_name": "云溪里\n[hall]"},
        {"hall_name": "\ud800"},
        {"keeper_password": "a\x00 long way home"},
        {"panel_ppi": float("inf")},
        {"bottom_mm": 10**30},
        {"maintenance_pin": "123456"},
        {"printer": 'x", RUN+="/bin/sh'},
        {"printer": "pci-0000:00:99.0-usb-0:1:1.0"},
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_starts_nothing(machine: Machine, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        finished(machine, "both", replace(ANSWERS, **changed))
    assert refused.value.field in changed
    assert machine.path(FLAG).exists() and not machine.path(FILE).exists() and machine.hall is None


def test_a_hall_that_does_not_start_is_told_with_its_step(machine: Machine) -> None:
    machine.fails["systemctl is-active"] = ""
    with pytest.raises(Refused, match=r"启动大厅服务没有做成：kiosk-hall.service 没有起来"):
        finished(machine, "hall", OFFICE)
    assert machine.path(FLAG).exists()


def test_settings_that_could_never_be_read_make_room_and_are_kept(machine: Machine) -> None:
    machine.write(DEFAULT_FILE, "[hall]\nnmae = '云溪里'\n")
    machine.fails["udevadm control"] = "stop here: the example's folders are a real hall's"
    with pytest.raises(Refused):
        finished(machine, "both", ANSWERS)
    assert machine.settings.hall.name == ANSWERS.hall_name
    assert machine.read(f"{DEFAULT_FILE}.refused") == "[hall]\nnmae = '云溪里'\n"


# -- attackers inside the walls -----------------------------------------------------------------


class Honest(Machine):
    """The services' users are one ordinary user, and their orders are really done as that user."""

    def uid_gid(self, user: str) -> tuple[int, int]:
        return System.uid_gid(self, "nobody")

    def becoming(self, user: str) -> dict[str, Any]:
        return System.becoming(self, user)


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[Path]:
    """A file of root's that the terminal's user may not write. Its links lead there."""
    tmp_path.chmod(0o755)
    for above in tmp_path.parents:  # two tests at a time lie a folder deeper
        if above == Path(tempfile.gettempdir()):
            break
        above.chmod(above.stat().st_mode | 0o011)
    secret = tmp_path / "shadow"
    secret.write_text("root's own\n")
    secret.chmod(0o600)
    yield secret
    assert secret.read_text() == "root's own\n"
    assert secret.stat().st_uid == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_link_planted_in_the_terminals_folder_leads_root_nowhere(planted: Path, hall: HallProcess) -> None:
    machine = Honest(planted.parent)
    folder = machine.settings.terminal.data_dir
    folder.mkdir()
    os.chown(folder, *machine.uid_gid("kiosk-terminal"))
    for name in ("maintenance_pin.new", "hall.json.new"):
        (folder / name).symlink_to(planted)
    with pytest.raises(Refused, match=r"设维护密码没有做成：.*maintenance_pin.new.*symbolic links"):
        finished(machine, "terminal", joining(hall, hall.code()))
    (folder / "maintenance_pin.new").unlink()
    with pytest.raises(Refused, match="接到大厅没有做成") as refused:
        finished(machine, "terminal", joining(hall, hall.code()))
    assert machine.path(FLAG).exists() and refused.value.field == "hall_url"
    (folder / "hall.json.new").unlink()
    finished(machine, "terminal", joining(hall, hall.code()))
    for name in ("maintenance_pin", "hall.json"):
        made = (folder / name).stat()
        assert made.st_uid == machine.uid_gid("kiosk-terminal")[0] and stat.S_IMODE(made.st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_that_is_a_link_or_somebody_else_s_is_refused(planted: Path) -> None:
    machine = Honest(planted.parent)
    folder = machine.settings.terminal.data_dir
    elsewhere = planted.parent / "etc"
    folder.symlink_to(elsewhere)
    answers = replace(OFFICE, maintenance_pin="283746")
    with pytest.raises(Refused, match="设维护密码没有做成"):
        finished(machine, "terminal", answers)
    assert elsewhere.stat().st_uid == 0
    folder.unlink()
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    with pytest.raises(Refused, match="别人的"):
        finished(machine, "terminal", answers)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_order_is_done_without_a_trace_of_root(planted: Path) -> None:
    ran = Honest(planted.parent)
    said = System.run(ran, ["sh", "-c", "id -u; id -G; umask; cat /proc/self/status"], user="kiosk-terminal").out
    uid, gid = ran.uid_gid("kiosk-terminal")
    assert said.splitlines()[:3] == [str(uid), str(gid), "0077"]
    fields = dict(line.split(":", 1) for line in said.splitlines()[3:] if ":" in line)
    assert {*fields["Uid"].split()} == {str(uid)} and int(fields["CapEff"], 16) == int(fields["CapPrm"], 16) == 0


def test_whoever_looks_after_an_image_s_machine_can_log_in_at_its_console(machine: Machine) -> None:
    finished(machine, "hall", OFFICE)
    assert machine.did("chpasswd") and machine.did("id", "kiosk-admin")


def test_a_machine_without_that_user_is_left_as_it_is(machine: Machine) -> None:
    machine.fails["id kiosk-admin"] = "no such user"
    finished(machine, "hall", OFFICE)
    assert not machine.did("chpasswd")
