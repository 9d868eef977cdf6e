"""What stands between a lobby and the machine, in the files that deploy/install puts in place: static rules.

Each rule names who would come through. The display servers themselves run in tests/appliance and
tests/ui/terminal/test_way_out.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.apps.preview import start
from kiosk.core.stick import wire
from kiosk.features.exhibition import wire_preview
from kiosk.features.exhibition.hall import preview
from tests.deploy.test_units import DEPLOY, DRAWING, SCREEN, values

UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SERVICES = [unit for unit in UNITS if "User" in values(unit)]
SHUT_IN = [unit for unit in SERVICES if unit.name != SCREEN]  # the display server: its own test

# Of every service that is not root; what a service needs less of it says in its own file.
SANDBOX = {
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "AmbientCapabilities": "", "ProtectSystem": "strict",
    "ProtectHome": "yes", "ProtectProc": "invisible", "ProtectClock": "yes", "ProtectHostname": "yes",
    "ProtectKernelLogs": "yes", "ProtectKernelModules": "yes", "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes", "RestrictNamespaces": "yes", "RestrictRealtime": "yes", "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes", "SystemCallArchitectures": "native", "SystemCallErrorNumber": "EPERM", "LimitCORE": "0",
    "MemorySwapMax": "0",
}  # fmt: skip
# systemd-analyze's own figure (0 nothing reachable, 10 everything) by systemd 252, and what another version may differ.
EXPOSURE = {
    "kiosk-hall.service": 1.7, "kiosk-backup.service": 1.0, "kiosk-terminal.service": 2.0, "kiosk-board.service": 2.0,
    "kiosk-first-start.service": 2.0, "kiosk-screen.service": 8.5, "kiosk-first-start-root.service": 5.6,
    "kiosk-preview@.service": 1.0, "kiosk-stick@.service": 2.0,
}  # fmt: skip
OTHER_VERSIONS = 0.3
GROUPS = {
    "kiosk-hall": set(),
    "kiosk-terminal": {"dialout", "video", "render", "audio"},
    "kiosk-board": {"video", "render", "audio"},
    "kiosk-preview": set(),
    "kiosk-screen": {"video", "render", "input"},
}


@pytest.fixture(scope="module", params=["xorg", "cage"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything there is, put in place by a root whose umask is 0."""
    root = tmp_path_factory.mktemp(request.param)
    for what in ("both", "board"):
        arguments = [DEPLOY / "install", "--root", root, what, *(["--cage"] if request.param == "cage" else [])]
        subprocess.run(arguments, check=True, capture_output=True, umask=0)
    return root


def uncommented(file: Path, mark: str = "#") -> str:
    return re.sub(rf"(?m)(^|\s){mark} .*$", "", file.read_text())


# -- the display server -----------------------------------------------------------------------------------------


def test_no_console_and_no_end_of_the_server_by_a_key() -> None:
    """A wireless keyboard is cheap; a technician comes by the staff page."""
    flags = dict(re.findall(r'Option\s+"(\w+)"\s+"(\w+)"', uncommented(DEPLOY / "xorg/10-kiosk.conf")))
    assert flags["DontVTSwitch"] == flags["DontZap"] == "true"
    assert re.findall(r"\bcage( -\w+)* -- ", uncommented(DEPLOY / "screen")) == [""]  # -s would switch consoles


def test_the_display_server_hears_no_network_and_lets_programs_in_by_their_user() -> None:
    text = uncommented(DEPLOY / "screen")
    (server,) = re.findall(r"^.*/usr/bin/X :0.*$", text, re.MULTILINE)
    assert "-nolisten tcp" in server and '-auth "$XAUTHORITY"' in server
    assert re.findall(r"xhost (\S+)", text) == ['"+si:localuser:$user"']  # `xhost +` lets everybody in
    assert re.findall(r"for user in (.*); do", text) == ["kiosk-terminal kiosk-board"]


