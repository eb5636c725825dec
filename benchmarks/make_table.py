"""Measure the package beside others, and write what was measured onto the pages and into a picture.

Run: python benchmarks/make_table.py [PARTNERSHIPS [ROUNDS]]

Measures what `peers.py` measures, and runs the programs that compare the package with bare libraries. Writes the
table and what these print between the markers in `benchmarks/README.md`, the figures between the markers in
`README.md`, and the bar chart `benchmarks/results.svg`.
"""

import ast
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from chart import Bar, Chart, draw
from peers import Figures, compare

from civic_partnership.rules import CATALOGUE

HERE = Path(__file__).parent
LIBRARIES = ("pydantic", "msgspec", "orjson", "cattrs", "jsonschema-rs", "frictionless", "duckdb")
PROGRAMS = (
    "read_and_check.py 1000",
    "formats.py 300",
    "import_rows.py 100000",
    "compare_and_merge.py 1000",
    "check_lines.py 20000",
    "check_cached.py 1000",
    "start.py",
)
"""The programs that compare the package with bare libraries."""
END = "<!-- end -->"
OWN = "civic-partnership"
"""The name of the package in the table and in the chart."""
LEGEND = ("reading", "the same 28 rules", "the other rules of the package", "reading with seven rules")
"""The parts of the bars."""


def describe_machine() -> str:
    """Return the processor, its cores and the Python that measured."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())
    return f"{model}, {cpu_count()} cores, Python {platform.python_version()}"


def list_versions() -> str:
    """Return the versions of the libraries that were compared."""
    return ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


def list_bars(figures: Figures) -> dict[str, list[Bar]]:
    """Return the bars of the chart, and rows of the table; their parts are those of `LEGEND`."""
    micros = figures.micros
    same = micros["28 rules, ours"]
    others = max(0.0, micros["all rules, ours"] - same)
    own = [
        Bar(
            name,
            f"records, places, all {len(CATALOGUE)} rules",
            {0: micros[reading], 1: same, 2: others},
            is_own=True,
        )
        for name, reading in ((f"{OWN}[fast]", "ours, fast"), (OWN, "ours"))
    ]
    plain = [
        Bar(name, note, {0: micros[reading], 1: micros[f"28 plain rules, {reading}"]})
        for name, note, reading in (
            ("pydantic and plain Python", "strict models, 28 rules", "pydantic"),
            ("json, cattrs and plain Python", "attrs classes, 28 rules", "cattrs"),
        )
    ]
    readers = [
        Bar(name, note, {0: micros[work]})
        for name, note, work in (
            ("msgspec", "strict Structs, no rules", "msgspec"),
            ("jsonschema-rs and orjson", "our JSON Schema, no records, no rules", "jsonschema-rs"),
            ("orjson", "bare parse, anything passes", "orjson"),
            ("frictionless", "flat CSV of the grants, shape only", "frictionless"),
        )
    ]
    flags = Bar("DuckDB", "seven rules in SQL, one flag each", {3: micros["duckdb"]})
    return {"Reading and rules": [*own, *plain], "A part of that work": [*readers, flags]}


def make_chart(figures: Figures) -> str:
    """Return the bar chart as SVG."""
    size, number = f"{figures.bytes_each / 1000:.1f} kB", f"{figures.partnerships:,}"
    caption = [
        f"Medians over {number} lines of {size}, each a partnership with its association and meetings; one run, side by side.",
        f"Rows with 28 rules find the same {figures.findings} faults; plain rules know exact dates only and say no place or remedy.",
        f"{describe_machine()}.",
        f"{list_versions()}.",
    ]
    return draw(
        Chart("CPU time of reading and checking a partnership, in µs", LEGEND, list_bars(figures), caption)
    )


def make_rows(figures: Figures) -> str:
    """Return the table in Markdown."""
    lines = [
        "| µs of CPU a partnership | what it does | reading | 28 rules | all rules |",
        "|---|---|--:|--:|--:|",
    ]
    for group in list_bars(figures).values():
        for bar in group:
            cells = [bar.parts.get(0), bar.parts.get(1), None]
            if 2 in bar.parts:
                cells[2] = bar.parts[1] + bar.parts[2]
            numbers = " | ".join("" if each is None else f"{each:.0f}" for each in cells)
            if 3 in bar.parts:
                numbers = f"{bar.parts[3]:.0f} with seven rules | | "
            lines.append(f"| {bar.name} | {bar.note} | {numbers} |")
    lines += ["", f"Measured on {describe_machine()}, with {list_versions()}."]
    return "\n".join(lines)


def make_figures(figures: Figures) -> str:
    """Return the figures for the first page, in three lines."""
    micros = {name: f"{each:.0f}" for name, each in figures.micros.items()}
    size = f"{figures.bytes_each / 1000:.1f} kB"
    others = ", ".join(f"{name} {micros[name]}" for name in ("msgspec", "pydantic", "cattrs"))
    reading = f"Reading a partnership, {size} of JSON, takes {micros['ours']} µs, with the extra `fast` {micros['ours, fast']}; {others}."
    same = f"28 rules take {micros['28 rules, ours']} µs; as plain functions on exact dates {micros['28 plain rules, pydantic']}."
    every = f"All {len(CATALOGUE)} rules take {micros['all rules, ours']} µs."
    return "\n".join(f"- {each}" for each in (reading, same, every))


def run_programs() -> str:
    """Run the other programs; return what each says that it measures, and what it prints, in Markdown."""
    parts = []
    for command in PROGRAMS:
        name, *arguments = command.split()
        program = HERE / name
        title = str(ast.get_docstring(ast.parse(program.read_text(encoding="utf-8")))).splitlines()[0]
        printed = subprocess.run(
            [sys.executable, program, *arguments], check=True, capture_output=True, text=True
        ).stdout
        parts.append(f"{title}\n\n```text\n$ python benchmarks/{command}\n{printed}```")
    return "\n\n".join(parts)


def fill_in(page: Path, name: str, text: str) -> None:
    """Replace what stands between the markers of this name on a page."""
    start = f"<!-- {name}: written by benchmarks/make_table.py -->"
    old = page.read_text(encoding="utf-8")
    between = re.compile(f"{re.escape(start)}.*?{re.escape(END)}", re.DOTALL)
    assert between.search(old), page
    new = between.sub(lambda _: f"{start}\n\n{text}\n\n{END}", old)
    page.write_text(new, encoding="utf-8")


def main() -> None:
    """Measure and write."""
    figures = compare(*(int(each) for each in sys.argv[1:]))
    fill_in(HERE / "README.md", "peers", make_rows(figures))
    fill_in(HERE.parent / "README.md", "figures", make_figures(figures))
    (HERE / "results.svg").write_text(make_chart(figures), encoding="utf-8")
    print(make_rows(figures))
    fill_in(HERE / "README.md", "programs", run_programs())


if __name__ == "__main__":
    main()
