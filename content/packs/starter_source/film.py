"""The starter's film: a day in eight of its scenes, forty seconds, with a tune, and subtitles beside it.

Each scene moves in its layers: what is near goes by faster than what is far, clouds and boats have a way of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

from content.packs.starter_source.render import render_layers
from content.packs.starter_source.scenes import scenes
from content.packs.starter_source.strokes import WIDTH, Layer, Scene, page, sky
from content.packs.starter_source.tune import Tune

if TYPE_CHECKING:
    from PIL.Image import Image

SCENE_SECONDS, FADE_SECONDS, RATE = 5.0, 0.6, 15
SIZE = (1280, 720)
_SEEN = 1000  # columns of a scene that are in the frame
_SCALE = SIZE[0] / _SEEN
_LOOSE = "25"  # x264's quality: flat drawings stay clean, and the pack small
_KEYFRAME = RATE  # a step of ten seconds finds its place at once


@dataclass(frozen=True)
class _Cel:
    """A layer as it was drawn, where it has anything; the place of that in the frame in mid-shot, px; how it moves."""

    picture: Image
    left: float
    top: float
    layer: Layer


def draw_film(out: Path) -> None:
    """Needs PyAV with libx264, playwright and Chromium; run only to remake. The same each time."""
    import av

    with av.open(str(out), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=RATE, options=_options())
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        shots = [_cels(scene) for scene in scenes().values()]
        sound = Tune(film, len(shots) * SCENE_SECONDS)
        for number, picture in enumerate(_pictures(shots)):
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            film.mux(stream.encode(frame))
            sound.until(number / RATE)
        film.mux(stream.encode(None))
        sound.end()


def _options() -> dict[str, str]:
    return {"crf": _LOOSE, "preset": "slow", "g": str(_KEYFRAME), "threads": "1"}


def _cels(scene: Scene) -> list[_Cel]:
    size = (round(WIDTH * _SCALE), SIZE[1])
    layers = (Layer(sky(scene.sky)), *scene.layers)
    drawn = render_layers([page(layer.body, size, scene.film_top) for layer in layers], *size)
    aside = (WIDTH - _SEEN) / 2 * _SCALE
    return [
        _Cel(picture.crop(box), box[0] - aside, box[1], layer)
        for picture, layer in zip(drawn, layers, strict=True)
        if (box := picture.getbbox())
    ]


def _pictures(shots: Sequence[Sequence[_Cel]]) -> Iterator[Image]:
    """Each shot melts into the next."""
    from PIL import Image

    frames, fading = round(SCENE_SECONDS * RATE), round(FADE_SECONDS * RATE)
    for place, cels in enumerate(shots):
        for number in range(frames):
            picture = _seen(cels, number / frames)
            if place + 1 < len(shots) and number >= frames - fading:
                coming = _seen(shots[place + 1], (number - frames) / frames)
                picture = Image.blend(picture, coming, (number - frames + fading + 1) / (fading + 1))
            yield picture


def _seen(cels: Sequence[_Cel], share: float) -> Image:
    """The frame when so much of the shot has gone by; below 0 while it is coming."""
    from PIL import Image

    frame = Image.new("RGBA", SIZE)
    for cel in cels:
        left = cel.left - cel.layer.drift * (share - 0.5) * _SCALE
        top = cel.top - cel.layer.rise * sin(4 * pi * share) * _SCALE
        _lay(frame, cel.picture, left, top)
    return frame.convert("RGB")


def _lay(frame: Image, picture: Image, left: float, top: float) -> None:
    """Between pixels too, or a slow way would go by jerks."""
    from PIL import Image

    x, y = floor(left), floor(top)
    if x + picture.width <= 0 or y + picture.height <= 0:
        return
    across, down = left - x, top - y
    if across or down:
        size = (picture.width + 1, picture.height + 1)
        picture = picture.transform(
            size, Image.Transform.AFFINE, (1, 0, -across, 0, 1, -down), Image.Resampling.BILINEAR
        )
    frame.alpha_composite(picture, (max(0, x), max(0, y)), (max(0, -x), max(0, -y)))
