"""What of a directory stands in the list and on the page of one entry. Pure: content and a day in, views out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from content.kinds.directory import Directory, Place, Question, Service, bracketed
from kiosk.features.exhibition.terminal.modules.directory import words
from kiosk.features.exhibition.terminal.modules.directory.views import Entry, EntryKind, Section
from kiosk.features.exhibition.terminal.queueing import QueueNow, Shut, opening


def entries(directory: Directory, today: date | None) -> tuple[Entry, ...]:
    """All lines: services, places, and the questions that belong to no service."""
    services = [_service(number, one, today) for number, one in enumerate(directory.services)]
    places = [_place(number, one) for number, one in enumerate(directory.places)]
    asked = [_question(number, one) for number, one in enumerate(directory.questions) if not one.about]
    return (*services, *places, *asked)


def filters(some: tuple[Entry, ...]) -> tuple[str, ...]:
    """全部 12, then where one may look, each once; the questions last."""
    areas = dict.fromkeys(one.area for one in some if one.area)
    asked = [words.QUESTIONS] if any(one.kind is EntryKind.QUESTION for one in some) else []
    found = (*areas, *asked)
    return (words.all_of(len(some)), *(found if len(found) > 1 or asked else ()))


def filtered(some: tuple[Entry, ...], filter_: str) -> tuple[Entry, ...]:
    """Those of a filter that is not 全部."""
    if filter_ == words.QUESTIONS:
        return tuple(one for one in some if one.kind is EntryKind.QUESTION)
    return tuple(one for one in some if one.area == filter_)


def named(directory: Directory, name: str) -> tuple[EntryKind, int] | None:
    """Which entry is called so, as `Directory.texts` names places."""
    for kind, names in (
        (EntryKind.SERVICE, [one.name for one in directory.services]),
        (EntryKind.PLACE, [one.name for one in directory.places]),
        (EntryKind.QUESTION, [one.ask for one in directory.questions]),
    ):
        if name in names:
            return kind, names.index(name)
    return None


def _service(number: int, one: Service, today: date | None) -> Entry:
    note = words.bring(one.bring) if one.bring else one.hours or one.takes or one.note.partition("\n")[0]
    chip = words.next_day(one.weekdays, today) if today else ""
    return Entry(EntryKind.SERVICE, number, one.name, note, words.badge(one.place), one.area, chip)


def _place(number: int, one: Place) -> Entry:
    note = one.does.partition("\n")[0] or one.hours
    return Entry(EntryKind.PLACE, number, one.name, note, "", one.area)


def _question(number: int, one: Question) -> Entry:
    return Entry(EntryKind.QUESTION, number, one.ask, one.answer.partition("\n")[0])


# -- one entry --------------------------------------------------------------------------------------------------------


def of_service(directory: Directory, one: Service) -> tuple[Section, ...]:
    bring = tuple(map(bracketed, one.bring))
    sections = [
        Section(words.BRING, "" if bring else words.ASK_DESK, bring, "briefcase"),
        Section(words.WHERE, "", tuple(_where(one)) or ((words.ASK_DESK, ""),), "map-pin"),
    ]
    if one.note:
        sections.append(Section(words.NOTE, one.note))
    sections += [_answered(question) for question in directory.asked_about(one.name)]
    return tuple(sections)


def facts_of(one: Service) -> str:
    """When and how long, in one line."""
    return words.joined((words.weekdays(one.weekdays), one.hours, one.takes))


def of_place(directory: Directory, one: Place) -> tuple[Section, ...]:
    where = [(words.PLACE, one.area), (words.HOURS, one.hours), (words.PHONE, one.phone)]
    done = tuple((service.name, service.takes) for service in directory.services if service.place == one.name)
    sections = [Section(words.WHERE, "", tuple(pair for pair in where if pair[1]), "map-pin")]
    if one.does or done:
        sections.insert(0, Section(words.USE, one.does, done, "door-open"))
    return tuple(section for section in sections if section.things or section.text) or (
        Section(words.WHERE, words.ASK_DESK, (), "map-pin"),
    )


def of_questions(directory: Directory) -> tuple[Section, ...]:
    return tuple(_answered(one) for one in directory.questions if not one.about)


def _answered(one: Question) -> Section:
    return Section(one.ask, one.answer, (), "question")


def _where(one: Service) -> Iterator[tuple[str, str]]:
    for head, text in (
        (words.PLACE, words.where(one.area, one.place)), (words.WEEKDAYS, words.weekdays(one.weekdays)),
        (words.HOURS, one.hours), (words.TAKES, one.takes), (words.PHONE, one.phone),
    ):  # fmt: skip
        if text:
            yield head, text


def queue_said(queue: QueueNow, today: date | None) -> str:
    """How the queue of a service stands, or why there is no number now."""
    match queue.shut:
        case Shut.OPEN:
            return words.waiting(queue.ahead, queue.low_minutes, queue.high_minutes)
        case Shut.AWAY:
            return words.AWAY
        case Shut.UNSURE:
            return words.UNSURE
        case Shut.PAUSED:
            return words.paused(queue.until)
        case Shut.CLOSED:
            at = opening(queue.until)
            return words.opens(*at, today) if at else words.closed()
