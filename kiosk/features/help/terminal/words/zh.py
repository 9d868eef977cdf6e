"""What 请人帮忙 says to a visitor: Chinese."""

from __future__ import annotations

TITLE = "工作人员在服务台"
TILE, TILE_BRIEF, TILE_NOTE = "请人帮忙", "叫工作人员", "叫工作人员到屏幕前来"
SENT = "已经叫人了"
SENT_NOTE = "请在这里等，\n有人过来时，屏幕会告诉您。"
COMING = "有人来了"
COMING_NOTE = "工作人员正走过来，请在这里等一下。"
AWAY_NOTE = "屏幕暂时叫不到人，请走过去说一声。"
DESK = "服务台"
BACK = "回到刚才的页面"
MEANWHILE = "等的时候，可以试试"
TIP_NEXT = ("不知道点哪里", "红色的按钮\n就是下一步")
TIP_NEXT_CONTRAST = ("不知道点哪里", "黄色的按钮\n就是下一步")
TIP_LARGE = ("字太小", "点这里，字就变大")
TIP_CONTRAST = ("看不清", "点这里，黑底白字")
