"""Every import that reading a bank makes, made beforehand: in a limited child no file opens any more."""

from __future__ import annotations

import codecs
import importlib
import pkgutil


def bring_libraries() -> None:
    import python_calamine  # noqa: F401

    import content.banks
    import content.words
    from content.texts.decoding import ENCODINGS

    for encoding in (*ENCODINGS, "cp437"):
        codecs.lookup(encoding)
    for one in pkgutil.iter_modules(content.banks.__path__, "content.banks."):
        importlib.import_module(one.name)
