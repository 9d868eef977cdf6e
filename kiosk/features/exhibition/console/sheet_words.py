"""What the console says about exhibits that are filled in as a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from content.tables.form import Field, Form
from kiosk.features.exhibition.hall.sheets.asking import Sheet

ROWS, CONTENT = "内容", "里面有什么"
NEW_ROW, EDIT_ROW = "加一行", "改"
REMOVE, UP, DOWN_ONE = "去掉", "往前", "往后"
SAVE, SAVE_AGAIN, CANCEL = "存下", "存下，再加一行", "不改了"
TO_ROWS = "看每一行、改"
DOWNLOAD, EMPTY = "下载表格", "空表"
DOWNLOAD_NOTE = "下载的表格改好，在下面“换一张表”里选它：图片还在，不用再传。"
FILE = "换一张表（不选就用原来的），也可以和图片一起拖进来"
FILE_TAKEN = "填好的表 .xlsx .xls .ods .csv，图片 .jpg .png .webp，或者装着它们的 .zip"
PICTURES = "图片（可以一次选几张）"
PICTURES_NOTE = "文件名和表里写的一样就对上，写不写后缀都行；同名的换成新的，表里没有写到的不留。"
PICTURES_THERE = "已有的图片"
PICTURE_NEW, PICTURE_NOTE = "选一张图片", "选了就用它，左边不用写"
LACKS_PICTURE = "缺图片"
IN_PAGE, FILLED_KINDS = "在网页上写", "填表做的展品"
FILLED_NOTE = "下载空表填好拖进来，图片放在一起拖，或者压成一个 .zip；也可以在网页上一行一行写。"
TITLE = "标题"
TITLE_NOTE = "展品的标题"
NEEDED = "一定要写"
NEEDS_FILE = "换成这个类型，要一起选填好的表"
UNREAD = "这个文件现在读不出来，请再换一个文件"
PAGE_NUMBER = "第几个"
ROW_REMOVED, PICTURE_REMOVED = "已去掉这一行", "已去掉这张图片"
TOLD = "要看一看的"


def counts(sheet: Sheet) -> str:
    """``12 步``; ``6 位，缺 2 张图片``; of several tables ``事项 12，常见问题 3``."""
    tables = [(form, len(rows)) for form in sheet.forms if (rows := sheet.rows.get(form.name))]
    said = [f"{count} {form.unit}" if len(tables) == 1 else rows_of(form, count) for form, count in tables]
    said += [f"{len(sheet.pictures)} 张图片"] if sheet.pictures else []
    said += [f"缺 {len(sheet.lacking)} 张图片"] if sheet.lacking else []
    return "，".join(said)


def first(sheet: Sheet) -> Form:
    """The table that a page opens: the first in which something stands."""
    return next((form for form in sheet.forms if sheet.rows.get(form.name)), sheet.forms[0])


def rows_of(form: Form, count: int) -> str:
    return f"{form.name} {count}"


def row_title(form: Form, number: int) -> str:
    return f"{form.name}，第 {number} {form.unit}" if number else f"{form.name}，{NEW_ROW}"


def label(field: Field) -> str:
    return f"{field.header}（{NEEDED}）" if field.needed else field.header


def refused(count: int) -> str:
    return f"有 {count} 处要改，写的都还在"


def saved(number: int, left: Sequence[str]) -> str:
    return f"第 {number} 行已存下" + (f"。{'；'.join(left)}" if left else "")


def more(count: int) -> str:
    return f"还有 {count} 处没有列出来"
