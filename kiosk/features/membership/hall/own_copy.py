"""A person's own copy of what the hall keeps about them (PIPL 45): readable text, the same as JSON, and the letters.

The .zip is made in memory and holds no more than the record itself; who carries it away takes care of it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from io import BytesIO

from kiosk.core.web.hall_module import OwnFile
from kiosk.features.membership.hall import person_words as said
from kiosk.features.membership.hall.fields import value_of
from kiosk.features.membership.rules.record import Record

Page = tuple[str, int, bytes]
"""Kind, number from 1, image."""

_ENDINGS = {b"\xff\xd8": "jpg", b"\x89P": "png", b"RI": "webp"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def archive(record: Record | None, at: str, pages: Iterable[Page], others: Iterable[OwnFile] = ()) -> bytes:
    """The .zip: `档案.txt`, `record.json`, `letters/入党申请书-1.jpg` …, and what other features keep (`others`).

    `record` None: there is only what others keep.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as folder:
        if record is not None:
            _put(folder, "档案.txt", _text(record, at).encode())
            plain = json.loads(record.to_bytes()) | {"exported_at": at}
            _put(folder, "record.json", json.dumps(plain, ensure_ascii=False, indent=1).encode())
        for kind, page, image in pages:
            # Kind and page are plain columns: what else stands there must not lead out of the folder it is unpacked in.
            number = page if isinstance(page, int) else 0
            title = said.LETTERS.get(kind, said.OTHER_LETTER)
            _put(folder, f"letters/{title}-{number}.{_ENDINGS.get(image[:2], 'bin')}", image)
        for name, content in others:
            _put(folder, name, content)
    return stream.getvalue()


def _put(folder: zipfile.ZipFile, name: str, content: bytes) -> None:
    folder.writestr(zipfile.ZipInfo(name, _EARLIEST), content)


def _text(record: Record, at: str) -> str:
    lines = [said.OWN_COPY, said.made_at(at), "", f"{said.ID_NUMBER}：{record.id_number}"]
    for field, heading in said.FIELDS.items():
        value = value_of(record, field)
        labels = {"category": said.CATEGORIES, "state": said.STATES}.get(field, {})
        if value:
            lines.append(f"{heading}：{labels.get(value, value)}")
    lines += [""] if record.corrections else []
    for one in record.corrections:
        fields = "、".join(said.FIELDS.get(name, name) for name in one.fields)
        lines.append(said.CORRECTED_ON.format(at=one.at[:10], fields=fields, reason=one.reason))
    return "\n".join(lines) + "\n"
