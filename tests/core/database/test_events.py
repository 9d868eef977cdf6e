"""The event stream: nobody misses a row, nobody gets one twice, and a listener that sleeps is cut off."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.apps.hall import modules
from kiosk.core.access.security_counts import Refused
from kiosk.core.database import events
from kiosk.core.database.events import Event, EventHub
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.web.stream import as_sse
from kiosk.features.help.rules import event_names
from kiosk.features.tickets.rules.event_names import HEARD_AT_ONCE

DEADLINE_SECONDS = 20


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_hall_database(tmp_path / "hall.db")
    yield database
    database.close()


def say(database: Database, words: str) -> None:
    at = "2026-11-17T10:26:00.000+08:00"
    database.call(lambda connection: events.append(connection, at, event_names.HELP_WANTED, words=words))


async def next_words(stream: AsyncIterator[Event | None]) -> str:
    async with asyncio.timeout(DEADLINE_SECONDS):
        async for event in stream:
            if event is not None:
                return str(event.detail["words"])
    raise AssertionError("the stream ended")


async def heard(stream: AsyncIterator[Event | None], count: int) -> list[str]:
    return [await next_words(stream) for _ in range(count)]


def test_a_listener_gets_what_it_missed_then_what_comes(database: Database) -> None:
    async def story() -> list[str]:
        hub = EventHub(database)
        await hub.start()
        for line in ("一", "二", "三"):
            await asyncio.to_thread(say, database, line)
        stream = hub.listen("board", since=1)
        words = await heard(stream, 2)
        await asyncio.to_thread(say, database, "四")
        words += await heard(stream, 1)
        await hub.stop()
        return words

    assert asyncio.run(story()) == ["二", "三", "四"]


def test_many_listeners_and_a_burst(database: Database) -> None:
    async def story() -> list[list[str]]:
        hub = EventHub(database)
        await hub.start()
        listeners = [asyncio.create_task(heard(hub.listen("board", since=0), 50)) for _ in range(5)]
        await asyncio.gather(*(asyncio.to_thread(say, database, str(number)) for number in range(50)))
        told = await asyncio.gather(*listeners)
        await hub.stop()
        return list(told)

    told = asyncio.run(story())
    assert all(words == told[0] for words in told)
    assert sorted(map(int, told[0])) == list(range(50))


def test_from_now_on_means_from_now_on(database: Database) -> None:
    async def story() -> str:
        hub = EventHub(database)
        await hub.start()
        await asyncio.to_thread(say, database, "before")
        stream = hub.listen("board", since=None)
        first = asyncio.ensure_future(next_words(stream))
        while not hub._listeners:
            await asyncio.sleep(0)
        await asyncio.to_thread(say, database, "after")
        words = await first
        await hub.stop()
        return words

    assert asyncio.run(story()) == "after"


def test_a_listener_that_sleeps_is_cut_off_and_misses_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MAX_BEHIND", 5)

    async def story() -> list[str]:
        hub = EventHub(database)
        await hub.start()
        await asyncio.to_thread(say, database, "0")
        sleeper = hub.listen("board", since=0)
        words = await heard(sleeper, 1)
        for number in range(1, 13):
            await asyncio.to_thread(say, database, str(number))
        async with asyncio.timeout(DEADLINE_SECONDS):
            while hub._listeners:
                await asyncio.sleep(0)
        last = 1
        async for event in sleeper:  # whatever still lay in its queue, then the end
            assert event is not None
            words.append(event.detail["words"])
            last = event.id
        words += await heard(hub.listen("board", since=last), 13 - len(words))
        await hub.stop()
        return words

    assert asyncio.run(story()) == [str(number) for number in range(13)]


def test_streams_end_when_the_hub_stops(database: Database) -> None:
    async def story() -> list[Event | None]:
        hub = EventHub(database)
        await hub.start()
        stream = hub.listen("board", since=None)
        waiting = asyncio.ensure_future(anext(stream, None))
        while not hub._listeners:
            await asyncio.sleep(0)
        await hub.stop()
        async with asyncio.timeout(DEADLINE_SECONDS):
            assert await waiting is None
        return [event async for event in hub.listen("board", since=0)]

    assert asyncio.run(story()) == []


@pytest.mark.parametrize("kind", sorted(modules.event_names()))
def test_a_listener_hears_that_something_changed_and_not_what(kind: str) -> None:
    event = Event(7, "2026-11-17T10:26:00.000+08:00", kind, 3, 2, 1, {"number": "A012", "reason": "家里有事"})
    said = "called" if kind in HEARD_AT_ONCE else "changed"
    assert as_sse(event, modules.calls()).decode() == f"id: 7\nevent: {said}\ndata:\n\n"


def test_one_token_holds_a_few_streams_and_the_newest_stays(database: Database) -> None:
    counted: list[Refused] = []

    async def story() -> tuple[int, Event | None, str]:
        hub = EventHub(database, partial(counted.append, Refused.STREAMS))
        await hub.start()
        streams = [hub.listen("board", since=None) for _ in range(events.MOST_STREAMS + 1)]
        waiting = []
        for stream in streams:
            waiting.append(asyncio.ensure_future(anext(stream, None)))
            while len(hub._listeners) < min(len(waiting), events.MOST_STREAMS):
                await asyncio.sleep(0)
        async with asyncio.timeout(DEADLINE_SECONDS):
            oldest = await waiting[0]
        held = len(hub._listeners)
        other = asyncio.ensure_future(next_words(hub.listen("another board", since=None)))
        while len(hub._listeners) == held:
            await asyncio.sleep(0)
        await asyncio.to_thread(say, database, "news")
        heard_by_other = await other
        assert all([await one is not None for one in waiting[1:]])
        await hub.stop()
        return held, oldest, heard_by_other

    assert asyncio.run(story()) == (events.MOST_STREAMS, None, "news")
    assert counted == [Refused.STREAMS]  # the keeper sees it on 安全
