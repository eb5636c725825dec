"""The command `merge`."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from cli.terminal import Run

from civic_partnership import PathError, Register, export, load, read, write
from civic_partnership.merging import merge_into_folder
from civic_partnership.model import Association, RecordKey

KEY = RecordKey("partnerships", "nordby-boldklub")
ON = ("--on", "2025-06-01")
CONFLICT = '[[conflicts]]\nrecord = "areas/havnen"\nplace = "name"\nours = "a"\ntheirs = "b"\n'


class Desks:
    """Three folders: the register that two desks started from, and what each has made of it."""

    def __init__(self, folder: Path, register: Register) -> None:
        self.register = register
        self.base, self.ours, self.theirs = (folder / name for name in ("base", "ours", "theirs"))
        self.new = folder / "new"
        for each in self.sides:
            write(register, each)

    @property
    def sides(self) -> tuple[Path, Path, Path]:
        """The three folders, as the command takes them."""
        return self.base, self.ours, self.theirs

    def set(self, side: Path, **changes: Any) -> None:
        """Change a partnership on one side."""
        partnership: Any = self.register.get(KEY)
        write(self.register.replace(attrs.evolve(partnership, **changes)), side)

    def set_grant(self, side: Path, **changes: Any) -> None:
        """Change the grant of 2024 on one side."""
        partnership: Any = self.register.get(KEY)
        grants = (attrs.evolve(each, **changes) if each.year == 2024 else each for each in partnership.grants)
        self.set(side, grants=tuple(grants))


@pytest.fixture
def desks(tmp_path: Path, examples: Path) -> Desks:
    """Give three copies of an example."""
    return Desks(tmp_path, load(examples / "nordby"))


def test_changes_of_both_sides_are_merged(run: Run, desks: Desks) -> None:
    """What only one side changed is taken over, and the result is a new register without conflicts."""
    desks.set(desks.ours, note="vores")
    desks.set_grant(desks.theirs, note="deres")

    answer = run("merge", *desks.sides, "--into", desks.new, *ON)

    text = f"Flettet i {desks.new}; poster fra dem: nye 0, ændrede 1, slettede 0.\n"
    assert (0, text, "") == answer
    merged: Any = load(desks.new).get(KEY)
    assert ("vores", "deres") == (merged.note, merged.grants[3].note)


def test_a_conflict_is_told_and_kept_beside_the_register(run: Run, desks: Desks) -> None:
    """Ours stays in the register, and all three values are told and stand in the file of conflicts."""
    desks.set_grant(desks.ours, note="vores")
    desks.set_grant(desks.theirs, note="deres")

    status, out, err = run("merge", *desks.sides, "--into", desks.new, *ON)

    text = f"""\
Flettet i {desks.new}; poster fra dem: nye 0, ændrede 0, slettede 0.
1 konflikt; i registeret står vores værdi:
  partnerships.nordby-boldklub.grants[2024].note (bemærkning)
    før    (ikke udfyldt)
    vores  vores
    deres  deres
