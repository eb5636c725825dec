import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from exporting import exporters
from exporting.exporters import BUILT_IN, exported
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from model.places import mapped

from civic_partnership.exporting import AnyExporter, withheld, without_personal
from civic_partnership.exporting.manifest import MANIFEST
from civic_partnership.model import Contact, Employment, Partnership, Register, info
from civic_partnership.storage import read
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.values import Period

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locales go by other names there")

OGHAM = "ᚁᚂᚃᚄᚅᚆᚇᚈᚉᚊᚋᚌᚍᚎᚏᚐᚑᚒᚓᚔ"
"""Letters that nothing else in a register is likely to have three of in a row."""
NAMES = st.text(OGHAM, min_size=3, max_size=8)
SOMEBODY = Contact(id="somebody", name="ᚁᚂᚃ", email="ᚄᚅᚆ", phone="ᚇᚈᚉ")


@st.composite
def people(draw: DrawFn, values: SearchStrategy[Any] = NAMES) -> Register:
    """Registers in which every personal field holds one of these values."""
    contacts = draw(st.lists(records(Contact), max_size=2))
    partnership = draw(records(Partnership))
    work = Employment(period=Period("2024/2025"))
    partnership = mapped(
        partnership, lambda each, value: (work, *value) if each.name == "employments" else value
    )
    return renamed(draw, draw(registers(3)).replace(SOMEBODY, partnership, *contacts), values)


def renamed(draw: DrawFn, register: Register, values: SearchStrategy[Any]) -> Register:
    """The same register with other personal data."""
    found: Register = mapped(register, lambda each, value: draw(values) if info(each).personal else value)
    return found


@st.composite
def twins(draw: DrawFn) -> tuple[Register, Register]:
    """Two registers that differ in nothing but whom they are about."""
    register = draw(people())
    return register, renamed(draw, register, NAMES)


def personal_values(register: Register) -> set[str]:
    """Every personal value in a register."""
    found: set[str] = set()

    def note(each: Any, value: Any) -> Any:
        if info(each).personal and value is not None:
            found.add(value)
        return value

    mapped(register, note)
    return found


def files(exporter: AnyExporter, register: Register, **how: Any) -> tuple[dict[str, bytes], str]:
    """Every file of an export, and all that is said of it."""
    with tempfile.TemporaryDirectory(dir=Path("/dev/shm") if Path("/dev/shm").is_dir() else None) as name:
        out = Path(name, "out")
        report = exported(exporter, register, out, **how)
        held = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        said = "".join([repr(report), report.summary("da"), report.summary("en")]).replace(name, "")
    return held, said


@pytest.mark.parametrize("exporter", BUILT_IN, ids=lambda each: each.name)
@settings(max_examples=10)
@given(registers=twins())
def test_nothing_depends_on_whom_it_is_about(
    exporter: AnyExporter, registers: tuple[Register, Register]
) -> None:
    """Not one byte of an export, nor what is said of it, differs for other people."""
    one, other = registers

    assert files(exporter, one) == files(exporter, other)


@pytest.mark.parametrize("exporter", BUILT_IN, ids=lambda each: each.name)
@settings(max_examples=10)
@given(register=people(st.none() | NAMES))
def test_only_their_number_shows(exporter: AnyExporter, register: Register) -> None:
    """Without any personal data the same files are written; the manifest says how many were left out."""
    (one, _), (other, _) = files(exporter, register), files(exporter, without_personal(register))
    manifests = [held.pop(MANIFEST).decode().splitlines() for held in (one, other)]
    bare = [[line for line in manifest if "sha256" not in line or "name" in line] for manifest in manifests]
    differing = {line.strip().split(":")[0] for line in set(bare[0]) ^ set(bare[1])}
    personal = {f'"{each}"' for each in withheld(register)}

    assert one == other
    assert differing <= {'"withheld"', "}", "},", *personal}


@pytest.mark.parametrize("exporter", BUILT_IN, ids=lambda each: each.name)
@settings(max_examples=10)
@given(register=people())
def test_no_part_of_a_personal_value_gets_out(exporter: AnyExporter, register: Register) -> None:
    """Neither into a file or its name nor into what is said, unless it is asked for."""
    values = personal_values(register)
    parts = {value[i : i + 3] for value in values for i in range(len(value) - 2)}
    held, said = files(exporter, register)
    everything = "".join([*held, *(data.decode() for data in held.values()), said])
    open_, said = files(exporter, register, include_personal=True)
    taken_along = "".join(data.decode() for data in open_.values())

    assert [] == [part for part in parts if part in everything]
    assert [] == [value for value in values if value not in taken_along]
    assert [] == [part for part in parts if part in said]


@pytest.mark.parametrize("exporter", BUILT_IN, ids=lambda each: each.name)
@pytest.mark.parametrize("how", [{}, {"include_personal": True}], ids=["without", "with"])
@settings(max_examples=6)
@given(register=people(st.none() | NAMES))
def test_an_export_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    exporter: AnyExporter,
    how: dict[str, bool],
    register: Register,
) -> None:
    """As it was, or without what is personal."""
    out = tmp_path_factory.mktemp("exported")
    exported(exporter, register, out, **how)
    reading = read(out if exporter.name in ("csv", "toml") else out / f"register.{exporter.name}")

    assert () == reading.findings
    assert (register if how else without_personal(register)) == reading.register


WORLDS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "da_DK.UTF-8", "TZ": "Asia/Tokyo", "PYTHONUTF8": "1"},
    {
        "PYTHONHASHSEED": "random",
        "LC_ALL": "tr_TR.UTF-8",
        "TZ": "America/St_Johns",
        "PYTHONCOERCECLOCALE": "0",
    },
]


def test_an_export_is_the_same_everywhere(examples: Path, tmp_path: Path) -> None:
    """Hash seed, locale, time zone, working directory, and names and order of the files change no byte."""
    seen = []
    for number, world in enumerate(WORLDS):
        folder = tmp_path / f"world {number}"
        shutil.copytree(examples / "nordby", folder / "register", ignore=shutil.ignore_patterns(".*"))
        sources = sorted((folder / "register").rglob("*.toml"), reverse=number == 1)
        for place, path in enumerate(sources):
            path.rename(path.with_name(f"{place:03}-{number}.toml"))
        out = folder / ("out" if number else "ud på øen")
        subprocess.run(
            [
                sys.executable,
                "-W",
                "error",
                exporters.__file__,
                *(("register", out) if number else (folder / "register", out)),
            ],
            cwd=folder if number else examples,
            env=os.environ | world,
            check=True,
        )
        seen.append(
            {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        )

    assert {each.name for each in BUILT_IN} == {name.split("/")[0] for name in seen[0]}
    assert seen[0] == seen[1]
    assert seen[0] == seen[2]
