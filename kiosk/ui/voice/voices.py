"""Voices: text -> a WAV in memory. Nothing said is written to disk or put into a process list.

    voice = ClipVoice([Path("/var/lib/kiosk/voice")], other=EspeakVoice())
    wav = voice.render("请选一件要办的事", "zh")

A voice of another make needs `render` and no more. Recorded clips stand in a folder, each named by the phrase it says
(`请选一件要办的事.wav`); punctuation and spaces do not count. A phrase without a clip of its own is put together from
as few clips as say all of it (`请`, `a`, `零`, …, `号到`, `3号窗口`, `办理`); else the other voice says it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import wave
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

RENDER_SECONDS = 20.0  # espeak-ng takes 15 ms a sentence
LONGEST_CLIP_SECONDS = 30.0
CHINESE_VOICE = "cmn-latn-pinyin"
"""Not `cmn`: in espeak-ng 1.51 (Debian 12) it reads the pinyin it finds for a character as English, 请 as "king three"
(espeak-ng/espeak-ng#1236); the pinyin voice reads the same characters right, in 1.51 and in 1.52."""


class VoiceMissing(Exception):
    """The program that speaks is not installed; the text names its package."""


class VoiceFailed(Exception):
    """The program could not say this. The text is the program's own, never what was to be said."""


class ClipRejected(Exception):
    """A recorded clip cannot be played; the text says which and why."""


class Voice(Protocol):
    def render(self, text: str, language: str) -> bytes:
        """A WAV (PCM) of `text`. Raises VoiceMissing, VoiceFailed."""

    def check(self) -> None:
        """Raises VoiceMissing when nothing can be said at all."""


class EspeakVoice:
    """Debian's espeak-ng. `voices`: language -> espeak-ng's name of a voice."""

    def __init__(self, chinese: str = CHINESE_VOICE, words_a_minute: int = 160, program: str = "espeak-ng") -> None:
        self._voices = {"zh": chinese, "en": "en-gb"}
        self._speed, self._program = words_a_minute, program

    def check(self) -> None:
        if shutil.which(self._program) is None:
            raise VoiceMissing(f"{self._program} is not installed; run deploy/setup, or: apt-get install espeak-ng")

    def render(self, text: str, language: str) -> bytes:
        voice = self._voices.get(language, language)
        command = [self._program, "-v", voice, "-s", str(self._speed), "-b", "1", "--stdin", "--stdout"]
        try:
            spoken = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=RENDER_SECONDS, check=False
            )
        except FileNotFoundError as missing:
            raise VoiceMissing(f"{self._program} is not installed") from missing
        except (OSError, subprocess.TimeoutExpired) as error:
            raise VoiceFailed(type(error).__name__) from error
        if spoken.returncode or not spoken.stdout.startswith(b"RIFF"):
            said = spoken.stderr.decode(errors="replace").strip().splitlines()
            raise VoiceFailed(said[-1] if said else f"exit status {spoken.returncode}")
        return with_true_lengths(spoken.stdout)


class ClipVoice:
    """Clips from `folders`, the first that has a phrase wins; `other` says the rest. `problems` names bad clips."""

    def __init__(self, folders: Iterable[Path], other: Voice) -> None:
        self._other = other
        self._clips: dict[str, Path] = {}
        self.problems: list[str] = []
        for folder in folders:
            for path in sorted(folder.rglob("*.wav")) if folder.is_dir() else ():
                self._take(path)

    def __len__(self) -> int:
        return len(self._clips)

    def _take(self, path: Path) -> None:
        try:
            check_clip(path)
        except ClipRejected as refused:
            self.problems.append(str(refused))
            return
        self._clips.setdefault(phrase_key(path.stem), path)

    def check(self) -> None:
        if not self._clips:
            self._other.check()

    def render(self, text: str, language: str) -> bytes:
        keys = parts_of(phrase_key(text), self._clips)
        if keys:
            try:
                return joined([self._read(key) for key in keys])
            except ClipRejected as refused:
                self.problems.append(str(refused))
        return self._other.render(text, language)

    def _read(self, key: str) -> bytes:
        clip = self._clips[key]
        try:
            return clip.read_bytes()
        except OSError as gone:
            del self._clips[key]
            raise ClipRejected(f"{clip}: {gone.strerror}") from gone


def phrase_key(text: str) -> str:
    """What a phrase and the name of its clip have in common: letters and digits, nothing else."""
    return re.sub(r"[\W_]+", "", text).lower()


def parts_of(key: str, clips: Mapping[str, object]) -> list[str]:
    """The fewest clips that say all of `key`, in order; empty when some of it has none."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(key) + 1):
        ways = [[*way, key[start:end]] for start, way in enumerate(best) if way is not None and key[start:end] in clips]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def joined(wavs: list[bytes]) -> bytes:
    """One WAV of several, one after the other. Raises ClipRejected when they were recorded differently."""
    if len(wavs) == 1:
        return wavs[0]
    whole = io.BytesIO()
    with wave.open(whole, "wb") as out:
        kind = None
        for wav in wavs:
            with wave.open(io.BytesIO(wav)) as part:
                form = part.getnchannels(), part.getsampwidth(), part.getframerate()
                if kind is None:
                    out.setnchannels(form[0])
                    out.setsampwidth(form[1])
                    out.setframerate(form[2])
                kind = kind or form
                if form != kind:
                    raise ClipRejected("clips of one sentence differ in channels, width or rate; record them alike")
                out.writeframes(part.readframes(part.getnframes()))
    return whole.getvalue()


def check_clip(path: Path) -> None:
    """Raises ClipRejected for what is no PCM WAV, or too long to be a phrase."""
    try:
        with wave.open(str(path)) as clip:
            seconds = clip.getnframes() / max(1, clip.getframerate())
    except (wave.Error, EOFError, OSError) as error:
        raise ClipRejected(f"{path}: not a PCM WAV file ({error})") from error
    if not 0 < seconds <= LONGEST_CLIP_SECONDS:
        raise ClipRejected(f"{path}: {seconds:.1f} s long; a phrase takes at most {LONGEST_CLIP_SECONDS:g} s")


def with_true_lengths(streamed: bytes) -> bytes:
    """espeak-ng writes to a pipe before it knows the length: put the true one into the header."""
    head = streamed[12:36]
    if len(streamed) < 44 or head[:4] != b"fmt " or streamed[36:40] != b"data":
        raise VoiceFailed("not a WAV as espeak-ng writes it")
    channels, rate = int.from_bytes(head[10:12], "little"), int.from_bytes(head[12:16], "little")
    whole = io.BytesIO()
    with wave.open(whole, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(streamed[44:])
    return whole.getvalue()
