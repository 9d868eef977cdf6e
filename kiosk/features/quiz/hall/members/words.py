"""What the keeper reads in the trail of papers that are for members."""

from __future__ import annotations

ACTION = "做党员的试卷"
