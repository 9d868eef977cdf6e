"""What `kiosk pack` says on the console."""

from __future__ import annotations

from collections.abc import Sequence

FINDING_HEADS = ("文件", "项目", "什么", "怎么办")
GRAVE = "【不能放】"
LIST_MARK = "、"
NEW_MADE = "已建好 {folder}：把图片和文章放进去，在 {sheet} 里一行写一项，再运行 kiosk pack check {folder}"
TEMPLATE_COPIED = (
    "已建好 {folder}：每一类展品各有一个，写着“请改”的换成自己的；用不着的，在 {sheet} 里删掉那一行。"
    "还有哪些没有改，运行 kiosk pack check {folder}"
)
TEMPLATE_HAS_ALL = "模板里每一类都有，也有试卷，不用再写 --kind 和 --papers"
SHEET_MADE = "{file}：填好它，图片放在旁边；在 {sheet} 里有它的一行，标题、来源写在那里"
NO_SHEET_KIND = "“{kind}”不是填表做的展品；有这些：{known}"
THERE_ALREADY = "{folder}：已经有了"
CHECKED = "{items} 项能放，{reminders} 处提醒，{grave} 项不能放"
STILL_TO_CHANGE = "{count} 项还有“请改”，发布以前写成自己的；用不着的，把那一句、那一行、那一项去掉："
WHOLE_PACK = "整个内容包"
INSTALLED = "{name} {version} 已装好，重新启动终端就放：systemctl restart kiosk-terminal"
NO_FOLDER = "{folder}：没有这个文件夹"
LEFT_OUT = "撤下过，没有装：{items}"
DOWN_UNREADABLE = "记着撤下了哪些内容，可是读不懂，所以什么也没有装；和大厅连上一次会重写"
ALL_HELD = "里面的内容都撤下过，没有装"
NO_SUCH_ITEM = "没有 {item} 这一项；有这些：{items}"
WRONG_TIME = "时间请写成 2026-12-01T09:00"
NOTHING_ON = "大厅现在没有发布的内容包，没有可拷的"


def on_stick(folder: object, packs: int, size: int) -> str:
    return f"{folder}：{packs} 个内容包，{max(1, size >> 20)} MB。请在终端的维护页里选“从优盘”。"


def held_in_sheet(items: Sequence[str]) -> str:
    named = LIST_MARK.join(items)
    return f"里面有撤下过的内容（{named}），没有装；请从目录里去掉，用 kiosk pack build 重新打包"
