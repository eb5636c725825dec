"""The commands `set`, `add` and `remove`."""

import shutil
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from cli.terminal import Run

from civic_partnership import Register, load, write
from civic_partnership.model import Association, Contact, Municipality

GRANT = "partnerships.nordby-boldklub.grants[2023]"
ON = ("--on", "2025-01-01", "--lang", "en")


@pytest.fixture
def register(tmp_path: Path, examples: Path) -> Path:
    """Copy an example that people wrote."""
    return shutil.copytree(examples / "nordby", tmp_path / "register")


def contents(folder: Path) -> dict[str, str]:
    """Return the text of each file."""
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def test_set_changes_one_value_and_tells_what_check_finds(run: Run, register: Path) -> None:
    """Only the amount is different, and the findings that it brings are told."""
    before, old = contents(register), load(register)

    status, out, err = run("set", f"{GRANT}.amount=212.000", "--register", register, *ON)

    assert (1, "") == (status, err)
    assert out.startswith(
        f"{GRANT}.amount: 200,000 kr. -> 212,000 kr.\nWritten into partnership.toml.\ncheck now finds:\n"
        "  error, partnership nordby-boldklub: For 2023, 212,000 kr. are granted;"
    )
    partnership = old.partnerships["nordby-boldklub"]
    grants = tuple(
        attrs.evolve(each, amount=Decimal(212_000)) if each.year == 2023 else each
        for each in partnership.grants
    )
    assert old.replace(attrs.evolve(partnership, grants=grants)) == load(register)
    after = contents(register)
    assert (
        before["partnership.toml"].replace("year = 2023, amount = 200_000", "year = 2023, amount = 212000")
        == (after["partnership.toml"])
    )
    assert {**before, "partnership.toml": ""} == {**after, "partnership.toml": ""}

    status, out, err = run("set", f"{GRANT}.amount=200.000", "--register", register, *ON)
    assert (0, "") == (status, err)
    assert "check no longer finds:\n  error, partnership nordby-boldklub: For 2023" in out


def test_a_dry_run_tells_the_same_and_writes_nothing(run: Run, register: Path) -> None:
    """It says where the change would be written."""
    before = contents(register)
    address = "associations.nordby-gf.note"

    status, out, err = run("set", f"{address}=Se referatet", "--register", register, "--dry-run", *ON)

    assert (0, "") == (status, err)
    assert out == (
        f"{address}: new, Se referatet\nWould be written into associations.toml.\n"
        "check finds the same as before.\n"
    )
    assert before == contents(register)


def test_what_is_so_already_is_told(run: Run, register: Path) -> None:
    """Nothing is written."""
    status, out, err = run("set", "associations.nordby-gf.citywide=ja", "--register", register, *ON)

    assert (0, "It is so already. Nothing is changed.\n", "") == (status, out, err)


def test_add_and_remove_a_record(run: Run, register: Path) -> None:
    """A new record stands at the end of the file of its kind; personal values are not shown."""
    before, old = contents(register), load(register)
    fields = ("--set", "name=B. Eksempel", "--set", "department=culture")

    status, out, err = run("add", "contacts", "ny", *fields, "--register", register, *ON)

    assert (0, "") == (status, err)
    assert out.startswith(
        "contacts.ny: new, name (personal), department culture\nWritten into municipality.toml."
    )
    assert old.replace(Contact(id="ny", name="B. Eksempel", department="culture")) == load(register)
    assert contents(register)["municipality.toml"].startswith(before["municipality.toml"])

    status, out, err = run("remove", "contacts", "ny", "--register", register, *ON)
    assert (0, "") == (status, err)
    assert old == load(register)


