"""Build a mapping from the roles of the columns: which records are made, and what is still to be decided."""

from collections.abc import Iterator, Sequence
from typing import get_origin

from attrs import evolve

from civic_partnership.exporting import FieldPath
from civic_partnership.importing.source import Row
from civic_partnership.model import unwrap_type
from civic_partnership.values import Label

from .column_contents import ColumnContents
from .column_role import Role, join_doubts
from .column_roles import AMOUNT, NAME, PAID_ON
from .heading_words import OTHER_HEADINGS, attribute_at
from .mapping_text import Line, TableDraft

_GRANTS, _EMPLOYMENTS = "partnerships.grants.", "partnerships.employments."
_TERMS, _COUNTS = "partnerships.terms.", "associations.member_counts."

_NO_NAME = Label(
    "uden foreningernes navne er der ingen poster",
    "without the names of the associations there are no records",
)
_WHY_UNUSED = {
    _GRANTS: Label(
        "et tilskud skal have et beløb og et år eller en periode",
        "a grant needs an amount, and a year or a period",
    ),
    _EMPLOYMENTS: Label("en ansættelse skal have en første dag", "an employment needs a first day"),
    _TERMS: Label("en aftale skal have en første dag", "a term needs a first day"),
    _COUNTS: Label(
        "medlemstal skal have den dag, de er talt; skriv den som on.value",
        "numbers of members need the day of the count; write it as on.value",
    ),
    "": Label(
        "der er ingen tilskud, aftaler eller ansættelser, så her er intet partnerskab",
        "there are no grants, terms or employments, so there is no partnership here",
    ),
}
"""Start of a field path -> why its column is left out if its record cannot be made."""


def draft_mapping(
    roles: Sequence[Role], rows: Sequence[Row], years: Sequence[str]
) -> tuple[list[TableDraft], list[Role]]:
    """Build the tables of the records; return also the columns that fill no field.

    The years stand in the titles, or in the name of the sheet or file.
    """
    drafter = _Drafter(roles, rows, years)
    tables = list(drafter.draft())
    return tables, list(drafter.left_out())


