import pytest


@pytest.fixture(autouse=True)
def short_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals wait for a beat; hundreds of them would be most of the tests' time."""
    monkeypatch.setattr("kiosk.features.membership.hall.lookup.BEAT_SECONDS", 0.001)
