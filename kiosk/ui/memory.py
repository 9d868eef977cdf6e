"""Give pictures back to the system when they are dropped: glibc's malloc settings for a process that runs for months.

glibc raises its mmap threshold to the largest block ever freed (up to 32 MB); after one long poster every picture then
comes from the heap and never goes back. Measured: composing the starter's slides kept 40 MB more without this.
"""

from __future__ import annotations

import ctypes

# malloc.h
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_BLOCK_BYTES = 256 * 1024  # a picture's strip or a texture is larger, ordinary Python objects are smaller
_ARENAS = 2


def return_freed_pictures() -> bool:
    """Call once, early. False where the C library has no mallopt (musl): then nothing changes."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    settings = ((_M_MMAP_THRESHOLD, _BLOCK_BYTES), (_M_TRIM_THRESHOLD, _BLOCK_BYTES), (_M_ARENA_MAX, _ARENAS))
    return all(mallopt(what, value) == 1 for what, value in settings)
