"""A PDF -> its pages, drawn with what was filled in and what was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content.pictures.frames import Page, Unseen


def pages(content: bytes, long_side: int, most_pages: int) -> Iterator[Page]:
    """Each page, its long side ``long_side`` px. Remark ``lacking``: a picture of it cannot be decoded.

    Raises Unseen, also with ``locked``, ``too_many_pages`` and, for a page that is a strip, ``too_small``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if document.get_formtype():
            document.init_forms()  # a seal is a field of a form
    except pypdfium2.PdfiumError as error:
        raise Unseen("locked" if "password" in str(error).lower() else "broken") from error
    if not len(document):
        raise Unseen("broken")
    if len(document) > most_pages:
        raise Unseen("too_many_pages")
    for number in range(len(document)):
        yield _drawn(document, number, long_side)


def _drawn(document: Any, number: int, long_side: int) -> Page:
    import pypdfium2

    try:
        page = document[number]
        width, height = page.get_size()  # points, the page's rotation applied
        if not 0.04 < width / max(height, 1e-9) < 25:
            raise Unseen("too_small")
        picture = page.render(scale=long_side / max(width, height)).to_pil()
        lacking = _lacks_a_picture(page)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Unseen("broken") from error
    page.close()
    return Page(picture, "lacking" if lacking else "")


def _lacks_a_picture(page: Any) -> bool:
    """A picture that PDFium cannot decode it leaves out, without a word."""
    import pypdfium2

    for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        try:
            found.get_bitmap(render=False)
        except pypdfium2.PdfiumError:
            return True
    return False
