"""A document of Word or a spreadsheet packed again with one time and one order, where libraries put the minute in which
they wrote it: a remake without a change is no change.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

_CORE = "docProps/core.xml"


def same_bytes(content: bytes, stamp: dt.datetime) -> bytes:
    """``content`` is an .xlsx or a .docx, ``stamp`` the time that it says."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    core = members[_CORE]
    start, end = core.find(b"<dcterms:modified"), core.find(b"</dcterms:modified>")
    said = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp:%Y-%m-%dT%H:%M:%S}Z'.encode()
    members[_CORE] = core[:start] + said + core[end:]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
