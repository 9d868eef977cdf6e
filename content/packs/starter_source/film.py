"""The starter's film: a slow look over four of its own drawings, twelve seconds, a tune, and subtitles beside it."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from content.packs.starter_source import tune

if TYPE_CHECKING:
    from av import AudioFrame
    from PIL.Image import Image

SCENES = ("morning", "window", "lane", "dusk")
SCENE_SECONDS, RATE = 3, 15
SIZE = (640, 360)
_LOOSE = "31"  # x264's quality: flat drawings stay clean, and the pack small
_SOUND_BITS, _SOUND_FRAME = 32_000, 1024
_NEAR = 0.86  # of the picture's width is seen
_KEYFRAME = RATE  # a step of ten seconds finds its place at once


def draw_film(pictures: Path, out: Path) -> None:
    """Needs PyAV with libx264."""
    import av
    import PIL.Image

    with av.open(str(out), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=RATE, options=_options())
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        sound = film.add_stream("aac", rate=tune.RATE, layout="mono")
        sound.bit_rate = _SOUND_BITS
        heard = _parts(tune.tune(len(SCENES) * SCENE_SECONDS))
        for number in range(len(SCENES) * SCENE_SECONDS * RATE):
            scene, within = divmod(number, SCENE_SECONDS * RATE)
            picture = PIL.Image.open(pictures / f"{SCENES[scene]}.png").convert("RGB")
            frame = av.VideoFrame.from_image(  # type: ignore[no-untyped-call]
                _seen(picture, within / (SCENE_SECONDS * RATE))
            )
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            film.mux(stream.encode(frame))
            for part in itertools.islice(heard, 2):  # beside its picture
                film.mux(sound.encode(part))
        film.mux(stream.encode(None))
        for last in (*heard, None):
            film.mux(sound.encode(last))


def _parts(samples: array[float]) -> Iterator[AudioFrame]:
    from av import AudioFrame

    for begin in range(0, len(samples), _SOUND_FRAME):
        part = samples[begin : begin + _SOUND_FRAME]
        frame = AudioFrame("fltp", "mono", len(part))
        frame.sample_rate, frame.pts, frame.time_base = tune.RATE, begin, Fraction(1, tune.RATE)
        plane = frame.planes[0]
        plane.update(part.tobytes() + bytes(plane.buffer_size - 4 * len(part)))
        yield frame


def _options() -> dict[str, str]:
    return {"crf": _LOOSE, "preset": "veryslow", "g": str(_KEYFRAME)}


def _seen(picture: Image, share: float) -> Image:
    """The part of a picture that the look has come to."""
    from PIL.Image import Resampling

    wide = picture.width * _NEAR
    high = wide * SIZE[1] / SIZE[0]
    left, top = (picture.width - wide) * share, (picture.height - high) * (0.55 - 0.1 * share)
    box = (left, top, left + wide, top + high)
    return picture.resize(SIZE, Resampling.LANCZOS, box=box)
