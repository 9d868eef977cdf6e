"""What the levels and reasons of a rating are called, wherever they are shown."""

LEVELS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
REASONS = {
    "waited": "等得太久",
    "unclear": "没有说清楚",
    "unfriendly": "态度不好",
    "trips": "多跑了几趟",
    "papers": "材料要得多",
    "other": "别的原因",
}


def reasons(given: str) -> str:
    """``waited papers`` -> ``等得太久、材料要得多``."""
    return "、".join(REASONS[one] for one in given.split() if one in REASONS)
