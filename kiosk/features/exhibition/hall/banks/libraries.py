"""Every import that reading a bank makes, made beforehand: in a limited child no file opens any more."""

from __future__ import annotations

import codecs
import importlib
import pkgutil


def bring_libraries() -> None:
    import docx.opc.constants  # noqa: F401
    import python_calamine  # noqa: F401

    import content.banks
    import content.texts
    from content.texts.decoding import ENCODINGS

    for encoding in (*ENCODINGS, "cp437"):
        codecs.lookup(encoding)
    for package in (content.banks, content.texts):  # also those that a reader puts off until its format comes
        for one in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(one.name)
