"""A board as a hall meets it: called at, killed, left alone by the hall, and back again. Real processes throughout."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.board.last_state import LastState
from kiosk.apps.board.parts import STATE_FILE
from tests.apps.board.halls import WINDOWS, BoardProcess, busy_hall, enrol_board
from tests.apps.hall.process import HallProcess


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallProcess]:
    hall = busy_hall(tmp_path / "hall")
    yield hall
    hall.stop()


@pytest.fixture
def board(hall: HallProcess, tmp_path: Path) -> Iterator[BoardProcess]:
    folder = tmp_path / "board"
    enrol_board(hall, folder)
    board = BoardProcess(folder).start()
    yield board
    board.stop()


def online(view: dict[str, Any]) -> bool:
    return bool(view["rows"]) and view["away"] is None


def call_everywhere(hall: HallProcess) -> dict[str, str]:
    """Every window calls at once; number -> window."""
    called: list[dict[str, Any]] = []

    def press(number: int) -> None:
        answer = hall.call_next(number)
        assert answer
        called.append(answer)

    clerks = [threading.Thread(target=press, args=(number,)) for number in range(1, WINDOWS + 1)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    return {call["number"]: call["window"] for call in called}


def spelt(number: str, window: str) -> str:
    digits = "".join(f" {'零一二三四五六七八九'[int(digit)]}" for digit in number[1:])
    return f"请{number[0]}{digits}号到{window}办理"


def done_with(board: BoardProcess, number: str) -> bool:
    """Whether the board wrote down that this number's call was said; killed sooner, it would rightly say it again."""
    kept = LastState(board.folder / STATE_FILE).read()
    if kept is None or kept.said_up_to is None:
        return False
    return any(call.number == number and call.event_id <= kept.said_up_to for call in kept.now.calls)


def test_ten_calls_at_once_are_said_one_by_one_and_none_is_lost(hall: HallProcess, board: BoardProcess) -> None:
    board.until(online)
    called = call_everywhere(hall)
    assert len(called) == WINDOWS
    last = board.until(lambda view: len(board.said()) == 2 * WINDOWS)
    assert {row["number"]: row["window"] for row in last["rows"]} == called
    said = board.said()
    assert all(order["more"] is False and order["private"] is False for order in said)
    everyone = sorted(spelt(*call) for call in called.items())
    assert sorted(order["lines"][0] for order in said) == sorted(2 * everyone), (
        "each twice; in which order: test_saying"
    )
    # a chime for each but a repeat that follows its own first
    chimes = sum(order["before"] == "chime" for order in said)
    board.until(lambda view: len(list((board.folder / "sound").glob("*.wav"))) == 2 * WINDOWS + chimes)
    board.until(lambda view: told_as_said(hall) == WINDOWS)
    assert board.stop() == 0


def told_as_said(hall: HallProcess) -> int:
    """Calls of which the hall knows that a board said them."""
    database = sqlite3.connect(f"file:{hall.settings.data_dir}/hall.db?mode=ro", uri=True)
    with closing(database):
        row = database.execute("SELECT count(DISTINCT ticket_id) FROM events WHERE kind = 'ticket_said'").fetchone()
    return int(row[0])


def test_the_hall_dies_and_comes_back(hall: HallProcess, board: BoardProcess) -> None:
    board.until(online)
    called = hall.call_next(3)
    assert called
    board.until(lambda view: view["call"]["number"] == called["number"])
    hall.kill()
    away = board.until(lambda view: view["away"] is not None)
    assert away["call"]["kind"] == "past" and away["call"]["number"] == called["number"]
    assert away["rows"][2]["number"] == called["number"], "the last good state stays"
    hall.start()
    again = board.until(online)
    assert again["call"]["kind"] == "now", "its window still waits for it"
    later = hall.call_next(5)
    assert later
    board.until(lambda view: view["call"]["number"] == later["number"])


def test_a_board_started_anew_while_the_hall_is_away_shows_the_last_state(
    hall: HallProcess, board: BoardProcess
) -> None:
    board.until(online)
    called = hall.call_next(2)
    assert called
    board.until(lambda view: len(board.said()) == 2)
    board.until(lambda view: view["rows"][1]["number"] == called["number"])
    board.until(lambda view: done_with(board, called["number"]))
    hall.kill()
    board.kill()
    board.start()
    away = board.until(lambda view: view["away"] is not None)
    assert away["call"]["number"] == called["number"] and away["call"]["kind"] == "past"
    hall.start()
    board.until(online)
    assert len(board.said()) == 2, "what was said is not said again"


def test_a_board_killed_in_the_midst_of_calls_says_the_rest(hall: HallProcess, board: BoardProcess) -> None:
    board.until(online)
    called = call_everywhere(hall)
    board.until(lambda view: len(board.said()) >= 3)
    board.kill()
    board.start()
    everyone = {spelt(*call) for call in called.items()}
    board.until(lambda view: {order["lines"][0] for order in board.said()} == everyone)


def test_two_boards_each_with_its_windows(hall: HallProcess, tmp_path: Path) -> None:
    boards = []
    for name, windows in (("east", ("1 号窗口", "2 号窗口")), ("west", ("3 号窗口", "88 号窗口"))):
        enrol_board(hall, tmp_path / name)
        boards.append(BoardProcess(tmp_path / name, windows=windows))
        boards[-1].start()
        boards[-1].until(online)  # one after the other: the same name gets a new token
        if name == "east":
            hall.call_next(3)
            first = hall.call_next(1)
            assert first
            view = boards[0].until(lambda view: view["call"]["kind"] == "now")
            assert view["call"]["number"] == first["number"]
            assert [row["window"] for row in view["rows"]] == ["1 号窗口", "2 号窗口"]
            boards[0].until(lambda view: len(boards[0].said()) == 2)
            boards[0].stop()
    west = boards[1].until(online)
    assert [row["window"] for row in west["rows"]] == ["3 号窗口"]
    assert "88 号窗口" in west["foot"]["line"], "the keeper is told of a window the hall does not have"
    boards[1].stop()
