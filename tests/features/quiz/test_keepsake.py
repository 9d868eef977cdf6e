"""学习纪念 on a printer on a real serial line: what it says; the longest one is no longer than a slip may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from devices.emulators.printer import PrinterEmulator
from devices.printer import PROFILES, Printer
from kiosk.core.link.store import TerminalStore
from kiosk.core.terminal.shared_printer import SharedPrinter
from kiosk.core.terminal.slips import NOT_YET, Slips, SlipState
from kiosk.features.quiz.terminal.challenge import words
from kiosk.features.quiz.terminal.challenge.slip import keepsake
from tests.features.quiz.test_challenge_flow import Hall

NOW = datetime(2026, 11, 17, 10, 26)


def a_slips(printer: Printer, store: TerminalStore) -> Slips:
    return Slips(
        SharedPrinter(printer, store), printer.profile, None, lambda: NOW, hall="云溪里社区党群服务中心",
        terminal="1 号终端", demo=False,
    )  # fmt: skip


def test_it_is_printed_once_asked_for_and_says_how_far_and_that_it_proves_nothing(tmp_path: Path) -> None:
    paper = PrinterEmulator().start()
    printer = Printer(paper.path, 115200, profile=replace(PROFILES["80mm"], margin_seconds=1.0))
    printer.start()
    try:
        with TerminalStore(tmp_path / "terminal.db") as store:
            hall = Hall(store)
            stage: Any = hall.stage
            hall.flow._slips = a_slips(printer, store).of_visit(stage)
            hall.to_board(3)
            assert hall.stage.view.may_print and hall.stage.view.slip == ""
            hall.flow.print_it()
            hall.flow.print_it()  # printed: a second tap prints no second one
            (slip,) = paper.wait_for_slips(1)
            assert hall.flow._slip.state in (SlipState.PRINTED, SlipState.TOO_SOON)
            hall.flow.again()
            assert hall.flow._slip == NOT_YET
    finally:
        printer.stop()
        paper.stop()
    lines = [line.strip() for line in slip.text.splitlines() if line.strip(" -")]
    assert lines[1:6] == ["学习纪念", "早起的茶壶", "在知识挑战里一口气连对", "3 题", "各类都有，不计时"]
    assert "称呼是自己挑的。只作纪念，不作证明。" in lines
    assert len(paper.cut_slips) == 1


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_the_longest_one_is_no_longer_than_a_slip_may_be(tmp_path: Path, profile: Any) -> None:
    printer: Any = type("Paper", (), {"profile": profile})
    with TerminalStore(tmp_path / "terminal.db") as store:
        hand = a_slips(printer, store).hand()
        longest = max(words.NICKNAMES.values(), key=len)
        lines = keepsake(99999, longest, "二十个字的知识点名称写在这里占满整整一行", timed=True)
        assert hand.fits(hand.slip("学习纪念", *lines))
