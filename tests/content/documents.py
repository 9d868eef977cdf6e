"""Documents written by hand, part by part: what Word, WPS and strangers put into a .docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_RELATION}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = (
    ("T", "Title", ""), ("1", "heading 1", ""), ("2", "heading 2", ""), ("a", "2 自定", '<w:basedOn w:val="2"/>'),
    ("S", "秘密", "<w:rPr><w:vanish/></w:rPr>"), ("S2", "秘密二", '<w:basedOn w:val="S"/>'),
    ("L", "列表", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
)  # fmt: skip
LEVELS = {"1": ("bullet", "·"), "2": ("chineseCounting", "%1、"), "3": ("decimal", "%1."), "4": ("decimal", "（%1）")}


def paragraph(*runs: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(one if one[:1] == '<' else run(one) for one in runs)}</w:p>"


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def field(instruction: str, *result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "".join(map(run, result))
    return f"{mark('begin')}{run(instruction, tag='instrText')}{mark('separate')}{shown}{mark('end')}"


def table(*rows: tuple[str, ...]) -> str:
    lines = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) for cells in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def document(*blocks: str, more: Mapping[str, str | bytes] | None = None, head: str = "", main: str = MAIN) -> bytes:
    """``more``: parts beside it, or instead of those that are there."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/_rels/document.xml.rels": relations(
            ("styles", "styles.xml", ""), ("numbering", "/word/numbering.xml", "")
        ),
        "word/document.xml": f"{head}<w:document {_SPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in (parts | dict(more or {})).items():
            packed.writestr(name, part)
    return out.getvalue()


def relations(*found: tuple[str, str, str]) -> str:
    """Kind, target, and mode."""
    lines = (
        f'<Relationship Id="r{number}" Type="{_RELATION}/{kind}" Target="{target}"{mode and f" TargetMode={mode!r}"}/>'
        for number, (kind, target, mode) in enumerate(found)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def _styles() -> str:
    lines = (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
        for key, name, more in STYLES
    )
    return f"<w:styles {_SPACES}>{''.join(lines)}</w:styles>"


def _numbering() -> str:
    lists, nums = "", ""
    for key, (how, text) in LEVELS.items():
        inner = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/>'
        deeper = f'<w:lvl w:ilvl="1">{inner}</w:lvl>'
        own = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{how}"/><w:lvlText w:val="{text}"/></w:lvl>'
        lists += f'<w:abstractNum w:abstractNumId="{key}">{own}{deeper}</w:abstractNum>'
        nums += f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums += f'<w:num w:numId="9"><w:abstractNumId w:val="3"/>{again}</w:num>'
    return f"<w:numbering {_SPACES}>{lists}{nums}</w:numbering>"
