"""What the readers of banks and packs say to a keeper. Chinese, in one place."""

from __future__ import annotations

NOT_A_FILE = "没有这个文件"
UNREADABLE = "打不开，文件可能损坏，或不是真正的表格"
LOCKED = "表格有密码，请先去掉密码"
IS_PAPERS = "这是试卷，不是题库：在“类型”里选“自动”，再存一次"
ONLY_EXAMPLE = "里面只有示例，没有试卷"
IS_CATALOGUE = "这是内容包的目录，不是题库：在网页上，一项一项加；要整包装，用 kiosk pack"
EITHER = "这份文字里有题目和答案：是题库，还是文章？在“类型”里选“题库”或“文章”，再存一次"
NO_BANK_FILE = "这个文件不是题库；题库用 .xlsx .xls .ods .csv，或 .docx .txt 写的题目和答案"
WPS_SHEET = "这是 WPS 自己的表格，请在 WPS 里另存为 .xlsx 再传"
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


def same_stem_other_answer(place: str) -> str:
    return f"和 {place}题干相同，答案不同"


def repeated(place: str) -> str:
    return f"和 {place}重复"


# Packs

NO_MANIFEST = "没有 manifest.toml，也没有 目录.xlsx"
MANIFEST_UNREADABLE = "manifest.toml 读不出来"
MANIFEST_TOO_LARGE = "manifest.toml 太大"
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


NOWHERE = "这一项的层级或屏幕，和整个内容包的没有相同的，哪里也不会放"
LONGEST_TOPIC = 40


def wrong_format(newest: int) -> str:
    return f"不认识的内容包格式，这台终端只认 format = 1 到 {newest}；新格式的内容包要先更新终端"


def needs_format(key: str, number: int = 2) -> str:
    return f"用了 {key}，请把开头写成 format = {number}"


def some_of(known: tuple[str, ...]) -> str:
    return "列表，里面写 " + "、".join(known)


def interrupt_without_end(valid_until: str) -> str:
    return f"插播要写 {valid_until}，不然别的内容再也放不出来"


def consent_halved(consent: str, until: str) -> str:
    return f"{consent} 和 {until} 要一起写：怎么同意的，同意到哪一天"


def topics_too_many(limit: int) -> str:
    return f"话题最多 {limit} 个，每个 {LONGEST_TOPIC} 个字以内"


def left_out(what: tuple[str, ...]) -> str:
    return "没有用上或要核对：" + "、".join(what) if what else ""


UNREADABLE_TEXT = "打不开，文件可能没有拷完整"


def note_sign(number: int) -> str:
    """As a footnote is called in the text, and named at its foot."""
    return f"〔{number}〕"


def note_without_words(label: str) -> str:
    return f"脚注 [^{label[:20]}] 没有内容，没有用上"


def note_not_called(label: str) -> str:
    return f"脚注 [^{label[:20]}] 在正文里没有地方用到"


def heading_again(heading: str, time: int) -> str:
    """Of a heading that stands in a text several times."""
    return f"{heading}（第 {time} 处）"


def document_too_long(letters: int, most: int) -> str:
    return f"全文 {letters} 个字，超过 {most} 个，请分成几份"


SUBTITLES_WITHOUT_FILM = "只有视频才有字幕"
NOT_SUBTITLES = "看不懂字幕文件，请用 .srt 或 .vtt"
NOT_A_FILM = "不是能放的视频（可能是改了名的别的文件），请用 H.264 的 .mp4"
FILM_NOT_WHOLE = "视频打不开，或者没有拷完整，请再拷一次；还不行就用视频软件另存为 H.264 的 .mp4"
NOT_HEARD = "这段视频的声音放不了，只能看画面；用视频软件另存为 H.264 和 AAC 的 .mp4"
FILM_WITHOUT_PICTURES = "这个文件里只有声音，没有画面"
FILM_HEVC = "视频是 HEVC（H.265）一类的，终端放不动：手机上改成“兼容性最佳”再拍，或用视频软件另存为 H.264 的 .mp4"


def long_film(most_seconds: float) -> str:
    return f"视频超过 {most_seconds / 60:g} 分钟，待机时放到那里为止"


def film_suffix(ending: str) -> str:
    return f"“{ending}”不是视频的后缀，请用 .mp4、.mkv 或 .webm"


def film_codec(name: str) -> str:
    return f"视频的编码是 {name[:20]}，请用视频软件另存为 H.264 的 .mp4"


def film_too_large(width: int, height: int, most: int) -> str:
    return f"视频 {width}×{height}，长边超过 {most} 像素，请用视频软件缩小后另存为 H.264 的 .mp4"


def unknown_file(ending: str) -> str:
    return f"不认识“{ending}”文件，可用：文字 .docx .txt .md，图片 .jpg .png .webp，题库 .xlsx .csv"


