"""The deadlines of a year as JSON, and as a table for Danish spreadsheets."""

from collections.abc import Callable, Iterator

from civic_partnership.checking import BYTE_ORDER_MARK, format_document, format_record, format_row
from civic_partnership.deadlines import DEADLINE_KINDS
from civic_partnership.findings import format_text
from civic_partnership.values import OPEN, Label, Language, danish_date

from .year_text import MAY_BE_OVERDUE, OVERDUE, YearWheel

_CSV_HEADER = Label(
    "Frist;Tidligst;Overskredet;Art;Hvad;Hvem;Konsulent;Partnerskab;Post",
    "Due;Earliest;Overdue;Kind;What;Whose;Consultant;Partnership;Record",
)


def format_json(wheel: YearWheel, _: Language) -> Iterator[str]:
    """Yield one document with the year, the day, all deadlines, and how many there are."""
    document = {
        "year": wheel.year,
        "on": wheel.on.isoformat(),
        "deadlines": [each.to_dict() for each in wheel.deadlines],
        "counts": wheel.counts,
    }
    yield f"{format_document(document, indent=2)}\n"


def format_csv(wheel: YearWheel, lang: Language) -> Iterator[str]:
    """Yield a row for each deadline; the days are written as Danish spreadsheets read them."""
    yield BYTE_ORDER_MARK
    yield format_row(_CSV_HEADER.in_language(lang).split(";"))
    for each in wheel.deadlines:
        state = OVERDUE if each.is_overdue else MAY_BE_OVERDUE if each.may_be_overdue else None
        yield format_row(
            (
                None if each.last == OPEN else danish_date(each.last),
                danish_date(each.first),
                state and state.in_language(lang),
                DEADLINE_KINDS[each.kind].in_language(lang),
                each.text.in_language(lang),
                each.owner,
                ", ".join(map(format_text, each.contacts)),
                each.partnership and format_text(each.partnership),
                format_record(each.record, lang),
            )
        )


FORMATS: dict[str, Callable[[YearWheel, Language], Iterator[str]]] = {"json": format_json, "csv": format_csv}
"""Name of a format -> the function that yields its texts."""
