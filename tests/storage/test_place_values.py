"""Tests of values that are set and removed by their address."""

import contextlib
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, strategies as st

from civic_partnership import RecordsError, Register, load
from civic_partnership.model import Accounts, Association, Grant, Payment, Place, find_all_places
from civic_partnership.storage import remove_value, set_value, set_values, to_dict
from civic_partnership.testing import readable_registers
from civic_partnership.values import Dated, Period

NORDBY = load(Path("examples/nordby"))
GRANT = "partnerships.nordby-boldklub.grants[2023]"


def refusal(address: str, value: Any, *, is_text: bool = True) -> str:
    """Return the sentence that refuses a value."""
    with pytest.raises(RecordsError) as caught:
        set_values(NORDBY, [(address, value)], are_texts=is_text)
    assert caught.value.da != caught.value.en
    return caught.value.en


def value_at(register: Register, address: str) -> Any:
    """Return the value at an address."""
    return next(value for _, place, value in find_all_places(register) if place.address == address)


def settable_places(register: Register) -> list[tuple[Place, Any]]:
    """Return all places in a register that can be set; the id of a record is no such place."""
    return [(place, value) for _, place, value in find_all_places(register) if place.path[-1:] != ("id",)]


def test_every_address_of_an_example_leads_to_its_place() -> None:
    """A value that is set where it stands changes nothing."""
    for place, value in settable_places(NORDBY):
        assert set_value(NORDBY, place.address, value) == NORDBY


@given(readable_registers(max_size=1), st.data())
def test_every_address_leads_to_its_place(register: Register, data: st.DataObject) -> None:
    """A value that is set where it stands changes nothing, whatever the names of rows and keys are."""
    assume(list(register))
    place, value = data.draw(st.sampled_from(settable_places(register)))
    assert set_value(register, place.address, value) == register


@given(readable_registers(max_size=1), st.data())
def test_what_was_removed_can_be_set_again(register: Register, data: st.DataObject) -> None:
    """Each row and value that may be removed is gone then, and is put back at its address."""
    assume(list(register))
    places = settable_places(register)
    place, value = data.draw(st.sampled_from(places))
    twin = f"{place.address.removesuffix(']')} #2]"
    assume("#" not in place.address)  # the next row has its number when it is gone,
    assume(all(each.address != twin for each, _ in places))  # and a row with the same key has its name
    with contextlib.suppress(RecordsError):
        without = remove_value(register, place.address)
        assert without != register
        row = place.address.rpartition(".")[0]  # without a part of its key it is another row
        assume(not row.endswith("]") or row in {each.address for each, _ in settable_places(without)})
        again = set_value(without, place.address, value)
        assert sort_lists(to_dict(again)) == sort_lists(to_dict(register))


def sort_lists(plain: Any) -> Any:
    """Return plain tables with the rows of each list in one order."""
    if isinstance(plain, dict):
        return {key: sort_lists(each) for key, each in plain.items()}
    return sorted(map(sort_lists, plain), key=repr) if isinstance(plain, list) else plain


@pytest.mark.parametrize(
    ("address", "text", "value"),
    [
        (f"{GRANT}.amount", "212.000 kr.", Decimal(212_000)),
        (f"{GRANT}.amount", "212_000", Decimal(212_000)),
        (f"{GRANT}.amount", "1_212_000.50", Decimal("1212000.5")),
        ("programmes.ishockey.min_weekly_hours", "28.5", Dated.always(Decimal("28.5"))),
        (f"{GRANT}.awarded_on", "1. oktober 2022", datetime.date(2022, 10, 1)),
        (f"{GRANT}.awarded_on", "2022-10-01", datetime.date(2022, 10, 1)),
        ("associations.nordby-gf.citywide", "nej", False),
        ("associations.nordby-gf.name", "Nordby, [GF]", "Nordby, [GF]"),
        ("associations.nordby-gf.aliases", "NGF, Nordby gymnaster", ("NGF", "Nordby gymnaster")),
        ("associations.nordby-gf.aliases", '["NGF, gammel"]', ("NGF, gammel",)),
        ("associations.nordby-gf.aliases", "", ()),
        ("meetings.boldklub-2022-spring.kind", "Statusmøde", "status"),
        ("programmes.ishockey.annual_amount", "190.000", Dated.always(Decimal(190_000))),
        (
            "programmes.ishockey.annual_amount",
            "{ 2027 = 5 }",
            Dated.since({"2027": Decimal(5)}),
        ),
        ("programmes.ishockey.focus_areas[recruitment].number", "7", 7),
    ],
)
def test_texts_of_the_command_line_are_read_by_the_type_of_the_field(
    address: str, text: str, value: Any
) -> None:
    """Amounts, days, words and lists may be written as people write them."""
    assert value_at(set_values(NORDBY, [(address, text)], are_texts=True), address) == value


