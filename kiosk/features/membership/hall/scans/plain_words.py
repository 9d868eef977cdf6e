"""Words of folders and file names that say nothing about a person: papers, what a scanner adds, how people sort.

No word that somebody may be called (高清) is among them.
"""

from __future__ import annotations

_PAPERS = """
入党申请书 入党申请表 入党申请 入党志愿书 入党志愿表 入党志愿 转正申请书 转正申请表 转正申请
申请书 申请表 申请 志愿书 志愿表 志愿 转正
"""
_OF_PAPERS = """
的 入党 材料 入党材料 申请材料 档案 党员档案 党员 正式 预备 正式党员 预备党员 同志 原件 副本 复印 复印件 手写 打印 签字
盖章 正面 反面 封面 封底 首页 末页 尾页 附件 合并 全部
"""
_OF_FILES = """
扫描 扫描件 彩色 黑白 照片 图片 微信 微信图片 备份 补扫 定稿 最终 最终版 文件 文件夹 新建文件夹 未命名
"""
_LATIN = """
img image images dsc dscn pic picture photo scan scans scanned scanner camscanner page copy file doc document wechat
weixin wx qq wps mmexport screenshot new final pdf jpg jpeg png tif tiff webp bmp
"""

AFTER_A_NAME = ("的", "入党", "申请", "志愿", "转正", "扫描", "复印", "同志", "第")
"""With these a word may begin right behind a name; 王建材料 may be 王建's and may be 王建材料's."""

FILLERS = frozenset(f"{_PAPERS} {_OF_PAPERS} {_OF_FILES}".split())
LATIN = frozenset(_LATIN.split())
LONGEST = max(map(len, FILLERS))
