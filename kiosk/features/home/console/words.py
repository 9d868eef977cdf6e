"""What the page 首页 of the console says."""

HOME = "首页"
TITLE = "首页放什么"
NOTE = "取号办事、忆初心、党性体检、展厅四样总在原处。下面这些排在它们底下：首页放最前面的三样，别的在“全部服务”里。"
NOTE_AWAY = "没有内容的、当时用不了的，终端自己收起来，后面的补上。"
HEADS = ("顺序", "名称", "放在哪里")
PLACES = {"home": "首页", "all": "只在全部服务", "off": "不放"}
GROUPS = {"errands": "办事", "learning": "学习", "seeing": "看一看", "saying": "说一说"}
UP, DOWN = "上移", "下移"
SAVE = "保存"
USUAL, USUAL_NOTE = "恢复原来的样子", "按本来的顺序排，谁也没有改过那样。"
SAVED, USUAL_SAVED = "存好了，终端几秒钟后就换", "恢复好了，终端几秒钟后就换"
CHANGED = "刚才有人改过首页，您的还没有存；看一看现在的，再存一次"
NOW = "首页依次放"
MOST_NAMED = 5
NEVER = "还没有人排过"
UNKNOWN = "别的版本的终端才有"

PREVIEW, PREVIEW_GO = "预览", "看一看"
PREVIEW_NOTE = "和终端画得一样；没有存的改动也看得到。数目按终端上当时的内容，这里只写名称。"
PREVIEW_DRAWING, PREVIEW_WAITING = "正在画……", "前面还有人在看，请等一等……"
PREVIEW_CUT = "大厅服务没有回话，请再按一次"
PAGE = "看哪一页"
PAGES = {"whole_home": "首页", "all_services": "全部服务"}
ORIENTATION, ORIENTATIONS = "屏幕", {"portrait": "竖屏", "landscape": "横屏"}
MODE = "字和颜色"
MODES = {"standard": "标准", "elder": "大字", "contrast": "高对比", "elder-contrast": "大字高对比"}


def moved(name: str, word: str) -> str:
    """For who hears the button: 上移 每日一题."""
    return f"{word} {name}"


def last_saved(at: str) -> str:
    """2026-11-30T10:26:… -> 11 月 30 日 10:26 存的."""
    return f"{int(at[5:7])} 月 {int(at[8:10])} 日 {at[11:16]} 存的" if at else NEVER


def shown_now(names: list[str]) -> str:
    """Behind the first few only how many there are."""
    if not names:
        return "没有小的"
    more = f" 等 {len(names)} 样" if len(names) > MOST_NAMED else ""
    return f"{'、'.join(names[:MOST_NAMED])}{more}，当时能用的前三样"
