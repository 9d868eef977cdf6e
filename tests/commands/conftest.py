"""A hall whose folder belongs to a user of its own."""

from tests.commands.service_user import lived, place

__all__ = ["lived", "place"]
