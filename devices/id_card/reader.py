"""The card reader's owner: find → select → read, while armed, on one thread."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeVar

from devices.id_card.card import IdCard
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
from devices.id_card.layouts import CardTextBroken, decode
from devices.id_card.sam import READ_FAILED, SELECT_FAILED, WRONG_CARD, ReplyDamaged, Sam, SamRefused, SamSilent
from devices.port import Backoff, Line, PortLost, PortOwner, PortSettings, WriteStalled

T = TypeVar("T")

POLL_SECONDS: Final = 0.3  # SAM modules are not asked more often
SAME_CARD_SECONDS: Final = 3.0  # the same card seen again within this time was never lifted
_ALIVE_SECONDS: Final = 1.0  # how often a disarmed owner looks whether its port is still there
_SILENCES_ALLOWED: Final = 3  # polls in a row without an answer before the port is opened afresh
_MISSES_ALLOWED: Final = 10  # and polls in a row without a readable answer


class CardReader:
    """Looks for a card while armed and tells what it finds.

    Only a card that is laid down while it looks is read: one that lay there before, or when the port came back, may be
    somebody else's. Until a search finds none, a card is only said to lie there.

    `on_event` is called on the reader's own thread; it must return soon and must not raise. An event that was under
    way when `disarm` was called may still be delivered. `port` is a device path or a pyserial URL.
    """

    def __init__(
        self,
        port: str,
        baud: int = 115200,
        *,
        on_event: Callable[[CardEvent], None],
        newest_address: bool = False,
        poll_seconds: float = POLL_SECONDS,
        backoff: Backoff | None = None,
    ) -> None:
        self._on_event = on_event
        self._newest_address = newest_address
        self._poll_seconds = max(POLL_SECONDS, poll_seconds)
        self._changed = threading.Condition()
        self._looking: _LookOut | None = None
        self._seen = SeenCards()
        self._next_poll = 0.0  # of time.monotonic()
        self._misses = 0
        self._told_offline = False
        self._owner = PortOwner(PortSettings(port, baud), self, "id-card-reader", backoff or Backoff())

    def start(self) -> None:
        """Open the port and keep it open; returns at once."""
        self._owner.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Close the port and end the thread."""
        self._owner.ask_to_stop()
        self.disarm()
        self._owner.stop(timeout)

    def arm(self, *, also_lying: bool = False) -> None:
        """Look for cards from now on; what lies there already is to be lifted first, unless `also_lying`."""
        with self._changed:
            self._looking = _LookOut("nothing" if also_lying else "unknown")
            self._seen.forget()
            self._changed.notify_all()

    def disarm(self) -> None:
        """Look for no cards any more. Any thread."""
        with self._changed:
            self._looking = None
            self._seen.forget()
            self._changed.notify_all()

    def run(self, line: Line) -> None:
        """The session on an open port (called by the port's owner)."""
        sam = Sam(line)
        sam_id = _greet(sam)
        self._owner.opened_well()
        self._told_offline = False
        self._misses = 0
        with self._changed:  # nobody saw what was laid down meanwhile
            self._looking = self._looking and _LookOut(self._looking.first)
        self._on_event(ReaderOnline(sam_id))
        while not line.stopping:
            if not self._wait_until_armed():
                line.check()
            elif looking := self._rest():
                self._next_poll = time.monotonic() + self._poll_seconds
                self._poll(sam, looking)

    def lost(self, reason: str) -> None:
        """The port is gone (called by the port's owner)."""
        if not self._told_offline and not self._owner.stopped:
            self._told_offline = True
            self._on_event(ReaderOffline(reason))

    def _wait_until_armed(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._looking or self._owner.stopped, _ALIVE_SECONDS)
            return self._looking is not None

    def _rest(self) -> "_LookOut | None":
        """Let the module rest between two polls; for whom a card is still wanted then."""
        with self._changed:
            self._changed.wait_for(lambda: not self._looking, max(0.0, self._next_poll - time.monotonic()))
            return self._looking

    def _poll(self, sam: Sam, looking: "_LookOut") -> None:
        try:
            found = sam.find()
        except (SamSilent, ReplyDamaged, SamRefused, WriteStalled) as error:
            self._missed(error)
            return
        self._misses = 0
        if not found:
            was, looking.lies = looking.lies, "nothing"
            if was == "a card":
                self._tell(CardGone(), looking)
        elif looking.lies == "nothing":
            self._read_and_tell(sam, looking)
        elif looking.lies == "unknown":
            looking.lies = "a card"
            self._tell(CardLying(), looking)

    def _missed(self, error: Exception) -> None:
        self._misses += 1
        if self._misses >= (_SILENCES_ALLOWED if isinstance(error, SamSilent) else _MISSES_ALLOWED):
            raise PortLost(f"the reader does not answer a search for cards ({_staff_words(error)})")

    def _read_and_tell(self, sam: Sam, looking: "_LookOut") -> None:
        event = self._read(sam)
        if isinstance(event, CardUnread):
            looking.lies = "an unread card"
        elif self._seen.again(event.card, time.monotonic()):
            return
        self._tell(event, looking)

    def _tell(self, event: CardEvent, looking: "_LookOut") -> None:
        with self._changed:
            wanted = looking is self._looking  # a reading takes seconds: by now another visitor may have come
        if wanted:
            self._on_event(event)

    def _read(self, sam: Sam) -> CardRead | CardUnread:
        try:
            sam.select()
            card = decode(_once_more(sam.read_text))
            if self._newest_address:
                card = replace(card, newest_address=_newest_address(sam))
        except SamRefused as error:
            return CardUnread(_reason(error.sw3))
        except SamSilent:
            return CardUnread(UnreadReason.NO_ANSWER)
        except (ReplyDamaged, WriteStalled):
            return CardUnread(UnreadReason.DAMAGED_REPLY)
        except CardTextBroken:
            return CardUnread(UnreadReason.BROKEN_TEXT)
        return CardRead(card)


