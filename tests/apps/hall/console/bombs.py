"""Files made to swell, stall or slip out of their folder. Nobody's data is in them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image

SHEET_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_TAIL = b"</sheetData></worksheet>"
WORKBOOK = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    b'Target="worksheets/sheet1.xml"/></Relationships>'
)


def png(width: int = 13_000, height: int = 13_000) -> bytes:
    """Some 20 KB that unpack to 169 million pixels."""
    row, packer = b"\0" + bytes((width + 7) // 8), zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(parts: Mapping[str, bytes | Iterator[bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w") as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return stream.getvalue()


def _book(sheet: Iterator[bytes]) -> bytes:
    told: dict[str, bytes | Iterator[bytes]] = {
        "xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": sheet,
    }  # fmt: skip
    return packed(told)


def swelling_xlsx() -> bytes:
    """1,000 to 1."""
    blanks = (b" " * 1_000_000 for _ in range(100))
    return _book(blanks)


def long_xlsx(rows: int = 1_000_000) -> bytes:
    def sheet() -> Iterator[bytes]:
        yield SHEET_HEAD
        for row in range(1, rows + 1, 1000):
            yield b"".join(
                b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n * 7919) for n in range(row, row + 1000)
            )
        yield SHEET_TAIL

    return _book(sheet())


def many_entries() -> bytes:
    return packed({f"xl/{number}.xml": b"" for number in range(60_000)} | {"xl/workbook.xml": WORKBOOK})


def tiff(pages: int) -> bytes:
    stream = io.BytesIO()
    page = Image.new("1", (400, 400))
    page.save(stream, "TIFF", save_all=True, append_images=[page] * (pages - 1), compression="group4")
    return stream.getvalue()


def circling_tiff() -> bytes:
    """One page whose next page is itself."""
    stream = io.BytesIO()
    Image.new("L", (400, 400)).save(stream, "TIFF")
    data = bytearray(stream.getvalue())
    (at,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, at)
    struct.pack_into("<I", data, at + 2 + 12 * entries, at)
    return bytes(data)


def pdf(
    *,
    box: bytes = b"0 0 595 842",
    content: bytes = b"",
    pages: int = 1,
    more: tuple[bytes, ...] = (),
    head: bytes = b"",
) -> bytes:
    """`pages` times one and the same page; `more` are objects from number 5 on, `head` stands in the content's head."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (pages, b"4 0 R " * pages),
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), head, content),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 3 0 R /Resources << /XObject << /F0 5 0 R >> >> >>"
        % box,
        *more,
    )
    body = b"%PDF-1.4\n"
    for number, one in enumerate(objects, 1):
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    return body + b"trailer\n<< /Size %d /Root 1 0 R >>\n%%%%EOF" % (len(objects) + 1)


def nested_pdf(times: int = 3) -> bytes:
    """A content stream packed so many times, 1,000 to 1 each; unpacked it would be some 300 MB."""
    content = b"q Q\n" * 75_000_000
    for _ in range(times):
        content = zlib.compress(content, 9)
    return pdf(content=content, head=b"/Filter [%b]" % (b"/FlateDecode " * times))


FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %b /Length %d >>\nstream\n%b\nendstream"


def laughing_pdf(levels: int = 9) -> bytes:
    """A form that draws ten of the next, nine levels down: 10⁹ strokes."""

    def form(level: int) -> bytes:
        draws = (b"/F%d Do " % (level + 1)) * 10
        return FORM % (b"/Resources << /XObject << /F%d %d 0 R >> >>" % (level + 1, 6 + level), len(draws), draws)

    stroke = b"0 0 m 9 9 l S"
    forms = (*(form(level) for level in range(levels)), FORM % (b"", len(stroke), stroke))
    return pdf(content=b"/F0 Do " * 10, more=forms)
