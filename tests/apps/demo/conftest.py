"""A bench of real emulators and the page that shows it, in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from devices.emulators import CardReaderEmulator, DemoCard, PrinterEmulator
from kiosk.apps.demo.pages import ServedPage, create_app, serve_in_thread
from kiosk.apps.demo.visitors import Visitor, visitors
from kiosk.features.membership.demo.people import PEOPLE

TODAY = date(2026, 11, 17)
HALL_PAGE = "http://127.0.0.1:9/"


@dataclass
class Bench:
    """Both emulators, the people, and the page's address."""

    reader: CardReaderEmulator
    printer: PrinterEmulator
    people: tuple[Visitor, ...]
    page: ServedPage


@pytest.fixture
def bench() -> Iterator[Bench]:
    cards = [DemoCard(name=person.name, id_number=person.id_number) for person in PEOPLE]
    people = visitors(PEOPLE, cards, TODAY)
    with CardReaderEmulator() as reader, PrinterEmulator() as printer:
        app = create_app(reader, printer, people, hall_page=HALL_PAGE, hall_name="云溪里社区党群服务中心")
        with serve_in_thread(app) as page:
            yield Bench(reader, printer, people, page)


@pytest.fixture
def view(bench: Bench, browser: Browser) -> Iterator[Page]:
    """The page as a browser shows it; anything the browser complains of fails the test."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(bench.page.address)
    yield page
    page.close()
    assert not complaints
