from pathlib import Path

import attrs
import pytest

from civic_partnership.errors import ConflictError, RecordsError
from civic_partnership.findings import INVALID_VALUE, broken
from civic_partnership.importing import Imported, import_register
from civic_partnership.model import Area, Department, Entry, Municipality, Register
from civic_partnership.storage import load
from civic_partnership.values import Label

HAVNEN = Area(id="havnen", name="Havnen")


def import_records(folder: Path, *records: Entry, update: bool = False) -> str:
    """Import these records; return the English summary."""
    return import_register(Imported(register=Register().replace(*records)), folder, update=update).summary(
        "en"
    )


def test_what_is_new_is_added(tmp_path: Path) -> None:
    """Add new records, keep the others, and change nothing the second time."""
    into = tmp_path / "register"

    assert "1 record read.\n  new areas: 1" == import_records(into, HAVNEN)
    assert "new departments: 1" in import_records(into, Department(id="kultur", name="Kultur"))
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    assert "The register was not changed." in import_records(into, HAVNEN)

    assert before == {path.name: path.read_bytes() for path in into.iterdir()}
    assert Register().replace(HAVNEN, Department(id="kultur", name="Kultur")) == load(into)


def test_what_is_recorded_is_changed_only_when_asked_for(tmp_path: Path) -> None:
    """Report each changed field by its place and never by its value."""
    into = tmp_path / "register"
    import_records(into, HAVNEN, Municipality(name="Nordby"))
    changed = [attrs.evolve(HAVNEN, name="Nyhavn", note="Ny"), Municipality(name="Nordby", code="0999")]

    with pytest.raises(ConflictError) as caught:
        import_records(into, *changed)
    assert Register().replace(HAVNEN, Municipality(name="Nordby")) == load(into)
    summary = import_records(into, *changed, update=True)

    for place in ("  areas.havnen.name: changed", "  areas.havnen.note: added", "  municipality.code: added"):
        assert place in summary
        assert place in caught.value.en
    assert "areas.havnen.name: rettet" in caught.value.da
    assert "Nyhavn" not in summary + caught.value.en
    assert Register().replace(*changed) == load(into)


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_not_sound_is_not_taken_in(tmp_path: Path, number: int) -> None:
    """Refuse a register with a finding."""
    finding = INVALID_VALUE.finding(broken("name", field="name", reason=Label("tom", "empty")))
    with pytest.raises(RecordsError, match="is 1 error" if number == 1 else "are 2 errors"):
        import_register(Imported(register=Register(), findings=(finding,) * number), tmp_path / "register")

    assert [] == list(tmp_path.iterdir())


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """Report what would happen."""
    report = import_register(
        Imported(register=Register().replace(HAVNEN)), tmp_path / "register", dry_run=True
    )

    assert "nye udsatte byområder: 1" in report.summary("da")
    assert "ikke ændret" in report.summary("da")
    assert [] == list(tmp_path.iterdir())
