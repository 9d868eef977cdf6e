"""The font for what the printer's own font lacks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Debian's fonts-noto-cjk keeps Simplified Chinese as face 2 of the collection; it has 𠮷 and 〇, PyPI fonts do not.
_DEBIAN_NOTO: Final = Path("/usr/share/fonts/opentype/noto")
_SIMPLIFIED_CHINESE: Final = 2


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file and, in a collection, which face of it."""

    path: Path
    face: int = 0


def debian_font(bold: bool = False) -> FontFile:
    """Noto Sans SC as Debian installs it; whether it is there shows when it is first used."""
    return FontFile(_DEBIAN_NOTO / f"NotoSansCJK-{'Bold' if bold else 'Regular'}.ttc", _SIMPLIFIED_CHINESE)
