"""What the readers of banks and packs say to a keeper. Chinese, in one place."""

from __future__ import annotations

NOT_A_FILE = "没有这个文件"
WRONG_ENDING = "要 .xlsx、.xls 或 .ods 表格"
UNREADABLE = "打不开，文件可能损坏，或不是真正的表格"
LOCKED = "表格有密码，请先去掉密码"
NO_QUESTIONS = "没有找到题目：表头里要有“题干”和“答案”两列"
SHEET_WITHOUT_QUESTIONS = "这一页没有“题干”和“答案”表头，已跳过"
NO_STEM = "没有题干"
NO_ANSWER = "没有答案"
NO_OPTIONS = "选择题没有选项"
ONE_OPTION = "只有一个选项"
TWICE_IN_ANSWER = "答案里有重复的字母"
JUDGE_OPTIONS_UNCLEAR = "判断题的选项应是“对”和“错”"
JUDGE_ANSWER_UNCLEAR = "判断题的答案应是“对”或“错”"
SEVERAL_FOR_SINGLE = "单选题写了几个答案"
ONE_FOR_MULTIPLE = "多选题只有一个答案，请看看是否漏写"
ANSWER_IS_DATE = "答案被表格软件变成了日期，请改成文字"
DATES_REVERSED = "有效期止早于有效期起"
WAS_DATE = "表格软件把文字变成了日期，请核对"
MAYBE_DATE = "像是被表格软件变成数字的日期，请核对"
MAYBE_PERCENT = "像是被表格软件变成小数的百分数，请核对"
WAS_TIME = "表格软件把文字变成了时间，请核对"
NUMBER_TAKEN = "题号和前面的题重复，已改用题干生成的编号"


def too_large(megabytes: int) -> str:
    return f"文件超过 {megabytes} MB"


def too_far(cell: str) -> str:
    return f"表格太大：最远到了 {cell}，请删掉多余的行列"


def too_many(limit: int) -> str:
    return f"题目超过 {limit} 道，请分成几个题库"


def too_long(limit: int) -> str:
    return f"文字超过 {limit} 个字"


def unknown_kind(text: str) -> str:
    return f"不认识的题型“{text}”"


def kind_not_yet(text: str) -> str:
    return f"暂时还不能用“{text}”"


def option_gap(empty: str, filled: str) -> str:
    return f"选项 {empty} 空着，选项 {filled} 却有内容"


def same_options(first: str, second: str) -> str:
    return f"选项 {first} 和选项 {second} 一样"


def answer_unclear(text: str) -> str:
    return f"看不懂答案“{text}”，请写选项字母"


def answer_ambiguous(text: str, letter: str) -> str:
    return f"答案“{text}”既像第 {text} 个选项，又像选项 {letter} 的内容，请写字母"


def answer_beyond(letter: str) -> str:
    return f"答案里有 {letter}，但没有这个选项"


def unknown_difficulty(text: str) -> str:
    return f"不认识的难度“{text}”，按中等处理"


def unreadable_date(text: str) -> str:
    return f"看不懂日期“{text}”，请写成 2026-07-01"


def same_stem_other_answer(sheet: str, row: int) -> str:
    return f"和 {sheet} 第 {row} 行题干相同，答案不同"


def repeated(sheet: str, row: int) -> str:
    return f"和 {sheet} 第 {row} 行重复"


# Packs

NO_MANIFEST = "没有 manifest.toml"
MANIFEST_UNREADABLE = "manifest.toml 读不出来"
MANIFEST_TOO_LARGE = "manifest.toml 太大"
WRONG_FORMAT = "不认识的内容包格式，这台终端只认 format = 1"
NO_ITEMS = "内容包里没有内容"
BAD_NAME = "名称只能用小写字母、数字、- 和 _"
OUTSIDE = "指到了内容包外面"
IS_LINK = "是链接，内容包里只能放普通文件"
NOT_REGULAR = "不是普通文件"
MISSING = "没有这个文件"
EMPTY_FILE = "文件是空的"
BROKEN_PICTURE = "图片打不开，可能没有拷完整"
TOO_SMALL = "图片太小"
NOT_READ = "读不了，原因写在日志里"
PHONE_FORMAT = "HEIC 照片打不开，请存成 JPEG 再放进来：手机上先改成“兼容性最佳”再拍，或者在电脑上另存为 .jpg"
TORN = "文件的末尾没有拷完，画面是全的，照样放；请再拷一次"
ID_TAKEN = "编号和前面的重复"
NOT_TEXT = "不是 UTF-8 文字"
NO_TEXT = "文章没有内容"
NO_TITLE = "没有标题"


def left_out(what: tuple[str, ...]) -> str:
    return "没有用上或要核对：" + "、".join(what) if what else ""


def unknown_file(ending: str) -> str:
    return f"不认识“{ending}”文件，可用：文字 .docx .txt .md，图片 .jpg .png .webp，题库 .xlsx"


def more_findings(count: int) -> str:
    return f"还有 {count} 处，请先改好上面这些"


def manifest_wrong(reason: str) -> str:
    return f"{MANIFEST_UNREADABLE}：{reason}"


def missing_key(key: str) -> str:
    return f"缺少 {key}"


def wrong_type(key: str, wanted: str) -> str:
    return f"{key} 应是{wanted}"


def unknown_key(key: str, nearest: str) -> str:
    return f"不认识 {key}" + (f"，是不是 {nearest}？" if nearest else "")


def too_many_pixels(width: int, height: int, megapixels: int) -> str:
    return f"图片 {width}×{height}，超过 {megapixels} 百万像素"


def too_long_a_picture(times: int) -> str:
    return f"图片太长：长边超过短边的 {times} 倍"


def too_many_items(limit: int) -> str:
    return f"内容超过 {limit} 项"


def too_many_words(limit: int) -> str:
    return f"词语超过 {limit} 个，后面的没有用上"


def word_length(word: str, longest: int) -> str:
    return f"“{word[:longest]}”应是 2 到 {longest} 个字"


def word_without_pinyin(word: str) -> str:
    return f"“{word}”没有拼音，请写成“云溪里 yun xi li”"


def word_syllables(word: str, wanted: int, given: int) -> str:
    return f"“{word}”有 {wanted} 个字，拼音却有 {given} 个音节"


def not_a_syllable(word: str, syllable: str) -> str:
    return f"“{word}”的拼音里，“{syllable}”不是音节，请不写声调"


def word_twice(word: str, line: int) -> str:
    return f"“{word}”和第 {line} 行重复"
