"""How long a mapped import takes, beside reading the same rows by hand with `csv.DictReader`.

Run: python benchmarks/import_rows.py [ROWS]

Prints the median over several rounds of: `csv.DictReader` and the records built by hand from each row, all
checked as strictly; the same file taken in through a mapping, everything but writing the register; the
ratio of both, round by round; and the peak memory of each beside what the register itself takes.
"""

import csv
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from big_register import valid_cvr
from measuring import measure_memory, measure_rounds, median_ratio

from civic_partnership import Register, from_dict
from civic_partnership.importing.mapping import Mapping, find_columns, open_source
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.merge import RowCollector
from civic_partnership.values.identifiers import make_slug

ROUNDS = 3
YEARS = (2021, 2022, 2023, 2024)
MAPPING = {
    "records": [
        {"kind": "associations", "fields": {"name": "Forening", "cvr": "CVR", "activity": "Aktivitet"}},
        {
            "kind": "partnerships",
            "id": {"record": "associations"},
            "fields": {
                "programme": {"value": "sociale-partnerskaber"},
                "case": "Journalnr.",
            },
            "parts": [
                {"list": "partners", "fields": {"association": {"record": "associations"}}},
                {
                    "list": "grants",
                    "headings": "Tilskud {year}",
                    "fields": {"year": {"heading": True}, "amount": {"cell": True}},
                },
            ],
        },
    ]
}


def write_rows(path: Path, rows: int) -> None:
    """Write a list of grants as municipalities keep it: a row for each association, a column for each year."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ["Forening", "CVR", "Aktivitet", "Journalnr.", *(f"Tilskud {year}" for year in YEARS)]
        )
        for n in range(rows):
            amounts = [f"{200 + n % 7}.000,00"] * len(YEARS)
            writer.writerow([f"Forening {n}", valid_cvr(n), "fodbold", f"18.15.05-P20-{n}-21", *amounts])


def import_by_hand(path: Path) -> Register:
    """Import this one file by hand, with every record checked."""
    associations: dict[str, Any] = {}
    partnerships: dict[str, Any] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            id = make_slug(row["Forening"])
            associations[id] = {"name": row["Forening"], "cvr": row["CVR"], "activity": row["Aktivitet"]}
            amounts = ((year, row[f"Tilskud {year}"].replace(".", "").removesuffix(",00")) for year in YEARS)
            partnerships[id] = {
                "programme": "sociale-partnerskaber",
                "partners": [{"association": id}],
                "case": row["Journalnr."],
                "grants": [{"year": year, "amount": int(amount)} for year, amount in amounts if amount],
            }
    return from_dict({"associations": associations, "partnerships": partnerships}).register


def import_mapped(path: Path, mapping: Mapping) -> Register:
    """Import the file through the mapping."""
    table = open_source(path, mapping)
    collector = RowCollector(Register(), mapping, find_columns(mapping, table), update=False)
    collector.collect(table.rows, lambda _row, _reasons: sys.exit("a row was rejected"))
    return collector.result().register


def main() -> None:
    """Measure side by side, round by round."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    mapping = parse_mapping(MAPPING)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "tilskud.csv"
        write_rows(path, rows)
        assert import_by_hand(path) == import_mapped(path, mapping)
        works = {"by hand": partial(import_by_hand, path), "mapped": partial(import_mapped, path, mapping)}
        by_hand, mapped = measure_rounds(ROUNDS, *works.values())
        print(f"{rows:,} rows")
        for title, each in zip(works, (by_hand, mapped), strict=True):
            print(f"{title:10} {median(each):6.2f} s")
        print(f"ratio      {median_ratio(mapped, by_hand):6.2f}")
        for title, work in works.items():
            most, kept = measure_memory(work)
            print(f"{title:10} peak {most:6.1f} MiB, of which the register {kept:6.1f}")


if __name__ == "__main__":
    main()
