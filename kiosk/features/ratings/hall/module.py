"""How 好差评 registers with the hall service: its pads come in by pages only, so that it has no routes here."""

from kiosk.core.access.admitted import Carried
from kiosk.core.web.hall_module import HallModule, OpenedHall
from kiosk.features.ratings.hall.schema import pads, ratings
from kiosk.features.ratings.rules import event_names

MODULE: HallModule[OpenedHall] = HallModule(
    key="ratings",
    tables=(pads, ratings),
    events=event_names.NAMES,
    carried=(Carried(pads, "token_hash", ("revoked_at",), "revoked_at", named=False),),
)
