"""The hall service is away: the terminal still says what is done here and when, also after a restart."""

from datetime import timedelta
from pathlib import Path

from kiosk.apps.terminal.home import HomeFacts
from kiosk.core.link.store import TerminalStore
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.terminal.last_known import NAME, LastKnown
from kiosk.features.tickets.wire import ServicesNow
from tests.features.tickets.hall import FIRST, Hall


def seen(hall: Hall) -> ServicesNow:
    return hall.call(lambda c: hall.desk.services_now(c, FIRST))


def test_services_and_hours_outlive_a_restart(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall.db")
    with TerminalStore(tmp_path / "terminal.db") as store:
        LastKnown(store).keep(seen(hall))
    with TerminalStore(tmp_path / "terminal.db") as store:
        facts = HomeFacts()
        assert facts.home_view(hall.now).hours == "开放时间请看门口"
        facts.known = LastKnown(store).recall()
        view = facts.home_view(hall.now)
        assert facts.away
        assert view.hours == "今天 8:30–17:30 开放"
        assert view.waiting == "取号请到服务台"
        assert facts.last_known and "党员服务" in [service.name for service in facts.last_known.services]
        sunday, long_after = hall.now + timedelta(days=5), hall.now + timedelta(days=30)
        assert facts.home_view(sunday).hours == "今天不开放，11 月 23 日 8:30 开门"
        assert facts.home_view(long_after).hours == "开放时间请看门口"
    hall.database.close()


def test_at_lunch_it_says_so_whether_the_hall_answers_or_not(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall.db")
    spans = [("08:00", "11:30"), ("13:30", "17:30")]
    hall.call(lambda c: plan_edits.set_hours(c, 1, spans))
    hall.desk.plan_changed()
    facts, clocks = (
        HomeFacts(),
        ((7, "还没开门，8:00 开门"), (12, "午休，13:30 继续"), (18, "今天结束了，11 月 18 日 8:30 开门")),
    )
    facts.known = seen(hall)
    assert facts.home_view(hall.now).hours == "今天 8:00–11:30，13:30–17:30 开放"
    for hour, line in clocks:
        hall.now = hall.now.replace(hour=hour)
        facts.services, facts.online = None, False
        assert facts.home_view(hall.now).hours == line
        facts.services, facts.online = seen(hall), True
        assert facts.home_view(hall.now).hours == line
    hall.database.close()


def test_a_busy_queue_writes_nothing(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall.db")
    with TerminalStore(tmp_path / "terminal.db") as store:
        last = LastKnown(store)
        last.keep(seen(hall))
        written = store.recall(NAME)
        for key in ("first-tap", "second-tap"):
            hall.taken(key)
            last.keep(seen(hall))
        hall.called()
        last.keep(seen(hall))
        assert store.recall(NAME) == written
        assert written is not None and "A00" not in str(written[0])
    hall.database.close()


def test_what_another_version_wrote_is_not_believed(tmp_path: Path) -> None:
    with TerminalStore(tmp_path / "terminal.db") as store:
        assert LastKnown(store).recall() is None
        store.remember(NAME, {"services": [{"unknown": 1}]})
        assert LastKnown(store).recall() is None
