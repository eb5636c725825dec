"""Small edits of records, registers made smaller, and exports compared."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import field_path
from civic_partnership.model import Association, Partner, Partnership, RecordKey, Register
from civic_partnership.storage import ensure_writable
from civic_partnership.testing.filled_register import make_filled_register, map_texts, set_personal
from civic_partnership.testing.loss_check import LossCheck
from civic_partnership.testing.memory_export import MemoryExport, MemoryFile
from civic_partnership.testing.record_edits import (
    list_values,
    near_dicts,
    near_records,
    record_to_dict,
    reduce_register,
)

FULL = make_filled_register()


def test_every_field_is_filled_and_has_a_near_change() -> None:
    """A file can hold the change; only a choice of one, such as an official, has none."""
    ensure_writable(FULL)
    without = [
        field_path(key, path)
        for key, record in FULL
        for path, value in list_values(record_to_dict(record))
        if not isinstance(value, dict | list) and next(near_records(record, path), None) is None
    ]

    assert not [name for name in without if not name.endswith((".person", ".chair", ".by"))]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-01", {"2024-01~", "2024-01-01", "2024", "2024-01x", "2024-01 "}),
        ("2024~", {"2024"}),
        ("2024/2025", {"2024/2025~", "2024~/2025", "2024/.."}),
        ("initial", {"extension"}),
        ("12345678", {"12345679"}),
        (True, {False}),
        (Decimal("1.5"), {Decimal("1.51")}),
        (date(2024, 1, 31), {date(2024, 2, 1)}),
        ({}, set()),
        ([], set()),
        (["a", "b"], {("b", "a"), ("a, b",)}),
        ({"2012": 1, "2027": 2}, {(("2012", 1), ("2027~", 2))}),
    ],
)
def test_near_values(value: Any, expected: set[Any]) -> None:
    """The value is also left out."""
    nothing, *near = near_dicts({"x": value}, ("x",))
    frozen = {
        tuple(x.items()) if isinstance(x, dict) else tuple(x) if isinstance(x, list) else x
        for x in (each["x"] for each in near)
    }

    assert {} == nothing
    assert expected <= frozen


def test_texts_and_persons_stand_where_they_belong() -> None:
    """A text is put into free texts and no ids; a name into personal fields that are not spared."""
    loud, named = map_texts(FULL, str.upper), set_personal(FULL, "ᚁᚂᚃᚄ", spare={"contacts.email"})

    assert FULL.departments["a"].name.upper() == loud.departments["a"].name
    assert FULL.departments["a"].gln == loud.departments["a"].gln
    assert FULL.partnerships["a"].partners == loud.partnerships["a"].partners
    assert FULL.associations["a"].aliases[0].upper() == loud.associations["a"].aliases[0]
    assert ("ᚁᚂᚃᚄ", FULL.contacts["a"].email) == (named.contacts["a"].name, named.contacts["a"].email)


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
        Partnership(id="a", programme="p", partners=(Partner(association="a"), Partner(association="b")))
    )
    key = RecordKey("partnerships", "a")

    law.check_place(register, RecordKey("areas", "a"), ())
    law.check_place(register, key, ("note",))
    law.check_place(register, key, ("associations",))


def test_a_change_that_is_refused_is_no_loss() -> None:
    """The exporter need not take the changed register."""
    register = Register().replace(Association(id="a", name="A"))

    def export(each: Register) -> MemoryExport:
        if each != register:
            raise OptionsError("Kun A.", "Only A.")
        return MemoryExport({}, ())

    LossCheck(export, {"associations.name"}).check_place(register, RecordKey("associations", "a"), ("name",))


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
