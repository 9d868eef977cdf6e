"""The files of a real hall: units that systemd accepts, privacy kept in them, settings never overwritten."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.settings import Settings, load

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
SERVICES = ("kiosk-hall.service", "kiosk-terminal.service")
BOARD = "kiosk-board.service"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hall")
    install(root, "both", "--cage")
    install(root, "board")
    return root


def install(root: Path, *arguments: str) -> None:
    subprocess.run([DEPLOY / "install", "--root", root, *arguments], check=True, capture_output=True)


def values(unit: Path) -> dict[str, list[str]]:
    """Every key of a unit file with all its values, in order."""
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^([A-Za-z0-9]+)=(.*)$", unit.read_text(), re.MULTILINE):
        found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("service", (*SERVICES, BOARD))
def test_no_record_can_reach_a_disk_through_a_core_dump_or_swap(service: str) -> None:
    unit = values(DEPLOY / "systemd" / service)
    assert unit["LimitCORE"] == ["0"]
    assert unit["MemorySwapMax"] == ["0"]


def test_the_terminal_cannot_open_what_the_hall_holds() -> None:
    hall, terminal = (values(DEPLOY / "systemd" / service) for service in SERVICES)
    assert hall["User"] != terminal["User"]
    assert hall["StateDirectoryMode"] == hall["RuntimeDirectoryMode"] == ["0700"]


def test_a_frozen_picture_is_restarted() -> None:
    unit = values(DEPLOY / "systemd" / "kiosk-terminal.service")
    assert unit["Type"] == ["notify"] and unit["WatchdogSec"] == ["30"] and unit["Restart"] == ["on-failure"]
    assert unit["NotifyAccess"] == ["all"]  # xinit or cage stands between systemd and the terminal


@pytest.mark.parametrize("service", (*SERVICES, BOARD))
def test_a_service_that_is_waited_for_says_when_it_is_ready(service: str) -> None:
    """Type=notify without a program that notifies would be ended at every start."""
    unit = values(DEPLOY / "systemd" / service)
    if unit["Type"] == ["notify"]:
        room = service.removeprefix("kiosk-").removesuffix(".service")
        sources = [path.read_text() for path in (PROJECT / "kiosk" / room).rglob("*.py")]
        assert any("watchdog.notify_ready(" in source for source in sources)


def test_the_settings_the_services_read_are_known(installed: Path) -> None:
    text = (DEPLOY / "kiosk.toml.example").read_text()
    assert load(installed / "etc/kiosk/kiosk.toml") == Settings()
    filled = installed / "filled.toml"
    filled.write_text(re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE))
    assert load(filled).hall.name == "云溪里社区党群服务中心"  # every commented key is a real one


def test_the_state_folders_are_those_of_the_settings() -> None:
    hall, terminal = (values(DEPLOY / "systemd" / service) for service in SERVICES)
    settings = Settings()
    assert Path("/var/lib", hall["StateDirectory"][0]) == settings.hall.data_dir
    assert Path("/run", hall["RuntimeDirectory"][0]) == settings.hall.socket.parent
    folders = [Path("/var/lib", folder) for folder in terminal["StateDirectory"][0].split()]
    assert folders == [settings.terminal.data_dir, settings.terminal.packs_dir]


def test_installing_again_keeps_the_hall_s_own_settings(tmp_path: Path) -> None:
    install(tmp_path, "terminal")
    settings = tmp_path / "etc/kiosk/kiosk.toml"
    settings.write_text("[hall]\nname = '云溪里'\n")
    install(tmp_path, "terminal", "--cage")
    assert settings.read_text() == "[hall]\nname = '云溪里'\n"
    assert not (tmp_path / "etc/systemd/system/kiosk-hall.service").exists()


def test_a_board_has_a_machine_of_its_own(tmp_path: Path) -> None:
    install(tmp_path, "board", "--cage")
    units = tmp_path / "etc/systemd/system"
    assert {path.name for path in units.glob("*.service")} == {BOARD}
    assert "cage board" in (units / f"{BOARD}.d" / "cage.conf").read_text()
    install(tmp_path, "board")
    assert not (units / f"{BOARD}.d" / "cage.conf").exists()
    unit = values(units / BOARD)
    assert unit["Restart"] == ["always"] and unit["WatchdogSec"] == ["30"] and unit["NotifyAccess"] == ["all"]
    folders = [Path("/var/lib", folder) for folder in unit["StateDirectory"][0].split()]
    assert folders == [Settings().board.data_dir, Settings().board.packs_dir]
    hall, terminal = (values(DEPLOY / "systemd" / service) for service in SERVICES)
    assert len({hall["User"][0], terminal["User"][0], unit["User"][0]}) == 3


def test_going_back_from_cage_to_xorg_leaves_one_way(tmp_path: Path) -> None:
    install(tmp_path, "both", "--cage")
    install(tmp_path, "both")
    assert not (tmp_path / "etc/systemd/system/kiosk-terminal.service.d/cage.conf").exists()
    assert (tmp_path / "etc/X11/xorg.conf.d/10-kiosk.conf").exists()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("service", (*SERVICES, BOARD))
def test_systemd_accepts_the_unit(installed: Path, service: str) -> None:
    unit = installed / "etc/systemd/system" / service
    run = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    complaints = [line for line in run.stderr.splitlines() if service in line and "is not executable" not in line]
    assert not complaints


def test_serial_devices_get_the_names_the_settings_ask_for() -> None:
    script = (DEPLOY / "name-device").read_text()
    settings = Settings()
    for port in (settings.printer.port, settings.card_reader.port):
        assert port.removeprefix("/dev/kiosk-") in script
