"""What the readers of texts say to a keeper. Chinese, in one place."""

from __future__ import annotations

OTHER_FILE = "名称是文字文件，里面却是别的格式，请用 .docx、.txt 或 .md"
NOT_TEXT = "不是文字，或者文字的编码认不出来，请另存为 UTF-8 的 .txt"
NO_TEXT = "文章没有内容"

# A .docx
LOCKED = "文档有密码，请先在 Word 或 WPS 里去掉密码"
OLD_WORD = "这是旧式 Word 文档（.doc），请在 Word 或 WPS 里另存为 .docx"
NOT_A_DOCUMENT = "打不开，文件可能没有拷完整，或不是真正的 .docx 文档"
MACROS = "文档里有宏（会自动运行的程序），不能用，请另存为不带宏的 .docx"
OUTSIDE_TEMPLATE = "文档要从网上取模板，不能用，请在 Word 或 WPS 里换回普通模板再保存"
ENTITIES = "文档里有不该有的 XML 声明，不能用，请重新另存为 .docx"
TOO_DEEP = "文档的结构层层相套，不能用，请把文字复制到新文档里再保存"
STRICT = "这是“Strict Open XML”格式，请另存为普通的 Word 文档（.docx）"

# What was left out, with how often it was there
LEFT_OUT = {
    "pictures": "图片 {} 张（请作为单独的展项放进来）",
    "text boxes": "文本框 {} 个，里面的文字没有用上",
    "charts": "图表 {} 个",
    "objects": "嵌入的文件 {} 个",
    "formulas": "公式 {} 个",
    "deleted": "修订中删去的文字 {} 处",
    "comments": "批注 {} 条",
    "hidden": "隐藏的文字 {} 处",
    "links": "链接的地址 {} 个（文字还在）",
    "fields": "日期、页码等自动生成的文字 {} 处",
    "contents": "自动目录 {} 处",
    "notes": "脚注和尾注 {} 条",
    "headers": "页眉和页脚 {} 处",
    "symbols": "特殊字体的符号 {} 个",
    "blanks": "没有填的空 {} 处",
    "readings": "文字上方的注音 {} 处",
    "inserted files": "插入的别的文档 {} 处",
    "outside": "文档之外的图片或文件 {} 个",
    "authors": "作者、单位等文档信息 {} 项",
    "code": "网页代码 {} 处",
    "head": "文件开头的设置 {} 处",
}
INSERTED = "修订中新加的文字 {} 处已用上，请核对"


def left_out(what: str, times: int) -> str:
    return (INSERTED if what == "inserted" else LEFT_OUT[what]).format(times)


def damaged(line: int) -> str:
    return f"第 {line} 行有读不出来的字，请在原来的软件里打开，另存为 UTF-8 的 .txt"


def too_large(megabytes: int) -> str:
    return f"文件超过 {megabytes} MB"


def too_long(characters: int) -> str:
    return f"文字超过 {characters} 个字，请分成几篇"


def too_many_parts(parts: int, most: int) -> str:
    return f"文档里有 {parts} 个部件，最多 {most} 个，图片请不要放在文档里"


def swells(part: str) -> str:
    return f"{part} 展开后太大，像是故意做的，不能用"


# How the text itself is written

CELLS = "；"
"""Between the cells of a row, which stand on a line."""
