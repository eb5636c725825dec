"""Build a mapping from the roles of the columns: which records are made, and what is still to be decided."""

from collections.abc import Iterator, Sequence
from typing import get_origin

from attrs import frozen

from civic_partnership.exporting import FieldPath
from civic_partnership.importing.source import Row
from civic_partnership.model import unwrap_type
from civic_partnership.values import Label

from .column_contents import ColumnContents
from .column_role import Role, join_doubts
from .column_roles import AMOUNT, NAME, PAID_ON
from .decimal_draft import draft_decimal
from .heading_words import OTHER_HEADINGS, attribute_at
from .table_draft import Line, TableDraft, describe_role, list_table, record_table

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


@frozen
class MappingDraft:
    """The tables of the records, the columns that fill no field, and the decimal sign of the file."""

    tables: tuple[TableDraft, ...]
    left_out: tuple[Role, ...]
    decimal: Line | None


def draft_mapping(roles: Sequence[Role], rows: Sequence[Row], years: Sequence[str]) -> MappingDraft:
    """Build the tables of the records; `years` stand in the titles or in the name of the sheet or file."""
    drafter = _Drafter(roles, rows, years)
    tables = list(drafter.draft())
    left_out = tuple(
        role.skip(drafter.why_unused(role.path)) if role.path else role for role in drafter.unused()
    )
    return MappingDraft(tuple(tables), left_out, drafter.decimal if tables else None)


