from decimal import Decimal
from typing import Any

import attrs
import pytest

from civic_partnership.importing.mapping.cell_readers import id_reader, reader_of
from civic_partnership.importing.mapping.definition import FieldSource
from civic_partnership.importing.source import NOT_COMPUTED
from civic_partnership.model import (
    Association,
    Employment,
    Grant,
    Meeting,
    MemberCount,
    Partnership,
    Programme,
    Survey,
    Term,
)
from civic_partnership.model.meeting import AgendaItem
from civic_partnership.model.survey import AnswerShare
from civic_partnership.values import InvalidValue, PartialDate, Table
from civic_partnership.values.identifiers import Damaged

DROPPED = "a spreadsheet may have dropped zeros in front"


def reader(cls: Any, name: str, **how: Any) -> Any:
    """Return the reader of the cells of a field."""
    return reader_of(attrs.fields_dict(cls)[name].type, FieldSource(**how))


@pytest.mark.parametrize(
    ("cls", "name", "text", "expected"),
    [
        (Association, "name", "Østerby Boldklub", "Østerby Boldklub"),
        (Association, "cvr", "29188505", "29188505"),
        (Association, "cvr", "DK29188505", "29188505"),
        (Association, "citywide", "Ja", True),
        (Association, "networks", "get2sport; SvømDanmark ;", ["get2sport", "SvømDanmark"]),
        (MemberCount, "on", "31.12.2020", "2020-12-31"),
        (MemberCount, "total", "1.204", 1204),
        (Employment, "weekly_hours", "28,5", Decimal("28.5")),
        (Partnership, "case", "18.15.05-P20-1-21", "18.15.05-P20-1-21"),
        (Survey, "asked", "medio 2024", "2024~"),
        (Grant, "year", "2024", 2024),
        (Grant, "period", "okt. 2020 - sep. 2021", "2020-10/2021-09"),
        (Term, "kind", "Initial", "initial"),
        (AnswerShare, "share", "12,5 %", Decimal("12.5")),
        (Programme, "annual_amount", "200.000 kr.", 200_000),
        (Programme, "plan_years", "1; 2", [1, 2]),
        (Programme, "min_youth_members", "100-200", [100, 200]),
        (AgendaItem, "at", "kl. 17.30", "17:30:00"),
        (Meeting, "on", "44105", "2020-10-01"),
    ],
)
def test_a_cell_is_read_as_its_field_is(cls: Any, name: str, text: str, expected: Any) -> None:
    """Read a cell as a file of the register would hold it."""
    assert expected == reader(cls, name)(text)


@pytest.mark.parametrize(
    ("cls", "name", "text", "why"),
    [
        (Association, "cvr", "1234567", f"there must be 8 digits; {DROPPED}"),
        (Association, "cvr", "2,9188505E+7", "a spreadsheet made a number of the text"),
        (Partnership, "case", "4991E+13", "a spreadsheet made a number of the text"),
        (Association, "name", "#REF!", "the spreadsheet shows an error"),
        (MemberCount, "total", "########", "the spreadsheet shows an error"),
        (Grant, "amount", NOT_COMPUTED, "the spreadsheet shows an error"),
    ],
)
def test_what_a_spreadsheet_has_damaged_is_told_as_such(cls: Any, name: str, text: str, why: str) -> None:
    """Recognise codes made numbers, lost zeros, errors and formulas without a result."""
    with pytest.raises(Damaged) as caught:
        reader(cls, name)(text)

    assert caught.value.reason.en.startswith(why)


