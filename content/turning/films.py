"""A film as telephones and cameras make it -> H.264 and AAC in an .mp4, by ffmpeg where it is installed.

    said = film(source, target, enclosing)      # raises NotTurned, with the way

Path to path: a film may be larger than memory. Whether or not its pictures must be made anew, what the telephone wrote
beside them (place, model, time, chapters, subtitles) stays behind. The format is told by the file's first bytes and
ffmpeg is told it, since some formats are lists of other files that it would open.
"""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

from content.turning import words
from content.turning.film_notes import without_notes
from content.turning.running import Enclosing, NotTurned, folder, run

MOST_BYTES = 4 << 30
SECONDS = 3600.0
LONG_SIDE = 1920  # px: what a terminal of 2 GB decodes without losing frames
_HEAD = 1 << 16
_MOST_INDEX = 16 << 20
_PLAIN = ("-nostdin", "-loglevel", "error", "-protocol_whitelist", "file")
_ALONE = ("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-movflags", "+faststart")
_PICTURES = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-threads", "2",
             "-flags:v", "+bitexact")  # fmt: skip
_SOUND = ("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-flags:a", "+bitexact")
_SCALE = f"scale='if(gte(iw,ih),min({LONG_SIDE},trunc(iw/2)*2),-2)':'if(gte(iw,ih),-2,min({LONG_SIDE},trunc(ih/2)*2))'"
_SOUNDS_KEPT = (b"mp4a",)


def format_of(head: bytes) -> str:
    """As ffmpeg calls it, by the first bytes; empty: none that is taken."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "mov"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if len(head) > 188 * 2 and head[0] == head[188] == head[376] == 0x47:
        return "mpegts"
    return ""


def codecs_of(path: Path) -> set[bytes]:
    """The kinds of tracks in an .mp4 or .mov, as its index names them: hvc1, avc1, mp4a. Empty where it has none."""
    index = _index_of(path)
    found: set[bytes] = set()
    at = index.find(b"stsd")
    while at >= 0:
        found.add(index[at + 16 : at + 20])
        at = index.find(b"stsd", at + 4)
    return found


def film(source: Path, target: Path, enclosing: Enclosing, seconds: float = SECONDS) -> tuple[str, ...]:
    """Write ``target``, beside which there is room; gives what is to be said of it. Blocks for minutes.

    Raises NotTurned.
    """
    with source.open("rb") as stream:
        kind = format_of(stream.read(_HEAD))
    if not kind:
        raise NotTurned(words.NOT_A_FILM)
    if source.stat().st_size > MOST_BYTES:
        raise NotTurned(words.too_large(MOST_BYTES >> 20))
    if shutil.which("ffmpeg") is None:
        return _as_it_is(source, target, kind)
    with folder(target.parent) as own:
        source = _readable(source.resolve(), own)
        is_h264 = b"avc1" in codecs_of(source) and codecs_of(source) <= {b"avc1", *_SOUNDS_KEPT}
        made = is_h264 and _made(source, own, kind, ("-c", "copy"), enclosing, seconds)
        anew = ("-vf", _SCALE, *_PICTURES, *_SOUND)
        if not made and not _made(source, own, kind, anew, enclosing, seconds):
            raise NotTurned(words.NOT_TURNED)
        if os.geteuid() == 0:  # it was another user's (kiosk-hall.service may not even ask)
            os.chown(own / "out.mp4", 0, 0, follow_symlinks=False)
        (own / "out.mp4").replace(target)
        return (words.CLEANED_FILM,) if made else (words.FROM_FILM, words.CLEANED_FILM)


def _as_it_is(source: Path, target: Path, kind: str) -> tuple[str, ...]:
    """Without ffmpeg: a film that every screen plays is taken as it is, but for its notes. Raises NotTurned."""
    codecs = codecs_of(source)
    if kind != "mov" or b"avc1" not in codecs or not codecs <= {b"avc1", *_SOUNDS_KEPT}:
        raise NotTurned(words.NO_FFMPEG)
    shutil.copyfile(source, target)
    without_notes(target)
    return (words.CLEANED_FILM,)


def _readable(source: Path, own: Path) -> Path:
    """Where root asks, the program runs as a user who could not open it: then a copy is that user's own."""
    if os.geteuid():
        return source
    shutil.copyfile(source, own / "in")
    return own / "in"


def _made(source: Path, own: Path, kind: str, how: tuple[str, ...], enclosing: Enclosing, seconds: float) -> bool:
    out = own / "out.mp4"
    out.unlink(missing_ok=True)
    tracks = ("-map", "0:v:0", "-map", "0:a:0?")
    run(["ffmpeg", *_PLAIN, "-f", kind, "-i", f"file:{source}", *tracks, *_ALONE, *how, "-f", "mp4", f"file:{out}"],
        own, enclosing, seconds, source)  # fmt: skip
    return not out.is_symlink() and out.is_file() and bool(codecs_of(out) & {b"avc1"})


def _index_of(path: Path) -> bytes:
    """The ``moov`` box of ISO/IEC 14496-12, wherever it stands; cut where it is larger than an index is."""
    end = path.stat().st_size
    with path.open("rb") as stream:
        at = 0
        while at + 8 <= end:
            stream.seek(at)
            head = stream.read(16)
            size, kind = struct.unpack(">I4s", head[:8])
            if size == 1 and len(head) == 16:
                (size,) = struct.unpack(">Q", head[8:])
            size = size or end - at
            if kind == b"moov":
                stream.seek(at)
                return stream.read(min(size, _MOST_INDEX))
            if size < 8:
                break
            at += size
    return b""
