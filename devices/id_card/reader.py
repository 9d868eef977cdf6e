"""The card reader's owner (being written)."""

from collections.abc import Callable

from devices.id_card.events import CardEvent


class CardReader:
    """Looks for a card while armed and tells what it finds."""

    def __init__(
        self, port: str, baud: int = 115200, *, on_event: Callable[[CardEvent], None], newest_address: bool = False
    ) -> None:
        raise NotImplementedError

    def start(self) -> None: ...

    def arm(self) -> None: ...

    def disarm(self) -> None: ...

    def stop(self, timeout: float = 5.0) -> None: ...
