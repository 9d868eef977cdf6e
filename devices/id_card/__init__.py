"""Resident identity cards, read through an SDT reader on a serial port.

reader = CardReader("/dev/serial/by-path/…", on_event=print)
reader.start()          # tells ReaderOnline, and ReaderOffline whenever the reader goes away
reader.arm()            # from now on a card is looked for; tells CardRead(card), CardUnread(reason) or CardLying()
reader.disarm()
reader.stop()
"""

from devices.id_card.card import CardKind, IdCard
from devices.id_card.events import (
    CardEvent,
    CardGone,
    CardLying,
    CardRead,
    CardUnread,
    ReaderOffline,
    ReaderOnline,
    UnreadReason,
)
from devices.id_card.reader import CardReader

__all__ = [
    "CardEvent",
    "CardGone",
    "CardKind",
    "CardLying",
    "CardRead",
    "CardReader",
    "CardUnread",
    "IdCard",
    "ReaderOffline",
    "ReaderOnline",
    "UnreadReason",
]
