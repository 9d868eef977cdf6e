"""Interface text of typing: Chinese."""

CLEAR_ALL = "全部清空"
DONE = "写好了，下一步"
DONE_SHORT = "下一步"
FULL_KEYBOARD = "拼音全键盘"
NINE_KEYBOARD = "拼音九宫格"
NOTHING_YET = "还没写"

BACKSPACE = "退一格"
DELETE_DIGIT = "删一位"
BREAK = "分词"
AGAIN = "重输"
SPACE = "空格"
SPACE_OR_FIRST = "空格 / 选第一个"
FIRST_THEN_SPACE = "选第一个，再点是空格"
TO_LATIN = "英文"
TO_PINYIN = "拼音"
TO_DIGITS = "123"
TO_MARKS = "标点"
UPPER = "大写"
LOWER = "小写"
PREVIOUS = "上一页"
NEXT = "下一页"
MORE_SYLLABLES = "换一组"

HINT_LETTERS = "点字母拼出来，这里选字"
HINT_NINE = "点九宫格，这里选字"
HINT_LATIN = "点一个键，这里选字母"
HINT_PLAIN = "点一下就写上"

MISSING_TITLE = "现在打不了拼音"
MISSING_PHRASES = "可以点一句现成的话，或者点“请人帮忙”，请工作人员代写。"
MISSING_NO_PHRASES = "请点“请人帮忙”，请工作人员代写。"


def count_of(count: int, limit: int) -> str:
    return f"{count} / {limit} 字"


def full(limit: int) -> str:
    return f"写满 {limit} 字了"
