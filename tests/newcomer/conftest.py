"""The newcomer tells how far they are, as the booted machine does."""

from tests.appliance.conftest import say

__all__ = ["say"]
