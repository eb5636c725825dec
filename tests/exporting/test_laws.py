import tempfile
from pathlib import Path
from typing import Any

import pytest
from exporting.exporters import export_with_defaults, is_exportable
from hypothesis import assume, given, settings, strategies as st

from civic_partnership.exporting import EXPORTERS, AnyExporter, remove_personal
from civic_partnership.files import MANIFEST
from civic_partnership.model import Contact, Partnership, Register
from civic_partnership.storage import read
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.testing.filled_register import set_personal

NAME = "ᚁᚂᚃᚄ"
"""A name in letters of Ogham: nothing else in a register is likely to have two of them."""
PEOPLE = st.builds(
    lambda register, *people: set_personal(register.replace(*people), NAME),
    registers(3),
    records(Contact),
    records(Partnership),
)


def export(exporter: AnyExporter, register: Register, out: Path, **how: Any) -> tuple[dict[str, bytes], str]:
    """Return every file of an export, and its report; read the export back as it was."""
    report = export_with_defaults(exporter, register, out, **how)
    reading = read(out if exporter.name in ("csv", "toml") else out / f"register.{exporter.name}")
    assert ((), register if how else remove_personal(register)) == (reading.findings, reading.register)

    files = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return files, "".join([repr(report), report.summary("da"), report.summary("en")])


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.name)
@settings(max_examples=10)
@given(register=PEOPLE)
def test_personal_data_are_exported_only_when_asked_for(exporter: AnyExporter, register: Register) -> None:
    """No byte depends on them, neither manifest nor report shows them, and what is written reads back."""
    assume(is_exportable(register))
    with tempfile.TemporaryDirectory() as name:
        files, report = export(exporter, register, Path(name, "out"))
        others, _ = export(exporter, remove_personal(register), Path(name, "others"))
        open_, _ = export(exporter, register, Path(name, "open"), include_personal=True)
    written = "".join([*files, *map(bytes.decode, files.values()), report])

    assert not {NAME[i : i + 2] for i in range(3)} & {written[i : i + 2] for i in range(len(written))}
    assert others.keys() == files.keys()
    assert all(others[each] == files[each] for each in files if each != MANIFEST)
    assert NAME in "".join(map(bytes.decode, open_.values())) or remove_personal(register) == register
