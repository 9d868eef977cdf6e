"""What people type or paste where letters and digits are asked for: full-width, parted by blanks or dashes of any kind.

    squeezed("ｋ7qf－ODMP")   # "K7QFODMP"

Standard library only.
"""

from __future__ import annotations

import unicodedata

# No dashes to Unicode, and typed for one: minus, the mark of long vowels, a line of a table, a soft hyphen.
_LIKE_DASHES = "\u2212\u30fc\uff70\u2500\u00ad"


def squeezed(text: str) -> str:
    """Compatibility forms as plain ones, in capitals, without blanks, dashes, and characters that cannot be seen."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in plain if not _parts(letter))


def _parts(letter: str) -> bool:
    """Pd: dashes. Cf: zero-width characters and direction marks."""
    return letter.isspace() or letter in _LIKE_DASHES or unicodedata.category(letter) in ("Pd", "Cf")
