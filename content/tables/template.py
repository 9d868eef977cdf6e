"""The empty sheet that a keeper fills in: a page a form, with an example, drop-downs and a page that explains; and the
same with the rows that are there, to be edited and brought again.

    template("人物", (PEOPLE,)) -> bytes of an .xlsx
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.sheets.writing import Column, bytes_of, explain, head, new_book, put
from content.tables.form import EXAMPLE, EXPLAINED, Form
from content.tables.reading import Row

_NEEDED = "一定要写"


def template(title: str, forms: Sequence[Form], rows: Mapping[str, Sequence[Row]] | None = None) -> bytes:
    """``rows`` by the name of their form; None: the examples."""
    book, sheet = new_book(forms[0].name)
    for number, form in enumerate(forms):
        page = sheet if number == 0 else book.create_sheet(form.name)
        columns = [
            Column(one.header, one.hint, one.width, one.offered, is_open=one.is_open, shape="@") for one in form.fields
        ]
        head(page, columns, rows=form.most_rows)
        if rows is None:
            given = [(dict(example), True) for example in form.examples]
        else:
            given = [(dict(row.typed), False) for row in rows.get(form.name, ())]
        for at, (typed, is_example) in enumerate(given, start=2):
            for column, one in enumerate(form.fields, start=1):
                if text := typed.get(one.key, ""):
                    put(page.cell(at, column), f"{EXAMPLE}{text}" if is_example and column == 1 else text, is_example)
    explain(book.create_sheet(EXPLAINED), _lines(title, forms))
    return bytes_of(book)


def _lines(title: str, forms: Sequence[Form]) -> list[tuple[str, str]]:
    lines = [(title, "一行一项；灰色的示例行不会放，写上自己的就行。不认识的列不用，写错的行会说哪里错，别的行照用。")]
    for form in forms:
        lines.append((form.name, f"最多 {form.most_rows} 行"))
        for one in form.fields:
            said = "；".join(part for part in (_NEEDED if one.needed else "", one.hint) if part)
            lines.append((one.header, said))
    return lines
