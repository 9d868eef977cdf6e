"""The screen's line to the root side, over a real Unix socket."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from kiosk.apps.first_start.line import Line, Refused, RootAway, Step
from kiosk.apps.first_start.wire import Answers
from tests.apps.first_start.socket_root import SocketRoot
from tests.apps.first_start.walks import DISKS, facts

SECRETS = Answers(hall_name="演示大厅", maintenance_pin="135792", keeper_password="2580147369", code="K7QF")


def test_the_facts_arrive_whole(tmp_path: Path) -> None:
    known = facts("both", on_stick=True, disks=DISKS)
    with SocketRoot(tmp_path / "root.sock", {"facts": [{"ok": known.to_json()}]}) as root:
        assert Line(root.path).facts() == known


def test_steps_are_told_one_by_one_before_the_end(tmp_path: Path) -> None:
    steps = [{"step": "拷贝", "done": 0.25}, {"step": "收尾", "done": 7}, {"ok": True}]
    told: list[Step] = []
    with SocketRoot(tmp_path / "root.sock", {"install": steps}) as root:
        Line(root.path).install("/dev/sda", told.append)
        assert root.heard == [{"verb": "install", "disk": "/dev/sda"}]
    assert told == [Step("拷贝", 0.25), Step("收尾", 1.0)]


def test_the_answers_are_those_of_the_wire(tmp_path: Path) -> None:
    with SocketRoot(tmp_path / "root.sock", {"finish": [{"ok": True}]}) as root:
        Line(root.path).finish(SECRETS, lambda _step: None)
        assert Answers.from_json(root.heard[0]["answers"]) == SECRETS


def test_a_refusal_names_its_answer(tmp_path: Path) -> None:
    refused = {"refused": "名字太长", "field": "hall_name"}
    with SocketRoot(tmp_path / "root.sock", {"finish": [refused], "turn": [{"refused": "没有屏幕"}]}) as root:
        with pytest.raises(Refused) as finish:
            Line(root.path).finish(SECRETS, lambda _step: None)
        with pytest.raises(Refused) as turn:
            Line(root.path).turn("left")
    assert (finish.value.reason, finish.value.field) == ("名字太长", "hall_name")
    assert (turn.value.reason, turn.value.field) == ("没有屏幕", "")


@pytest.mark.parametrize("answer", [[], [b"no json\n"], [b"[1]\n"], [b"\xff\n"], [{"step": "half", "done": 0.5}]])
def test_what_is_no_answer_is_no_success(tmp_path: Path, answer: list[object]) -> None:
    with SocketRoot(tmp_path / "root.sock", {"restart": answer}) as root, pytest.raises(RootAway):
        Line(root.path).restart()


@pytest.mark.parametrize("told", [{}, [], None, {"role": "both"}])
def test_facts_that_are_none_are_no_facts(tmp_path: Path, told: object) -> None:
    with SocketRoot(tmp_path / "root.sock", {"facts": [{"ok": told}]}) as root, pytest.raises(RootAway):
        Line(root.path).facts()


def test_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(RootAway):
        Line(tmp_path / "nothing.sock").facts()


def test_no_secret_stands_in_a_failure(tmp_path: Path) -> None:
    with (
        SocketRoot(tmp_path / "root.sock", {"finish": [b"2580147369 no json\n"]}) as root,
        pytest.raises(RootAway) as failed,
    ):
        Line(root.path).finish(SECRETS, lambda _step: None)
    said = "".join(traceback.format_exception(failed.value))
    assert not [secret for secret in ("135792", "2580147369", "K7QF") if secret in said]