def bank_read(items: int, refused: int, others: int) -> str:
    """What a bank's report comes to, in one line."""
    said = [f"{items} 道题"]
    said += [f"{refused} 处没有收"] if refused else []
    said += [f"{others} 处要看一看"] if others else []
    return "，".join(said) + "，一条一条在报告里"


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


# The sheet of a pack

NOT_XLSX = "要 .xlsx 表格，并且没有密码：在表格软件里另存一次"
HAS_ENTITIES = "表格里有不该有的东西，请在表格软件里另存为 .xlsx"
SWELLS = "表格解开以后大得不正常"
NO_SHEET_HEADER = "没有找到表头：表头里要有“标题”和“文件”两列"
SHEET_HIDDEN = "这一页是隐藏的，没有用上"
TWO_LISTS = "两份都在：以 manifest.toml 为准，目录.xlsx 没有用上"
NO_KIND = "看不出类型，请写图片、文章、长图或题库"
WEEKDAYS_ARE_DATE = "表格软件把星期变成了日期，请把这一格设成文本，写成“一三五”"
HOURS_ARE_TIME = "要写一段时间，像 08:30-12:00"
HOURS_TWICE = "一行只能写一段时间，另一段请再加一行"


def sheet_place(file: str, sheet: str, row: int, column: str) -> str:
    page = "" if sheet == "目录" else f"“{sheet}”"
    return f"{file} {page}第 {row} 行" + (f" {column} 列" if column else "")


def too_many_sheets(limit: int) -> str:
    return f"表格超过 {limit} 页"


def column_unknown(text: str) -> str:
    return f"“{text}”不认识，没有用上"


def column_doubtful(text: str, meant: str) -> str:
    return f"“{text}”是不是“{meant}”？请改成“{meant}”，不然该撤下的会一直放着；不是的话换一个名字"


def pack_named(name: str, sheet: str) -> str:
    return f"“{sheet}”页没有写名称，先叫 {name}"


def kind_of_newer(text: str, known: str) -> str:
    return f"这个版本不认识类型“{text}”，只认 {known}；也许是更新的版本做的"


def unknown_exhibit_kind(text: str, known: str) -> str:
    return f"不认识的类型“{text}”，请写{known}"


def yes_or_no(text: str) -> str:
    return f"看不懂“{text}”，请写是或否"


def not_one_of(text: str, known: str) -> str:
    return f"不认识“{text}”，只有{known}，几个之间用顿号"


def not_a_number(text: str) -> str:
    return f"“{text}”不是数字"


def weekdays_unclear(text: str) -> str:
    return f"看不懂星期“{text}”，请写成“一三五”或“周一至周五”"


def hours_unclear(text: str) -> str:
    return f"看不懂时段“{text}”，请写成 08:30-12:00；过半夜的写成 22:00-02:00"


# Sheets of the kinds that are filled in as tables

ONE_SHEET = "里面要正好有一张表格，别的是图片"
NO_ROWS = "表里一行能用的也没有"
STEPS_OR_OATH = "“步骤”和“领誓”只填一页：领誓的内容不打印，和办事的步骤不是一件展品"


def page_place(sheet: str, row: int, column: str) -> str:
    return f"“{sheet}”第 {row} 行" + (f" {column} 列" if column else "")


def table_place(table: str, number: int) -> str:
    """Of a row that is no longer in the keeper's own sheet."""
    return f"“{table}”第 {number} 项"


def no_header(wanted: list[list[str]]) -> str:
    either = "，或者".join("、".join(f"“{one}”" for one in headers) for headers in wanted)
    return f"没有找到表头：表头里要有{either}"


def picture_unused(name: str) -> str:
    return f"{name}：表里没有写到它，没有用上"


def picture_lacks(name: str) -> str:
    return f"没有图片“{name}”"


def no_sheet(ending: str, known: tuple[str, ...]) -> str:
    return f"{ending} 不是表格，请用 {'、'.join(known)}"


def too_many_rows(limit: int) -> str:
    return f"超过 {limit} 行，请分成几份"


# A pack that comes as one file

NOT_ZIP = "不是内容包文件（.zip），或者没有拷完整"
NOT_WHOLE = "压缩包里的这个文件是坏的，请重新打包再拷一次"
HAS_PASSWORD = "有密码，请去掉密码再打包"
OTHER_PACKING = "压缩的方法不认识，请存成普通的 .zip"
SWELLS_FILE = "解开以后大得不正常，不像真的文件"
NAME_UNREADABLE = "文件名读不出来，请改成中文、字母或数字"
NAME_ODD = "文件名里有不能用的字符"
NAME_TOO_LONG = "文件名太长，或者文件夹套得太深"


def too_many_files(limit: int) -> str:
    return f"文件超过 {limit} 个"


def name_twice(other: str) -> str:
    return f"和“{other}”重名，大小写不同也算"