@pytest.mark.parametrize(
    ("cls", "name", "text"),
    [
        (Association, "cvr", "123456789"),
        (Association, "citywide", "måske"),
        (MemberCount, "on", "31.2.2024"),
        (MemberCount, "total", "28,5"),
        (Employment, "weekly_hours", "169"),
        (Grant, "year", "1850"),
        (Grant, "period", "2024-2021"),
        (Programme, "min_youth_members", "-3-4"),
        (Term, "kind", "first"),
        (Grant, "amount", f"1{' ' * 60_000}x"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_its_cell(cls: Any, name: str, text: str) -> None:
    """Refuse what the record would refuse here, where the column is known."""
    with pytest.raises(InvalidValue):
        reader(cls, name)(text)


def test_a_text_may_have_any_length() -> None:
    """Limit the length of numbers, days, periods and codes only."""
    assert 60_000 * "x" == reader(Association, "activity")(60_000 * "x")


@pytest.mark.parametrize("text", ["#Klubben", "#1", "# REF"])
def test_a_name_may_begin_with_a_hash(text: str) -> None:
    """Refuse only the errors that a spreadsheet shows."""
    assert text == reader(Association, "name")(text)


def test_words_say_what_is_meant() -> None:
    """Translate words in any case, then read the result as any other text."""
    words = Table({"Hele byen": "ja", "lokalt": "nej", "-": ""})
    read = reader(Association, "citywide", words=words)
    several = reader(Association, "networks", between=",", words=Table({"g2s": "get2sport", "-": ""}))

    assert [True, False, None, True] == [read(text) for text in ("HELE  BYEN", "Lokalt", "-", "x")]
    assert ["get2sport", "andet"] == several("G2S, -,andet,")
    assert several("-") is None


@pytest.mark.parametrize(
    ("text", "meaning"), [("#", ""), ("#N/A", ""), ("#REF!", "get2sport"), ("4991E+13", "x")]
)
def test_words_are_looked_up_before_anything_is_refused(text: str, meaning: str) -> None:
    """Translate what would be an error of a spreadsheet; an empty meaning is an empty cell."""
    words = Table({text: meaning})

    assert (meaning or None) == reader(Association, "activity", words=words)(text)
    assert (meaning or None) == id_reader(FieldSource(words=words))(text)


@pytest.mark.parametrize(
    ("cls", "name", "text", "expected"),
    [
        (Grant, "amount", "200000.0", 200_000),
        (Grant, "amount", "12.500", Decimal("12.5")),
        (Programme, "plan_years", "1.0; 2", [1, 2]),
        (MemberCount, "total", "310.0", 310),
        (Grant, "period", "1.1.2021 - 31.12.2021", "2021-01-01/2021-12-31"),
        (Association, "activity", "12.500", "12.500"),
    ],
)
def test_a_point_is_the_decimal_sign_where_the_mapping_says_so(
    cls: Any, name: str, text: str, expected: Any
) -> None:
    """Read numbers of every type with a point, and leave texts and dates alone."""
    assert expected == reader(cls, name, decimal=".")(text)


@pytest.mark.parametrize("text", ["12.345", "1,234", "200.000,00"])
def test_a_point_never_becomes_thousands(text: str) -> None:
    """Refuse what a Danish reader would take for thousands."""
    with pytest.raises(InvalidValue):
        reader(Grant, "amount", decimal=".")(text)


def test_a_comma_is_the_decimal_sign_of_one_column() -> None:
    """Read a column in Danish although the file has points."""
    assert 12_500 == reader(Grant, "amount", decimal=",")("12.500")


def test_a_mapping_says_what_two_years_and_an_empty_start_mean() -> None:
    """Pass the options of a period on to its reader."""
    read = reader(Grant, "period", season="08", empty_start=PartialDate("2024"), empty_end="open")

    assert ("2011-08/2012-07", "2024/..", "2020-10/..") == tuple(
        map(read, ("2011-12", "løbende", "okt. 2020 -"))
    )


def test_a_code_may_have_so_many_digits() -> None:
    """Refuse a code with fewer digits than it must have."""
    read, make = reader(Association, "activity", digits=4), id_reader(FieldSource(digits=4))

    assert ("0101", "0101", "a-1") == (read("0101"), make("0101"), make("A 1"))
    for refused in (read, make):
        with pytest.raises(Damaged, match="there must be 4 digits"):
            refused("101")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brønshøj Boldklub", "broenshoej-boldklub"),
        ("  Ærø & Ö-Club (1932) ", "aeroe-o-club-1932"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}\u0301bc", "abc"),
        ("Å", "aa"),
        ("A\u030a", "aa"),
        ("ẞ", "ss"),
        ("101", "101"),
        ("a_b", "a-b"),
    ],
)
def test_ids_are_made_of_names(text: str, expected: str) -> None:
    """Make the same id on every run, whatever the form of the letters."""
    assert expected == id_reader(FieldSource())(text)


@pytest.mark.parametrize("text", ["...", "日本", "4991E+13", "#N/A"])
def test_of_some_texts_no_id_can_be_made(text: str) -> None:
    """Refuse a text without letters for an id, and a damaged one."""
    with pytest.raises(InvalidValue):
        id_reader(FieldSource())(text)
