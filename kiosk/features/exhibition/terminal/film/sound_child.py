"""The limited child that decodes what is heard of one film: its file comes on stdin, its sound goes out on stdout.

Started by the voice process (`kiosk.ui.voice.soundtrack`), with the second from which it is asked for; its doors are
closed as those of `child`. It writes one byte, whether there is a track, and then what `content.films.track`
tells, as fast as it is taken. Its end without a fault is the end of the track.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MEMORY_BYTES = 500_000_000  # of addresses, as in `child`
CPU_SECONDS = 900
"""Of films of some hours; a second of stereo AAC takes 10 ms."""
WITH_SOUND, WITHOUT = b"\x01", b"\x00"
_FILM, _LISTENER = 0, 1
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def command(since: float) -> list[str]:
    """What the voice process is to start; the file is its stdin."""
    return [sys.executable, "-IB", __file__, repr(float(since))]


def main() -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from content.films import track
    from content.kinds import video
    from content.kinds.kind import ItemRefused
    from kiosk.core.limited.kernel import prctl
    from kiosk.core.limited.profiles import bytes_only

    video.bring_libraries()
    track.bring_libraries()
    since = float(sys.argv[1])
    prctl(_PR_SET_PDEATHSIG, _SIGKILL)  # it belongs to the thread that started it
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    try:
        found = track.track_of(video.Film(os.fdopen(_FILM, "rb", buffering=0)))
        _write(WITH_SOUND if found else WITHOUT)
        for pcm in found.heard(since) if found else ():
            _write(pcm)
    except BrokenPipeError:  # nobody listens any more
        return 0
    except (ItemRefused, MemoryError):
        return 1
    return 0


def _write(what: bytes) -> None:
    left = memoryview(what)
    while left:
        left = left[os.write(_LISTENER, left) :]


if __name__ == "__main__":
    sys.exit(main())
