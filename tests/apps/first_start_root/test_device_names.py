"""The udev rules of printer and card reader: the first start's and deploy/name-device's are the same."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.apps.first_start.device_names import rule, with_rules
from tests.apps.first_start_root.machine import PRINTER, READER

PROJECT = Path(__file__).resolve().parents[3]


def name_device(place: Path, name: str, device: str, path: str) -> str:
    """What deploy/name-device prints where udev says `path`; a character device is all that it asks of `device`."""
    udevadm = place / "udevadm"
    udevadm.write_text(f"#!/bin/sh\necho 'DEVNAME={device}'\n{f'echo ID_PATH={path}' if path else ':'}\n")
    udevadm.chmod(0o755)
    told = os.environ | {"PATH": f"{place}:{os.environ['PATH']}"}
    command = [str(PROJECT / "deploy/name-device"), name, device]
    return subprocess.run(command, env=told, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", ["printer", "card-reader"])
def test_name_device_prints_the_same_line(tmp_path: Path, name: str) -> None:
    assert name_device(tmp_path, name, "/dev/null", PRINTER) == rule(name, PRINTER) + "\n"


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mknod"), reason="only root makes a device")
def test_name_device_prints_the_same_line_for_a_port_of_the_board(tmp_path: Path) -> None:
    port = tmp_path / "ttyS3"
    if subprocess.run(["mknod", port, "c", "1", "3"], check=False).returncode:
        pytest.skip("this container makes no devices")
    assert name_device(tmp_path, "printer", str(port), "") == rule("printer", "ttyS3") + "\n"


def test_a_device_is_named_once_and_a_socket_names_one_device() -> None:
    text = "# ours\n" + with_rules("", {"printer": PRINTER, "card-reader": READER})
    assert with_rules(text, {"printer": PRINTER, "card-reader": READER}) == text
    swapped = with_rules(text, {"printer": READER})  # the reader's former socket is now the printer's
    assert swapped == f"# ours\n{rule('printer', READER)}\n"
