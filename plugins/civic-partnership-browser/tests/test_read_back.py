"""What was exported in a format of a plugin is a register again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from example_registers import EXAMPLES, load, run

from civic_partnership_browser.checker import Checker

LATER = "2026-03-01"
"""A day as of which there is something to find in Nordby's register."""


@pytest.fixture
def checker() -> Iterator[Checker]:
    """Return a checker, and close it afterwards."""
    checker = Checker()
    yield checker
    checker.close()


def export(format: str, folder: Path) -> Path:
    """Export Nordby's register in a format, with all that is in it."""
    options = ("--on", "2025-03-01", "--include-personal")
    run("export", "nordby", "--to", format, "--out", str(folder / format), *options)
    return folder / format


def list_problems(result: Any) -> list[Any]:
    """Return what was found, and in which record, without the files."""
    return sorted((each["problem"], each["places"][1:]) for each in result["findings"])


@pytest.mark.parametrize("path", ["csv-da", "xlsx", "xlsx/partnerskaber.xlsx"])
def test_an_export_has_the_findings_of_its_register(checker: Checker, tmp_path: Path, path: str) -> None:
    """A folder is known by its manifest, and a file by the records in it."""
    folder = export(path.partition("/")[0], tmp_path)
    top = tmp_path / path
    checker.open_files(load("nordby"))
    expected = checker.check(on=LATER)

    opened = checker.open_files(load(top.name, top.parent))
    found = checker.check(on=LATER)

    assert folder.is_dir()
    assert ([top.name], []) == (opened["registers"], opened["tables"])
    assert {top.name} == {each["file"] for each in found["findings"]}
    assert list_problems(expected) == list_problems(found) != []
    assert expected["records"] == found["records"]


def test_an_export_is_exported_and_imported_into(checker: Checker, tmp_path: Path) -> None:
    """What comes of it is a register of TOML, and the export is not open any more."""
    table = {"path": "foreninger.csv", "bytes": (EXAMPLES / "foreign" / "foreninger.csv").read_bytes()}
    mapping = (EXAMPLES / "foreign" / "foreninger.toml").read_text(encoding="utf-8")
    document = export("json", tmp_path) / "register.json"
    workbook = load("partnerskaber.xlsx", export("xlsx", tmp_path))
    checker.open_files([*workbook, table])

    saved = checker.export("json", on="2025-03-01", include_personal=True)
    imported = checker.import_rows("foreninger.csv", mapping)

    assert document.read_bytes() == saved["data"]
    assert ["partnerskaber"] == imported["registers"]
    assert [] == [each for each in imported["files"] if each["kind"] == "export"]
    assert 41 + imported["taken"] == checker.check(on="2025-03-01")["records"] > 41


def test_a_slip_in_an_export_has_its_file(checker: Checker, tmp_path: Path) -> None:
    """What could not be read is told, and rows are not imported into half a register."""
    table = export("csv-da", tmp_path) / "foreninger.csv"
    table.write_bytes(table.read_bytes().replace(b"12345674", b"1234567x"))
    checker.open_files(load("csv-da", tmp_path))

    found = checker.check(on="2025-03-01")

    slips = [each["file"] for each in found["findings"] if each["level"] == "error"]
    assert ["csv-da/foreninger.csv"] == slips
    assert (
        "noget ville mangle" in checker.call("export", {"format": "json", "on": "2025-03-01"})["error"]["da"]
    )


def test_a_file_of_an_export_that_is_missing_is_told(checker: Checker, tmp_path: Path) -> None:
    """Whoever chose half the files is not told that the other records are gone."""
    (export("csv-da", tmp_path) / "foreninger.csv").unlink()
    checker.open_files(load("csv-da", tmp_path))
    found = checker.check(on="2025-03-01")
    assert ["unreadable-file"] == [each["rule"] for each in found["findings"]]
    assert "foreninger.csv" in found["findings"][0]["problem"]


def test_an_export_in_the_folder_of_a_register_is_a_register_by_itself(
    checker: Checker, tmp_path: Path
) -> None:
    """Its tables are no part of the other."""
    export("csv-da", tmp_path)
    inside = [{**each, "path": f"nordby/{each['path']}"} for each in load("csv-da", tmp_path)]
    opened = checker.open_files([*load("nordby"), *inside])
    assert ["nordby/csv-da", "nordby"] == opened["registers"]
    assert 82 == checker.check(on="2025-03-01")["records"]
