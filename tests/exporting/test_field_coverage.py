from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings, strategies as st
from model.places import inner_type, map_fields, walk_record

from civic_partnership.exporting import (
    EVERYTHING,
    count_lost,
    count_personal,
    field_label,
    field_path,
    remove_personal,
    replace_personal,
)
from civic_partnership.exporting.field_coverage import check_field_paths
from civic_partnership.model import (
    KINDS,
    Area,
    Contact,
    Employment,
    FocusArea,
    Municipality,
    Partner,
    Partnership,
    Programme,
    RecordKey,
    Register,
    info,
)
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.testing.filled_register import make_filled_register
from civic_partnership.values import InvalidValue, Label, Period, Table

ROOTS: dict[str, Any] = {"municipality": Municipality, **KINDS}


def fields_below(path: str, cls: Any) -> Iterator[tuple[str, Any]]:
    """Yield every field path below a class, with its field."""
    for each in attrs.fields(cls):
        yield f"{path}.{each.name}", each
        if attrs.has(inner := inner_type(each.type)):
            yield from fields_below(f"{path}.{each.name}", inner)


FIELDS = {path: each for root, cls in ROOTS.items() for path, each in fields_below(root, cls)}
PATHS = [*ROOTS, *FIELDS]
FULL = make_filled_register()
PERSONAL = {path for path, each in FIELDS.items() if info(each).personal}


def list_filled_fields(path: str, thing: Any) -> Iterator[str]:
    """Yield a field path for each record, row and value that differs from its default."""
    yield path
    for each in attrs.fields(type(thing)):
        value, below = getattr(thing, each.name), f"{path}.{each.name}"
        if value is None or value == each.default:
            continue
        if attrs.has(inner_type(each.type)):
            rows = (
                value.values() if isinstance(value, Table) else value if isinstance(value, tuple) else [value]
            )
            for row in rows:
                yield from list_filled_fields(below, row)
        else:
            yield below


def count_fields(register: Register) -> Counter[str]:
    """Count each field path."""
    return Counter(path for key, record in register for path in list_filled_fields(key.kind, record))


def people() -> st.SearchStrategy[Register]:
    """Draw registers with contacts and partnerships, mostly with personal data."""
    rows = st.lists(records(Contact), min_size=1, max_size=3), st.lists(records(Partnership), max_size=2)
    return st.builds(lambda register, one, other: register.replace(*one, *other), registers(4), *rows)


@settings(max_examples=60)
@example(FULL, EVERYTHING)
@example(FULL, set())
@example(Register().replace(Partnership(id="a", programme="a", partners=())), {"partnerships.sources"})
@given(registers(5), st.sets(st.sampled_from(PATHS), max_size=12))
def test_lost_is_the_topmost_of_what_is_not_carried(register: Register, carries: set[str]) -> None:
    """Count a field as lost where none of it is carried but something beside it is."""
    expected = {
        path: number
        for path, number in count_fields(register).items()
        if not any(f"{path}.".startswith(f"{each}.") or each.startswith(f"{path}.") for each in carries)
        and ("." not in path or any(each.startswith(f"{path.rpartition('.')[0]}.") for each in carries))
    }

    assert Table(expected) == count_lost(register, frozenset(carries))


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("contacts.nam", "did you mean contacts.name?"),
        ("partnership", "did you mean partnerships?"),
        ("contacts.", "did you mean contacts?"),
        ("left_out", ""),
        ("", ""),
        ("contacts.name.first", "did you mean contacts.name?"),
    ],
)
def test_a_path_that_is_no_field_is_refused(path: str, hint: str) -> None:
    """Refuse an unknown path, and suggest a similar one."""
    with pytest.raises(InvalidValue) as caught:
        check_field_paths({"meetings", path})

    assert f"there is no field {path}{'; ' if hint else ''}{hint}" == caught.value.reason.en
    assert caught.value.reason.da.startswith(f"der findes intet felt {path}")


@pytest.mark.parametrize("carries", [None, "contacts", ["contacts"], {"contacts", 3}, {("contacts", "name")}])
def test_only_a_set_of_texts_is_one_of_paths(carries: Any) -> None:
    """Refuse a text, though it is a collection of its letters."""
    with pytest.raises(InvalidValue, match="no set of texts"):
        check_field_paths(carries)


