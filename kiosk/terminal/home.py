"""What home and the attract screen say, from what the terminal knows right now. No Kivy."""

from __future__ import annotations

from datetime import datetime

from kiosk.terminal import words
from kiosk.terminal.views import AttractView, ExhibitTeaser, HomeView
from kiosk.tickets.views import ServicesNow

MODULES = ("tickets", "membership", "quiz", "exhibition")


class HomeFacts:
    """The newest known state of the hall and of this terminal's modules; every change is set by the app."""

    def __init__(self) -> None:
        self.modules: frozenset[str] = frozenset()
        self.services: ServicesNow | None = None
        self.online = False
        self.exhibit: ExhibitTeaser | None = None

    def add(self, module: str) -> None:
        """A module works: its tile may be shown."""
        assert module in MODULES
        self.modules |= {module}

    def drop(self, module: str) -> None:
        self.modules -= {module}

    def attract_view(self) -> AttractView:
        return AttractView(self.modules)

    def home_view(self, now: datetime) -> HomeView:
        away = not self.online or self.services is None
        return HomeView(
            greeting=words.greeting(now.hour),
            hours=self._hours(away),
            waiting=self._waiting(away),
            modules=self.modules,
            services_note=words.services([row.name for row in self.services.services]) if self.services else "",
            tickets_away=away,
            membership_away=away,
            exhibit=self.exhibit if "exhibition" in self.modules else None,
        )

    def _hours(self, away: bool) -> str:
        if away or self.services is None:
            return words.HOURS_UNKNOWN
        hall = self.services.hall
        spans = hall.days[0].spans if hall.days else ()
        if hall.state == "closed":
            return words.closed_until(hall.next_opening, hall.business_date)
        return words.open_hours(spans)

    def _waiting(self, away: bool) -> str:
        if away or self.services is None:
            return words.WAITING_UNKNOWN
        rows = [row for row in self.services.services if row.state == "open"]
        people = sum(row.ahead for row in rows)
        if not rows:
            return words.NOTHING_OPEN
        if not people:
            return words.NOBODY_WAITS
        waits = [(row.wait_low_minutes, row.wait_high_minutes) for row in rows if row.ahead]
        return words.waiting(people, min(low for low, _ in waits), max(high for _, high in waits))
