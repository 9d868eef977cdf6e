"""What the arrangement of home says to a keeper."""

from kiosk.features.home.rules.event_names import HOME_ARRANGED

ACTIONS = {HOME_ARRANGED: "排首页"}
"""As the audit chain is read."""


def about(revision: int) -> str:
    return f"第 {revision} 次" if revision else ""
