"""kiosk doctor at a board: joined, its windows known, and readable from where people stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.apps.doctor import State, board, words
from kiosk.settings import BoardSettings, Settings
from tests.apps.board.halls import BOARD, busy_hall, enrol_board
from tests.apps.hall.process import HallProcess


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    hall = busy_hall(tmp_path_factory.mktemp("hall"))
    yield hall
    hall.stop()


def settings(folder: Path, *windows: str) -> Settings:
    return Settings(board=BoardSettings(data_dir=folder, windows=windows, panel_ppi=40.05))


def test_a_machine_without_a_board_is_not_asked(tmp_path: Path) -> None:
    assert list(board.examine(settings(tmp_path / "none"))) == []


def test_a_board_in_its_hall_is_well(hall: HallProcess, tmp_path: Path) -> None:
    enrol_board(hall, tmp_path)
    checks = list(board.examine(settings(tmp_path, "2 号窗口")))
    assert [check.state for check in checks] == [State.OK, State.OK]
    assert "17.1 米" in checks[1].what


def test_what_is_wrong_is_named(hall: HallProcess, tmp_path: Path) -> None:
    assert next(board.examine(settings(tmp_path))).what == words.BOARD_NOT_ENROLLED
    enrol_board(hall, tmp_path)
    unknown = next(board.examine(settings(tmp_path, "2号窗口")))
    assert unknown.state is State.FAIL and "大厅没有2号窗口" in unknown.what and "2 号窗口" in unknown.what
    hall.admin("/admin/terminals/revoke", {"terminal": BOARD})
    assert next(board.examine(settings(tmp_path))).what == words.BOARD_REVOKED


def test_people_who_stand_too_far_away(hall: HallProcess, tmp_path: Path) -> None:
    enrol_board(hall, tmp_path)
    far = settings(tmp_path)
    far = replace(far, board=replace(far.board, viewing_distance_m=6.0))
    distance = list(board.examine(far))[1]
    assert distance.state is State.WARN and "6 米" in distance.mend
