"""Small films for tests, made by libav in a process of its own: where Kivy runs it is never imported.

film(tmp_path / "a.mp4", size=(64, 48), seconds=2.0)
film(tmp_path / "b.mov", heard=Track("pcm_s16le", what="times"))
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from array import array
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MATRIX_AT = 44
"""Of a track's header (``tkhd``, version 0): 9 numbers of 32 bits, ISO/IEC 14496-12, 8.3.2."""
_TURNED = {90: (0, 1, 0, -1, 0, 0), 180: (-1, 0, 0, 0, -1, 0), 270: (0, -1, 0, 1, 0, 0)}


@dataclass(frozen=True)
class Track:
    """What is heard. ``what``: "pulses", a tone in the first half of every second; "tone", all the time; "times", for a
    codec without loss: each sample is the hundredth of a second that it belongs to. ``late``: seconds. ``count``: so
    many; the second is silent.
    """

    codec: str = "aac"
    rate: int = 48_000
    layout: str = "stereo"
    what: str = "pulses"
    late: float = 0.0
    seconds: float = 0.0  # 0: as long as the pictures
    count: int = 1


def film(
    path: Path, *, size: tuple[int, int] = (64, 48), seconds: float = 1.0, fps: int = 25, codec: str = "libx264",
    sound: bool = False, turned: int = 0, index_first: bool = False, moving: bool = False,
    colors: tuple[tuple[int, int, int], ...] = (), heard: Track | None = None,
) -> Path:  # fmt: skip
    """Its upper half is white and its lower half dark, or it is of the colours (Y, U, V), one a frame, again and
    again; `moving`: a pattern that moves, 10 Mbit/s of 720p.
    """
    asked = {
        "path": str(path), "size": size, "frames": round(seconds * fps), "fps": fps, "codec": codec, "sound": sound,
        "index_first": index_first, "colors": colors, "moving": moving, "heard": asdict(heard) if heard else None,
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "tests.content.films", json.dumps(asked)], cwd=ROOT, check=True, capture_output=True
    )
    if turned:
        _turn(path, turned)
    return path


def _turn(path: Path, degrees: int) -> None:
    """As a telephone that was held so says it."""
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + MATRIX_AT
    for place, value in enumerate(_TURNED[degrees]):
        content[at + place * 4 : at + place * 4 + 4] = (value << 16).to_bytes(4, "big", signed=True)
    path.write_bytes(content)


def _make(asked: dict[str, Any]) -> None:
    import av

    options = {"movflags": "+faststart"} if asked["index_first"] else {}
    with av.open(asked["path"], "w", options=options) as out:
        pictures = out.add_stream(asked["codec"], rate=asked["fps"])
        pictures.width, pictures.height = asked["size"]
        pictures.pix_fmt = "yuv420p"
        noise = out.add_stream("aac", rate=8000) if asked["sound"] else None
        heard = list(_tracks(av, out, asked))
        for number in range(asked["frames"]):
            frame = _frame(av, asked, number)
            out.mux(pictures.encode(frame))
            if noise is not None:
                sound = av.AudioFrame("fltp", "mono", 8000 // asked["fps"])
                sound.sample_rate, sound.pts = 8000, number * (8000 // asked["fps"])
                sound.planes[0].update(bytes(sound.planes[0].buffer_size))
                out.mux(noise.encode(sound))
            for stream, frames in heard:  # beside the pictures that it belongs to
                while frames and frames[0].pts / frames[0].sample_rate <= number / asked["fps"]:
                    out.mux(stream.encode(frames.pop(0)))
        for stream, frames in heard:
            for frame in (*frames, None):
                out.mux(stream.encode(frame))
        out.mux(pictures.encode(None))
        if noise is not None:
            out.mux(noise.encode(None))


def _tracks(av: Any, out: Any, asked: dict[str, Any]) -> Iterator[tuple[Any, list[Any]]]:
    track = Track(**(asked["heard"] or {"count": 0}))
    for place in range(track.count):
        stream = out.add_stream(track.codec, rate=track.rate, layout=track.layout)
        yield stream, _heard(av, track, place, asked["frames"] / asked["fps"])


def _heard(av: Any, track: Track, place: int, seconds: float) -> list[Any]:
    """Frames of 1,024 samples."""
    channels = len(av.AudioLayout(track.layout).channels)
    total, made = round((track.seconds or seconds) * track.rate), []
    for begin in range(0, total, 1024):
        count = min(1024, total - begin)
        whole = track.codec.startswith("pcm")
        frame = av.AudioFrame("s16" if whole else "fltp", track.layout, count)
        frame.sample_rate, frame.time_base = track.rate, Fraction(1, track.rate)
        frame.pts = begin + round(track.late * track.rate)
        samples = [0.0 if place else _sample(track, begin + n) for n in range(count)]
        each = [sample for sample in samples for _ in range(channels)] if whole else samples
        data = (array("h", map(round, each)) if whole else array("f", each)).tobytes()
        for plane in frame.planes:
            plane.update(data + bytes(plane.buffer_size - len(data)))
        made.append(frame)
    return made


def _sample(track: Track, number: int) -> float:
    at = number / track.rate
    if track.what == "times":
        return at * 100
    loud = 0.5 * (32767 if track.codec.startswith("pcm") else 1)
    return loud * math.sin(2 * math.pi * 440 * at) if at % 1 < 0.5 or track.what == "tone" else 0.0


def _frame(av: Any, asked: dict[str, Any], number: int) -> Any:
    frame = av.VideoFrame(*asked["size"], "yuv420p")
    color = asked["colors"][number % len(asked["colors"])] if asked["colors"] else None
    for place, plane in enumerate(frame.planes):
        if asked["moving"]:
            plane.update(_moving(plane.line_size, plane.height, number, place))
            continue
        half = plane.buffer_size // 2
        plain = (235 if place == 0 else 128, 40 if place == 0 else 128)
        upper, lower = (color[place], color[place]) if color else plain
        plane.update(bytes([upper]) * half + bytes([lower]) * (plane.buffer_size - half))
    frame.pts, frame.time_base = number, Fraction(1, asked["fps"])
    return frame


def _moving(wide: int, high: int, number: int, place: int) -> bytes:
    row = bytes((x * 3 + number * 5 + place * 40) % 256 for x in range(256)) * (wide // 256 + 2)
    starts = ((y * 2 + number * 3) % 256 for y in range(high))
    return b"".join(row[start : start + wide] for start in starts)


if __name__ == "__main__":
    _make(json.loads(sys.argv[1]))