@dataclass(slots=True)
class _LookOut:
    """One time of looking for cards: from `arm`, or from when the port came back, to `disarm`."""

    first: Literal["unknown", "nothing"]  # what is taken to lie there before the first search
    lies: Literal["unknown", "a card", "an unread card", "nothing"] = field(init=False)
    """What the searches found. Only what is found after nothing was laid down since, and is read."""

    def __post_init__(self) -> None:
        self.lies = self.first


class SeenCards:
    """Remembers the last card by a keyed digest, so that the owner keeps nothing of a person."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._digest = b""
        self._last = 0.0

    def again(self, card: IdCard, now: float) -> bool:
        """Whether this is the card of a moment ago. Every sighting starts the time anew."""
        digest = hmac.digest(self._key, f"{card.kind} {card.id_number}".encode(), hashlib.sha256)
        same = digest == self._digest and now - self._last < SAME_CARD_SECONDS
        self._digest, self._last = digest, now
        return same

    def forget(self) -> None:
        self._digest = b""


def _greet(sam: Sam) -> str:
    """The module's id; empty when it does not tell. Raises PortLost when nothing answers."""
    try:
        return _once_more(sam.sam_id)
    except SamRefused:
        return ""
    except (SamSilent, ReplyDamaged):
        _knock(sam)
        return ""


def _knock(sam: Sam) -> None:
    """Some readers pass over the question for their id: look for a card instead."""
    try:
        sam.find()
    except SamRefused:
        return
    except (SamSilent, ReplyDamaged, WriteStalled) as error:
        raise PortLost(f"no card reader answers here ({_staff_words(error)})") from error


def _newest_address(sam: Sam) -> str:
    """The newest address, or nothing: the card itself was read well, so a failure here does not spoil it."""
    try:
        return sam.read_newest_address()
    except (SamRefused, SamSilent, ReplyDamaged, WriteStalled, CardTextBroken):
        return ""


def _once_more(ask: Callable[[], T]) -> T:
    """A reply damaged on the wire may be asked for again: the card is still selected."""
    try:
        return ask()
    except ReplyDamaged:
        return ask()


def _reason(sw3: int) -> UnreadReason:
    if sw3 in (SELECT_FAILED, READ_FAILED):
        return UnreadReason.LIFTED_TOO_SOON
    return UnreadReason.WRONG_CARD if sw3 in WRONG_CARD else UnreadReason.READER_REFUSED


def _staff_words(error: Exception) -> str:
    match error:
        case SamSilent():
            return "silent"
        case ReplyDamaged():
            return "damaged replies; is the speed right?"
        case _:
            return str(error)
