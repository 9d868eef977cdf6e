"""The groups of the gallery, in the order they are shown."""

from __future__ import annotations

import pkgutil

GROUPS = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
