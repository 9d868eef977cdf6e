"""The newcomer tells how far they are, as the booted machine does, and has a browser."""

from tests.appliance.conftest import say
from tests.apps.conftest import browser, engine

__all__ = ["browser", "engine", "say"]
