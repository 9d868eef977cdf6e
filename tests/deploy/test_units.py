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
FIRST = "kiosk-first-start.service"
SCREEN = "kiosk-screen.service"
DRAWING = ("kiosk-terminal.service", BOARD, FIRST)


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


@pytest.mark.parametrize("service", (*SERVICES, BOARD, FIRST, SCREEN))
def test_no_record_can_reach_a_disk_through_a_core_dump_or_swap(service: str) -> None:
    unit = values(DEPLOY / "systemd" / service)
    assert unit["LimitCORE"] == ["0"]
    assert unit["MemorySwapMax"] == ["0"]


def test_the_terminal_cannot_open_what_the_hall_holds() -> None:
    hall, terminal = (values(DEPLOY / "systemd" / service) for service in SERVICES)
    assert hall["User"] != terminal["User"]
    assert hall["StateDirectoryMode"] == hall["RuntimeDirectoryMode"] == ["0700"]


@pytest.mark.parametrize("service", ["kiosk-hall.service", "kiosk-terminal.service", BOARD])
def test_the_children_may_shut_themselves_in(service: str) -> None:
    """systemd 252 (Debian 12) has Landlock in no group of calls: the unit's own filter would keep it from them. And
    one that takes too much memory does not take its parent along.
    """
    unit = values(DEPLOY / "systemd" / service)
    last = unit["SystemCallFilter"][-1].split()
    assert {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp"} == {*last}
    assert unit["OOMPolicy"] == ["continue"]


@pytest.mark.parametrize("service", DRAWING)
def test_systemd_hears_whoever_draws(service: str) -> None:
    """A login session would take the program out of its unit, and systemd then hears the main process alone: so the
    session is the display server's, and the program that draws is its unit's main process."""
    unit = values(DEPLOY / "systemd" / service)
    assert unit["Type"] == ["notify"] and unit["NotifyAccess"] == ["main"] and unit["WatchdogSec"] == ["60"]
    assert "PAMName" not in unit and unit["ExecStart"][0].startswith("/opt/kiosk/.venv/bin/kiosk ")
    assert unit["Restart"] == (["always"] if service == BOARD else ["on-failure"])
    assert unit["Wants"][0].split()[0] == SCREEN and SCREEN in unit["After"][0].split()
    assert unit["NoNewPrivileges"] == ["yes"] and unit["CapabilityBoundingSet"] == [""]


def test_the_session_holds_nothing_but_the_display_server() -> None:
    unit = values(DEPLOY / "systemd" / SCREEN)
    assert unit["PAMName"] == ["login"] and unit["Type"] == ["simple"]
    assert unit["User"] == ["kiosk-screen"]  # whoever gets hold of the display server holds no record and no token


def test_nothing_hangs_the_display_server_s_console_up() -> None:
    """systemd resets the console before every command of a unit that has one (exec_context_tty_reset): what is started
    beside the display server ends it with SIGHUP when it comes second. So whoever draws waits, in another unit."""
    assert (
        not {"ExecStartPre", "ExecStartPost", "ExecCondition", "ExecReload"}
        & values(DEPLOY / "systemd" / SCREEN).keys()
    )
    for service in DRAWING:
        unit = values(DEPLOY / "systemd" / service)
        assert unit["ExecStartPre"] == ["/opt/kiosk/deploy/screen wait"] and "TTYPath" not in unit
        assert "KIOSK_DISPLAY_FILE=/run/kiosk-screen/display" in unit["Environment"]


@pytest.mark.parametrize("service", (*SERVICES, BOARD, FIRST))
def test_a_service_that_is_waited_for_says_when_it_is_ready(service: str) -> None:
    """Type=notify without a program that notifies would be ended at every start."""
    unit = values(DEPLOY / "systemd" / service)
    if unit["Type"] == ["notify"]:
        app = service.removeprefix("kiosk-").removesuffix(".service").replace("-", "_")
        sources = [path.read_text() for path in (PROJECT / "kiosk" / "apps" / app).rglob("*.py")]
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
    assert {path.name for path in units.glob("*.service")} == {BOARD, SCREEN}
    assert "screen cage" in (units / f"{SCREEN}.d" / "cage.conf").read_text()
    install(tmp_path, "board")
    assert not (units / f"{SCREEN}.d" / "cage.conf").exists()
    unit = values(units / BOARD)
    folders = [Path("/var/lib", folder) for folder in unit["StateDirectory"][0].split()]
    assert folders == [Settings().board.data_dir, Settings().board.packs_dir]
    hall, terminal = (values(DEPLOY / "systemd" / service) for service in SERVICES)
    assert len({hall["User"][0], terminal["User"][0], unit["User"][0]}) == 3


def test_going_back_from_cage_to_xorg_leaves_one_way(tmp_path: Path) -> None:
    install(tmp_path, "both", "--cage")
    assert (tmp_path / "etc/kiosk/installed").read_text() == "both cage\n"
    install(tmp_path, "both")
    assert not (tmp_path / "etc/systemd/system/kiosk-screen.service.d/cage.conf").exists()
    assert (tmp_path / "etc/X11/xorg.conf.d/10-kiosk.conf").exists()
    assert (tmp_path / "etc/kiosk/installed").read_text() == "both xorg\n"


def test_an_older_installation_loses_what_stands_in_the_way(tmp_path: Path) -> None:
    """Before, the terminal brought its own display server: that drop-in would start a second one."""
    units = tmp_path / "etc/systemd/system"
    for unit in ("kiosk-terminal", "kiosk-board"):
        (units / f"{unit}.service.d").mkdir(parents=True)
        (units / f"{unit}.service.d" / "cage.conf").write_text("[Service]\nExecStart=\n")
    (units / "display-manager.service").symlink_to("/etc/systemd/system/kiosk-terminal.service")
    install(tmp_path, "terminal", "--cage")
    assert not list(units.glob("kiosk-terminal.service.d")) and not list(units.glob("kiosk-board.service.d"))
    assert not (units / "display-manager.service").is_symlink()


def test_a_display_manager_that_is_not_ours_stays(tmp_path: Path) -> None:
    units = tmp_path / "etc/systemd/system"
    units.mkdir(parents=True)
    (units / "display-manager.service").symlink_to("/usr/lib/systemd/system/lightdm.service")
    install(tmp_path, "terminal")
    assert (units / "display-manager.service").is_symlink()


def test_an_office_machine_gets_a_display_server_for_its_first_start_only_when_asked(tmp_path: Path) -> None:
    install(tmp_path, "hall")
    assert not (tmp_path / "etc/systemd/system" / SCREEN).exists()
    install(tmp_path, "hall", "--screen")
    assert (tmp_path / "etc/systemd/system" / SCREEN).exists()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize(
    "service",
    (
        *SERVICES,
        BOARD,
        SCREEN,
        FIRST,
        "kiosk-first-start-root.service",
        "kiosk-grow.service",
        "kiosk-preview@.service",
        "kiosk-stick@.service",
    ),
)
def test_systemd_accepts_the_unit(installed: Path, service: str) -> None:
    unit = installed / "etc/systemd/system" / service
    for other in (*(DEPLOY / "systemd").glob("*.service"), *(DEPLOY / "systemd").glob("*.socket")):
        shutil.copy(other, unit.parent)  # as deploy/image puts them beside each other
    run = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    complaints = [line for line in run.stderr.splitlines() if service in line and "is not executable" not in line]
    assert not complaints


def test_whoever_has_the_hall_has_who_draws_its_previews(tmp_path: Path) -> None:
    """A terminal shows packs and asks nobody how they will look."""
    for what, has_it in (("hall", True), ("both", True), ("terminal", False), ("board", False)):
        install(tmp_path / what, what)
        units = tmp_path / what / "etc/systemd/system"
        assert {path.name for path in units.glob("kiosk-preview*")} == (
            {"kiosk-preview.socket", "kiosk-preview@.service"} if has_it else set()
        )
    assert re.search(
        r"systemctl enable \$soon kiosk-hall.service .*kiosk-preview.socket", (DEPLOY / "install").read_text()
    )


def test_whoever_takes_packs_from_a_stick_has_who_reads_it(tmp_path: Path) -> None:
    for what, has_it in (("hall", True), ("both", True), ("terminal", True), ("board", False)):
        install(tmp_path / what, what)
        units = tmp_path / what / "etc/systemd/system"
        assert {path.name for path in units.glob("kiosk-stick*")} == (
            {"kiosk-stick.socket", "kiosk-stick@.service"} if has_it else set()
        )
    assert re.search(r"\[ \"\$hall\$terminal\" = nono ] \|\| systemctl enable", (DEPLOY / "install").read_text())


def test_serial_devices_get_the_names_the_settings_ask_for() -> None:
    script = (DEPLOY / "name-device").read_text()
    settings = Settings()
    for port in (settings.printer.port, settings.card_reader.port):
        assert port.removeprefix("/dev/kiosk-") in script


def test_the_command_is_on_the_path(installed: Path) -> None:
    command = installed / "usr/local/bin/kiosk"
    assert command.is_symlink() and str(command.readlink()) == "/opt/kiosk/.venv/bin/kiosk"
