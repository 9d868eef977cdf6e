"""What the terminal asks of the C library and of Python's collector, in processes of their own."""

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

# Pages are kept by cycles; enough of them make Python look through everything that is old, unless told not to.
PAGES = """
import gc, sys
from kiosk.terminal.memory import collect_by_hand
if sys.argv[1] == "small":
    collect_by_hand()
full = []
gc.callbacks.append(lambda phase, told: full.append(1) if phase == "start" and told["generation"] == 2 else None)
kept = []
for _ in range(400_000):
    ring = []
    ring.append(ring)
    kept.append(ring)
print(len(full))
"""


def test_no_full_collection_comes_by_itself() -> None:
    assert told("small", PAGES) == 0 < told("alone", PAGES)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="mallopt is glibc's")
def test_a_freed_picture_leaves_the_process() -> None:
    assert told("small", STORY) < 24 << 20 < told("alone", STORY)


def told(mode: str, story: str) -> int:
    run = subprocess.run([sys.executable, "-c", story, mode], capture_output=True, text=True, check=True)
    return int(run.stdout)
