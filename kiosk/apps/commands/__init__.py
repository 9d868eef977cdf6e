"""Chapters of the one command, `kiosk …`; `kiosk/cli.py` binds them."""
