"""A widget that plays by itself while its page is in front: slides, a film. Its page only starts and stops it."""

from __future__ import annotations

from kivy.uix.widget import Widget


class Playing(Widget):
    """Made once for the life of the window; pages take it in turn."""

    def start(self) -> None:
        """Begin or go on; what was shown last is still there."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stand still: no decoding, no clock."""
        raise NotImplementedError

    def close(self) -> None:
        """The window is going."""
        raise NotImplementedError
