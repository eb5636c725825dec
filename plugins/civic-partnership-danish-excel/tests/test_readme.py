"""The README: its commands, its excerpts and its options."""

import io
import re
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest

from civic_partnership import Host, read
from civic_partnership.exporting import parse_option_pairs
from civic_partnership_danish_excel.csv_da import CsvDa
from civic_partnership_danish_excel.overview import Overview
from civic_partnership_danish_excel.xlsx import Xlsx

PLUGIN = Path(__file__).parent.parent
README = (PLUGIN / "README.md").read_text(encoding="utf-8")
EXAMPLES = next((each / "examples" for each in PLUGIN.parents if (each / "examples").is_dir()), None)
needs_examples = pytest.mark.skipif(EXAMPLES is None, reason="the examples are those of the repository")


def block(opening: str) -> list[str]:
    """Return the lines of the block of the README that opens so."""
    match = re.search(rf"^```{re.escape(opening)}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert match
    return match[1].splitlines()


def export_by_readme(exporter: CsvDa | Xlsx, folder: Path) -> Mapping[str, bytes]:
    """Export as the command of the README does, in that format."""
    (command,) = re.findall(
        rf"^civic-partnership (export .* --to {exporter.name} (?:.*\\\n)*.*)$", README, re.MULTILINE
    )
    words = shlex.split(command.replace("\\\n", " "))
    following = list(zip(words, [*words[1:], ""], strict=True))
    given = {word: value for word, value in following if word.startswith("--")}
    pairs = [value for word, value in following if word == "--option"]
    assert EXAMPLES is not None
    Host().export(
        read(EXAMPLES.parent / words[1]).register,
        exporter.name,
        folder / given["--out"],
        on=date.fromisoformat(given["--on"]),
        options=parse_option_pairs(exporter.options, pairs),
        allow_errors="--allow-errors" in given,
    )
    return {each.name: each.read_bytes() for each in (folder / given["--out"]).iterdir()}


@needs_examples
def test_it_shows_lines_of_the_tables(tmp_path: Path) -> None:
    """Show the heading first, then some of the lines in their order."""
    files = export_by_readme(CsvDa(), tmp_path)
    for name in ("overblik.csv", "tilskudsoversigt.csv", "partnerskaber-tilskud.csv"):
        heading, *lines = block(f"csv {name}")
        first, *rest = files[name].decode("utf-8-sig").splitlines()
        assert heading == first
        assert lines == [line for line in rest if line in lines]


@needs_examples
def test_it_shows_the_first_findings(tmp_path: Path) -> None:
    """Show the first rows of the sheet, with bars between their cells."""
    book = openpyxl.load_workbook(io.BytesIO(export_by_readme(Xlsx(), tmp_path)["partnerskaber.xlsx"]))
    lines = block("text Fund")

    rows = book["Fund"].iter_rows(max_row=len(lines), values_only=True)

    assert lines == [" | ".join(map(str, row)) for row in rows]
    assert {"Overblik", "Tilskudsoversigt", "Fund", "Indhold"} <= {
        name for name in book.sheetnames if f"**{name}**" in README
    }
    function = {row[12] for row in book["Tilskudsoversigt"].iter_rows(min_row=2, values_only=True)}
    assert "3.38.73" in function


def test_every_column_of_the_overview_is_told() -> None:
    """Describe every column of the overview but those that explain themselves."""
    told = {column.heading for column in Overview().columns if f"**{column.heading}**" in README}

    assert {"Partnerskab-id", "År", "Journalnummer"} == {
        column.heading for column in Overview().columns
    } - told


@pytest.mark.parametrize("exporter", [CsvDa(), Xlsx()])
def test_every_option_is_told(exporter: Any) -> None:
    """Describe every option in a row of the table, with its formats."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", README, re.MULTILINE))

    described = {name for name, whose in rows.items() if whose in ("both", f"`{exporter.name}`")}

    assert {each.name for each in attrs.fields(exporter.options)} == described