Afgør dem med: civic-partnership resolve --register {desks.new}
"""
    assert (1, text, "") == (status, out, err)
    (finding,) = read(desks.new).findings
    assert ("open-conflict", KEY, ("grants", 3, "note")) == (finding.rule, finding.record, finding.path)
    assert load(desks.ours) == read(desks.new).register


def test_ours_is_edited_where_it_stands(run: Run, desks: Desks) -> None:
    """Comments in the files of our register stay, and the conflicts are put beside them."""
    desks.set_grant(desks.ours, note="vores")
    desks.set_grant(desks.theirs, note="deres")
    file = desks.ours / "partnerships.toml"
    file.write_bytes(b"# hand\n" + file.read_bytes())
    before = file.read_bytes()

    status, out, _ = run("merge", *desks.sides, "--into", desks.ours, "--lang", "en", *ON)

    assert (1, before) == (status, file.read_bytes())
    assert "1 conflict; the register holds our value:" in out
    assert (desks.ours / "conflicts.toml").is_file()


def test_two_conflicts_with_rows_and_records_are_told(run: Run, desks: Desks) -> None:
    """A removed row or record is told as not there."""
    desks.set(desks.ours, grants=())
    desks.set_grant(desks.theirs, note="deres")
    club = desks.register.associations["nordby-boldklub"]
    write(load(desks.ours).replace(attrs.evolve(club, note="x" * 300)), desks.ours)
    write(load(desks.theirs).without(club), desks.theirs)

    status, out, _ = run("merge", *desks.sides, "--into", desks.new, "--lang", "en", *ON)

    assert (1, True) == (status, "2 conflicts; the register holds our value:" in out)
    assert "    ours    (not there)\n" in out
    assert "    theirs  (not there)\n" in out
    assert any(line.startswith("    ours    ") and line.endswith("…") for line in out.splitlines())


def test_personal_values_are_withheld(run: Run, desks: Desks) -> None:
    """A conflict about a person is told without the person."""
    contact = next(each for each in desks.register.contacts.values() if each.name)
    for side, name in ((desks.ours, "Anders And"), (desks.theirs, "Fedtmule")):
        write(desks.register.replace(attrs.evolve(contact, name=name)), side)

    answers = [
        run("merge", *desks.sides, "--into", desks.new, "--dry-run", *ON, "--format", format_)
        for format_ in ("text", "json")
    ]
    run("merge", *desks.sides, "--into", desks.new, *ON)
    answers.append(run("check", desks.new, *ON))
    answers.append(run("resolve", "--register", desks.new))

    assert [1] * 4 == [status for status, _, _ in answers]
    assert "vores  (personoplysning)" in answers[0][1]
    assert '"ours": "***"' in answers[1][1]
    assert not any(name in str(answers) for name in ("Anders", "Fedtmule", str(contact.name)))


def test_new_findings_are_told(run: Run, desks: Desks) -> None:
    """A finding that only both changes together give is told."""
    for side, id in ((desks.ours, "a"), (desks.theirs, "b")):
        write(desks.register.replace(Association(id=id, name=f"Forening {id}", cvr="12345674")), side)

    status, out, _ = run("merge", *desks.sides, "--into", desks.new, *ON)

    first, heading, *findings = out.splitlines()
    assert (0, True) == (status, "poster fra dem: nye 1" in first)
    assert "Det finder check, og ingen af siderne havde det:" == heading
    assert [True] * 2 == [finding.endswith("(duplicate-association)") for finding in findings]


def test_json_holds_all(run: Run, desks: Desks) -> None:
    """One document tells the records, the conflicts with plain values, and the new findings."""
    desks.set_grant(desks.ours, amount=Decimal("1.25"), awarded_on=date(2024, 1, 2))
    desks.set_grant(desks.theirs, amount=Decimal(3), awarded_on=date(2024, 1, 3), note="ny")

    status, out, _ = run("merge", *desks.sides, "--into", desks.new, "--format", "json", "--dry-run", *ON)

    place, key = "partnerships.nordby-boldklub.grants[2024]", {"kind": KEY.kind, "id": KEY.id}
    amount = {"base": 200000, "ours": "1.25", "theirs": 3}
    day = {"base": "2023-12-07", "ours": "2024-01-02", "theirs": "2024-01-03"}
    assert 1 == status
    assert not desks.new.exists()
    document = json.loads(out)
    assert {
        "records": [{**key, "change": "changed"}],
        "conflicts": [
            {"record": key, "place": f"{place}.amount", "label": {"da": "beløb", "en": "amount"}, **amount},
            {
                "record": key,
                "place": f"{place}.awarded_on",
                "label": {"da": "tilsagn givet", "en": "awarded on"},
                **day,
            },
        ],
    } == {name: document[name] for name in ("records", "conflicts")}
    assert all(finding["rule"] for finding in document["findings"])


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("[areas.havnen]\n", 1, "har 1 fejl i formen. Den første: "),
        ("[areas", 3, "har 1 fejl i formen. Den første: "),
        (CONFLICT, 1, "kan ikke flettes: der er åbne konflikter fra en tidligere fletning."),
    ],
)
def test_a_side_with_errors_is_refused(run: Run, desks: Desks, text: str, status: int, reason: str) -> None:
    """Nothing is merged where a side cannot be read whole, or has open conflicts itself."""
    (desks.theirs / "more.toml").write_text(text)

    answer = run("merge", *desks.sides, "--into", desks.new, *ON)

    assert (status, "") == answer[:2]
    assert f"{desks.theirs} {reason}" in answer[2]
    assert not desks.new.exists()


def test_an_export_without_personal_data_is_refused(run: Run, desks: Desks, tmp_path: Path) -> None:
    """What it lacks would be deleted."""
    export(desks.register, "json", tmp_path / "out", on=date(2025, 6, 1), allow_errors=True)

    status, out, err = run("merge", desks.base, desks.ours, tmp_path / "out", "--into", desks.new, *ON)

    assert (3, "") == (status, out)
    assert "det er en eksport uden personoplysninger, og de ville blive slettet" in err


def test_other_places_are_refused(run: Run, desks: Desks) -> None:
    """The result is a new folder or ours: no folder inside it, no other register, no file."""
    desks.set(desks.ours, note="vores")
    file = desks.new.with_suffix(".toml")
    file.touch()
    words = {
        desks.ours / "new": "den ligger i et af registrene, der flettes",
        desks.base: "der ligger et andet register end vores",
        file: "det er en fil",
    }
    for into, reason in words.items():
        status, out, err = run("merge", *desks.sides, "--into", into, *ON)

        assert (3, "") == (status, out)
        assert reason in err
    stranger = desks.new.with_name("stranger.toml")
    stranger.write_text('[areas.else]\nname = "Else"\n', encoding="utf-8")
    status, out, err = run("merge", desks.base, desks.ours, stranger, "--into", desks.new, *ON)
    assert (3, "") == (status, out)
    assert "registrene har ingen post til fælles" in err
    assert not (desks.ours / "new").exists()
    assert 3 == run("merge", desks.base, desks.ours, "none", "--into", desks.new)[0]


def test_open_conflicts_of_the_folder_itself_come_first(run: Run, desks: Desks) -> None:
    """A register with open conflicts is not merged again before they are settled."""
    desks.set(desks.ours, note="vores")
    desks.set(desks.theirs, note="deres")
    command = ("merge", *desks.sides, "--into", desks.ours, *ON)
    assert 1 == run(*command)[0]
    before = (desks.ours / "conflicts.toml").read_bytes()

    status, _, err = run(*command)

    assert (1, before) == (status, (desks.ours / "conflicts.toml").read_bytes())
    assert "Afgør dem først med civic-partnership resolve." in err
    merged = read(desks.new).register if desks.new.exists() else desks.register
    with pytest.raises(PathError, match="another register than ours is there"):
        merge_into_folder(merged, read(desks.ours).register, merged, desks.ours)


def test_an_error_that_neither_side_had_is_told(run: Run, tmp_path: Path) -> None:
    """Ours removes a department, theirs adds somebody who works there: nothing conflicts, and all is not well."""
    culture, social = (f'[departments.{name}]\nname = "{name}"\n' for name in ("culture", "social"))
    person = '[contacts.ane]\nname = "Ane"\nrole = "consultant"\ndepartment = "culture"\n'
    sides = {"base": culture + social, "ours": social, "theirs": culture + social + person}
    for name, text in sides.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    paths = (tmp_path / f"{name}.toml" for name in sides)

    status, out, err = run("merge", *paths, "--into", tmp_path / "new", *ON)

    assert (1, "") == (status, err)
    assert "(unknown-reference)" in out
