"""Documents and films open, as `sample_kinds` wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from content.kinds.document import Note
from content.kinds.subtitles import Cue
from kiosk.features.exhibition.rules.within import Match
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.document import words as document_words
from kiosk.features.exhibition.terminal.modules.document.views import ContentsView, DocumentView, HitItem, HitsView
from kiosk.features.exhibition.terminal.modules.video.playing import Is
from kiosk.features.exhibition.terminal.modules.video.views import FilmItem, Mute, PlaylistView, VideoView
from kiosk.ui.typing.composer import Composer
from kiosk.ui.typing.session import Ask, TypingView

LONG_TITLE = "云溪里社区居民公约和议事规则（演示文本）"
PART = "居民小组每个月第一个星期六开一次会，商量楼道里的事〔1〕。会前三天，把要商量的事贴在楼道里。"


def samples() -> Iterator[tuple[str, str, object]]:
    yield from _documents()
    yield from _films()


def _films() -> Iterator[tuple[str, str, object]]:
    titles = (
        "包饺子，学一手（演示）",
        "手机挂号，一步一步",
        "楼道着火往哪儿走",
        *(f"第 {n} 课 {LONG_TITLE}" for n in range(4, 9)),
    )
    films = tuple(FilmItem(f"demo/{n}", title, n, n % 3 != 2) for n, title in enumerate(titles))
    cues = (Cue(0.0, 90.0, "面要醒一醒，皮才不容易破。\n捏的时候不要太用力，边上蘸一点水，就不会散开。"),)
    source = exhibition_words.source("社区食堂拍的", date(2026, 11, 1), True)
    view = VideoView("demo/0", films[0].title, source, films, 0, cues, has_text=True, level=2)
    yield "exhibition.video", "", view
    yield "exhibition.video", "playing", replace(view, state=Is.PLAYING, at=84.0, length=220.0)
    yield "exhibition.video", "stopped", replace(view, state=Is.BROKEN, at=84.0, length=220.0, told=False)
    yield "exhibition.video", "silent", replace(view, state=Is.PLAYING, at=84.0, length=220.0, level=0)
    for mute in Mute:
        yield "exhibition.video", f"mute {mute}", replace(view, state=Is.PLAYING, at=84.0, level=None, mute=mute)
    alone = replace(view, title=LONG_TITLE, films=films[:1], cues=(), has_text=False, level=None, mute=Mute.NO_DEVICE)
    yield "exhibition.video", "loudest alone", replace(alone, level=5, mute=None, at=4000.0, length=40000.0)
    yield "exhibition.video", "alone", alone
    yield "exhibition.video", "broken", replace(alone, state=Is.BROKEN)
    yield "exhibition.video", "cut", replace(alone, state=Is.ENDED, at=30.0, length=4000.0, cut=True)
    yield "exhibition.video.list", "", PlaylistView(films, 4)


def _documents() -> Iterator[tuple[str, str, object]]:
    source = document_words.source("云溪里社区居民会议通过，演示用", date(2026, 11, 21), True)
    blocks = tuple(
        part
        for number in range(1, 13)
        for part in (("heading", f"第{number}章 楼道里的事怎么商量"), ("paragraph", PART * 5), ("item", PART))
    )
    note = "楼道：从单元门到各家门口，包括电梯厅、地下室的过道；车库另有规定，见《车库公约》（演示）第三条和第四条。"
    notes = (Note(1, note, ((1, 25), (4, 25))), Note(2, "另一条很短的脚注。", ((1, 30),)))
    view = DocumentView("demo/rules 1", LONG_TITLE, source, blocks, notes, can_hear=True)
    yield "exhibition.document", "", view
    found = tuple(Match(1, at, 4) for at in (PART.find("居民小组"), PART.find("商量楼道"), len(PART) + 22))
    yield "exhibition.document", "found", replace(view, asked="楼道", found=found)
    yield (
        "exhibition.document",
        "no headings",
        replace(view, key="b", title="短", blocks=(("paragraph", "好。"),), notes=()),
    )
    headings = tuple(text for kind, text in blocks if kind == "heading")
    yield "exhibition.document.contents", "", ContentsView(LONG_TITLE, headings, 7)
    long = tuple(f"第{number}条 关于居民小组议事会召集、表决和公示办法的补充规定" for number in range(300))
    yield "exhibition.document.contents", "300", ContentsView("短", long, 0)
    items = tuple(HitItem("…第一个星期六开一次会，商量楼道里的事…", headings[number % 12]) for number in range(30))
    hits = HitsView(document_words.found(30, False), document_words.looked_for("星期六"), items)
    yield "exhibition.document.hits", "", hits
    nothing = HitsView(document_words.found(0, False), document_words.looked_for("二十个字长的一个词也照样去找"), ())
    yield "exhibition.document.hits", "empty", nothing
    ask = Ask(
        document_words.FIND_TITLE, document_words.find_note(LONG_TITLE), ("楼道", "表决"), limit=20,
        done_word=document_words.FIND_NOW, missing_note=document_words.FIND_MISSING, instead=document_words.TO_TEXT,
    )  # fmt: skip
    yield "exhibition.document.find", "", TypingView(ask, Composer(None, limit=20))
