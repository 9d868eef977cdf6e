"""Every command of the module, asked once over a real pty."""

import threading
from collections.abc import Iterator

import pytest

from devices.emulators import CardReaderEmulator, Damage, demo_card
from devices.id_card.sam import BAUD_CODES, ReplyDamaged, Sam, SamRefused, SamSilent
from devices.port import PortSettings, open_line


@pytest.fixture
def emulator() -> Iterator[CardReaderEmulator]:
    with CardReaderEmulator() as emulator:
        yield emulator


@pytest.fixture
def sam(emulator: CardReaderEmulator) -> Iterator[Sam]:
    line = open_line(PortSettings(emulator.path), threading.Event())
    yield Sam(line)
    line.close()


def test_the_module_tells_of_itself(sam: Sam) -> None:
    sam.reset()
    sam.status()
    assert sam.sam_id() == "05.01-20200101-0000000001-0000000002"


@pytest.mark.parametrize("fingers", [0, 512, 1024])
def test_a_card_is_found_selected_and_read_with_fingers_or_without(fingers: int) -> None:
    card = demo_card(newest_address="演示路 3 号")
    with CardReaderEmulator(fingers=fingers) as emulator:
        line = open_line(PortSettings(emulator.path), threading.Event())
        sam = Sam(line)
        assert not sam.find()
        emulator.put(card)
        assert sam.find()
        sam.select()
        assert sam.read_text() == card.text()
        assert sam.read_newest_address() == "演示路 3 号"
        assert sam.read_text_with_finger() == card.text()
        assert not sam.find()
        line.close()


def test_every_speed_is_set_by_its_code(emulator: CardReaderEmulator, sam: Sam) -> None:
    for baud, code in BAUD_CODES.items():
        sam.set_baud(baud)
        assert emulator.baud_code == code
    with pytest.raises(KeyError):
        sam.set_baud(300)


@pytest.mark.parametrize("sw3", [0x10, 0x11, 0x21, 0x23, 0x24, 0x60, 0x66])
def test_a_refusal_keeps_its_code(emulator: CardReaderEmulator, sam: Sam, sw3: int) -> None:
    emulator.refuse("2001", sw3)
    with pytest.raises(SamRefused) as refusal:
        sam.find()
    assert refusal.value.sw3 == sw3


def test_reading_without_a_card_fails_by_name(sam: Sam) -> None:
    with pytest.raises(SamRefused, match="81"):
        sam.select()
    with pytest.raises(SamRefused, match="41"):
        sam.read_text()


def test_silence_and_damage_are_told_apart(emulator: CardReaderEmulator, sam: Sam) -> None:
    emulator.damage(Damage.CHECKSUM)
    with pytest.raises(ReplyDamaged):
        sam.find()
    emulator.silent = True
    with pytest.raises(SamSilent):
        sam.find()
