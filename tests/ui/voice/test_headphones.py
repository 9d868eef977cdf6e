"""Whether somebody listens alone, from what amixer prints."""

from __future__ import annotations

import io
import queue
from pathlib import Path

import pytest

from kiosk.ui.voice import headphones
from kiosk.ui.voice.orders import Say, event_of
from kiosk.ui.voice.output import Playing
from kiosk.ui.voice.process import Mouth, Teller
from kiosk.ui.voice.streams import Stream
from kiosk.ui.voice.voices import EspeakVoice

CONTENTS = """\
numid=22,iface=CARD,name='Front Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values={jack}
numid=21,iface=CARD,name='Mic Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=17,iface=MIXER,name='Auto-Mute Mode'
  ; type=ENUMERATED,access=rw------,values=1,items=2
  ; Item #0 'Disabled'
  ; Item #1 'Enabled'
  : values={mute}
numid=3,iface=MIXER,name='Headphone Playback Volume'
  ; type=INTEGER,access=rw---R--,values=2,min=0,max=87,step=0
  : values=87,87
  | dBscale-min=-65.25dB,step=0.75dB,mute=0
"""


@pytest.mark.parametrize(
    ("jack", "mute", "alone"), [("on", "1", True), ("off", "1", False), ("on", "0", False), ("off", "0", False)]
)
def test_a_plug_in_the_jack_with_the_loudspeaker_muted(jack: str, mute: str, alone: bool) -> None:
    assert headphones.plugged_in(CONTENTS.format(jack=jack, mute=mute)) is alone


def test_what_cannot_be_read_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not headphones.plugged_in("")
    assert not headphones.plugged_in("amixer: Control default open error: No such file or directory")
    assert headphones.cards(tmp_path / "missing") == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert headphones.contents(0) == ""


def test_every_card_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    listing = tmp_path / "cards"
    listing.write_text(
        " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n"
        "                      HDA Intel PCH at 0xa1340000 irq 130\n"
        " 1 [Device         ]: USB-Audio - USB Audio Device\n"
        "                      C-Media at usb-0000:00:14.0-3, full speed\n"
    )
    assert headphones.cards(listing) == [0, 1]
    (tmp_path / "on").write_text(CONTENTS.format(jack="on", mute="1"))
    amixer = tmp_path / "amixer"
    amixer.write_text(f'#!/bin/sh\n[ "$2" = 1 ] && /bin/cat "{tmp_path}/on"\n')
    amixer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(headphones.cards, "__defaults__", (listing,))
    assert headphones.headphones_present()
    listing.write_text("--- no soundcards ---\n")
    assert not headphones.headphones_present()


class Loudspeaker:
    """Plays until it is stopped."""

    def __init__(self) -> None:
        self.playing: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.stopped = False

    def check(self) -> None:
        """It is there."""

    def play(self, wav: bytes) -> Playing:
        self.playing.put("playing")
        return self

    def stream(self, rate: int) -> Stream:
        raise NotImplementedError("no film is shown here")

    def wait(self, seconds: float | None = None) -> int | None:
        return -1 if self.stopped else None

    def stop(self) -> None:
        self.stopped = True

    def reason(self) -> str:
        return ""


class Told(io.StringIO):
    def __init__(self) -> None:
        super().__init__()
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def write(self, text: str) -> int:
        self.lines.put(text)
        return len(text)


def test_pulling_the_plug_silences_what_is_private() -> None:
    told, loudspeaker, plugged = Told(), Loudspeaker(), [True]
    mouth = Mouth(EspeakVoice(), loudspeaker, Teller(told), lambda: plugged[0])
    mouth.say(Say(1, ("张某，入党三十七年",), private=True))
    assert loudspeaker.playing.get(timeout=20)
    plugged[0] = False
    events = [event_of(told.lines.get(timeout=20)) for _ in range(2)]
    assert [event.kind for event in events if event] == ["started", "withheld"]
    assert loudspeaker.stopped
    mouth.close()
