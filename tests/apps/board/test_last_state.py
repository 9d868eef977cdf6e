"""The last good state in its small file: whole, or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.apps.board.last_state import Kept, LastState
from tests.apps.board.sample_halls import AT, MORNING

KEPT = Kept(MORNING, AT, 95)


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    state = LastState(tmp_path / "deep" / "board.json")
    assert state.read() is None
    assert state.keep(KEPT)
    assert LastState(tmp_path / "deep" / "board.json").read() == KEPT
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["board.json"]


def test_a_power_cut_while_writing_leaves_the_one_before(tmp_path: Path) -> None:
    state = LastState(tmp_path / "board.json")
    state.keep(KEPT)
    (tmp_path / "board.json.new").write_text('{"now": {"at": "20')  # torn
    assert state.read() == KEPT
    state.keep(Kept(MORNING, AT, 96))
    assert state.read() == Kept(MORNING, AT, 96)


@given(st.binary(max_size=60), st.integers(0, 4000))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_none_and_no_crash(tmp_path: Path, junk: bytes, at: int) -> None:
    path = tmp_path / "board.json"
    LastState(path).keep(KEPT)
    whole = path.read_bytes()
    path.write_bytes(whole[: at % len(whole)] + junk)
    found = LastState(path).read()
    assert found is None or isinstance(found, Kept)


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_does_not_stop_the_board(tmp_path: Path) -> None:
    (tmp_path / "board.json.new").symlink_to("/dev/full")
    assert not LastState(tmp_path / "board.json").keep(KEPT)
