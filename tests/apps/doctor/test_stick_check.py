"""Whether a machine that was installed for it can read USB sticks."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import pytest

from kiosk.apps.doctor.check import State
from kiosk.apps.doctor.stick import found


@pytest.mark.parametrize(
    ("what", "state"), [("both xorg", State.WARN), ("hall xorg", State.WARN), ("board cage", State.OK)]
)
def test_a_helper_that_is_off_is_said_where_one_belongs(tmp_path: Path, what: str, state: State) -> None:
    (tmp_path / "installed").write_text(what + "\n")
    check = found(tmp_path / "stick.sock", tmp_path / "installed")
    assert check.state is state and bool(check.mend) is (state is State.WARN)


def test_a_helper_that_listens_is_well_and_a_demonstration_needs_none(tmp_path: Path) -> None:
    assert found(tmp_path / "stick.sock", tmp_path / "installed").state is State.OK
    (tmp_path / "installed").write_text("terminal cage\n")
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{short}/stick.sock")
        check = found(Path(short, "stick.sock"), tmp_path / "installed")
    assert check.state is State.OK and "诊断" in check.what
