"""What the stories say: the shortest and the longest that screens will meet, all of it made up."""

from __future__ import annotations

HALL = "云溪里社区党群服务中心"
NAME_20 = "欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙"  # 20 characters
TITLE_60 = (
    "关于在全市社区党群服务中心集中开展流动党员组织关系接转和党费补缴办理工作的通知（2026年第3号，自11月1日起执行）演示"
)
PARAGRAPH = (
    "在“一站式”窗口办理组织关系接转，需带身份证、介绍信和《中国共产党流动党员活动证》；"
    "材料不全的，窗口人员一次告知。办理时限为5个工作日，可登录www.example.org查询进度。"
)
RARE = "𠮷㐂"
SHORT = "取号"
ROW, ROW_NOTE = "党员服务", "组织关系转接、党费、证明"
PAUSED = "4 号窗口暂停，可先办别的"
QUESTION = "要关机吗？"
QUESTION_NOTE = "来办事的人要等到再开机。"
ENTRIES = 500


def entry(number: int) -> str:
    return f"第 {number} 条，{NAME_20}"
