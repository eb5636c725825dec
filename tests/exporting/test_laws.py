import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from exporting import exporters
from exporting.exporters import export_with_defaults, is_exportable
from hypothesis import assume, given, settings, strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from model.places import map_fields

from civic_partnership.exporting import EXPORTERS, AnyExporter, count_personal, remove_personal
from civic_partnership.files import MANIFEST
from civic_partnership.model import Contact, Employment, Partnership, Register, info
from civic_partnership.storage import read
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.values import Period

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locales go by other names there")

EACH_FORMAT = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)
OGHAM = "ᚁᚂᚃᚄᚅᚆᚇᚈᚉᚊᚋᚌᚍᚎᚏᚐᚑᚒᚓᚔ"
"""Letters that nothing else in a register is likely to have three of in a row."""
NAMES = st.text(OGHAM, min_size=3, max_size=8)
SOMEBODY = Contact(id="somebody", name="ᚁᚂᚃ", email="ᚄᚅᚆ", phone="ᚇᚈᚉ")


@st.composite
def people(draw: DrawFn, values: SearchStrategy[Any] = NAMES) -> Register:
    """Draw registers whose personal fields all hold one of these values."""
    contacts, partnership = draw(st.lists(records(Contact), max_size=2)), draw(records(Partnership))
    employments = (Employment(period=Period("2024/2025")), *partnership.employments)
    partnership = evolve(partnership, employments=employments)
    drawn = draw(registers(3)).replace(SOMEBODY, partnership, *contacts)
    assume(is_exportable(drawn))
    return rename_people(draw, drawn, values)


def rename_people(draw: DrawFn, register: Register, values: SearchStrategy[Any]) -> Register:
    """Copy the register with other personal data."""
    personal: Register = map_fields(
        register, lambda each, value: draw(values) if info(each).personal else value
    )
    return personal


@st.composite
def twins(draw: DrawFn) -> tuple[Register, Register]:
    """Draw two registers that differ only in personal data."""
    register = draw(people())
    return register, rename_people(draw, register, NAMES)


def personal_values(register: Register) -> set[str]:
    """Return every personal value in a register."""
    personal: set[str] = set()

    def note(each: Any, value: Any) -> Any:
        if info(each).personal and value is not None:
            personal.add(value)
        return value

    map_fields(register, note)
    return personal


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return everything in a folder and below: name -> content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(exporter: AnyExporter, register: Register, **how: Any) -> tuple[dict[str, bytes], str]:
    """Return every file of an export, and its report."""
    with tempfile.TemporaryDirectory(dir=Path("/dev/shm") if Path("/dev/shm").is_dir() else None) as name:
        out = Path(name, "out")
        report = export_with_defaults(exporter, register, out, **how)
        report_text = "".join([repr(report), report.summary("da"), report.summary("en")]).replace(name, "")
        return read_folder(out), report_text


@EACH_FORMAT
@settings(max_examples=10)
@given(registers=twins())
def test_nothing_depends_on_whom_it_is_about(
    exporter: AnyExporter, registers: tuple[Register, Register]
) -> None:
    """Exports of two registers with other people are equal, byte by byte."""
    one, other = registers

    assert files(exporter, one) == files(exporter, other)


@EACH_FORMAT
@settings(max_examples=10)
@given(register=people(st.none() | NAMES))
def test_only_their_number_shows(exporter: AnyExporter, register: Register) -> None:
    """Files equal those without personal data; the manifest counts what was left out."""
    (one, _), (other, _) = files(exporter, register), files(exporter, remove_personal(register))
    manifests = [contents_by_name.pop(MANIFEST).decode().splitlines() for contents_by_name in (one, other)]
    bare = [[line for line in manifest if "sha256" not in line or "name" in line] for manifest in manifests]
    differing = {line.strip().split(":")[0] for line in set(bare[0]) ^ set(bare[1])}
    personal = {f'"{each}"' for each in count_personal(register)}

    assert one == other
    assert differing <= {'"withheld"', "}", "},", *personal}


@EACH_FORMAT
@settings(max_examples=10)
@given(register=people())
def test_no_part_of_a_personal_value_gets_out(exporter: AnyExporter, register: Register) -> None:
    """Show no personal value in a file, its name or the report, unless asked for."""
    values = personal_values(register)
    parts = {value[i : i + 3] for value in values for i in range(len(value) - 2)}
    contents_by_name, report_text = files(exporter, register)
    everything = "".join([*contents_by_name, *map(bytes.decode, contents_by_name.values()), report_text])
    open_, report_text = files(exporter, register, include_personal=True)
    taken_along = "".join(map(bytes.decode, open_.values()))

    assert not {part for part in parts if part in everything or part in report_text}
    assert all(value in taken_along for value in values)


@EACH_FORMAT
@pytest.mark.parametrize("how", [{}, {"include_personal": True}], ids=["without", "with"])
@settings(max_examples=6)
@given(register=people(st.none() | NAMES))
def test_an_export_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    exporter: AnyExporter,
    how: dict[str, bool],
    register: Register,
) -> None:
    """Read an export back with or without its personal data."""
    out = tmp_path_factory.mktemp("exported")
    export_with_defaults(exporter, register, out, **how)
    reading = read(out if exporter.name in ("csv", "toml") else out / f"register.{exporter.name}")

    assert () == reading.findings
    assert (register if how else remove_personal(register)) == reading.register


WORLDS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "da_DK.UTF-8", "TZ": "Asia/Tokyo", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "PYTHONCOERCECLOCALE": "0"},
]  # fmt: skip


def test_an_export_is_the_same_everywhere(examples: Path, tmp_path: Path) -> None:
    """Hash seed, locale, time zone and working folder change no byte of an export."""
    seen = []
    for number, world in enumerate(WORLDS):
        folder = tmp_path / f"world {number}"
        shutil.copytree(examples / "nordby", folder / "register", ignore=shutil.ignore_patterns(".*"))
        sources = sorted((folder / "register").rglob("*.toml"), reverse=number == 1)
        for place, path in enumerate(sources):
            path.rename(path.with_name(f"{place:03}-{number}.toml"))
        out = folder / ("out" if number else "ud på øen")
        register = "register" if number else folder / "register"
        subprocess.run(
            [sys.executable, "-W", "error", exporters.__file__, register, out],
            cwd=folder if number else examples,
            env=os.environ | world,
            check=True,
        )
        seen.append(read_folder(out))

    assert {each.name for each in EXPORTERS} == {name.split("/")[0] for name in seen[0]}
    assert seen[0] == seen[1]
    assert seen[0] == seen[2]
