"""What a page that asks for a card can say of it; plain, for flows that draw nothing."""

from typing import Literal

CardState = Literal["waiting", "reading", "unread", "lying", "offline"]
"""``lying``: one from before, which is not read."""
