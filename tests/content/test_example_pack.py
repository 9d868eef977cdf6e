"""The example of what stands beside a pack's items: a keeper who copies it gets words, colours and clips that work."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.pack.build import build
from content.pack.check import check_pack
from content.pack.open import STARTER, open_pack
from content.packs.make_starter import EXAMPLE
from content.packs.starter_source import voice
from kiosk.ui import theme_file
from kiosk.ui.tokens import COLORS
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.voice.call_sentence import Sentence
from kiosk.ui.voice.voices import ClipVoice, VoiceFailed

TODAY = date(2026, 12, 1)
CALL = "请{number}号到{window}办理"


class _Silent:
    """No other voice: what the clips cannot say fails."""

    def render(self, text: str, language: str) -> bytes:
        raise VoiceFailed("no other voice")

    def check(self) -> None:
        raise VoiceFailed("no other voice")


@pytest.fixture(scope="module")
def clips() -> ClipVoice:
    return ClipVoice([EXAMPLE / "voice"], _Silent())


def test_check_has_nothing_to_say_and_the_built_pack_carries_all_three(tmp_path: Path) -> None:
    assert not check_pack(EXAMPLE, TODAY).findings
    built = build(EXAMPLE, tmp_path)
    assert {"words.txt", "theme.toml", "voice/请.wav"} <= set(built.files) and not built.left_out and not built.problems
    assert built.path.stat().st_size < 3_000_000


def test_its_colours_are_read_and_differ_where_large_type_and_the_usual_are() -> None:
    colors = theme_file.load(EXAMPLE / "theme.toml")
    changed = {role for role, row in colors.items() if row != COLORS[role]}
    assert {"primary", "ground", "ink"} <= changed
    assert all(colors[role][2] == COLORS[role][2] for role in colors)  # high contrast stays as it is


def test_no_terminal_has_its_colours_by_itself() -> None:
    assert not (STARTER / "theme.toml").exists() and not (STARTER / "voice").exists()


def test_every_word_can_be_typed() -> None:
    pack = open_pack(EXAMPLE)
    words, refused = LocalWords.gather((word.text, " ".join(word.syllables)) for word in pack.words)
    assert not pack.problems and len(pack.words) >= 20 and not refused
    assert words.match("chashandian")[0].text == "茶山点"


@pytest.mark.parametrize("number", ["A001", "B234", "Z999", "K2-03", "A801"])
@pytest.mark.parametrize("one", ["一", "幺"])
def test_a_call_of_any_series_and_window_is_said_by_clips_alone(clips: ClipVoice, number: str, one: str) -> None:
    for window in range(1, voice.MOST_WINDOW + 1):
        assert clips.render(Sentence(CALL, one).of(number, f"{window} 号窗口"), "zh").startswith(b"RIFF")


def test_the_clips_are_alike_and_named_by_what_they_say(clips: ClipVoice) -> None:
    assert not clips.problems and len(clips) == len(voice.phrases())
    assert {path.stem for path in (EXAMPLE / "voice").iterdir()} == set(voice.phrases())
    everything = "".join(voice.phrases())
    assert len(clips.render(everything, "zh")) > 1_000_000  # joined: each of one form
