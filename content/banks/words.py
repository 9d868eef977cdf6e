"""What the readers of banks say to a keeper. Chinese, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from content.banks.model import Difficulty, Kind, Status

# Names, the same in sheets, papers and pages

KINDS: Mapping[str, str] = {
    Kind.SINGLE: "单选", Kind.MULTIPLE: "多选", Kind.JUDGE: "判断", Kind.FILL: "填空", Kind.ORDER: "排序",
}  # fmt: skip
QUESTIONS: Mapping[str, str] = {kind: f"{name}题" for kind, name in KINDS.items()}
DIFFICULTIES: Mapping[Difficulty, str] = {Difficulty.EASY: "易", Difficulty.MEDIUM: "中", Difficulty.HARD: "难"}
STATUSES: Mapping[str, str] = {
    Status.READY: "可用", Status.DRAFT: "草稿", Status.UNCHECKED: "待核", Status.WITHDRAWN: "停用",
}  # fmt: skip

# A whole file

EMPTY = "文件是空的"
WRONG_ENDING = "题库要 .xlsx、.xls、.ods、.csv 表格，.docx、.txt 文字，.gift、Moodle 的 .xml，或 .bank.json"
NO_TEXT_QUESTIONS = "没有找到题目：一道题写成“1. 题干”，下面“A. 选项”，再下面“答案：B”"
NO_GIFT = "没有找到 GIFT 题目"
NO_MOODLE = "不是 Moodle 的题库 XML：里面没有 <quiz>"
XML_DAMAGED = "XML 不完整，读不出来"
XML_ENTITIES = "XML 里有不该有的声明（DOCTYPE、ENTITY），不能用"
XML_DEEP = "XML 层层相套，不能用"
NOT_JSON = "不是完整的题库文件（.bank.json），请从原来的地方再拷一次"
NOT_OURS = "这个 .json 不是题库文件"
ALL_HIDDEN = "每一页都是隐藏的，没有可以读的题目"
MACROS = "表格里有宏（会自动运行的程序），不能用，请另存为不带宏的 .xlsx"
LOCKED_OR_OLD = "打不开：有密码，或者是别的旧式文件；请去掉密码，另存为 .xlsx"
NOT_A_TABLE = "读不出文字，请另存为 UTF-8 的 .csv 或 .xlsx"

# A sheet

HIDDEN = "这一页是隐藏的，没有读"
HAS_PICTURES = "表格里嵌着图片，没有带上；请把图片另存成文件，在“图片”一列写文件名"
FILLED_DOWN = "合并的单元格，下面的行用同一个内容"
DAMAGED_LETTERS = "有读不出来的字，文件里有坏掉的字节"

# A question

KIND_UNCLEAR = "没有选项，题干里也没有空，看不出题型"
NO_BLANK_ANSWER = "有的空没有答案"
TWO_WAYS_TO_SPLIT = "选项分不开：同一个字母出现了两次，请一个选项一格"
SPLIT_AT_BLANKS = "选项是按空格分开的，请核对"
HALF_PREFIXED = "有的选项前面带字母，有的没有，没有去掉，请核对"
ORDER_BY_NUMBERS = "排序题的答案写成数字有两种读法，请写字母，比如 CABD"
ORDER_OR_MULTIPLE = "答案有全部的选项，次序又不是 ABCD，像排序题，也像多选题：请写题型"
ORDER_NOT_ALL = "排序题的答案要把每个选项各写一次"
ANSWER_TAKEN_FROM_STEM = "答案写在题干里，已取出来，题干的括号空着"
ANSWER_IN_STEM = "题干的括号里写着答案，已空出来"
LETTER_IN_STEM = "题干的括号里写着字母，和答案不同，请核对"
RIGHT_TEXT_IN_STEM = "正确答案的文字出现在题干里，请看看是不是太明显"
LONG_NUMBER = "像是被表格软件改过的长数字，后面的位数可能丢了，请核对"
ERROR_VALUE = "单元格里是表格软件的错误值"
TAGS_REMOVED = "网页标记（如 <p>、&nbsp;）已去掉"
SCRIPTS_LOST = "上标、下标的样子没有带上，请核对"
PICTURE_LOST = "题里有图片，没有带上；先当作草稿，不会出这道题"
INVISIBLE_REMOVED = "看不见的字符或多余的空格已去掉"
EXAMPLE = "这一行标着“示例”，也当作题目，请看看是不是真题"
EXAMPLE_WITHOUT_ANSWER = "标着“示例”，没有答案，没有用上"
UNFIT_OPTIONS = "选项要有两个以上，不能空着，也不能一样"
UNFIT_ANSWER = "答案和选项对不上"
UNFIT_BLANKS = "填空题要有空、没有选项，别的题型没有空"
LITERAL_ODD = "“原样”的行里有看不见的字符或多余的空格，请去掉，或者不写“原样”"
WITHOUT_NUMBER = "没有题号，当作新的一题，请核对"
NOT_A_QUESTION = "看不出是题目，没有用上"
STEM_NUMBERS = "题干前面的题号已去掉"
STEM_NUMBER_KEPT = "题干前面像是题号，没有去掉，请核对"
PICTURE_OUTSIDE = "图片要写内容包里的文件名，像 图片/小巷.jpg"
JOINED_LINE = "这一段没有题号和字母，接在上一段后面，请核对"
FEEDBACK_LEFT = "每个选项自己的说明没有带上"
PARTIAL_LEFT = "得一部分分的选项按错处理，请核对"
SEVERAL_FULL = "单选题有几个满分的选项"
NO_RIGHT_ONE = "没有一个选项是满分的"
NO_CLOSING_BRACE = "花括号没有合上"
NO_ANSWER_BRACES = "没有花括号，只是说明，不是题目"
TEXT_AFTER_BRACES = "花括号后面还有花括号"
MIXED_GIFT = "花括号里的写法看不懂"
EMPTY_OPTION = "有的选项是空的"
ALIAS_STAR = "答案里的 * 在 Moodle 里代表任意文字，这里只当作星号，请核对"
CASE_LOST = "要求区分大小写，这里不区分，请核对"
COMMA_IN_ONE_BLANK = "只有一个空，答案里有顿号或逗号，当作一个答案，请核对"
SLASH_KEPT = "“/”两边是数字或字母，没有当作两种写法，请核对"
BLANKS_IN_ONE = "只有一个空，答案却分成了几段；几个写法之间请用 /"

ITEM_DAMAGED = "这一题的写法不对"


def other_content(ending: str, found: str) -> str:
    return f"名称是“{ending}”，里面其实是{found}，按里面的读了，请改名"


def other_file(found: str) -> str:
    return f"里面是{found}，不是题库"


def named_wrongly(ending: str, found: str) -> str:
    return f"名称是“{ending}”，里面却是{found}，请改成它自己的后缀"


def saved_otherwise(ending: str, found: str) -> str:
    """Of what some systems give out under the ending of a spreadsheet."""
    return f"名称是“{ending}”，里面其实是{found}，请用表格软件打开，另存为 .xlsx 再用"


FOUND = {
    "xlsx": " .xlsx 表格", "ods": " .ods 表格", "xls": "旧式 .xls 表格", "docx": " Word 文档（.docx）", "pdf": " PDF",
    "html": "网页", "picture": "图片", "rtf": " RTF 文档", "zip": "压缩包", "moodle": " Moodle 的 XML", "xml": " XML",
    "json": " JSON", "old office": "旧式 Office 文件，或有密码的文件", "text": "文字",
    "table": "用制表符或逗号隔开的文字",
}  # fmt: skip


def header_missing(lacking: str) -> str:
    return f"没有找到题目：表头里要有“题干”和“答案”两列，缺{lacking}"


def nearest(cell: str, found: str, header: str) -> str:
    return f"{cell} 的“{found}”是不是“{header}”？请改成“{header}”"


def column_unknown(found: str) -> str:
    return f"不认识“{found}”这一列，没有用上"


def column_twice(found: str, used: str) -> str:
    return f"“{found}”和“{used}”像是同一列，用了“{used}”"


def counted(reason: str, count: int) -> str:
    return f"{reason}（共 {count} 处）"


def kind_not_supported(text: str) -> str:
    return f"还不能用“{text[:20]}”这种题，没有用上"


def status_unknown(text: str) -> str:
    return f"不认识的状态“{text[:20]}”，先当作草稿"


def too_many_options(limit: int) -> str:
    return f"选项超过 {limit} 个"


def too_many_tags(limit: int) -> str:
    return f"知识点超过 {limit} 个"


def too_many_blanks(limit: int) -> str:
    return f"空超过 {limit} 个"


def blanks_differ(stem: int, answers: int) -> str:
    return f"题干里有 {stem} 个空，答案却有 {answers} 个"


def option_text_differs(letter: str) -> str:
    return f"答案写的是 {letter}，后面的文字却和选项 {letter} 不同"


def letter_and_text(text: str, letter: str) -> str:
    return f"答案“{text}”既是字母，又是选项 {letter} 的内容，请把选项改清楚"


def key_twice(number: str) -> str:
    return f"第 {number} 题在答案表里有两个答案，或者有两道第 {number} 题，对不上"


def key_without_question(number: str) -> str:
    return f"答案表里的第 {number} 题找不到题目"


def answers_twice(first: str, second: str) -> str:
    return f"写了两个答案：“{first[:20]}”和“{second[:20]}”，也许有一道题没有认出来"


def two_answers(first: str, second: str) -> str:
    return f"题目里的答案“{first[:20]}”和答案表里的“{second[:20]}”不同"


def bad_field(key: str) -> str:
    return f"{key} 写得不对"


def unknown_key(key: str) -> str:
    return f"不认识 {key[:20]}"


def id_twice(name: str) -> str:
    return f"编号 {name[:40]} 重复"


def newer(version: int) -> str:
    return f"题库文件是新的写法（{version}），请先更新程序"


def other_ending(ending: str) -> str:
    return f"不能写成“{ending}”，请用 .bank.json 或 .xlsx"


def quote_open(lines: int) -> str:
    return f"引号没有合上，从这里起 {lines} 行没有读"


def moodle_place(number: int) -> str:
    return f"Moodle 第 {number} 题"


def item_place(number: int) -> str:
    return f"第 {number} 题"


def paragraph_place(number: int) -> str:
    return f"正文 第 {number} 段"


NO_BANK_PACKED = "压缩包里没有题库文件"


def of_packed(name: str, reason: str) -> str:
    return f"{name}：{reason}"


def banks_packed(names: list[str]) -> str:
    return f"压缩包里有几个可能是题库的文件，分不清是哪一个，只留一个再打包：{'、'.join(names)}"