class _Drafter:
    """Builds the tables; each column is used once."""

    def __init__(self, roles: Sequence[Role], rows: Sequence[Row], years: Sequence[str]) -> None:
        self._roles = roles
        self._rows = rows
        self._years = years
        self._found = {role.path: role for role in roles if role.path}
        self._used: set[FieldPath] = set()
        self.decimal = draft_decimal(roles, rows)

    def unused(self) -> list[Role]:
        """Return the roles of the columns that fill no field."""
        return [role for role in self._roles if role.path not in self._used]

    def why_unused(self, path: FieldPath) -> Label:
        """Tell why a column is left out though its field is known."""
        if NAME not in self._found:
            return _NO_NAME
        return next(why for start, why in _WHY_UNUSED.items() if path.startswith(start))

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
        yield record_table("associations")
        fields = TableDraft("[records.fields]")
        for path in OTHER_HEADINGS:
            if path.startswith("associations.") and not path.startswith(_COUNTS):
                self._fill(fields, path)
        if is_alone:
            self._fill(fields, "partnerships.note")
        yield fields
        counts = [path for path in self._found if path.startswith(_COUNTS)]
        if f"{_COUNTS}on" in counts and len(counts) > 1:
            yield list_table("records.parts", "member_counts")
            yield self._fields("records.parts.fields", [path for path in OTHER_HEADINGS if path in counts])

    def _draft_partnership(self) -> Iterator[TableDraft]:
        programme = record_table("programmes")
        if "programmes.name" in self._found:
            yield programme
            yield self._fields("records.fields", ["programmes.name"])
        else:
            doubt = Label(
                "skriv ordningens id og navn i de to linjer",
                "write the id and the name of the programme in these two lines",
            )
            programme.add("id.value", "ordning", None, doubt)
            programme.add("fields.name.value", "Ordning")
            yield programme
        partnership = record_table("partnerships")
        reason = Label(
            "ét for hver forening; har nogen flere, så skriv den kolonne, der skiller dem",
            "one for each association; if some have several, write the column that tells them apart",
        )
        partnership.add("id.record", "associations", reason)
        yield partnership
        fields = TableDraft("[records.fields]")
        fields.add("programme.record", "programmes")
        self._fill(fields, "partnerships.case")
        self._fill(fields, "partnerships.note")
        yield fields
        yield list_table("records.parts", "partners")
        partners = TableDraft("[records.parts.fields]")
        partners.add("association.record", "associations")
        yield partners

    def _draft_terms(self) -> Iterator[TableDraft]:
        if self._has_period(_TERMS):
            yield list_table("records.parts", "terms")
            fields = TableDraft("[records.parts.fields]")
            self._fill_period(fields, _TERMS)
            doubt = Label(
                'er nogle en forlængelse, så skriv kolonnen med arten, eller "extension"',
                'if some are extensions, write the column of the kind, or "extension"',
            )
            fields.add("kind.value", "initial", None, doubt)
            yield fields

    def _draft_employments(self) -> Iterator[TableDraft]:
        if self._has_period(_EMPLOYMENTS):
            yield list_table("records.parts", "employments")
            fields = TableDraft("[records.parts.fields]")
            self._fill_period(fields, _EMPLOYMENTS)
            self._fill(fields, f"{_EMPLOYMENTS}weekly_hours")
            yield fields

    def _draft_grants(self) -> Iterator[TableDraft]:
        amount = self._found.get(AMOUNT)
        if amount is None:
            return
        if amount.pattern is not None:
            yield from self._draft_wide_grants(amount)
            return
        fields = TableDraft("[records.parts.fields]")
        if not (self._fill(fields, f"{_GRANTS}year") or self._fill(fields, f"{_GRANTS}period")):
            if len(self._years) != 1:
                return
            reason = Label(
                "året i titlen, arkets navn eller filens navn",
                "the year in the title, or in the name of the sheet or file",
            )
            doubt = Label("gælder det alle rækker?", "does it hold for all rows?")
            fields.add("year.value", int(self._years[0]), reason, doubt)
        self._fill(fields, AMOUNT)
        self._fill(fields, f"{_GRANTS}awarded_on")
        yield list_table("records.parts", "grants")
        yield fields
        paid = self._found.get(PAID_ON)
        if paid is not None and paid.pattern is None:
            yield list_table("records.parts.parts", "payments")
            payments = self._fields("records.parts.parts.fields", [PAID_ON])
            doubt = Label("er hele beløbet udbetalt den dag?", "was the whole amount paid on that day?")
            self._add_column(payments, "amount", amount, describe_role(amount), doubt)
            yield payments
        if f"{_GRANTS}accounts.received_on" in self._found:
            yield list_table("records.parts.parts", "accounts")
            yield self._fields("records.parts.parts.fields", [f"{_GRANTS}accounts.received_on"])

    def _draft_wide_grants(self, amount: Role) -> Iterator[TableDraft]:
        self._used.add(AMOUNT)
        part = list_table("records.parts", "grants")
        part.add("headings", amount.pattern, describe_role(amount), amount.doubt)
        yield part
        fields = TableDraft("[records.parts.fields]")
        fields.add("year.heading", value=True)
        fields.add("amount.cell", value=True)
        fields.lines += self._notation_lines("amount", amount)
        yield fields
        paid = self._found.get(PAID_ON)
        if paid is not None and paid.pattern is not None:
            yield list_table("records.parts.parts", "payments")
            payments = self._fields("records.parts.parts.fields", [PAID_ON])
            doubt = Label("er hele beløbet udbetalt den dag?", "was the whole amount paid on that day?")
            payments.add("amount.cell", True, None, doubt)
            payments.lines += self._notation_lines("amount", amount)
            yield payments

    def _has_period(self, holder: str) -> bool:
        return f"{holder}period" in self._found or f"{holder}period.start" in self._found

    def _fill_period(self, fields: TableDraft, holder: str) -> None:
        """Fill a period from its column, or from the columns of its first and its last day."""
        if self._fill(fields, f"{holder}period"):
            return
        start, end = self._found[f"{holder}period.start"], self._found.get(f"{holder}period.end")
        missing = len(self._cells(start)) - (len(self._cells(end)) if end else 0)
        doubt = Label(
            f'{missing} uden sidste dag: skriv period.empty_end = "open", hvis de fortsætter',
            f'{missing} without a last day: write period.empty_end = "open" if they go on',
        )
        for key, role in (("period.start", start), ("period.end", end)):
            if role is not None:
                self._used.add(role.path)
                is_last = role is end or end is None
                doubts = join_doubts(role.doubt, doubt if is_last and missing > 0 else None)
                fields.add(key, role.headings[0], describe_role(role), doubts)

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
        self._add_column(fields, name, role, describe_role(role), role.doubt, *more)
        return True

    def _add_column(
        self, fields: TableDraft, name: str, role: Role, reason: Label, doubt: Label | None, *more: Line
    ) -> None:
        """Add the line of a field that a column fills, and those of its settings."""
        settings = [*more, *self._notation_lines(name, role)]
        key = f"{name}.columns" if settings else name
        fields.add(key, role.pattern or role.headings[0], reason, doubt)
        fields.lines += settings

    def _notation_lines(self, name: str, role: Role) -> list[Line]:
        """Return the line of the setting that the cells of a column need, unless the file has it."""
        found = role.notation
        if found is None or found.value is None or (found.key == "decimal" and self.decimal is not None):
            return []
        return [Line(f"{name}.{found.key}", found.value, found.reason, found.doubt)]

    def _cells(self, role: Role) -> list[str]:
        return [text for _, text in ColumnContents.collect(self._rows, role.places).cells]
