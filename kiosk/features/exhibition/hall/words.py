"""What the packs of a hall say to a keeper."""

from kiosk.features.exhibition.rules import event_names

ACTIONS = {
    event_names.PACK_TAKEN: "做成一版内容包",
    event_names.PACK_APPROVED: "批准内容包",
    event_names.PACK_PUBLISHED: "发布内容包",
    event_names.PACK_ROLLED_BACK: "退回内容包的上一版",
    event_names.PACK_TAKEN_DOWN: "撤下内容",
    event_names.PACK_PUT_BACK: "重新放上内容",
    event_names.QUESTION_WITHDRAWN: "停用题目",
    event_names.QUESTION_BROUGHT_BACK: "恢复停用的题目",
}
"""As the audit chain is read."""

REFUSED = {
    "starter": "名称 starter 留给自带的内容包，请换一个名称",
    "unknown": "没有这个内容包，或者没有这一版",
    "approved_already": "这一版已经批准过了",
    "not_approved": "这一版还没有批准",
    "plays_already": "现在放的就是这一版",
    "nothing_before": "以前没有放过别的版本",
    "changed_meanwhile": "刚才有人换过了，请看一看现在放的是哪一版",
    "down_already": "已经撤下了",
    "not_down": "没有撤下过",
    "no_such_item": "这个内容包里没有这一项",
    "no_such_person": "这一项里没有叫这个姓名的人，请照屏上的写",
    "withdrawn_already": "这道题已经停用了",
    "not_withdrawn": "这道题没有停用过",
    "no_such_question": "这个题库里没有这道题",
    "question_changed": "刚才有人改过这道题，您的还没有存；看一看现在的，再存一次",
    "number_taken": "这个题号已经有了",
    "too_many_questions": "一个题库最多 20,000 道题，多的请放进另一个题库",
    "bank_too_large": "题库太大，没有存下；请分成两个题库",
    "bank_not_kept": "写下来再读，和原来的不一样，所以没有存；请在表格里改，再传一次",
    "row_changed": "刚才有人改过这一行，您的还没有存；看一看现在的，再存一次",
    "no_such_row": "表里没有这一行",
    "too_many_rows": "这张表的行数到了最多，放不下新的一行",
    "no_such_paper": "这个内容包里没有这套试卷",
    "paper_changed": "刚才有人改过这套试卷，您的还没有存；看一看现在的，再存一次",
    "paper_taken": "已经有一套这个标题或编号的试卷：去改那一套，或者换一个",
    "too_many_papers": "一个内容包最多 100 套试卷",
    "papers_too_large": "试卷太多、太长，放不下；请把一部分放进另一个内容包",
    "draft_changed": "刚才有人改过这个内容包，您的还没有存；看一看现在的，再存一次",
    "bad_name": "编号只能用小写字母、数字、- 和 _，字母或数字开头",
    "name_taken": "这个编号已经有了",
    "no_file": "请选一个文件",
    "none_chosen": "没有选中哪一项",
    "too_many_items": "一个内容包最多 2,000 项，多的请放进另一个内容包",
    "quota": "内容包放满了给它们的空间；请把不用的内容包撤下，或者请管理员把 kiosk.toml 里的 packs_gigabytes 改大",
    "cleared": "这一版太旧，文件已经清理；请把内容包再交一次",
}


def about(title: str, number: int, item: str) -> str:
    """“春天” 第 2 版; “春天” photo; “春天” as a whole."""
    what = f"第 {number} 版" if number else item or "整包"
    return f"“{title}” {what}" if title else ""


def about_question(bank: str, question: str) -> str:
    """“春天” 12; `bank`: the title of its pack, or else its name."""
    return f"“{bank}” {question}"


def rejected(error: Exception) -> str:
    """Which file, and why; a pack as a whole has no file."""
    return str(error).strip("：")


def in_packed(name: str, reason: str) -> str:
    return f"{name}：{reason}"


LOST = "这一版的文件不见了，或者坏了；请把内容包再交一次"

STAYS_DOWN = "已经撤下：换哪一版、从优盘拷来都不放，直到有人放回来。"
NO_FILMS = "这个版本的终端还不能放视频"
NO_SUBTITLES = "字幕要是 .srt 或 .vtt"
SUBTITLES_ALONE = "这是视频的字幕：在那个视频的“改”里，“更多”下面选它"
NO_TEXT_FILE = "文字稿要是一份文字：.txt、.md 或 .docx"


def too_much(most: int) -> str:
    return f"一次最多带 {most // 1_000_000} MB：请分几次加图片，或者把照片存小一些"


def too_large(most: int) -> str:
    return f"文件太大，最多 {most // 1_000_000} MB"
