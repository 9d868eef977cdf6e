"""Sentences for keepers about scanned letters: why a file was not taken, and what became of the others."""

from __future__ import annotations

KINDS = {"application": "入党申请书", "volunteer": "入党志愿书", "full_application": "转正申请书"}

PROBLEMS = {
    # from the name
    "two_numbers": "名称里有两个不同的身份证号，不知道是谁的",
    "wrong_number": "名称里的身份证号不对，请再核对一遍",
    "no_kind": "看不出是哪一份，名称里请写上申请书、志愿书或转正",
    "no_person": "看不出是谁的，名称里请写上身份证号，或者姓名和党支部",
    "no_branch": "只有姓名不够，文件夹或名称里还要有党支部",
    "no_record": "档案里没有这个人，请先导入名册",
    "several_people": "可能是好几个人，名称里请写上身份证号",
    "several_branches": "支部的名称不够，有好几个支部都可能是，请写全",
    "other_branch": "支部和档案里的对不上，请核对；支部的名称请和名册写得一样",
    "unknown_word": "名称里有看不懂的字，不知道是不是另一个人；请只留姓名、支部、哪一份和页码，或者写上身份证号",
    "number_and_name": "身份证号和名称里的姓名对不上，请核对",
    # from the content
    "not_a_scan": "不是图片，也不是 PDF；能收 JPEG、PNG、TIFF、WebP、BMP 和 PDF",
    "phone_format": "HEIC 照片打不开，请存成 JPEG 再收：手机上先改成“兼容性最佳”再拍，或者在电脑上另存为 .jpg",
    "broken": "文件是坏的，打不开",
    "locked": "PDF 有密码，请先去掉密码",
    "too_large": "像素太多，最多 2500 万，请用 300 dpi 重新扫描",
    "too_small": "太小，字看不清，请用 300 dpi 重新扫描",
    "too_many_pages": "超过 60 页，不像是一份申请书",
    "file_too_large": "文件太大，最多 60 MB",
    "too_slow": "打开得太久，没有再等",
    "unreadable": "这个文件读不了",
    "broke_off": "大厅服务中途断开，请再运行一次，已经收下的不会重复",
}

REMARKS = {
    "torn": "文件的末尾没有拷完，画面是全的，已收下；最好再拷一次",
    "lacking": "有一处画面打不开，可能少了内容，请对照原件",
    "empty": "只有一种颜色，是空页吗？",
}

COLUMNS = ("文件", "说明")
NOTHING_FOUND = "文件夹里没有文件"
NOT_A_FOLDER = "不是文件夹"
ANOTHER_FOLDER = "另一个文件夹正在扫描入库，请等它结束"
SHUT = "档案没有打开：缺密钥或口令，请运行 kiosk doctor"
WAITING = "，等管理员在“扫描件”一页看过以后才会显示"


def reminder(page: int, remark: str) -> str:
    return f"第 {page} 页：{REMARKS.get(remark, remark)}"


def person(name: str, branch: str, id_tail: str) -> str:
    return f"{name}（{branch}，身份证号末四位 {id_tail}）" if branch else f"{name}（身份证号末四位 {id_tail}）"


def may_be(people: list[str]) -> str:
    return "。档案里有：" + "、".join(people)


def summary(files: int, taken: int, pages: int, known: int, refused: int) -> str:
    parts = [f"看了 {files} 个文件"]
    parts += [f"收下 {taken} 个，共 {pages} 页{WAITING}"] if taken else []
    parts += [f"{known} 个以前收过"] if known else []
    parts += [f"{refused} 个没有收"] if refused else []
    return "；".join(parts)
