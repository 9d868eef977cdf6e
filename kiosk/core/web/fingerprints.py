"""A fingerprint as browsers show one (`AA:BB:…`), so that people can lay the two side by side."""

from __future__ import annotations


def browser_form(digest: bytes) -> str:
    return digest.hex(":").upper()


def browser_lines(digest: bytes) -> tuple[str, str]:
    """In two halves: 95 characters stand on no narrow page."""
    half = len(digest) // 2
    return browser_form(digest[:half]) + ":", browser_form(digest[half:])
