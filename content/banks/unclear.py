"""What a reader raises where a question cannot be understood."""

from __future__ import annotations


class Unclear(Exception):
    """A row that cannot be made into an item; ``field`` names the column, the message is for the keeper."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason
