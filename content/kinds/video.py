"""A film of a pack: H.264 in an .mp4, or VP8 and VP9 in a .webm, read by one code whether it is checked or shown.

    film = Film(stream)                     # raises ItemRefused; `stream` is a file open for reading, no path
    for seconds, frame in film.frames(): ...

Which format a file has is told by its first bytes and libav is told it: some of its formats are lists of other files,
which it would open. `av` (PyAV, with its own FFmpeg) is imported when a film is opened, which is never in a process
that draws.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from content import words
from content.kinds.kind import ItemRefused

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

MOST_BYTES = 1 << 30
"""A pack as one file takes no larger one (`content.pack.unpack`)."""
SUFFIXES = (".mp4", ".m4v", ".mov", ".mkv", ".webm")
LONGEST_SIDE = 1920  # px: what a terminal of 2 GB decodes without losing frames
LONGEST_SECONDS = 600.0
"""Of one turn in the loop; a longer film is cut there."""
_CODECS = ("h264", "vp8", "vp9")
SOUND_CODECS = ("aac", "mp3", "mp3float", "mp2", "mp2float", "opus", "libopus", "vorbis", "flac", "alac", "ac3", "eac3",
                "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_u8", "pcm_alaw", "pcm_mulaw")  # fmt: skip
_HEVC = ("hevc", "av1", "vvc")
_SMALLEST = 16
_END_SECONDS = 3.0
"""So far before its end a film is tried as well: one that was copied in part has its beginning alone."""
_MOST_BAD_PACKETS = 100
_SAME_SECONDS = 0.001


def bring_libraries() -> None:
    """All that opening a film will import, also what `av` puts off: for a process that closes its doors afterwards."""
    import av
    import av.sidedata.sidedata
    import av.subtitles.codeccontext
    import av.subtitles.stream
    import av.subtitles.subtitle
    import av.video.reformatter  # noqa: F401


@dataclass(frozen=True, slots=True)
class Facts:
    """``size``: width and height in pixels as it is shown, turned and stretched. ``turned``: degrees, clockwise, by
    which its frames must be turned for that. ``seconds``: as the file says, 0 where it says nothing. ``unheard``: it
    has sound of a kind that is not decoded.
    """

    size: tuple[int, int]
    turned: int
    seconds: float
    has_sound: bool = False
    unheard: bool = False


class Film:
    """One thread decodes: the limited children in which this runs can start no other."""

    def __init__(self, stream: BinaryIO) -> None:
        """Raises ItemRefused."""
        import av

        # What libav says of a stranger's file would stand in the journal, a line a frame.
        av.logging.set_level(av.logging.PANIC)
        logging.getLogger("libav").setLevel(logging.CRITICAL)
        kind = format_of(stream.read(_HEAD))
        stream.seek(0)
        if not kind:
            raise ItemRefused(words.NOT_A_FILM)
        self.errors: tuple[type[Exception], ...] = (av.FFmpegError, EOFError, ValueError)
        """What libav raises of a file that is damaged."""
        try:
            self.container = av.open(stream, mode="r", format=kind)
        except self.errors as error:
            raise ItemRefused(words.FILM_NOT_WHOLE) from error
        if not self.container.streams.video:
            has_sound = bool(self.container.streams.audio)
            raise ItemRefused(words.FILM_WITHOUT_PICTURES if has_sound else words.FILM_NOT_WHOLE)
        self._stream = self.container.streams.video[0]
        self._check()
        self._stream.thread_type = "NONE"
        self._stream.codec_context.thread_count = 1
        self.first = 0.0
        """When its first picture is seen, by the file's own clock; the times that are told count from there."""
        self.facts = self._facts()

    def frames(self, since: float = 0.0) -> Iterator[tuple[float, VideoFrame]]:
        """Each with its time in seconds from the first; a place that is damaged is passed over. `since`: from so many
        seconds of the film on, and from there their times; first the one that stands there, none where it has no more.

        Raises ItemRefused when too much of it is.
        """
        first, last, bad = None, 0.0, 0
        begins = self._sought(since) if since > 0 else 0.0
        stands: VideoFrame | None = None
        for packet in self.packets(self._stream):
            try:
                decoded = packet.decode()
            except self.errors:
                bad += 1
                if bad > _MOST_BAD_PACKETS:
                    raise ItemRefused(words.FILM_NOT_WHOLE) from None
                continue
            for frame in decoded:
                at = float(frame.time) if frame.time is not None else last
                if since > 0 and at < begins:  # decoded only for those after it
                    stands = frame
                    continue
                if first is None:
                    first = begins if since > 0 else at
                if stands is not None:
                    yield 0.0, stands
                    stands = None
                last = max(last, at - first)
                yield last, frame

    def _sought(self, since: float) -> float:
        """To the last picture before it that needs no other; the time of `since` as the frames tell it."""
        with suppress(*self.errors):  # from the beginning, then
            self.container.seek(int((self.first + since) * 1_000_000))
        return self.first + since - _SAME_SECONDS

    def end_is_there(self) -> bool:
        """Whether a picture can be had from shortly before its end as it says."""
        if not self.facts.seconds:
            return True
        start = (self._stream.start_time or 0) * float(self._stream.time_base or 0)
        wanted = max(0.0, self.facts.seconds - _END_SECONDS)
        try:
            self.container.seek(int((start + wanted) * 1_000_000))
            reached = max((at for at in self._times(start)), default=0.0)
        except self.errors:
            return False
        return reached >= wanted - _END_SECONDS

    def _times(self, start: float) -> Iterator[float]:
        for packet in self.packets(self._stream):
            if packet.pts is not None and packet.size:
                yield float(packet.pts * packet.time_base) - start

    def packets(self, stream: Any) -> Iterator[Any]:
        """Of one of its streams. Raises nothing: where the file breaks off, it ends."""
        packets = self.container.demux(stream)
        while True:
            try:
                yield next(packets)
            except StopIteration:
                return
            except self.errors:
                return

    def _check(self) -> None:
        """Raises ItemRefused."""
        context = self._stream.codec_context
        name, wide, high = context.name, context.width, context.height
        if name not in _CODECS:
            raise ItemRefused(words.FILM_HEVC if name in _HEVC else words.film_codec(name))
        if min(wide, high) < _SMALLEST:
            raise ItemRefused(words.FILM_NOT_WHOLE)
        if max(wide, high) > LONGEST_SIDE:
            raise ItemRefused(words.film_too_large(wide, high, LONGEST_SIDE))

    def _facts(self) -> Facts:
        """How it is to be turned stands beside its first frame. Raises ItemRefused."""
        _, frame = next(self.frames(), (0.0, None))
        if frame is None:
            raise ItemRefused(words.FILM_NOT_WHOLE)
        self.first = float(frame.time or 0.0)
        turned = -round(frame.rotation / 90) * 90 % 360
        ratio = float(self._stream.sample_aspect_ratio or 1)
        wide, high = frame.width * (ratio if 0.1 < ratio < 10 else 1.0), frame.height
        size = (round(wide), high) if turned % 180 == 0 else (high, round(wide))
        self.container.seek(0)
        sound = self.container.streams.best("audio")
        unheard = sound is not None and sound.codec_context.name not in SOUND_CODECS
        return Facts(size, turned, self._seconds(), sound is not None, unheard)

    def _seconds(self) -> float:
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return (self.container.duration or 0) / 1_000_000


def check(path: Path, decode: bool) -> Facts:
    """``decode``: its first picture and one from near its end are decoded as they are to be shown.

    Raises ItemRefused.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ItemRefused(words.film_suffix(path.suffix[:20]))
    try:
        with path.open("rb", buffering=0) as stream:
            if not decode:
                if not format_of(stream.read(_HEAD)):
                    raise ItemRefused(words.NOT_A_FILM)
                return Facts((0, 0), 0, 0.0)
            film = Film(stream)
            if not film.end_is_there():
                raise ItemRefused(words.FILM_NOT_WHOLE)
            return film.facts
    except OSError as error:
        raise ItemRefused(words.FILM_NOT_WHOLE) from error


_HEAD = 12


def format_of(head: bytes) -> str:
    """As libav calls it, by the first bytes; empty: none that is taken."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "mov"
    return "matroska" if head.startswith(b"\x1aE\xdf\xa3") else ""
