"""Decide what each column of a table seems to be, and why."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import evolve

from civic_partnership.exporting import FieldPath
from civic_partnership.importing.mapping import YEAR
from civic_partnership.importing.source import normalize_heading
from civic_partnership.values import Label

from .cell_readings import is_text
from .column_contents import ColumnContents, Fit
from .column_role import (
    ColumnUse,
    Role,
    field_reason,
    join_doubts,
    name_columns,
    notation_doubt,
    unfit_reason,
)
from .heading_words import (
    PRODUCTION_UNITS,
    field_headings,
    heading_key,
    is_about_person,
    person_headings,
)
from .table_outline import TableOutline, find_year

NAME: FieldPath = "associations.name"
CVR: FieldPath = "associations.cvr"
AMOUNT: FieldPath = "partnerships.grants.amount"
PAID_ON: FieldPath = "partnerships.grants.payments.on"

_IS_IT = Label("passer det?", "is that right?")
_PERSONS = Label("overskriften handler om en person", "the heading is about a person")
_CLUB_WORDS = Label(
    "de fleste celler har ord som klub eller forening", "most cells hold a word such as klub or forening"
)
_NAMES = frozenset({"navn", "name", "fulde navn", "full name"})
"""Headings that stand over the names of associations as well as of persons."""


def find_roles(outline: TableOutline) -> list[Role]:
    """Decide what the columns of a table are; those without a heading are left out."""
    return sorted(_RoleFinder(outline).find(), key=lambda role: role.places)


class _RoleFinder:
    """Decides for one table. A column that says more of itself is decided on before one that says less."""

    def __init__(self, outline: TableOutline) -> None:
        self._headings = outline.headings
        self._rows = outline.records
        self._keys = outline.keys
        self._contents = [ColumnContents.collect(self._rows, [place]) for place in range(len(self._headings))]
        self._roles: dict[int, Role] = {}
        self._taken: dict[FieldPath, tuple[int, ...]] = {}

    def find(self) -> Iterator[Role]:
        times = Counter(map(normalize_heading, self._headings))
        for place, heading in enumerate(self._headings):
            if not heading.strip():
                self._decide_without_heading(place)
            elif times[normalize_heading(heading)] > 1:
                doubt = Label(
                    "overskriften står flere gange; omdøb den ene i filen",
                    "the heading stands more than once; rename one in the file",
                )
                self._skip(place, doubt)
        self._decide(self._by_heading)
        self._find_wide()
        self._decide(self._by_person_in_heading)
        self._decide(self._by_part_of_heading)
        self._decide(self._by_cells)
        self._decide(self._skip)
        yield from dict.fromkeys(self._roles.values())

    def _decide_without_heading(self, place: int) -> None:
        """Leave out a column that has cells but no heading, and tell how it can be named."""
        name = f"{{column {place + 1}}}"
        doubt = Label(
            f'ingen overskrift; skal den med, så skriv "{name}" ved feltet',
            f'no heading; if it is wanted, write "{name}" at the field',
        )
        contents = self._contents[place]
        if not contents.cells:
            return
        is_personal = contents.find_personal() or contents.are_phone_numbers() or contents.are_person_names()
        self._set(place, "personal" if is_personal else "skip", contents.kind(), doubt, headings=(name,))

    def _decide(self, decide: Callable[[int], object]) -> None:
        """Decide about each column that is open."""
        for place in self._open_places():
            decide(place)

    def _open_places(self) -> list[int]:
        """Return the columns with a heading that nothing is decided about."""
        return [
            place
            for place, heading in enumerate(self._headings)
            if heading.strip() and place not in self._roles
        ]

    def _by_heading(self, place: int) -> None:
        """Decide by a heading that is known, if the cells fit."""
        key = self._keys[place]
        if key in PRODUCTION_UNITS:
            reason = Label("P-numre, ikke CPR-numre", "numbers of production units, not of persons")
            self._set(place, "skip", reason)
        elif (found := self._contents[place].find_personal()) is not None:
            self._set(place, "personal", found)
        elif fitting := self._find_fitting(place, key):
            self._fill(place, fitting[0], None, is_sure=True)
        elif key in person_headings():
            self._set(place, "personal", _PERSONS)
        elif key in field_headings():
            self._skip_known(place, field_headings()[key][0])

    def _by_person_in_heading(self, place: int) -> None:
        """Decide by a word of a heading that says person, or by `Navn`, which may."""
        key, contents = self._keys[place], self._contents[place]
        if key in _NAMES and contents.are_club_names() and NAME not in self._taken:
            self._fill(place, NAME, _CLUB_WORDS, is_sure=False)
        elif key in _NAMES:
            doubt = Label(
                "er det foreningernes navne, så slet den her og skriv den som name",
                "if they are the names of associations, delete it here and write it as name",
            )
            self._set(
                place, "personal", Label("det kan være personnavne", "they may be names of persons"), doubt
            )
        elif is_about_person(key):
            self._set(place, "personal", _PERSONS)

    def _by_part_of_heading(self, place: int) -> None:
        """Decide by the longest known heading that is a part of the heading, if the cells fit."""
        key = self._keys[place]
        parts = [known for known in field_headings() if f" {known} " in f" {key} "]
        for known in sorted(parts, key=len, reverse=True):
            if fitting := self._find_fitting(place, known):
                reason = Label(f'overskriften har "{known}"', f'the heading has "{known}"')
                self._fill(place, fitting[0], reason, is_sure=False)
                return

    def _by_cells(self, place: int) -> None:
        """Decide by the cells alone."""
        contents = self._contents[place]
        if CVR not in self._taken and contents.are_cvr_numbers():
            self._fill(place, CVR, None, is_sure=False)
        elif contents.are_phone_numbers():
            self._set(place, "personal", Label("telefonnumre", "phone numbers"))
        elif contents.are_person_names():
            doubt = Label(
                "er det ikke personer, så flyt den til skip", "if they are no persons, move it to skip"
            )
            reason = Label("cellerne ligner personnavne", "the cells look like names of persons")
            self._set(place, "personal", reason, doubt)
        elif NAME not in self._taken and contents.are_club_names():
            self._fill(place, NAME, _CLUB_WORDS, is_sure=False)

    def _find_wide(self) -> None:
        """Decide about columns of one kind, one for each year."""
        groups: dict[str, list[int]] = defaultdict(list)
        for place in self._open_places():
            year = find_year(self._headings[place])
            if year is not None and self._headings[place].count(year) == 1:
                groups[normalize_heading(self._headings[place].replace(year, YEAR))].append(place)
        wide = [(heading_key(pattern.replace(YEAR, "")), places) for pattern, places in groups.items()]
        for path in (AMOUNT, PAID_ON):
            for key, places in wide:
                if path in field_headings().get(key, ()):
                    self._fill_wide(places, key, path)
        for key, places in wide:
            is_unknown = key not in field_headings() and not is_about_person(key)
            if is_unknown and ColumnContents.collect(self._rows, places).holds_large_amounts():
                self._fill_wide(places, key, AMOUNT, _IS_IT)

    def _fill_wide(
        self, places: Sequence[int], key: str, path: FieldPath, doubt: Label | None = None
    ) -> None:
        """Fill a field from the columns of all years, unless it is filled or the cells do not fit."""
        fit = ColumnContents.collect(self._rows, places).fit(path, key)
        if path in self._taken or not fit.is_likely:
            return
        headings = tuple(self._headings[place] for place in places)
        role = Role(
            use="field",
            places=tuple(places),
            headings=headings,
            path=path,
            pattern=headings[0].replace(find_year(headings[0]) or "", YEAR),
            reason=field_reason(path, Label("en kolonne for hvert år", "a column for each year")),
            doubt=join_doubts(doubt, unfit_reason(fit)),
            notation=fit.notation,
        )
        self._taken[path] = role.places
        self._roles.update(dict.fromkeys(places, role))

    def _fit(self, place: int, path: FieldPath) -> Fit:
        """Find the cells of a column that a field cannot hold."""
        return self._contents[place].fit(path, self._keys[place])

    def _find_fitting(self, place: int, key: str) -> list[FieldPath]:
        """Return the fields of a known heading that are not filled yet and that the cells of a column fit."""
        paths = field_headings().get(key, ())
        return [path for path in paths if path not in self._taken and self._fit(place, path).is_likely]

    def _fill(self, place: int, path: FieldPath, reason: Label | None, *, is_sure: bool) -> None:
        fit = self._fit(place, path)
        if path == CVR:
            valid = self._contents[place].count_valid_cvr()
            reason = Label(
                f"kontrolcifret passer i {valid} af {fit.filled}",
                f"the check digit fits in {valid} of {fit.filled}",
            )
            is_sure = is_sure and valid >= fit.filled / 2
        self._taken[path] = (place,)
        doubt = join_doubts(None if is_sure else _IS_IT, None if is_text(path) else unfit_reason(fit))
        self._set(place, "field", field_reason(path, reason), doubt, path=path, notation=fit.notation)

    def _skip_known(self, place: int, path: FieldPath) -> None:
        """Leave out a column with a known heading: its cells do not fit, or its field is filled."""
        label, fit = field_reason(path, None), self._fit(place, path)
        doubt = None
        if path in self._taken:
            letters = name_columns(self._taken[path])
            doubt = Label(f"{label.da} udfyldes af kolonne {letters}", f"column {letters} fills {label.en}")
        elif fit.filled:
            unfit = Label(
                f"{len(fit.unfit)} af {fit.filled} celler kan ikke læses som {label.da}",
                f"{len(fit.unfit)} of {fit.filled} cells cannot be read as {label.en}",
            )
            doubt = join_doubts(unfit, notation_doubt(fit))
        self._skip(place, doubt)

    def _skip(self, place: int, doubt: Label | None = None) -> None:
        self._set(place, "skip", self._contents[place].kind(), doubt)

    def _set(
        self, place: int, use: ColumnUse, reason: Label, doubt: Label | None = None, **more: Any
    ) -> None:
        headings = (self._headings[place],)
        role = Role(use=use, places=(place,), headings=headings, reason=reason, doubt=doubt)
        self._roles[place] = evolve(role, **more)
