"""The importers of both formats: what the exporters wrote, or somebody changed in Excel since."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import PurePath
from typing import Final

from civic_partnership.plugins import (
    Imported,
    Label,
    NoOptions,
    TableSource,
    Unreadable,
    missing_tables,
    read_tables,
)

from .csv_da import CsvDa
from .danish_reader import danish_source, read_danish_csv
from .danish_tables import danish_tables
from .grant_overview import NAME as GRANT_OVERVIEW
from .overview import NAME as OVERVIEW
from .workbook_reader import UNKNOWN, WorkbookReader
from .xlsx import Xlsx

_BROKEN: Final = Unreadable(
    Label(
        "filen er beskadiget eller ikke en Excel-projektmappe", "the file is damaged, or no Excel workbook"
    ),
    Label("Gem den igen som .xlsx.", "Save it again as .xlsx."),
)


class CsvDaReader:
    """The importer of the tables for Danish Excel; the overviews repeat what stands in them."""

    name: Final = CsvDa.name
    title: Final = CsvDa.title
    options: Final = NoOptions

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """Read the register in all files that are named after a table."""
        tables = {table.name: table for table in danish_tables()}
        sources: list[TableSource] = []
        unreadable = {name: error for name, error in missing_tables(files).items() if not _is_overview(name)}
        for name, data in sorted(files.items()):
            path = PurePath(name)
            if path.suffix.lower() != ".csv" or _is_overview(name):
                continue
            if table := tables.get(path.stem.lower()):
                sources.append(danish_source(name, table, partial(read_danish_csv, data)))
            else:
                unreadable[name] = UNKNOWN
        return _read(sources, unreadable)


class XlsxReader:
    """The importer of the workbook; it passes over the overviews, the contents and the findings."""

    name: Final = Xlsx.name
    title: Final = Xlsx.title
    options: Final = NoOptions

    def read(self, files: Mapping[str, bytes], _: NoOptions, /) -> Imported:
        """Read the register in all sheets that are named after a table."""
        sources: list[TableSource] = []
        unreadable: dict[str, Unreadable] = {}
        for name, data in sorted(files.items()):
            if PurePath(name).suffix.lower() != ".xlsx":
                continue
            try:
                workbook = WorkbookReader(name, data)
                sources.extend(workbook.sources())
                unreadable.update(workbook.unreadable())
            except Unreadable as error:
                unreadable[name] = error
            except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no workbook that can be read
                unreadable[name] = _BROKEN
            except BaseException as error:  # what is written in Rust may panic, which is no Exception
                if type(error).__name__ != "PanicException":
                    raise
                unreadable[name] = _BROKEN
        return _read(sources, unreadable)


def _read(sources: Iterable[TableSource], unreadable: Mapping[str, Unreadable]) -> Imported:
    reading = read_tables(sources, unreadable)
    return Imported(register=reading.register, findings=reading.findings)


def _is_overview(name: str) -> bool:
    """Whether a file is that of an overview, which repeats what stands in the tables."""
    return PurePath(name).name.lower() in (f"{OVERVIEW}.csv", f"{GRANT_OVERVIEW}.csv")
