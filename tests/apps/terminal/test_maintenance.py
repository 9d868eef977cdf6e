"""Staff leave the kiosk by a PIN of their own; guessing it takes longer and longer."""

from __future__ import annotations

import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.apps.terminal.maintenance import PinCheck, PinRefused, pin_file, set_pin, tries_file

RIGHT, WRONG = "704215", "123987"


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_without_a_pin_nothing_opens(tmp_path: Path) -> None:
    check = PinCheck(tmp_path, Watch())
    assert not check.is_set
    assert not check.check("000000").right


def test_the_pin_is_kept_as_a_hash_only_its_owner_may_read(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    file = pin_file(tmp_path)
    assert RIGHT not in file.read_text()
    assert file.read_text().startswith("$argon2id$")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PinCheck(tmp_path, Watch()).check(RIGHT).right


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123", "12a456", "111111", "123456", "987654"])
def test_a_poor_pin_is_refused(tmp_path: Path, pin: str) -> None:
    with pytest.raises(PinRefused):
        set_pin(tmp_path, pin)
    assert not pin_file(tmp_path).exists()


def test_five_wrong_tries_wait_15_s_then_twice_as_long_up_to_15_minutes(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    watch = Watch()
    check = PinCheck(tmp_path, watch)
    waits = []
    for _ in range(13):
        waits.append(check.check(WRONG).wait_seconds)
        watch.now += waits[-1]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [15, 30, 60, 120]
    assert waits[-1] == 900


def test_the_right_pin_is_not_heard_while_locked(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    watch = Watch()
    check = PinCheck(tmp_path, watch)
    for _ in range(5):
        check.check(WRONG)
    assert not check.check(RIGHT).right
    watch.now += 16
    assert check.check(RIGHT).right


def test_pulling_the_plug_gives_no_new_tries(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    for _ in range(4):
        assert PinCheck(tmp_path, Watch()).check(WRONG).wait_seconds == 0
    assert PinCheck(tmp_path, Watch()).check(WRONG).wait_seconds == 15
    started = Watch()
    check = PinCheck(tmp_path, started)
    assert not check.check(RIGHT).right
    started.now += 16
    assert check.check(RIGHT).right
    assert PinCheck(tmp_path, Watch()).check(RIGHT).right  # and the count began anew


def test_a_new_pin_ends_the_wait(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    for _ in range(5):
        PinCheck(tmp_path, Watch()).check(WRONG)
    set_pin(tmp_path, RIGHT)
    assert PinCheck(tmp_path, Watch()).check(RIGHT).right


def test_a_count_nobody_can_read_locks(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    tries_file(tmp_path).write_bytes(b"\xff")
    assert PinCheck(tmp_path, Watch()).check(RIGHT).wait_seconds == 15


def test_tries_sent_side_by_side_are_counted_one_by_one(tmp_path: Path) -> None:
    set_pin(tmp_path, RIGHT)
    check = PinCheck(tmp_path, Watch())
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(check.check, [WRONG] * 12))
    assert tries_file(tmp_path).read_text() == "5"


def test_who_has_the_right_pin_hears_of_the_wrong_ones(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    set_pin(tmp_path, RIGHT)
    for _ in range(3):  # also those of before a restart
        PinCheck(tmp_path, Watch()).check(WRONG)
    assert "3 since the last right one" in caplog.text and WRONG not in caplog.text
    check = PinCheck(tmp_path, Watch())
    assert check.check(RIGHT).wrong_before == 3
    assert check.check(RIGHT).wrong_before == 0


def test_a_year_of_patience_is_ninety_six_tries_a_day(tmp_path: Path) -> None:
    """As soon as each wait is over, and with the plug pulled in between: of a million PINs."""
    set_pin(tmp_path, RIGHT)
    tries_file(tmp_path).write_text("40")
    watch = Watch()
    for _ in range(3):
        check = PinCheck(tmp_path, watch)  # pulled
        waited = check.check(WRONG).wait_seconds
        assert waited == 900 and tries_file(tmp_path).read_text().startswith("4")  # not heard, so not counted
        watch.now += waited
        assert check.check(WRONG).wait_seconds == 900
        watch.now += 900
    assert tries_file(tmp_path).read_text() == "43"


def test_a_clock_set_back_or_forth_ends_no_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_pin(tmp_path, RIGHT)
    tries_file(tmp_path).write_text("40")
    check = PinCheck(tmp_path)
    check.check(WRONG)
    for year_seconds in (0.0, 4e9):
        monkeypatch.setattr(time, "time", lambda year_seconds=year_seconds: year_seconds)
        assert not check.check(RIGHT).right and check.wait_seconds > 800
