"""What the product imports is installed with it: nothing of it leans on a tool of set-up or of the tests."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.test_floors import all_imports

DEPLOY = Path(__file__).parents[2] / "deploy"
OF_SETUP = {"fonttools", "py-phosphor-icons", "setuptools"}
"""Taken away again by deploy/image; whoever makes the fonts has them."""
DRAWN_BY = ("content/packs/starter_source/", "content/packs/template_source/")  # here, and never in a hall
OWN = {"kiosk", "content", "devices", "docs", "tests"}


def test_every_import_of_the_product_is_in_its_lock() -> None:
    locked = {name.lower() for name in re.findall(r"^([\w.-]+)==", (DEPLOY / "requirements.lock").read_text(), re.M)}
    kept, where = locked - OF_SETUP, packages_distributions()
    assert OF_SETUP - {"setuptools"} <= locked and {"fastapi", "kivy", "pillow"} <= kept
    lacking = {
        f"{found.path}:{found.line} {found.name}"
        for found in all_imports()
        if found.path.split("/")[0] in ("kiosk", "content", "devices")
        and not found.path.startswith(DRAWN_BY)
        and found.package not in sys.stdlib_module_names | OWN
        and not kept & {one.lower() for one in where.get(found.package, ())}
    }
    assert not lacking
