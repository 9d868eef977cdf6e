"""The packs of this machine: those that are installed, then the starter, which is always there."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from content.pack.open import Pack, PackRejected, open_pack

log = logging.getLogger(__name__)

STARTER = Path(__file__).parent / "starter"


def open_delivered(roots: Sequence[Path]) -> tuple[Pack, ...]:
    """Pack folders that were looked at before they were put here; one that cannot be opened is named and left out."""
    return _opened(roots, decode=False)


def open_installed(folder: Path) -> tuple[Pack, ...]:
    """Every pack under ``folder`` and the starter, last. One that is rejected, or cannot be read, is named in the log
    and left out.
    """
    installed = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return _opened((*installed, STARTER), decode=True)


def _opened(roots: Sequence[Path], *, decode: bool) -> tuple[Pack, ...]:
    packs = []
    for root in roots:
        try:
            packs.append(open_pack(root, decode))
        except (PackRejected, OSError) as error:
            log.error("pack left out: %s: %s", root.name, error)
    return tuple(packs)
