"""What the exhibition says to a visitor: English. Exhibits stay in their own language."""

from __future__ import annotations

from datetime import date

from kiosk.ui.words.english import counted, day_name

HOME_TITLE, HOME_CAN = "Exhibits", "Exhibits"

BROWSE_NOTE = "Tap one to open it; Back leads here again"
KINDS = {"image": "Picture", "article": "Article", "poster": "Poster", "video": "Film", "document": "Document",
         "people": "People", "timeline": "Timeline", "map": "Map", "floor_plan": "Floor plan", "tree": "Organisation",
         "directory": "Services", "roster": "On duty", "steps": "Steps"}  # fmt: skip

BACK_ITEM, NEXT_ITEM = "Prev.", "Next"
PREVIOUS_PAGE, NEXT_PAGE = "Previous", "Next"
READ_WHOLE = "Read all"
READ_DONE = "Done"
TEXT_VERSION, PICTURE_VERSION = "As text", "Picture"
OTHERS = "Others"
READ_ALOUD, BE_QUIET = "Read out", "Stop"
READ_TO = "You are here"
SEEN_TO = "You are here"
CONTENTS = "Contents, tap to go there"
FIND, FIND_TITLE = "Search", "What are you looking for?"
FIND_TILE = "Type a word"
FIND_NOTE = "Spell it or tap a word to find articles and pictures"
FIND_NOW, FIND_AGAIN, FIND_IN_LIST = "Search", "Another word", "See all"
FIND_MISSING = "Tap one of these words, or 'See all' to choose from the list."
FIND_NOTHING, FIND_NOTHING_NOTE = "Nothing found", "Try a shorter word, or choose from the list."
BROKEN = "This picture cannot be shown"
BROKEN_NOTE = "Please look at another one; staff will change it."
DEMO = "People and places are made up for show"
CODE_SPOKEN = "Scan the code with a phone to take the text along"
CODE_NOTE = "Scan to take it along"


def contents_of(count: int) -> str:
    """Where some of them alone have room."""
    return f"Contents: {count} in all"


def on_show(count: int) -> str:
    return f"{counted(count, 'item')} on show today"


def item_of(place: int, total: int) -> str:
    return f"{place + 1} of {total}"


def page_of(page: int, pages: int) -> str:
    """Which page of a list stands in front; `page` counts from 0."""
    return f"Page {page + 1} of {pages}"


def source(text: str, day: date | None, demo: bool) -> str:
    """The source line, with the day its text was adopted or the picture was made. That it is a demonstration comes
    first: what has no room is cut at the end."""
    made = f"{day_name(day)} {day.year}" if day and str(day.year) not in text else ""
    told = ", ".join(part for part in (f"Source: {text}" if text else "", made) if part)
    return "\n".join(line for line in (DEMO if demo else "", told) if line)


def in_one_line(source: str) -> str:
    """Several lines as sentences."""
    first, *others = source.split("\n")
    return " ".join(f"{line.removesuffix('.')}." for line in (first, *others)) if others else first


def kind_and_minutes(kind: str, minutes: int) -> str:
    """What it is (a key of KINDS) and how long it takes to read."""
    return f"{KINDS[kind]}, about {minutes} min"


def paged_note(page: int, pages: int) -> str:
    """Under the title of a list of several screens; `page` counts from 0."""
    return f"Page {page + 1} of {pages}; tap one to open it"


def found(count: int, more: bool = False) -> str:
    """`more`: there are further ones, which are not listed."""
    if not count:
        return FIND_TITLE
    return f"Many found, here are {count}" if more else f"{counted(count, 'item')} found"


def found_at(place: str, more: int) -> str:
    """Where in it the sentence stands, and in how many further places; no name: at the beginning.

    The place comes last: where there is no room, its own name is cut and not what is said about it.
    """
    first = f"First of {more + 1} places" if more else "In" if place else ""
    return f"{first}{':' if more else ''} '{place}'" if place else first


def found_line(line: str, where: str) -> str:
    """Both on one line."""
    return f"{line} ({where})"


def found_in(kind: str, title: str) -> str:
    """Of a place that is called so: what it stands in."""
    return f"{KINDS[kind]}: '{title}'"


def looked_for(query: str, near: bool) -> str:
    """What was looked for; `near`: nothing holds all of it."""
    return f"Nothing holds all of '{query}'; these come near" if near else f"You looked for '{query}'"


TILE_DIRECTORY, TILE_DIRECTORY_NOTE = "Services", "What to bring, whom to see"
TILE_STEPS = "Step by step"
TILE_ROSTER, TILE_ROSTER_BRIEF = "On duty", "Today"
TILE_FLOOR = "Rooms"
TILE_VIDEO, TILE_DOCUMENT, TILE_TIMELINE = "Films", "Documents", "Timeline"
TILE_MAP, TILE_PEOPLE, TILE_TREE = "Map", "People", "Organisation"


def tile_services(count: int) -> str:
    return counted(count, "service")


def tile_places(count: int) -> str:
    return counted(count, "place")


def tile_films(count: int) -> str:
    return counted(count, "film")


def tile_entries(count: int) -> str:
    return counted(count, "event")


def tile_people(count: int) -> str:
    return counted(count, "person", "people")


def tile_nodes(count: int) -> str:
    return counted(count, "body", "bodies")


def tile_items(count: int) -> str:
    """Under the name of the exhibition, or of one kind, where there is little room."""
    return f"{count} on now"


def home_count(count: int) -> str:
    return f"Exhibition: {counted(count, 'item')} today"


LAGS = {
    "fetching": "New content is on its way",
    "preparing": "New content has come and is being looked at",
    "no_room": "No room on the disk: new content was not fetched",
    "wrong_bytes": "A file came damaged and is fetched again",
    "gone": "The hall lacks a file: please publish again",
    "refused": "This screen refuses it: its program may be older than the hall's",
    "crashed": "It ended the program again and again: the version before is back",
    "kept_back": "Somebody at the screen went back to the version before",
    "older": "The hall offers older content: please publish again",
}
"""Why this screen does not show what the hall published: keys of `wire_delivery.TROUBLES`."""
