"""List the sheets of an OpenDocument spreadsheet before any row is read."""

from pathlib import Path

from .open_document_parser import OFFICE, STYLE, TABLE, Attributes, ContentParser, count_repeats


class ContentSheet:
    """A sheet in the content of a spreadsheet.

    Attributes:
        place: its place among all sheets in the content.
        title: its title.
        is_visible: whether it can be seen.
        rows: how many rows have a value.
        comments: how many comments stand at its cells.
        is_cache: whether it only keeps what a formula has read in another file; no one sees such a sheet.
    """

    def __init__(self, place: int, title: str, *, is_visible: bool) -> None:
        """Begin without rows."""
        self.place = place
        self.title = title
        self.is_visible = is_visible
        self.rows = self.comments = 0
        self.is_cache = False


class ContentSurvey(ContentParser[None]):
    """Parses the sheets of a spreadsheet without the texts of their cells.

    Attributes:
        sheets: the sheets.
        counts_from_1904: whether day numbers count from 1904.
    """

    def __init__(self, path: Path) -> None:
        """Prepare to parse."""
        super().__init__(path)
        self.sheets: list[ContentSheet] = []
        self.counts_from_1904 = False
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._row: Attributes = {}
        self._is_filled = False
        self.starts |= {
            f"{STYLE}style": self._start_style,
            f"{STYLE}table-properties": self._start_table_properties,
            f"{TABLE}null-date": self._start_null_date,
            f"{TABLE}table-source": self._start_source,
            f"{TABLE}table-row": self._start_row,
            f"{TABLE}table-cell": self._start_cell,
        }
        self.ends[f"{TABLE}table-row"] = self._end_row

    def start_sheet(self, attributes: Attributes) -> None:
        """Begin the next sheet."""
        super().start_sheet(attributes)
        is_visible = attributes.get(f"{TABLE}style-name") not in self._hidden_styles
        title = attributes.get(f"{TABLE}name", "")
        self.sheets.append(ContentSheet(self.sheet, title, is_visible=is_visible))

    def add_comment(self) -> None:
        """Count a comment."""
        self.sheets[-1].comments += 1

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{STYLE}name", "")

    def _start_table_properties(self, attributes: Attributes) -> None:
        if attributes.get(f"{TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _start_null_date(self, attributes: Attributes) -> None:
        self.counts_from_1904 = attributes.get(f"{TABLE}date-value") == "1904-01-01"

    def _start_source(self, _: Attributes) -> None:
        self.sheets[-1].is_cache = True

    def _start_row(self, attributes: Attributes) -> None:
        self._row = attributes
        self._is_filled = False

    def _start_cell(self, attributes: Attributes) -> None:
        if f"{OFFICE}value-type" in attributes:
            self._is_filled = True

    def _end_row(self) -> None:
        if self._is_filled:
            self.sheets[-1].rows += count_repeats(self._row, "rows")