def test_remove_a_row_and_a_field(run: Run, register: Path) -> None:
    """What is in the place is gone, and told."""
    old = load(register)
    for place in ("partnerships.nordby-boldklub.grants[2021]", "associations.nordby-gf.dissolved"):
        status, out, err = run("remove", place, "--register", register, *ON)
        assert (1 if "  error, " in out else 0, "") == (status, err)
        assert out.startswith(f"{place}: removed, ")
    assert len(load(register).partnerships["nordby-boldklub"].grants) + 1 == len(
        old.partnerships["nordby-boldklub"].grants
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["set", "associations.nordby-fg.name=x"],
            "There is no associations.nordby-fg. Did you mean nordby-gf?",
        ),
        (["set", "associations.nordby-gf.nmae=x"], 'There is no "nmae" here. Did you mean name?'),
        (["set", "associations.nordby-gf.name"], "associations.nordby-gf.name lacks a value."),
        (["set", f"{GRANT}.amount=mange"], "amount cannot be used: a number is written 200.000,50"),
        (["add", "associations", "nordby-gf"], "associations.nordby-gf is there already."),
        (["add", "associations", "Nordby"], "The id cannot be used"),
        (["add", "associations"], "Write the id after associations: associations.ID"),
        (["add", "associations", "ny"], "name is missing. Add name."),
        (["remove", "associations", "nordby-fg"], "Did you mean nordby-gf?"),
        (
            ["remove", "associations", "nordby-gf"],
            "because others refer to it: partnerships.nordby-boldklub.",
        ),
        (["remove", f"{GRANT}.amount"], "amount is missing. Add amount."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    run: Run, register: Path, words: list[str], sentence: str
) -> None:
    """The sentence is that for a file, or names the closest id, or who refers to the record."""
    before = contents(register)

    status, out, err = run(*words, "--register", register, *ON)

    assert (2, "") == (status, out)
    assert sentence in err
    assert before == contents(register)


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_where_there_is_no_register_nothing_is_begun(run: Run, tmp_path: Path, name: str) -> None:
    """An empty or missing folder is told, and stays so."""
    (tmp_path / "empty").mkdir()

    status, out, err = run("add", "areas", "havnen", "--set", "name=H", "--register", tmp_path / name, *ON)

    assert (3, "") == (status, out)
    assert "there is no register. Start one with: civic-partnership new FOLDER" in err
    assert ["empty"] == [path.name for path in tmp_path.iterdir()]


def test_a_register_may_be_one_file_that_the_program_wrote(run: Run, tmp_path: Path) -> None:
    """The file stays canonical."""
    file = tmp_path / "register.toml"
    write(Register().replace(Association(id="a", name="A")), file)

    status, out, err = run("set", "associations.a.name=B", "--register", file, *ON)

    assert (0, "") == (status, err)
    assert out.startswith(f"associations.a.name: A -> B\nWritten into {file}.")
    assert 'format_version = 1\n\n[associations.a]\nname = "B"\n' == file.read_text()


def test_the_municipality_has_no_id(run: Run, register: Path) -> None:
    """It is named by its kind alone."""
    run("remove", "municipality", "--register", register, *ON)
    assert load(register).municipality is None
    run("add", "municipality", "--set", "name=N", "--register", register, *ON)
    assert Municipality(name="N") == load(register).municipality


def test_much_is_shortened(run: Run, tmp_path: Path) -> None:
    """Of many changes, findings and referring records the first are told, and how many more there are."""
    people = [Association(id=f"a{i:02}", name="A", succeeded_by="b") for i in range(30)]
    write(Register().replace(Association(id="b", name="B"), *people), tmp_path / "r")
    settings = [f"associations.a{i:02}.succeeded_by=x" for i in range(30)]

    status, out, err = run("remove", "associations", "b", "--register", tmp_path / "r", *ON)
    assert (2, "") == (status, out)
    assert "associations.a19 …" in err

    status, out, err = run("set", *settings, "--register", tmp_path / "r", *ON)
    assert (1, "") == (status, err)
    assert "… and 10 more\nWritten into" in out
    assert out.endswith("  … and 10 more\n")
