"""A hall whose folder belongs to a user of its own."""

from tests.apps.commands.service_user import place

__all__ = ["place"]
