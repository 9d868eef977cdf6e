"""What a CardReader tells its owner. Events are delivered on the reader's own thread."""

from dataclasses import dataclass
from enum import StrEnum

from devices.id_card.card import IdCard


class UnreadReason(StrEnum):
    """Why a card that was found could not be read. After any of them the card must be lifted first."""

    LIFTED_TOO_SOON = "lifted_too_soon"  # select or read failed on the card
    WRONG_CARD = "wrong_card"  # not an identity card, or card and SAM reject each other
    NO_ANSWER = "no_answer"  # the reader fell silent in the middle
    DAMAGED_REPLY = "damaged_reply"  # the reply came damaged twice
    BROKEN_TEXT = "broken_text"  # the text does not follow any layout
    READER_REFUSED = "reader_refused"  # the SAM answered with another error


@dataclass(frozen=True, slots=True, weakref_slot=True)
class CardRead:
    """A card was read completely."""

    card: IdCard


@dataclass(frozen=True, slots=True)
class CardUnread:
    """A card lies on the reader but could not be read; ask the visitor to lift it and put it back."""

    reason: UnreadReason


@dataclass(frozen=True, slots=True)
class CardLying:
    """A card lay there before anybody looked for one: it is not read; ask for it to be taken away."""


@dataclass(frozen=True, slots=True)
class CardGone:
    """After CardLying: it was taken away, and the next card laid down is read."""


@dataclass(frozen=True, slots=True)
class ReaderOnline:
    """The reader answers. `sam_id` is the SAM's serial number as printed on its label; empty if it keeps it back."""

    sam_id: str


@dataclass(frozen=True, slots=True)
class ReaderOffline:
    """The port is gone or the reader does not answer; `reason` is for staff. Retried until `stop`."""

    reason: str


CardEvent = CardRead | CardUnread | CardLying | CardGone | ReaderOnline | ReaderOffline
