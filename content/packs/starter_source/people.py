"""The two galleries of the starter pack: six party members and six neighbours, all invented, each with a portrait."""

from __future__ import annotations

from pathlib import Path

from content.packs.starter_source import portraits as parts
from content.packs.starter_source.portraits import HEIGHT, LIGHT, PALE, TAN, WIDTH, Portrait

BLACK, BROWN, GREY, WHITE = "#2F2723", "#4A3E37", "#A8A29B", "#D2CDC7"
MEMBERS = {
    "沈长河": Portrait(
        "hills", "#B5302A", "#F4EEE2", parts.short(BROWN), "square", TAN,
        worn=f'<path d="M84 300l30-34M276 300l-30-34" stroke="#8A1613" stroke-width="6" stroke-linecap="round"/>'
        f"{parts.card()}",
    ),
    "许知夏": Portrait(
        "window", "#1F5A54", "#F6EBD3", parts.bob(BLACK), ears=False, worn=parts.badge(),
    ),
    "顾守田": Portrait(
        "books", "#7C8FA0", "#FFFDF8", parts.parted(WHITE), "long", PALE,
        worn=parts.glasses() + parts.knitting("#64778A"),
    ),
    "陶小满": Portrait(
        "tiles", "#B98A4A", "#FFFDF8", parts.bun(BROWN), "round", worn=parts.apron("#F4EEE2"),
    ),
    "方砚舟": Portrait(
        "road", "#3F5B78", "#DCE4EA", parts.cap("#3F5B78", "#DCE4EA"), "square", worn=parts.stripes("#F2C078"),
    ),
    "叶清和": Portrait(
        "leaves", "#FFFDF8", "#9FC3BA", parts.long(BLACK), behind=parts.back_of_long(BLACK), ears=False,
        worn=parts.glasses("#3A302A", "square") + parts.stethoscope(),
    ),
}  # fmt: skip
NEIGHBOURS = {
    "石岩": Portrait(
        "door", "#C7B79B", "#F4EEE2", parts.cropped(BLACK), "square", TAN, worn=parts.dungarees("#46607A"),
    ),
    "欧阳晓棠": Portrait(
        "window", "#8C5A6B", "#F7E9E2", parts.swept(BROWN), "oval", PALE, behind=parts.plaits(BROWN), worn=parts.tape(),
    ),
    "热娜·艾山": Portrait(
        "leaves", "#D98A5B", "#FFFDF8", parts.swept(BROWN), "oval", behind=parts.tail(BROWN, "#2F7A70"),
        worn='<path d="M100 360v-34q80-20 160 0v34z" fill="#F3C9A4"/>',
    ),
    "白守拙": Portrait(
        "roofs", "#6F6A5C", "#EDE6D6", parts.balding(WHITE), "long", LIGHT, worn=parts.beard(WHITE),
    ),
    "梅素云": Portrait(
        "tiles", "#5F7F93", "#FFFDF8", parts.curled(GREY), "round", PALE, worn=parts.apron("#E9F0EE"), ears=False,
    ),
    "江一帆": Portrait(
        "road", "#3C6E5E", "#DDE9E1", parts.parted(BLACK), "square", TAN, worn=parts.satchel("#24483C", "#C9A25A"),
    ),
}  # fmt: skip

CHILD = Portrait("books", "#F2C078", "#FFFDF8", parts.bob(BLACK), "round", ears=False)


def draw(folder: Path, people: dict[str, Portrait]) -> None:
    """Writes ``NAME.png`` for each, in few colours. Needs playwright and Chromium; run only to remake."""
    from PIL import Image

    from content.packs.starter_source.render import render, save_palette

    folder.mkdir(exist_ok=True)
    render({name: parts.drawing(one) for name, one in people.items()}, folder, WIDTH, HEIGHT)
    for name in people:
        with Image.open(folder / f"{name}.png") as drawn:
            save_palette(drawn.convert("RGB"), folder / f"{name}.png")
