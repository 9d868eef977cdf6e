"""Real espeak-ng and recorded clips."""

from __future__ import annotations

import io
import re
import subprocess
import wave
from pathlib import Path

import pytest

from kiosk.ui.voice.voices import ClipVoice, EspeakVoice, VoiceFailed, VoiceMissing, phrase_key

PHRASE = "请选一件要办的事"


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getnframes() * 2 == len(file.readframes(file.getnframes()))
        return float(file.getnframes() / file.getframerate())


def loudest(wav: bytes) -> int:
    with wave.open(io.BytesIO(wav)) as file:
        frames = memoryview(file.readframes(file.getnframes())).cast("h")
        return max(map(abs, frames))


def clip(path: Path, *, frames: int = 2205) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(b"\x10\x20" * frames)
    return path.read_bytes()


def test_espeak_says_a_sentence_of_chinese() -> None:
    spoken = EspeakVoice().render(PHRASE, "zh")
    assert 1.0 < seconds(spoken) < 8.0
    assert loudest(spoken) > 3000


def test_the_chinese_voice_reads_characters_as_chinese() -> None:
    """espeak-ng 1.51's `cmn` says 请 as the English words king three; the voice used must not switch to English."""
    from kiosk.ui.voice.voices import CHINESE_VOICE

    asked = subprocess.run(["espeak-ng", "-v", CHINESE_VOICE, "-q", "-x", PHRASE], capture_output=True, check=True)
    assert b"(en)" not in asked.stdout
    tones = re.findall(rb"\d+", asked.stdout)  # one a syllable; espeak-ng 1.52 writes 一件 as one word
    assert len(tones) == len(PHRASE)


def test_faster_is_shorter_and_english_is_another_voice() -> None:
    slow, fast = (EspeakVoice(words_a_minute=speed).render(PHRASE, "zh") for speed in (120, 300))
    assert seconds(fast) < seconds(slow)
    assert seconds(EspeakVoice().render("Your ticket is ready", "en")) > 0.5


def test_a_program_that_is_not_there_is_named() -> None:
    voice = EspeakVoice(program="espeak-of-nowhere")
    with pytest.raises(VoiceMissing, match="espeak-of-nowhere"):
        voice.check()
    with pytest.raises(VoiceMissing, match="espeak-of-nowhere"):
        voice.render(PHRASE, "zh")


def test_a_voice_espeak_does_not_know_fails_in_its_own_words() -> None:
    with pytest.raises(VoiceFailed, match="does not exist"):
        EspeakVoice("klingon-of-nowhere").render(PHRASE, "zh")


def test_a_recorded_clip_is_preferred_and_the_rest_is_spoken(tmp_path: Path) -> None:
    recorded = clip(tmp_path / "hall" / f"{PHRASE}.wav")
    voice = ClipVoice([tmp_path / "hall", tmp_path / "missing"], EspeakVoice())
    assert len(voice) == 1
    assert voice.render(f"{PHRASE}。", "zh") == recorded
    assert seconds(voice.render("号已取好", "zh")) > 0.3


def test_the_hall_s_own_clip_wins_over_the_pack_s(tmp_path: Path) -> None:
    own = clip(tmp_path / "own" / f"{PHRASE}.wav", frames=100)
    clip(tmp_path / "pack" / f"{PHRASE}.wav", frames=200)
    assert ClipVoice([tmp_path / "own", tmp_path / "pack"], EspeakVoice()).render(PHRASE, "zh") == own


def test_a_bad_clip_is_named_and_its_phrase_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "好.wav").write_bytes(b"not a wave file")
    clip(tmp_path / "长.wav", frames=22050 * 31)
    voice = ClipVoice([tmp_path], EspeakVoice())
    assert len(voice) == 0
    assert [problem.partition(":")[0].rpartition("/")[2] for problem in voice.problems] == ["好.wav", "长.wav"]
    assert seconds(voice.render("好", "zh")) > 0.1


def test_a_clip_pulled_out_while_running_is_spoken_instead(tmp_path: Path) -> None:
    clip(tmp_path / "好.wav")
    voice = ClipVoice([tmp_path], EspeakVoice())
    (tmp_path / "好.wav").unlink()
    assert seconds(voice.render("好", "zh")) > 0.1
    assert voice.problems


def test_punctuation_does_not_tell_phrases_apart() -> None:
    assert phrase_key("好，知道了。") == phrase_key("好 知道了")
    assert phrase_key("A 零 一 五") != phrase_key("A 零 一 六")
