"""Scanned papers of invented people, drawn for tests: pictures and PDFs, sound ones and others."""

import io
from typing import Any

from PIL import Image, ImageDraw


def picture(width: int = 620, height: int = 877, kind: str = "JPEG", **how: Any) -> bytes:
    """A page with a black bar along its top: which way it lies can be seen."""
    page = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(page).rectangle((0, 0, width, height // 8), fill="black")
    stream = io.BytesIO()
    page.save(stream, kind, **how)
    return stream.getvalue()


def lying(orientation: int = 6) -> bytes:
    """A page as a telephone stores it: lying, with a note of how it was held (EXIF 6: turn it clockwise)."""
    upright = Image.open(io.BytesIO(picture(kind="PNG")))
    exif: Any = upright.getexif()
    exif[0x0112] = orientation
    stream = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def pdf(pages: int = 2, rotate: int = 0, encrypted: bool = False) -> bytes:
    """A PDF written by hand: black bar along the top of each page; turned by /Rotate, or locked."""
    bar = b"0 g 0 700 595 142 re f"
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(bar), bar),
    ]
    objects += [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents 3 0 R >>".encode()
    ] * pages
    body, at = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        at.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % where for where in at)
    lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4 >> /ID [<00> <00>]" % (
        b"1f" * 32,
        b"2e" * 32,
    )
    trailer = b"trailer\n<< /Size %d /Root 1 0 R%b >>\n" % (len(at) + 1, lock if encrypted else b"")
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b%bstartxref\n%d\n%%%%EOF" % (
        len(at) + 1, table, trailer, len(body)
    )  # fmt: skip


def is_upright(image: bytes) -> bool:
    """Whether the black bar lies along the top."""
    page = Image.open(io.BytesIO(image)).convert("L")
    pixels = page.tobytes()
    top, bottom = pixels[3 * page.width + page.width // 2], pixels[-3 * page.width + page.width // 2]
    return page.height > page.width and top < 60 < bottom
