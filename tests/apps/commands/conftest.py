"""A hall whose folder belongs to a user of its own."""

from tests.apps.commands.service_user import lived, place

__all__ = ["lived", "place"]