def test_a_new_row_is_named_by_its_key() -> None:
    """The key in brackets is filled in, and further fields of the row may follow."""
    to = "partnerships.nordby-boldklub"
    values = {
        f"{to}.grants[2031].amount": "210.000",
        f"{to}.grants[2031].accounts.due": "2032-05-01",
        f"{to}.grants[2032-08/2033-07].amount": "5",
        f"{to}.grants[2023 #2].amount": "1",
        f"{to}.grants[2031].payments[2031-01-15, nordby-gf].amount": "3",
        f"{to}.action_plans[2021/2023].objectives[volunteers, Tre, fire].status": "given-up",
        f"{to}.sources[#2].document": "Brev",
        f"{to}.exempt[term-length]": "Aftalt",
        "alliances.boern-og-unge.members[nordby-gf].role": "observer",
        "alliances.boern-og-unge.members[social].role": "observer",
        "alliances.boern-og-unge.members[Spejderne].role": "observer",
    }
    register = set_values(NORDBY, values.items(), are_texts=True)
    grants = {grant.year or grant.period: grant for grant in register.partnerships["nordby-boldklub"].grants}
    assert grants[2031] == Grant(
        year=2031,
        amount=Decimal(210_000),
        accounts=Accounts(due=datetime.date(2032, 5, 1)),
        payments=(Payment(on=datetime.date(2031, 1, 15), to="nordby-gf", amount=Decimal(3)),),
    )
    assert grants[Period("2032-08/2033-07")].amount == 5
    assert value_at(register, f"{to}.grants[2023 #2]").amount == 1
    assert value_at(register, f"{to}.action_plans[2021/2023].objectives[volunteers, Tre, fire]").status
    members = register.alliances["boern-og-unge"].members[-3:]
    assert [(each.association, each.department, each.name) for each in members] == [
        ("nordby-gf", None, None),
        (None, "social", None),
        (None, None, "Spejderne"),
    ]


def test_a_new_record_is_made_of_its_fields() -> None:
    """A record that is not there is made, and a whole record replaces the old one."""
    fields = {"associations.nye.name": "Nye", "associations.nye.citywide": "ja"}
    register = set_values(NORDBY, fields.items(), are_texts=True)
    assert register == NORDBY.replace(Association(id="nye", name="Nye", citywide=True))
    assert set_value(NORDBY, "associations.nye", {"name": "Nye", "citywide": True}) == register
    assert remove_value(register, "associations.nye") == NORDBY


def test_none_removes_a_field() -> None:
    """The value of an absent field is None, so None makes it absent."""
    address = "associations.nordby-gf.dissolved"
    assert set_value(NORDBY, address, None) == remove_value(NORDBY, address)
    assert value_at(set_value(NORDBY, address, None), address) is None
    assert set_value(NORDBY, "associations.nordby-gf.note", None) == NORDBY