def test_every_path_is_one() -> None:
    """Take each, and name it by the labels on the way."""
    assert frozenset(PATHS) == check_field_paths(frozenset(PATHS))
    for path in PATHS:
        kind, *paths = accumulate(path.split("."), "{}.{}".format)
        labels = [info(each).label for each in (attrs.fields_dict(Register)[kind], *map(FIELDS.get, paths))]
        da, en = (", ".join(getattr(label, language) for label in labels) for language in ("da", "en"))

        assert Label(da, en) == field_label(path)


@settings(max_examples=40)
@given(people())
def test_without_personal_data_everything_else_is_as_it_was(register: Register) -> None:
    """Empty the personal fields, count them, and change nothing else."""
    before, cleaned = count_fields(register), remove_personal(register)
    after = count_fields(cleaned)
    expected = map_fields(register, lambda each, value: each.default if info(each).personal else value)

    assert expected == cleaned
    assert not PERSONAL & after.keys()
    assert Table(before - after) == count_personal(register)
    assert Table[int]() == count_personal(cleaned)


def test_what_is_not_personal_is_the_same_thing() -> None:
    """Keep records without personal data as the same objects."""
    partnership = Partnership(
        id="p",
        programme="a",
        partners=(Partner(association="a"),),
        employments=(Employment(period=Period("2024/2025")),),
    )
    register = Register().replace(partnership, Area(id="havnen", name="Havnen"))

    assert partnership is remove_personal(register).partnerships["p"]


def test_only_filled_personal_fields_are_covered() -> None:
    """Also those in the rows of lists."""
    contact = Contact(id="a", name="A. Eksempel", role="chair")
    employment = Employment(period=Period("2021/.."), person="B. Eksempel")
    covered = replace_personal(Register().replace(contact), "***").contacts["a"]

    assert ("***", None, "chair") == (covered.name, covered.email, covered.role)
    assert "***" == replace_personal((employment,), "***")[0].person


def test_these_fields_are_personal() -> None:
    """The list of personal fields is short enough to be read; each has a default that can replace it."""
    assert all(attrs.NOTHING is not FIELDS[path].default for path in PERSONAL)
    assert {
        "contacts.name",
        "contacts.email",
        "contacts.phone",
        "partnerships.employments.person",
        "alliances.members.person.name",
        "alliances.commitments.by.person.name",
        "agreements.parties.person.name",
        "agreements.obligations.by.person.name",
        "frameworks.steering_group.chair.person.name",
        "frameworks.steering_group.members.person.name",
        "frameworks.decisions.by.person.name",
        "frameworks.hearing.consulted.person.name",
        "frameworks.hearing.responses.by.person.name",
        "frameworks.organiser.person.name",
        "appropriations.decision.by.person.name",
        "partnerships.cancelled.by.person.name",
        "partnerships.employments.leave.reason",
        "partnerships.terms.decision.by.person.name",
    } == PERSONAL


@settings(max_examples=30)
@given(registers(5))
def test_every_place_in_a_record_has_a_field_path(register: Register) -> None:
    """Lead to the field that holds the place, through no rows, entries or dates."""
    for key, record in register:
        assert key.kind == field_path(key, ())
        for path, each, _ in walk_record(record):
            field = field_path(key, path)

            assert each == FIELDS[field]
            assert [step for step in field.split(".")[1:] if step not in path] == []


def test_an_id_is_not_taken_for_a_field() -> None:
    """Take an entry of a table for an entry, even if it has the name of a field."""
    programme = Programme(
        id="p", name="P", focus_areas=Table({"name": FocusArea(id="name", number=1, name="N")})
    )
    key = RecordKey("programmes", programme.id)

    assert "programmes.focus_areas" == field_path(key, ("focus_areas", "name"))
    assert "programmes.focus_areas.since" == field_path(key, ("focus_areas", "name", "since"))
    assert "programmes.rule_levels" == field_path(key, ("rule_levels", "id"))
