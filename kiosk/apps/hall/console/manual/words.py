"""What stands round the pages of the manual."""

TITLE = "帮助"
CONTENTS = "目录"
BACK = "回到网页"
NOT_HERE = "这台机器上没有手册"
NOT_HERE_NOTE = "手册和程序放在一起，在 docs 文件夹里。"
