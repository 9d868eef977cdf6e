"""Prints which pages of the application have no sample (tests/ui/sample_pages.py), as one JSON object."""

from __future__ import annotations

import json
import pkgutil
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from kiosk.apps.demo.gallery.book import open_window


def page_classes() -> Iterator[type[Any]]:
    """Every named Page in the screen modules of the rooms and the terminal."""
    import kiosk
    from kiosk.ui.page import Page

    for module in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
        if ".screens." in module.name or module.name.endswith(".screen") or ".modules." in module.name:
            import_module(module.name)
    waiting = [Page]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        yield from (kind for kind in kinds if kind.name and _is_measured_here(kind.__module__))


def _is_measured_here(module: str) -> bool:
    """The first start has a frame and no modes of its own: tests/ui/test_first_start.py measures its pages."""
    return module.startswith("kiosk.") and not module.startswith("kiosk.apps.first_start.")


def main() -> None:
    open_window(Path(tempfile.mkdtemp()))
    from tests.ui.sample_pages import samples

    shown = {sample.page for sample in samples()}
    print(json.dumps({"without_sample": sorted({kind.name for kind in page_classes()} - shown)}))


if __name__ == "__main__":
    main()
