"""Documents drawn at random out of all that Word writes, elements in each other's places: text, or a word why not."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from content.texts.read import read
from content.texts.text import TextRefused
from tests.content.documents import document, in_list, paragraph, table
from tests.content.test_texts_documents import NEVER, SECRET

WHOLE = document(
    *(paragraph("前", inner, "后") for inner, _ in NEVER),
    paragraph("甲", style="1", more=in_list(2)), paragraph("乙", more=in_list(3, 1)), paragraph("丙", style="S2"),
    table((paragraph("一"), table((paragraph("二"), paragraph("三"))))),
)  # fmt: skip
with zipfile.ZipFile(io.BytesIO(WHOLE)) as packed:
    PARTS = {name: packed.read(name) for name in packed.namelist() if name != "[Content_Types].xml"}
VALUES = ["", "-1", "0", "1", "9", "2147483648", "%1%9", "S2", "none", "end", "begin", "rId1", "../../x"]
MOVES = st.tuples(st.integers(0, 500), st.integers(0, 500), st.sampled_from(["move", "copy", "drop", "value"]))


def shuffled(part: bytes, moves: list[tuple[int, int, str]]) -> bytes:
    root = ElementTree.fromstring(part)
    for one, other, how in moves:
        parents = [(parent, child) for parent in root.iter() for child in parent]
        if not parents:
            break
        (parent, child), (_, target) = parents[one % len(parents)], parents[other % len(parents)]
        if how == "value":
            for key in list(child.attrib)[:1]:
                child.attrib[key] = VALUES[other % len(VALUES)]
        elif child is not target and target not in child.iter():
            if how != "copy":
                parent.remove(child)
            if how != "drop":
                target.append(child)
    return ElementTree.tostring(root)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.lists(MOVES, min_size=1, max_size=6))
def test_whatever_stands_where_it_does_not_belong(name: str, moves: list[tuple[int, int, str]]) -> None:
    try:
        found = read("a.docx", document(more=PARTS | {name: shuffled(PARTS[name], moves)}))
    except TextRefused as refused:
        assert str(refused)
    else:
        assert found.text.endswith("\n") and "\x00" not in found.text


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_any_damage_ends_in_a_word(at: int, noise: bytes, cut: bool) -> None:
    try:
        text = read("a.docx", WHOLE[:at] + (b"" if cut else noise + WHOLE[at + len(noise) :])).text
    except TextRefused as refused:
        assert str(refused)
    else:
        assert SECRET not in text