@pytest.mark.parametrize(
    ("address", "text", "sentence"),
    [
        ("partnership.x.title", "", '"partnership" is no kind of record. Did you mean partnerships?'),
        ("x", "", '"x" is no kind of record. What may stand here: municipality, departments,'),
        ("partnerships", "", "Write the id after partnerships: partnerships.ID"),
        (f"{GRANT}.amuont", "1", 'There is no "amuont" here. Did you mean amount?'),
        (f"{GRANT}.amount", "to hundrede", "a number is written 200.000,50"),
        (f"{GRANT}.amount", "200,000", "three digits after the comma may be thousands"),
        (f"{GRANT}.amount", "", "an amount in kroner is written 200000"),
        (f"{GRANT}.payments", "2023", "payments is a text, but must be a list in [ ]"),
        (f"{GRANT}.payments", "[1", "payments is a text, but must be a list in [ ]"),
        (f"{GRANT}.payments", "[]\nx = 2", "payments is a text, but must be a list in [ ]"),
        (f"{GRANT}.accounts", "x", "accounts is a text, but must be a table"),
        (f"{GRANT}.amount.x", "1", "There is no place grants[2023].amount.x."),
        ("partnerships.nordby-boldklub.grants.amount", "1", "There is no place grants.amount."),
        ("partnerships.nordby-boldklub.grants[nu].amount", "1", "There is no place grants[nu]."),
        ("partnerships.nordby-boldklub.grants[2023 #3].amount", "1", "There is no place grants[2023 #3]."),
        ("partnerships.nordby-boldklub.sources[#9].document", "1", "There is no place sources[#9]."),
        ("partnerships.nordby-boldklub.grants[2031].note", "x", "amount is missing."),
        ("partnerships.nordby-boldklub.grants[2031", "{ x = 1 }", 'There is no "x" here.'),
        ("associations.nordby-gf.id", "x", 'There is no "id" here.'),
        ("associations.nordby-gf.exempt", "x", "exempt is a text, but must be a table"),
        ("associations.Nye", "{ name = 'Nye' }", "small letters"),
        ("municipality.code", "1", "there must be 4 digits"),
        ("municipality", "{}", "name is missing"),
    ],
)
def test_what_no_file_could_hold_is_refused_in_the_words_for_a_file(
    address: str, text: str, sentence: str
) -> None:
    """The sentence is that for a file, with the closest known name."""
    assert sentence in refusal(address, text)


def test_a_place_in_what_was_just_replaced_is_refused() -> None:
    """A list that was replaced by something else has no rows."""
    values = [("partnerships.nordby-boldklub.grants", 5), (f"{GRANT}.amount", 1)]
    with pytest.raises(RecordsError, match="There is no place"):
        set_values(NORDBY, values)
    values = [("partnerships.nordby-boldklub", 5), (f"{GRANT}.amount", 1)]
    with pytest.raises(RecordsError, match="There is no place"):
        set_values(NORDBY, values)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("associations.nordby-fg", "There is no associations.nordby-fg. Did you mean nordby-gf?"),
        ("associations.nordby-gf.note", "There is no place note."),
        ("associations.nordby-gf.name", "name is missing"),
        ("partnerships.nordby-boldklub.grants[1999]", "There is no place grants[1999]."),
        (f"{GRANT}.amount", "amount is missing"),
    ],
)
def test_what_is_not_there_or_needed_cannot_be_removed(address: str, sentence: str) -> None:
    """A removal says that there is nothing, or that the record needs the value."""
    with pytest.raises(RecordsError) as caught:
        remove_value(NORDBY, address)
    assert sentence in caught.value.en


def test_the_municipality_can_be_missing() -> None:
    """Its record has no id, and is closest to no other."""
    with pytest.raises(RecordsError, match="There is no municipality"):
        remove_value(Register(), "municipality.name")
    assert remove_value(NORDBY, "municipality").municipality is None


def test_a_row_is_set_as_a_whole() -> None:
    """The name of a row in brackets gives its key, unless the value has one."""
    to = "partnerships.nordby-boldklub.grants"
    values = [
        (f"{to}[2031]", "{ amount = 1 }"),
        (f"{to}[2032]", '{ period = "2033/2034", amount = 2 }'),
        (f"{to}[2023]", "{ amount = 3 }"),
    ]
    register = set_values(NORDBY, values, are_texts=True)
    assert value_at(register, f"{to}[2031]") == Grant(year=2031, amount=Decimal(1))
    assert value_at(register, f"{to}[2033/2034]") == Grant(period=Period("2033/2034"), amount=Decimal(2))
    assert value_at(register, f"{to}[2023]") == Grant(year=2023, amount=Decimal(3))