class _Drafter:
    """Builds the tables; each column is used once."""

    def __init__(self, roles: Sequence[Role], rows: Sequence[Row], years: Sequence[str]) -> None:
        self._roles = roles
        self._rows = rows
        self._years = years
        self._found = {role.path: role for role in roles if role.path}
        self._used: set[FieldPath] = set()

    def left_out(self) -> Iterator[Role]:
        """Return the columns that fill no field, and why, if their field is known."""
        for role in self._roles:
            if not role.path:
                yield role
            elif role.path not in self._used:
                reasons = (why for start, why in _WHY_UNUSED.items() if role.path.startswith(start))
                doubt = next(reasons) if NAME in self._found else _NO_NAME
                yield evolve(role, use="skip", doubt=doubt)

    def draft(self) -> Iterator[TableDraft]:
        """Build the tables in their order; none without a name of an association."""
        if NAME not in self._found:
            return
        lists = [*self._draft_terms(), *self._draft_grants(), *self._draft_employments()]
        yield from self._draft_associations(is_alone=not lists)
        if lists:
            yield from self._draft_partnership()
            yield from lists

    def _draft_associations(self, *, is_alone: bool) -> Iterator[TableDraft]:
        yield _list_table("records", "kind", "associations")
        paths = [
            path
            for path in OTHER_HEADINGS
            if path.startswith("associations.") and not path.startswith(_COUNTS)
        ]
        yield self._fields("records.fields", [*paths, *["partnerships.note"] * is_alone])
        counts = [path for path in OTHER_HEADINGS if path.startswith(_COUNTS) and path in self._found]
        if f"{_COUNTS}on" in counts and len(counts) > 1:
            yield _list_table("records.parts", "list", "member_counts")
            yield self._fields("records.parts.fields", counts)

    def _draft_partnership(self) -> Iterator[TableDraft]:
        programme = _list_table("records", "kind", "programmes")
        yield programme
        if "programmes.name" in self._found:
            yield self._fields("records.fields", ["programmes.name"])
        else:
            doubt = Label(
                "skriv ordningens id og navn i de to linjer",
                "write the id and the name of the programme in these two lines",
            )
            programme.add("id.value", "ordning", None, doubt)
            programme.add("fields.name.value", "Ordning")
        partnership = _list_table("records", "kind", "partnerships")
        reason = Label(
            "ét for hver forening; har nogen flere, så skriv den kolonne, der skiller dem",
            "one for each association; if some have several, write the column that tells them apart",
        )
        partnership.add("id.record", "associations", reason)
        yield partnership
        fields = TableDraft("[records.fields]", [Line("programme.record", "programmes")])
        self._fill(fields, "partnerships.case")
        self._fill(fields, "partnerships.note")
        yield fields
        yield _list_table("records.parts", "list", "partners")
        yield TableDraft("[records.parts.fields]", [Line("association.record", "associations")])

    def _draft_terms(self) -> Iterator[TableDraft]:
        fields = TableDraft("[records.parts.fields]")
        if self._fill_period(fields, _TERMS):
            doubt = Label(
                'er nogle en forlængelse, så skriv kolonnen med arten, eller "extension"',
                'if some are extensions, write the column of the kind, or "extension"',
            )
            fields.add("kind.value", "initial", None, doubt)
            yield _list_table("records.parts", "list", "terms")
            yield fields

    def _draft_employments(self) -> Iterator[TableDraft]:
        fields = TableDraft("[records.parts.fields]")
        if self._fill_period(fields, _EMPLOYMENTS):
            self._fill(fields, f"{_EMPLOYMENTS}weekly_hours")
            yield _list_table("records.parts", "list", "employments")
            yield fields

    def _draft_grants(self) -> Iterator[TableDraft]:
        amount = self._found.get(AMOUNT)
        if amount is None:
            return
        grants = _list_table("records.parts", "list", "grants")
        fields = TableDraft("[records.parts.fields]")
        if amount.pattern is not None:
            self._used.add(AMOUNT)
            grants.add("headings", amount.pattern, amount.describe(), amount.doubt)
            fields.add("year.heading", value=True)
            self._add_amount(fields, amount)
        elif self._fill_year(fields):
            self._fill(fields, AMOUNT)
            self._fill(fields, f"{_GRANTS}awarded_on")
        else:
            return
        yield grants
        yield fields
        paid = self._found.get(PAID_ON)
        if paid is not None and (paid.pattern is None) == (amount.pattern is None):
            yield _list_table("records.parts.parts", "list", "payments")
            payments = self._fields("records.parts.parts.fields", [PAID_ON])
            doubt = Label("er hele beløbet udbetalt den dag?", "was the whole amount paid on that day?")
            self._add_amount(payments, amount, doubt)
            yield payments
        if amount.pattern is None and f"{_GRANTS}accounts.received_on" in self._found:
            yield _list_table("records.parts.parts", "list", "accounts")
            yield self._fields("records.parts.parts.fields", [f"{_GRANTS}accounts.received_on"])

    def _add_amount(self, fields: TableDraft, amount: Role, doubt: Label | None = None) -> None:
        """Add the amount of a grant or payment, from its column or from the cell below the year."""
        if amount.pattern is None:
            self._add_column(fields, "amount", amount, doubt)
        else:
            fields.add("amount.cell", True, None, doubt)
            fields.lines += _notation_lines("amount", amount)

    def _fill_year(self, fields: TableDraft) -> bool:
        """Fill the year or period of a grant; tell whether there is one."""
        if self._fill(fields, f"{_GRANTS}year") or self._fill(fields, f"{_GRANTS}period"):
            return True
        if len(self._years) != 1:
            return False
        reason = Label(
            "året i titlen, arkets navn eller filens navn",
            "the year in the title, or in the name of the sheet or file",
        )
        doubt = Label("gælder det alle rækker?", "does it hold for all rows?")
        fields.add("year.value", int(self._years[0]), reason, doubt)
        return True

    def _fill_period(self, fields: TableDraft, holder: str) -> bool:
        """Fill a period from its column, or from those of its first and last day; tell if there are some."""
        start, end = (self._found.get(f"{holder}period.{side}") for side in ("start", "end"))
        if self._fill(fields, f"{holder}period"):
            return True
        if start is None:
            return False
        missing = len(self._cells(start)) - (len(self._cells(end)) if end else 0)
        open_end = Label(
            f'{missing} uden sidste dag: skriv period.empty_end = "open", hvis de fortsætter',
            f'{missing} without a last day: write period.empty_end = "open" if they go on',
        )
        for key, role in (("period.start", start), ("period.end", end)):
            if role is not None:
                self._used.add(role.path)
                is_last = role is end or end is None
                doubt = join_doubts(role.doubt, open_end if is_last and missing > 0 else None)
                fields.add(key, role.headings[0], role.describe(), doubt)
        return True

    def _fields(self, header: str, paths: Sequence[FieldPath]) -> TableDraft:
        fields = TableDraft(f"[{header}]")
        for path in paths:
            self._fill(fields, path)
        return fields

    def _fill(self, fields: TableDraft, path: FieldPath) -> bool:
        """Add the line of a field if a column fills it; tell whether one does."""
        role = self._found.get(path)
        if role is None:
            return False
        self._used.add(path)
        name = path.rpartition(".")[2]
        is_list = get_origin(unwrap_type(attribute_at(path).type)) is tuple
        more = []
        if is_list and any("," in text for text in self._cells(role)):
            comma = Label("komma mellem flere i en celle", "a comma between several in a cell")
            more.append(Line(f"{name}.between", ",", comma))
        self._add_column(fields, name, role, role.doubt, *more)
        return True

    def _add_column(
        self, fields: TableDraft, name: str, role: Role, doubt: Label | None, *more: Line
    ) -> None:
        """Add the line of a field that a column fills, and those of its settings."""
        settings = [*more, *_notation_lines(name, role)]
        key = f"{name}.columns" if settings else name
        fields.add(key, role.pattern or role.headings[0], role.describe(), doubt)
        fields.lines += settings

    def _cells(self, role: Role) -> list[str]:
        return [text for _, text in ColumnContents.collect(self._rows, role.places).cells]


def _list_table(header: str, key: str, name: str) -> TableDraft:
    """Begin the table of a record, or of a list in it or in the rows of another list."""
    return TableDraft(f"[[{header}]]", [Line(key, name)])


def _notation_lines(name: str, role: Role) -> list[Line]:
    """Return the line of the setting that the cells of a column need."""
    found = role.notation
    if found is None or found.value is None:
        return []
    return [Line(f"{name}.{found.key}", found.value, found.reason, found.doubt)]
