"""The diff driver in real repositories: `git diff`, `git log`, and what they must not show."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from merging.edits import NORDBY, edits
from merging.repositories import CLUB, Repository

from civic_partnership import Register, load, parse
from civic_partnership.merging import diff
from civic_partnership.merging.git_diff_driver import list_records
from civic_partnership.model import find_all_places

pytestmark = pytest.mark.usefixtures("no_settings")

CONTACT = '\n[contacts.formand]\nrole = "chair"\nassociation = "klub"\nname = "A. Eksempel"\nnote = "CPR 010190-1234"\n'


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make a repository with a register and drivers."""
    return Repository(tmp_path / "repo", CLUB + CONTACT)


def test_git_diff_shows_fields_and_no_personal_values(repository: Repository) -> None:
    """A change of a personal field is told, but not what stood there."""
    repository.change("200_000, awarded", "210_000, awarded")
    repository.change("A. Eksempel", "B. Eksempel")

    assert (
        "register/klub.toml\n"
        "Ændret: kontakt formand\n"
        "  navn: ændret, vises ikke\n"
        "\n"
        "Ændret: partnerskab klub\n"
        "  tilskud 2024, beløb: 200.000 kr. → 210.000 kr.\n"
        "\n"
    ) == repository.git("diff")


def test_git_diff_tells_new_and_removed_files_and_mere_layout(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that one side does not have is one without records."""
    monkeypatch.setenv("CIVIC_PARTNERSHIP_LANG", "en")
    repository.change("# Klubben\n", "")
    layout = repository.git("diff")
    repository.write('[areas.havnen]\nname = "Havnen"\n', "areas.toml")
    repository.git("add", "--all")
    new = repository.git("diff", "--cached", "--", "register/areas.toml")
    repository.commit("areas")
    (repository.folder / "register" / "areas.toml").unlink()
    removed = repository.git("diff")

    assert "register/klub.toml\n  Only order, comments or layout have changed.\n\n" == layout
    assert "register/areas.toml\nAdded: area havnen\n  name: Havnen\n\n" == new
    assert "register/areas.toml\nRemoved: area havnen\n\n" == removed


def test_git_log_shows_values_by_their_addresses(repository: Repository) -> None:
    """The lines are those of the records; what is personal is covered, layout does not count."""
    repository.change("200_000, awarded", "210_000, awarded")
    repository.change("# Klubben\n", "")
    repository.commit("changed")
    shown = repository.git("log", "--patch")

    assert "\n-partnerships.klub.grants[2024].amount: 200000\n" in shown
    assert "\n+partnerships.klub.grants[2024].amount: 210000\n" in shown
    assert "\n+contacts.formand.name: ***\n" in shown
    assert "010190" not in shown
    assert "A. Eksempel" not in shown
    assert "Klubben" not in shown


def test_other_files_are_shown_as_git_shows_them(repository: Repository) -> None:
    """A file that is no register is compared line by line."""
    repository.write("x = 1\n", "other.toml")
    repository.commit("other")
    repository.write("x = æ\n", "other.toml")
    shown = repository.git("diff")
    repository.commit("other again")

    assert "\n-x = 1\n+x = æ\n" in shown
    assert "\n-x = 1\n+x = æ\n" in repository.git("log", "--patch", "-1")


def test_an_open_merge_is_told(repository: Repository) -> None:
    """Git names a file that is not merged without any version of it."""
    repository.branch("bo")
    repository.git("rm", "register/klub.toml")
    repository.commit("bo")
    repository.git("switch", "main")
    repository.change("200_000, awarded", "210_000, awarded")
    repository.commit("ane")
    repository.git("merge", "bo", status=1)

    assert "register/klub.toml: fletningen er ikke færdig\n" in repository.git("diff")


@settings(max_examples=20)
@given(edits(), edits())
def test_lines_differ_where_registers_do(one: Register, other: Register) -> None:
    """Two registers have the same lines if they hold the same, whatever the order of their rows is."""
    if not diff(one, other):
        assert [*list_records(one)] == [*list_records(other)]


def test_lines_hold_every_value_but_personal_ones(examples: Path) -> None:
    """Every filled field of Nordby has a line, and no personal value is in any."""
    lines = "\n".join(list_records(load(examples / "nordby")))

    assert "Eksempel" not in lines
    assert "partnerships.nordby-boldklub.employments[2021-01-01/2023-06-30].person: ***" in lines
    assert "programmes.social-partnerships.annual_amount: " in lines
    assert "associations.nordby-boldklub.approved: true" in lines
    for _, place, value in find_all_places(NORDBY):
        if isinstance(value, int) and not isinstance(value, bool) and place.path[-1] == "under_25":
            assert f"{place.address}: {value}" in lines


def test_values_that_change_on_days_stand_on_one_line() -> None:
    """Each is told with the day from which it holds."""
    text = '[programmes.p]\nname = "P"\nannual_amount = { 2012 = 200_000, "2027-07" = 212_000.5 }\n'

    assert [
        "programmes.p.id: p",
        "programmes.p.name: P",
        "programmes.p.annual_amount: 2012 = 200000, 2027-07 = 212000.5",
    ] == [*list_records(parse(text).register)]


def test_the_order_of_rows_and_names_does_not_count() -> None:
    """Lists in another order have the same lines, also of rows with one name."""

    def turn(record: Any) -> Any:
        filled = {each.name: getattr(record, each.name) for each in attrs.fields(type(record))}
        lists = {name: value for name, value in filled.items() if isinstance(value, tuple)}
        return attrs.evolve(record, **{name: tuple(reversed(value)) for name, value in lists.items()})

    club = next(iter(NORDBY.partnerships.values()))
    alike = (club.grants[0], attrs.evolve(club.grants[0], amount=Decimal(5)))
    register = NORDBY.replace(attrs.evolve(club, grants=(*alike, *club.grants[1:])))
    turned = register.replace(*(turn(record) for _, record in register))

    assert [*list_records(register)] == [*list_records(turned)]
