"""The C library gives large blocks back at once, in a process of its own so that no other test is changed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.core.process.memory import Allowance

# One large block is freed, which alone would raise glibc's mmap threshold; the second then comes from the heap and,
# with a small block above it, stays resident after it is freed.
STORY = """
import sys
from pathlib import Path
from kiosk.core.process.memory import keep_small
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
if sys.argv[1] == "small":
    assert keep_small()
size = 24 << 20
bytearray(b"x") * size
before = resident()
first = [bytearray(b"x") * size for _ in range(4)]
above = [bytes(600) for _ in range(20_000)]
first.clear()
print(resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="mallopt is glibc's")
def test_a_freed_picture_leaves_the_process() -> None:
    assert left_resident("small") < 24 << 20 < left_resident("alone")


def left_resident(mode: str) -> int:
    run = subprocess.run([sys.executable, "-c", STORY, mode], capture_output=True, text=True, check=True)
    return int(run.stdout)


def test_a_terminal_that_holds_too_much_starts_anew_only_when_nobody_was_there_for_a_while() -> None:
    allowance = Allowance(1.0)
    looks = int(Allowance.REST_SECONDS / Allowance.LOOK_SECONDS)
    assert not any(allowance.looked(resting=True) for _ in range(looks - 1))
    assert not allowance.looked(resting=False)  # a visitor came
    assert not any(allowance.looked(resting=True) for _ in range(looks - 1))
    assert allowance.looked(resting=True)


@pytest.mark.parametrize("limit", [0.0, 1e9])
def test_one_that_does_not_or_may_hold_anything_goes_on(limit: float) -> None:
    allowance = Allowance(limit)
    assert not any(allowance.looked(resting=True) for _ in range(100))


PROGRAM = """
import sys
from pathlib import Path
from kiosk.settings import Settings, TerminalSettings, SoundSettings
from kiosk.apps.terminal import start
from kiosk.core.process import memory
memory.Allowance.LOOK_SECONDS = memory.Allowance.REST_SECONDS = 0.1
home = Path(sys.argv[1])
away, packs = "http://127.0.0.1:9", home / "packs"
terminal = TerminalSettings(hall_url=away, data_dir=home, packs_dir=packs, restart_above_mb=1.0)
settings = Settings(terminal=terminal, sound=SoundSettings(enabled=False))
sys.exit(start.run(settings, size=(540, 960), fullscreen=False))
"""


def test_the_process_ends_with_the_status_that_systemd_starts_again(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=os.environ | {"SDL_VIDEODRIVER": "offscreen"}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 75, run.stderr
