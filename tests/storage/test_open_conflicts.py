"""The open conflicts in the files of a register."""

from pathlib import Path
from typing import Any

import pytest

from civic_partnership import PathError, RecordsError, Register, load, read, write
from civic_partnership.model import Area, RecordKey
from civic_partnership.storage import open_register_folder, parse

AREA = '[areas.havnen]\nname = "Havnen"\n'
CONFLICT = (
    '\n[[conflicts]]\nrecord = "areas/havnen"\nplace = "name"\nours = "Havnen"\ntheirs = "Nordhavnen"\n'
)
FIRST = ("conflicts", 0)


def found(text: str) -> list[tuple[str, Any]]:
    """Return the rules and paths of the findings in a text."""
    return [(finding.rule, finding.path) for finding in parse(text).findings]


def test_an_open_conflict_is_told_at_its_place() -> None:
    """The record stays in the register, and the finding leads to the line of the value."""
    reading = parse(AREA + CONFLICT, name="a.toml")

    (finding,) = reading.findings
    assert ("open-conflict", "error", RecordKey("areas", "havnen"), ("name",)) == (
        finding.rule,
        finding.level,
        finding.record,
        finding.path,
    )
    assert "the register holds Havnen, the other desk wrote Nordhavnen." in finding.message.en
    assert "a.toml:2:1" == str(reading.locate(finding))
    assert Register().replace(Area(id="havnen", name="Havnen")) == reading.register


def test_a_conflict_in_a_record_that_is_gone_is_told_where_it_stands() -> None:
    """There is no other place for it."""
    text = CONFLICT.replace("areas/havnen", "municipality")
    reading = parse(text, name="a.toml")

    (finding,) = reading.findings
    assert ("open-conflict", None, FIRST) == (finding.rule, finding.record, finding.path)
    assert "Two desks wrote different values in municipality.name, and only one" in finding.message.en
    assert "a.toml:2:1" == str(reading.locate(finding))


@pytest.mark.parametrize(
    "text",
    [
        CONFLICT.replace("name", "note").replace('"Havnen"', '["a"]').replace("note", "sources"),
        '[[conflicts]]\nrecord = "areas/havnen"\nours = { name = "a" }\n',
        '[[conflicts]]\nrecord = "contacts/a"\nplace = "name"\nours = "Anders"\ntheirs = "Berit"\n',
    ],
)
def test_rows_records_and_persons_are_not_shown(text: str) -> None:
    """The sentence says where, and not what."""
    reading = parse(f'{AREA}[contacts.a]\nrole = "chair"\nname = "Anders"\n\n{text}')

    for finding in reading.findings:
        assert not any(word in str(finding) for word in ("Anders", "Berit"))


@pytest.mark.parametrize(
    ("conflict", "expected"),
    [
        ("1", ("wrong-type", FIRST)),
        ("{ }", ("missing-field", FIRST)),
        ("{ record = 1 }", ("wrong-type", (*FIRST, "record"))),
        ('{ record = "areas/havnen", plaec = "name" }', ("unknown-field", (*FIRST, "plaec"))),
        ('{ record = "areas/havnen", place = 1 }', ("wrong-type", (*FIRST, "place"))),
        ('{ record = "areas" }', ("invalid-value", (*FIRST, "record"))),
        ('{ record = "area/havnen" }', ("invalid-value", (*FIRST, "record"))),
        ('{ record = "areas/havnen", place = "nam" }', ("invalid-value", (*FIRST, "place"))),
        ('{ record = "areas/havnen", place = "id" }', ("invalid-value", (*FIRST, "place"))),
        ('{ record = "areas/havnen", place = "name[1]" }', ("invalid-value", (*FIRST, "place"))),
        ('{ record = "areas/havnen", place = "sources[1" }', ("invalid-value", (*FIRST, "place"))),
        ('{ record = "areas/havnen", place = "name", ours = 1 }', ("invalid-value", (*FIRST, "ours"))),
        ('{ record = "areas/havnen", theirs = { nam = 1 } }', ("invalid-value", (*FIRST, "theirs"))),
        ('{ record = "municipality", base = 1 }', ("invalid-value", (*FIRST, "base"))),
    ],
)
def test_what_is_wrong_with_a_conflict_is_told(conflict: str, expected: Any) -> None:
    """A damaged list is told like any other part of a file, and the records stay."""
    assert [expected] == found(f"conflicts = [{conflict}]\n{AREA}")


def test_a_table_of_conflicts_is_no_list() -> None:
    """Only a list holds conflicts; anything else of this name is unknown."""
    assert [("unknown-field", ("conflicts",))] == found('[conflicts]\nrecord = "areas/havnen"\n')


def test_files_keep_the_conflicts_beside_them(tmp_path: Path) -> None:
    """Another register takes the place of the old one, and the conflicts stay byte for byte."""
    write(Register().replace(Area(id="havnen", name="Havnen")), tmp_path)
    text = b"\xef\xbb\xbf# mine" + CONFLICT.replace("\n", "\r\n").encode()
    (tmp_path / "conflicts.toml").write_bytes(text)

    with open_register_folder(tmp_path) as folder:
        folder.replace(folder.register.replace(Area(id="byen", name="Byen")))

    assert text == (tmp_path / "conflicts.toml").read_bytes()
    assert {"byen", "havnen"} == read(tmp_path).register.areas.keys()
    with pytest.raises(PathError, match=r"conflicts of a merge are open in conflicts\.toml"):
        write(Register(), tmp_path)
    with pytest.raises(RecordsError, match="has 1 error of shape"):
        load(tmp_path)
