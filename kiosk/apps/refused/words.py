"""Both languages at once: who reads it may be anybody, and no setting says which."""

TITLE = "这台机器的设置读不了"
NOTE = "请工作人员看一看，改好以后会自己开始。"
NOTE_EN = "The settings of this machine cannot be read. Once they are mended it starts by itself."
