"""The nightly copy: installed with the hall, run as its user, in time, and heard when it fails."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli import app
from kiosk.settings import Settings
from tests.deploy.test_units import DEPLOY, install, values

UNITS = ("kiosk-backup.service", "kiosk-backup.timer")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hall")
    install(root, "hall")
    return root / "etc/systemd/system"


def test_it_comes_with_the_hall_and_not_with_a_terminal_alone(installed: Path, tmp_path: Path) -> None:
    assert all((installed / unit).exists() for unit in UNITS)
    install(tmp_path, "terminal")
    assert not any((tmp_path / "etc/systemd/system" / unit).exists() for unit in UNITS)


def test_it_runs_as_the_hall_and_may_write_where_the_copies_go() -> None:
    hall, backup = (values(DEPLOY / "systemd" / f"kiosk-{name}.service") for name in ("hall", "backup"))
    assert backup["User"] == hall["User"]
    assert backup["ReadWritePaths"] == [str(Settings().hall.data_dir)]
    assert backup["LimitCORE"] == ["0"] and backup["MemorySwapMax"] == ["0"]


def test_the_command_it_runs_is_one_the_kiosk_has() -> None:
    command = values(DEPLOY / "systemd" / "kiosk-backup.service")["ExecStart"][0].split()[1:]
    assert command[:2] == ["backup", "--auto"]
    told = CliRunner().invoke(app, ["backup", "--help"])
    assert told.exit_code == 0 and "--auto" in told.output


def test_a_night_the_machine_was_off_is_made_up_for() -> None:
    assert values(DEPLOY / "systemd" / "kiosk-backup.timer")["Persistent"] == ["true"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_accepts_the_unit(installed: Path, unit: str) -> None:
    run = subprocess.run(["systemd-analyze", "verify", installed / unit], capture_output=True, text=True, check=False)
    complaints = [line for line in run.stderr.splitlines() if unit in line and "is not executable" not in line]
    assert not complaints
