"""How notes register with the hall service."""

from pathlib import Path

from fastapi import APIRouter

from kiosk.core.database.old_rows import OldRows
from kiosk.core.sealing.desk import RecordsShut
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.verbs import VerbSet
from kiosk.core.web.hall_module import HallModule, OpenedHall
from tests.apps.sample_feature.hall import api, schema
from tests.apps.sample_feature.hall.desk import NoteDesk, NoteEmpty, own_copy


def desk_of(hall: OpenedHall) -> NoteDesk:
    """Raises RecordsShut."""
    return NoteDesk(hall.database, hall.keys.needed, SealedFiles(hall.settings.data_dir), hall.clock)


def _router(hall: OpenedHall) -> APIRouter:
    return api.router(lambda: desk_of(hall))


def _verbs(hall: OpenedHall) -> VerbSet:
    return VerbSet({"sample-count": lambda given, progress: {"notes": desk_of(hall).count()}})


MODULE: HallModule[OpenedHall] = HallModule(
    key="sample",
    tables=(schema.notes, schema.drawings, schema.turns),
    migrations=Path(__file__).with_name("migrations"),
    sealed=schema.SEALED,
    personal=schema.PERSONAL,
    own_copy=own_copy,
    old_rows=(OldRows(schema.turns.c.at, days=7),),
    statuses={NoteEmpty: 422, RecordsShut: 503},
    router=_router,
    verbs=_verbs,
)