def test_the_kernel_and_logind_do_nothing_for_a_plugged_in_keyboard(installed: Path) -> None:
    assert re.findall(r"^kernel\.sysrq = (\d+)$", (installed / "etc/sysctl.d/60-kiosk.conf").read_text(), re.M) == ["0"]
    logind = values(installed / "etc/systemd/logind.conf.d/kiosk.conf")
    assert "HandlePowerKey" not in logind  # the machine's own button
    assert set(map(tuple, logind.values())) == {("ignore",)}
    assert {"HandleSuspendKey", "HandleHibernateKey", "HandleRebootKey", "IdleAction"} <= {*logind}


# -- who may do what --------------------------------------------------------------------------------------------


def test_the_terminal_may_power_off_and_nobody_may_more() -> None:
    text = (DEPLOY / "polkit/50-kiosk.rules").read_text()
    actions = {"org.freedesktop.login1.power-off", "org.freedesktop.login1.power-off-multiple-sessions"}
    assert set(re.findall(r'"([\w.-]+\.[\w.-]+)"', text)) == actions
    assert re.findall(r'subject\.user == "([\w-]+)"', text) == ["kiosk-terminal"]
    assert text.count("polkit.Result.YES") == 1 and "isInGroup" not in text and "indexOf(action.id) >= 0" in text


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_has_the_groups_it_needs(unit: Path) -> None:
    """Who is in `input` hears every key of every keyboard; who is in `dialout` the card reader."""
    found = values(unit)
    given = {*" ".join(found.get("SupplementaryGroups", [])).split()}
    assert given == GROUPS[found["User"][0]] and "Group" not in found


def test_the_services_users_have_no_shell_and_no_group_beyond() -> None:
    lines = [line.split() for line in uncommented(DEPLOY / "systemd/kiosk-sysusers.conf").splitlines() if line.strip()]
    assert {line[0] for line in lines} == {"u"}  # m would add one to a group
    assert {line[1] for line in lines} == {*GROUPS}
    assert not any("/bin/" in word for line in lines for word in line)


def test_a_serial_device_is_its_group_s_and_no_rule_runs_a_program() -> None:
    rules = uncommented(DEPLOY / "udev/70-kiosk.rules") + uncommented(DEPLOY / "name-device")
    assert re.findall(r'MODE="(\d+)"', rules) == ["0660"] and re.findall(r'GROUP="(\w+)"', rules) == ["dialout"]
    assert not re.search(r'RUN|PROGRAM|IMPORT\{program\}|TAG\+=\\?"uaccess', rules)


def test_nothing_that_was_put_in_place_can_be_changed_by_others(installed: Path) -> None:
    """deploy/update runs deploy/install with what /etc/kiosk/installed says, as root."""
    loose = [path for path in installed.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o022]
    assert not loose


# -- units ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", SHUT_IN, ids=lambda unit: unit.name)
def test_a_service_s_sandbox_does_not_fall_behind(unit: Path) -> None:
    found = values(unit)
    assert {key: found.get(key, ["missing"])[-1] for key in SANDBOX} == SANDBOX
    assert found["SystemCallFilter"][0] == "@system-service"
    assert int(found["UMask"][0], 8) & 0o027 == 0o027
    assert "yes" in found.get("PrivateTmp", []) or "TemporaryFileSystem" in found
    assert {*found["RestrictAddressFamilies"][0].split()} <= {"AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"}


