"""The film of 模板, to be replaced: six seconds in which a sun goes up and down, silent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from content.packs.template_source.pictures import FRAME, frame

SECONDS, RATE = 6, 15
_OPTIONS = {"crf": "31", "preset": "veryslow", "g": str(RATE)}


def draw_film(out: Path) -> None:
    """Needs PyAV with libx264."""
    import av

    with av.open(str(out), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=RATE, options=_OPTIONS)
        stream.width, stream.height = FRAME
        stream.pix_fmt = "yuv420p"
        for number in range(SECONDS * RATE):
            picture = av.VideoFrame.from_image(frame(number / (SECONDS * RATE)))  # type: ignore[no-untyped-call]
            picture.pts, picture.time_base = number, Fraction(1, RATE)
            film.mux(stream.encode(picture))
        film.mux(stream.encode(None))
