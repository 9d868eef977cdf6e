"""The whole terminal before a visitor's hand: shell, rooms and modes, off screen or on an X server of its own."""
