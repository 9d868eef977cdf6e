"""The SAM module's commands: one request, one reply that fits it, or a named failure."""

import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Final

from devices.id_card.frames import Frame, FrameParser, request
from devices.id_card.layouts import TEXT_BYTES, decode_newest_address
from devices.port import Line

OK: Final = 0x90
FOUND: Final = 0x9F
NO_CONTENT: Final = 0x91
NO_CARD: Final = 0x80
SELECT_FAILED: Final = 0x81
READ_FAILED: Final = 0x41
WRONG_CARD: Final = frozenset({0x31, 0x32, 0x33, 0x40, 0x47})  # card and SAM reject each other, or another kind of card

# Refusals that may answer any command: 10 checksum, 11 length, 21 bad command, 23 no permission, 24 unknown,
# 60 self-test failed, 66 unauthorised.
_REFUSALS: Final = frozenset({0x10, 0x11, 0x21, 0x23, 0x24, 0x60, 0x66})
_GAP_SECONDS: Final = 0.5  # a reply that has begun does not pause longer; beyond it the rest is lost
_MOST_HEARD_BYTES: Final = 16 * 1024  # the longest reply is 2,321 bytes; what talks on and on is no reader
_TEXT_AND_PHOTO: Final = 2
_FINGER_TOO: Final = 3
BAUD_CODES: Final = {115200: 0, 57600: 1, 38400: 2, 19200: 3, 9600: 4}


class SamSilent(Exception):
    """Not one byte came back in time."""


class ReplyDamaged(Exception):
    """Bytes came back, but no whole frame that fits the request."""


class SamRefused(Exception):
    """The SAM answered with an error; `sw3` is its code."""

    def __init__(self, sw3: int) -> None:
        super().__init__(f"SAM answered {sw3:02X}")
        self.sw3 = sw3


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the replies that fit it, and how long its reply has been seen to take (seconds, doubled here)."""

    code: int
    parameter: int
    success: frozenset[int]
    failures: frozenset[int]
    seconds: float
    reply_bytes: int = 16


_CARD_ERRORS: Final = WRONG_CARD | {READ_FAILED}
_JUST_OK: Final = frozenset({OK})
RESET: Final = Command(0x10, 0xFF, _JUST_OK, frozenset(), 2.0)
STATUS: Final = Command(0x11, 0xFF, _JUST_OK, frozenset(), 1.0)
SAM_ID: Final = Command(0x12, 0xFF, _JUST_OK, frozenset(), 1.0, reply_bytes=27)
FIND: Final = Command(0x20, 0x01, frozenset({FOUND}), frozenset({NO_CARD}), 1.0)
SELECT: Final = Command(0x20, 0x02, _JUST_OK, _CARD_ERRORS | {SELECT_FAILED}, 1.0)
READ_BASE: Final = Command(0x30, 0x01, _JUST_OK, _CARD_ERRORS, 4.0, reply_bytes=1295)
READ_FINGER: Final = Command(0x30, 0x10, _JUST_OK, _CARD_ERRORS, 6.0, reply_bytes=2321)
READ_ADDRESS: Final = Command(0x30, 0x03, _JUST_OK, _CARD_ERRORS | {NO_CONTENT}, 3.0, reply_bytes=81)


class Sam:
    """One conversation with the module over an open line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._parser = FrameParser()

    def reset(self) -> None:
        self._succeed(RESET)

    def status(self) -> None:
        """Return if the module is well; SamRefused otherwise."""
        self._succeed(STATUS)

    def sam_id(self) -> str:
        """The serial number as printed on the label, such as 05.01-20110722-0000123456-1234567890."""
        data = self._succeed(SAM_ID, sizes=(16,))
        major, minor = (int.from_bytes(data[at : at + 2], "little") for at in (0, 2))
        day, first, second = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
        return f"{major:02}.{minor:02}-{day:08}-{first:010}-{second:010}"

    def find(self) -> bool:
        """Whether an unread card lies on the reader. False does not prove that none does: after a good read the
        module answers "none" until the card is lifted."""
        frame = self._ask(FIND)
        if frame.sw3 not in (FOUND, NO_CARD):
            raise SamRefused(frame.sw3)
        return frame.sw3 == FOUND

    def select(self) -> None:
        self._succeed(SELECT, sizes=range(65))

    def read_text(self) -> bytes:
        """The 256 bytes of text of the selected card. The photo that comes with them is dropped here."""
        return _text_of(self._succeed(READ_BASE, parts=_TEXT_AND_PHOTO), _TEXT_AND_PHOTO)

    def read_text_with_finger(self) -> bytes:
        """As `read_text`, by the command that also brings fingerprints, which are dropped here."""
        return _text_of(self._succeed(READ_FINGER, parts=_FINGER_TOO), _FINGER_TOO)

    def read_newest_address(self) -> str:
        """The newest address (35 characters at most), empty if the card has none. Straight after `read_text`.

        Raises CardTextBroken for what is no text.
        """
        frame = self._ask(READ_ADDRESS, sizes=(70,))
        if frame.sw3 == NO_CONTENT:
            return ""
        if frame.sw3 != OK:
            raise SamRefused(frame.sw3)
        return decode_newest_address(frame.data)

    def set_baud(self, baud: int) -> None:
        """Change the module's speed; KeyError for one it does not have. The port must be reopened at it after."""
        self._succeed(Command(0x60, BAUD_CODES[baud], _JUST_OK, frozenset(), 1.0))

    def _succeed(self, command: Command, sizes: Container[int] = (), parts: int = 0) -> bytes:
        frame = self._ask(command, sizes, parts)
        if frame.sw3 not in command.success:
            raise SamRefused(frame.sw3)
        return frame.data

    def _ask(self, command: Command, sizes: Container[int] = (), parts: int = 0) -> Frame:
        """Send a request and wait for the reply that fits it, passing over any that do not."""
        self._line.forget_input()
        sent = request(command.code, command.parameter)
        self._line.write(sent)
        deadline = (
            time.monotonic() + command.seconds + self._line.settings.wire_seconds(len(sent) + command.reply_bytes)
        )
        try:
            return self._fitting_frame(deadline, lambda frame: _fits(frame, command, sizes, parts))
        finally:
            self._parser.forget()  # half a reply may be half a person

    def _fitting_frame(self, deadline: float, fits: Callable[[Frame], bool]) -> Frame:
        heard = False
        for data in self._line.hear(deadline, _MOST_HEARD_BYTES, gap_seconds=_GAP_SECONDS):
            heard = True
            for frame in self._parser.feed(data):
                if fits(frame):
                    return frame
        raise ReplyDamaged if heard else SamSilent


def _fits(frame: Frame, command: Command, sizes: Container[int], parts: int) -> bool:
    """Whether this frame can answer this command; a late reply to an earlier one mostly cannot."""
    if frame.sw3 not in command.success:
        return frame.sw3 in command.failures or frame.sw3 in _REFUSALS
    if parts:
        return _text_of(frame.data, parts) != b""
    return not sizes or len(frame.data) in sizes


def _text_of(data: bytes, parts: int) -> bytes:
    """The text out of `0100 0400 …`: big-endian lengths of text, photo (and fingers), then the parts themselves.
    Empty when the lengths do not add up."""
    lengths = [int.from_bytes(data[2 * part : 2 * part + 2], "big") for part in range(parts)]
    head = 2 * parts
    if not data or lengths[0] != TEXT_BYTES or len(data) != head + sum(lengths):
        return b""
    return data[head : head + TEXT_BYTES]