def test_what_draws_a_preview_has_no_key_no_network_and_an_end() -> None:
    """It reads what an editor was sent: whoever takes it over holds nobody's file and reaches nobody."""
    worker, way_in = (values(DEPLOY / "systemd" / f"kiosk-preview{rest}") for rest in ("@.service", ".socket"))
    assert worker["User"] == ["kiosk-preview"] and way_in["SocketUser"] == ["kiosk-hall"]
    assert way_in["SocketMode"] == ["0600"] and way_in["MaxConnections"] == ["1"] and way_in["Accept"] == ["yes"]
    assert worker["PrivateNetwork"] == worker["PrivateDevices"] == ["yes"]
    assert worker["RestrictAddressFamilies"] == ["AF_UNIX"] and worker["StandardInput"] == ["socket"]
    assert {"-/var/lib/kiosk", "-/etc/kiosk", "-/run/kiosk"} <= {*worker["InaccessiblePaths"][0].split()}
    assert not {"StateDirectory", "LoadCredential", "BindPaths", "BindReadOnlyPaths"} & {*worker}
    assert worker["MemoryMax"] == ["1G"] and float(worker["RuntimeMaxSec"][0]) > start.SECONDS
    assert int(worker["LimitNOFILE"][0]) > wire_preview.MOST_FILES
    assert way_in["ListenStream"] == [str(preview.SOCKET)] and preview.SECONDS > start.SECONDS


def test_the_stick_s_helper_is_root_for_mounting_alone() -> None:
    """Whoever brings a stick is anybody: no network, no device but disks, nobody's folder but for the copy."""
    helper, way_in = (values(DEPLOY / "systemd" / f"kiosk-stick{rest}") for rest in ("@.service", ".socket"))
    assert "User" not in helper and way_in["SocketMode"] == ["0660"]
    assert (way_in["SocketUser"], way_in["SocketGroup"]) == (["kiosk-terminal"], ["kiosk-hall"])
    assert way_in["Accept"] == ["yes"] and way_in["MaxConnections"] == ["1"] and helper["StandardInput"] == ["socket"]
    assert way_in["ListenStream"] == [str(wire.SOCKET)] and helper["PrivateMounts"] == ["yes"]
    rest = {"CapabilityBoundingSet", "RestrictAddressFamilies"}
    assert {key: helper.get(key, ["missing"])[-1] for key in SANDBOX.keys() - rest} == {
        key: value for key, value in SANDBOX.items() if key not in rest
    }
    assert {*helper["CapabilityBoundingSet"][0].split()} == {
        f"CAP_{name}" for name in ("SYS_ADMIN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "SETUID", "SETGID")
    }
    assert helper["SystemCallFilter"] == ["@system-service mount umount2"]
    assert helper["DevicePolicy"] == ["closed"] and helper["DeviceAllow"] == ["block-sd rw"]
    folders = {*helper["ReadWritePaths"][0].split()}
    assert folders == {"-/var/lib/kiosk/terminal", "-/var/lib/kiosk/hall"}
    assert helper["PrivateNetwork"] == ["yes"] and helper["RestrictAddressFamilies"] == ["AF_UNIX"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_no_unit_takes_its_environment_from_another_user_s_file(unit: Path) -> None:
    """systemd reads it as root, and LD_PRELOAD in it is code in the service: the display server's user wrote one."""
    assert "EnvironmentFile" not in values(unit)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_root_starts_for_a_service_lies_where_only_root_writes(unit: Path) -> None:
    programs = re.findall(r"^Exec\w+=[-+!@:]*(\S+)", unit.read_text(), re.MULTILINE)
    assert programs and all(re.match(r"/opt/kiosk/(deploy|\.venv)/|/usr/bin/", program) for program in programs)


@pytest.mark.parametrize("unit", [DEPLOY / "systemd" / name for name in DRAWING], ids=lambda unit: unit.name)
def test_whoever_draws_is_told_where_the_display_is(unit: Path) -> None:
    assert "KIOSK_DISPLAY_FILE=/run/kiosk-screen/display" in values(unit)["Environment"]


def exposures() -> Iterator[tuple[str, float]]:
    for name in EXPOSURE:
        command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(DEPLOY / "systemd" / name)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if found := re.search(r"Overall exposure level.*: ([\d.]+)", run.stdout):
            yield name, float(found[1])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_s_own_figure_does_not_grow() -> None:
    found = dict(exposures())
    assert found and not {name: level for name, level in found.items() if level > EXPOSURE[name] + OTHER_VERSIONS}
