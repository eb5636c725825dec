"""Near changes of a register: small, valid, and different."""

from datetime import date
from itertools import islice
from typing import Any

import pytest

from civic_partnership.model import (
    Association,
    Department,
    FocusArea,
    Partner,
    Partnership,
    Programme,
    RecordKey,
    Register,
)
from civic_partnership.storage import ensure_writable
from civic_partnership.testing.field_leaves import find_filled, is_concerned, map_texts, set_personal
from civic_partnership.testing.filled_register import make_filled_register
from civic_partnership.testing.loss_check import LossCheck
from civic_partnership.testing.memory_export import MemoryExport, MemoryFile
from civic_partnership.testing.mutations import mutate_field, near_values, remove_record
from civic_partnership.testing.register_reduction import reduce_register
from civic_partnership.values import PartialDate, Period, Table

FULL = make_filled_register()


def test_every_field_is_filled_and_has_a_near_change() -> None:
    """Each changed record differs from the old one, and a file can hold it."""
    ensure_writable(FULL)
    without = set()
    for field in {each.name: each for each in find_filled(FULL)}.values():
        record = FULL.get(field.record)
        mutations = list(islice(mutate_field(FULL, field), 3))
        for mutation in mutations:
            assert mutation.record not in (record, None)
            ensure_writable(Register().replace(*filter(None, [mutation.record])))
        if not mutations:
            without.add(field.name)

    assert {"programmes.focus_areas.id"} == {
        name for name in without if not name.endswith((".person", ".chair", ".by"))
    }


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        (date, date(1900, 1, 1), [date(1900, 1, 2)]),
        (date, date(2199, 12, 31), [date(2199, 12, 30)]),
        (PartialDate, PartialDate("2024-01-31"), [PartialDate("2024-01-31~"), PartialDate("2024-01")]),
        (PartialDate, PartialDate("2024~"), [PartialDate("2024"), PartialDate("2024-01")]),
        (Period, Period("2024/.."), [Period("2024/2024"), Period("2024~/.."), Period("2024-01/..")]),
        (tuple[str, ...], (), []),
    ],
)
def test_near_values_can_be_held(annotation: Any, value: Any, expected: list[Any]) -> None:
    """No value is outside of what a field holds."""
    assert expected == list(near_values(annotation, value))


def test_what_a_change_says() -> None:
    """It names the field and both values; a record that is taken away is none."""
    register = Register().replace(Department(id="a", name="A" * 100))
    field = next(each for each in find_filled(register) if each.path == ("name",))

    assert next(iter(mutate_field(register, field))).change.startswith(
        f"name is '{'A' * 27}...{'A' * 28}' in one and "
    )
    assert remove_record(register, RecordKey("departments", "a")).record is None


def test_a_table_of_rows_is_changed_by_its_keys() -> None:
    """The last focus area is away, or has another id."""
    area = FocusArea(id="x", number=1, name="X")
    programme = Programme(id="p", name="P", focus_areas=Table({"x": area}))
    field = next(each for each in find_filled(Register().replace(programme)) if each.path == ("focus_areas",))

    assert [[], ["x-x"]] == [list(each) for each in near_values(field.attribute.type, field.value)]


def test_texts_and_persons_stand_where_they_belong() -> None:
    """A text is put into free texts and no ids; a name into personal fields that are not spared."""
    loud, named = map_texts(FULL, str.upper), set_personal(FULL, "ᚁᚂᚃᚄ", spare={"contacts.email"})

    assert FULL.departments["a"].name.upper() == loud.departments["a"].name
    assert FULL.departments["a"].gln == loud.departments["a"].gln
    assert FULL.partnerships["a"].associations == loud.partnerships["a"].associations
    assert FULL.associations["a"].aliases[0].upper() == loud.associations["a"].aliases[0]
    assert ("ᚁᚂᚃᚄ", FULL.contacts["a"].email) == (named.contacts["a"].name, named.contacts["a"].email)
    assert is_concerned("contacts", {"contacts.id"})


def test_a_register_is_reduced_to_what_shows_something() -> None:
    """Records, fields, rows and ends of texts are left out."""
    register = FULL.replace(Association(id="long", name="ø" * 1000, aliases=("a", "b", "c")))
    small = reduce_register(
        register, lambda each: "long" in each.associations and "c" in each.associations["long"].aliases
    )

    assert Register().replace(Association(id="long", name="ø" * 32, aliases=("c",))) == small


def test_a_place_that_is_not_there_is_not_changed() -> None:
    """No record, or no value in it, is no loss; and a row whose carried fields are alike may change places."""
    law = LossCheck(
        lambda _: MemoryExport({"a": MemoryFile("text/plain", b"")}, ()), {"partnerships.terms.decision"}
    )
    register = Register().replace(
        Partnership(
            id="a",
            programme="p",
            partners=(
                Partner(association="a"),
                Partner(association="b"),
            ),
        )
    )
    key = RecordKey("partnerships", "a")

    assert law.check_place(register, RecordKey("areas", "a"), ())
    assert law.check_place(register, key, ("note",))
    assert law.check_place(register, key, ("associations",))


def test_exports_differ_in_words() -> None:
    """The first difference is described."""
    one = MemoryExport({"a": MemoryFile("t", b"xy")}, ())

    for files, expected in (
        ({"b": MemoryFile("t", b"xy")}, "the files are a and b"),
        ({"a": MemoryFile("u", b"xy")}, "a is t and u"),
        ({"a": MemoryFile("t", b"xyz")}, "a differs from byte 2 on: b'xy' and b'xyz'"),
        (one.files, ""),
    ):
        assert expected == one.describe_difference(MemoryExport(files, ()))


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("text/csv", "utf-8"),
        ("text/plain; charset=ISO-8859-1", "ISO-8859-1"),
        ("application/ld+json", "utf-8"),
        ("image/png", None),
    ],
)
def test_a_media_type_says_how_a_text_is_encoded(media_type: str, expected: str | None) -> None:
    """What is no text has no encoding."""
    assert expected == MemoryFile(media_type, b"").encoding
