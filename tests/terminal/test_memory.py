"""The C library gives large blocks back at once, in a process of its own so that no other test is changed."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# One large block is freed, which alone would raise glibc's mmap threshold; the second then comes from the heap and,
# with a small block above it, stays resident after it is freed.
STORY = """
import sys
from pathlib import Path
from kiosk.terminal.memory import keep_small
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
