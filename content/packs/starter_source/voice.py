"""The clips of the example pack: every piece of a call, as a hall would record them, here said by espeak-ng.

    python -m content.packs.make_starter --voice     # writes content/packs/example/voice/*.wav

They are there to be replaced one by one by a person's voice: the names are the list of what to read out. Live speech
says the same sentences; the clips differ in the letters alone, which the Chinese voice says like numbers (E as 一, R
as 二) and the English one says as letters are said. What is made here depends on the version of espeak-ng.
"""

from __future__ import annotations

import array
import subprocess
import tempfile
import wave
from pathlib import Path

CHINESE, ENGLISH = "cmn-latn-pinyin", "en-gb"  # as kiosk/ui/voice/voices.py, which says why not cmn
WORDS_A_MINUTE = 160
MOST_WINDOW = 12
DIGITS = "零一二三四五六七八九幺"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTS = ("请", "号到", "办理")
_HEARD = 200  # of 32,768: below it is silence
_BEFORE_SECONDS, _AFTER_SECONDS = 0.02, 0.06


def phrases() -> dict[str, str]:
    """What each clip says, which is its name, and the voice that says it."""
    windows = [f"{number}号窗口" for number in range(1, MOST_WINDOW + 1)]
    return dict.fromkeys((*PARTS, *DIGITS, *windows), CHINESE) | dict.fromkeys(LETTERS, ENGLISH)


def record(folder: Path) -> None:
    """Writes ``PHRASE.wav`` for each, 16-bit mono at 22,050 Hz. Raises OSError: no espeak-ng."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for phrase, voice in phrases().items():
            said = Path(place) / "said.wav"
            command = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "-w", str(said), phrase]
            subprocess.run(command, check=True)
            _trimmed(said, folder / f"{phrase}.wav")


def _trimmed(said: Path, to: Path) -> None:
    """Without the silence around it, so that clips follow one another as one sentence."""
    with wave.open(str(said)) as spoken:
        form, samples = spoken.getparams(), array.array("h", spoken.readframes(spoken.getnframes()))
    loud = [at for at, sample in enumerate(samples) if abs(sample) > _HEARD]
    first = max(0, loud[0] - round(_BEFORE_SECONDS * form.framerate))
    last = loud[-1] + 1
    quiet = array.array("h", bytes(2 * round(_AFTER_SECONDS * form.framerate)))
    with wave.open(str(to), "wb") as out:
        out.setparams(form)
        out.writeframes(samples[first:last].tobytes() + quiet.tobytes())
