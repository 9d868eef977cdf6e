"""A fingerprint as browsers show one (`AA:BB:…`), so that people can lay the two side by side."""

from __future__ import annotations

_BYTES = 8  # 24 characters


def browser_form(digest: bytes) -> str:
    return digest.hex(":").upper()


def browser_parts(digest: bytes) -> list[str]:
    """The same in parts that a narrow page may put below each other: a pair of digits is never torn."""
    parts = [browser_form(digest[start : start + _BYTES]) for start in range(0, len(digest), _BYTES)]
    return [f"{part}:" for part in parts[:-1]] + parts[-1:]
