"""What is heard of a film from any place of it, in step with its pictures as `content.kinds.video` tells their times.

    track = track_of(film)                        # None: it has none
    for pcm in track.heard(70.0): ...             # 48,000 times a second two signed 16-bit samples, left and right

Whatever the file has, of one speaker or of six, comes out so. What begins late, has a hole or is damaged is silent
there, so that what follows is heard when it is seen. One thread decodes, as in `video`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from content import words
from content.kinds.kind import ItemRefused
from content.kinds.video import SOUND_CODECS, Film

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

RATE = 48_000
FRAME_BYTES = 4
_BEFORE_SECONDS = 0.25
"""Decoded and not told: after a leap the first frames of a codec lean on those before them."""
_SLACK_SECONDS = 0.05
"""A file's times are rounded, and its samples counted: what differs by less is one sound."""
_SILENCE_FRAMES = RATE // 10


def bring_libraries() -> None:
    """As `video.bring_libraries`, for what is opened here besides."""
    import av.audio.codeccontext
    import av.audio.fifo
    import av.audio.format
    import av.audio.frame
    import av.audio.layout
    import av.audio.plane
    import av.audio.stream
    import av.filter
    import av.filter.context
    import av.filter.filter
    import av.filter.graph
    import av.filter.link  # noqa: F401


def track_of(film: Film) -> Track | None:
    """The one that the file says is meant, the first otherwise. Raises ItemRefused where it cannot be decoded."""
    stream = film.container.streams.best("audio")
    return Track(film, stream) if stream is not None else None


class Track:
    def __init__(self, film: Film, stream: Any) -> None:
        self._film, self._stream = film, stream
        if stream.codec_context.name not in SOUND_CODECS:
            raise ItemRefused(words.NOT_HEARD)
        stream.thread_type = "NONE"
        stream.codec_context.thread_count = 1
        from av.stream import Discard

        for other in film.container.streams:  # their bytes are not even read, where the format knows where they lie
            if other.index != stream.index:
                other.discard = Discard.all

    def heard(self, since: float) -> Iterator[bytes]:
        """From so many seconds of the film on, whole samples; nothing where it has no more. Raises ItemRefused."""
        wanted = self._film.first + since
        converted = _Converted(self._film.errors)
        told = 0  # samples
        comes: int | None = None  # at which sample what is decoded next belongs
        due = 0.0  # when the next frame should begin, as its samples are counted
        for frame in self._frames(wanted):
            begins = float(frame.time) if frame.time is not None else due
            if comes is None:
                comes, due = round((begins - wanted) * RATE), begins
            elif abs(begins - due) > _SLACK_SECONDS:
                comes, due = comes + round((begins - due) * RATE), begins
            due += frame.samples / (frame.sample_rate or RATE)
            pcm = converted.of(frame)
            count = len(pcm) // FRAME_BYTES
            while told < comes and count:
                silent = min(_SILENCE_FRAMES, comes - told)
                yield bytes(silent * FRAME_BYTES)
                told += silent
            if told - comes < count:
                yield pcm[(told - comes) * FRAME_BYTES :]
                told = comes + count
            comes += count

    def _frames(self, wanted: float) -> Iterator[AudioFrame]:
        """From shortly before; what is damaged is passed over."""
        before = max(0.0, wanted - _BEFORE_SECONDS)
        with suppress(*self._film.errors):  # from the beginning, then
            self._film.container.seek(int(before / float(self._stream.time_base)), stream=self._stream)
        for packet in self._film.packets(self._stream):
            with suppress(*self._film.errors):
                yield from packet.decode()


class _Converted:
    """libswresample, by a graph of one thread; another one where the file changes what it tells."""

    def __init__(self, errors: tuple[type[Exception], ...]) -> None:
        self._errors = errors
        self._shape: tuple[object, ...] = ()
        self._graph: Any = None

    def of(self, frame: AudioFrame) -> bytes:
        """Raises ItemRefused."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        try:
            if shape != self._shape:
                self._shape, self._graph = shape, self._made(*shape)
            self._graph.push(frame)
            parts: list[bytes] = []
            while True:
                try:
                    made = self._graph.pull()
                except (BlockingIOError, EOFError):
                    return b"".join(parts)
                parts.append(bytes(memoryview(made.planes[0])[: made.samples * FRAME_BYTES]))
        except self._errors as error:
            raise ItemRefused(words.NOT_HEARD) from error

    @staticmethod
    def _made(sample_format: str, layout: str, rate: int) -> Any:
        from av.filter.graph import Graph

        graph = Graph()
        graph.threads = 1
        begin = graph.add(
            "abuffer", sample_rate=str(rate), sample_fmt=sample_format, channel_layout=layout, time_base=f"1/{rate}"
        )
        convert = graph.add("aformat", sample_rates=str(RATE), sample_fmts="s16", channel_layouts="stereo")
        end = graph.add("abuffersink")
        begin.link_to(convert)
        convert.link_to(end)
        graph.configure()
        return graph
