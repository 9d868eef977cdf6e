"""The doctor visits a whole hall with emulated devices."""

from __future__ import annotations

import json
import subprocess
import sys

from devices.emulators import Paper
from kiosk.apps.demo.stand import Stand
from kiosk.apps.doctor import State, run_checks


def test_a_serving_hall_is_well_and_an_empty_paper_roll_is_found() -> None:
    with Stand() as stand:
        stand.printer.paper = Paper.OUT
        found = {check.name: check for check in run_checks(stand.settings)}
    assert {found[name].state for name in ("hall", "database", "fonts", "card_reader", "packs")} == {State.OK}
    assert found["printer"].state is State.FAIL and "没有纸" in found["printer"].what
    assert "全部档案" in found["key"].what  # a throw-away hall has its key on the same disk, and is told so


def test_the_command_prints_one_object_alone() -> None:
    command = [sys.executable, "-m", "kiosk", "doctor", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(run.stdout)
    assert run.returncode == (1 if report["state"] == "fail" else 0)
    assert {"name", "title", "state", "what", "mend"} == set(report["checks"][0])
