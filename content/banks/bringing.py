"""Every import that reading a bank may need, for a child that closes its doors before it reads: then no file opens."""

from __future__ import annotations


def bring_libraries() -> None:
    """Also those that Python puts off; takes 0.2 s."""
    import codecs
    import encodings.idna  # noqa: F401
    import xml.etree.ElementTree  # noqa: F401

    import defusedxml.ElementTree  # noqa: F401
    import docx.opc.constants  # noqa: F401
    import python_calamine  # noqa: F401

    import content.banks.bank_file
    import content.banks.delimited
    import content.banks.gift
    import content.banks.moodle
    import content.banks.prose
    import content.banks.sheet_rows
    import content.banks.sheet_words
    import content.banks.spreadsheet
    import content.banks.table_reader
    import content.texts.document  # noqa: F401
    from content.texts.decoding import ENCODINGS

    for encoding in (*ENCODINGS, "cp437", "utf-16", "ascii", "latin-1"):
        codecs.lookup(encoding)
