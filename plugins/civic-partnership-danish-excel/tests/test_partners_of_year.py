"""The partners of a year: their names, CVR numbers and consultants."""

import pytest

from civic_partnership import parse
from civic_partnership_danish_excel.partners_of_year import (
    consultant_names,
    join_words,
    partner_cvr_numbers,
    partner_names,
)

REGISTER = parse("""
[associations.boldklub]
name = "Nordby Boldklub"
cvr = "12345674"
former = [
  { name = "Nordby IF Fodbold", cvr = "55133018", until = "2018" },
  { name = "Nordby Fodbold", until = "2015-06-30" },
  { name = "Uden dato" },
]
[associations.gym]
name = "Nordby Gymnastik"
former = [{ cvr = "64942212", until = "2019~" }, { name = "Nordby GF", until = "2019~" }]
[associations.dans]
name = "Nordby Dans"
cvr = "23456788"
former = [{ cvr = "34567891" }]

[contacts.konsulent]
name = "A. Eksempel"

[partnerships.alone]
programme = "s"
partners = [{ association = "boldklub" }]
consultants = [{ contact = "konsulent", until = "2018-06-30" }, { contact = "anden", since = "2018-07" }]
[partnerships.gym]
programme = "s"
partners = [{ association = "gym" }]
[partnerships.shared]
programme = "s"
partners = [
  { association = "boldklub", until = "2020-06-30" },
  { association = "gym", since = "2020-07-01", until = "2021~" },
  { association = "dans", since = "2020-03~" },
  { association = "ukendt" },
]
[partnerships.back]
programme = "s"
partners = [{ association = "boldklub", until = "2020-03" }, { association = "boldklub", since = "2020-09" }]
""").register


@pytest.mark.parametrize(
    ("partnership", "year", "names", "cvr"),
    [
        ("alone", 2014, "Nordby Fodbold", "55133018"),
        ("alone", 2015, "Nordby IF Fodbold (tidligere Nordby Fodbold)", "55133018"),
        ("alone", 2018, "Nordby IF Fodbold", "55133018"),
        ("alone", 2019, "Nordby Boldklub", "12345674"),
        ("alone", None, "Nordby Boldklub", "12345674"),
        ("gym", 2018, "Nordby GF", "64942212"),
        ("gym", 2019, "Nordby Gymnastik (tidligere Nordby GF)", None),
        ("gym", 2020, "Nordby Gymnastik", None),
        ("shared", 2019, "Nordby Boldklub og ukendt", "12345674 og ?"),
        (
            "shared",
            2020,
            ("Nordby Boldklub (til 30-06-2020), Nordby Gymnastik (fra 01-07-2020), "
            "Nordby Dans (fra ca. 03-2020) og ukendt"),
            None,
        ),
        ("shared", 2021, "Nordby Gymnastik (til ca. 2021), Nordby Dans og ukendt", None),
        ("shared", 2022, "Nordby Dans og ukendt", None),
        ("shared", None, "Nordby Boldklub, Nordby Gymnastik, Nordby Dans og ukendt", "12345674, ?, 23456788 og ?"),
        ("back", 2020, "Nordby Boldklub (til 03-2020) og Nordby Boldklub (fra 09-2020)", "12345674"),
        ("back", 2021, "Nordby Boldklub", "12345674"),
    ],
)  # fmt: skip
def test_names_and_numbers_of_the_year(
    partnership: str, year: int | None, names: str, cvr: str | None
) -> None:
    """Show the name at the end of the year, what changed in it, and the number on 31 December."""
    record = REGISTER.partnerships[partnership]

    assert names == partner_names(record, REGISTER.associations, year)
    assert cvr == partner_cvr_numbers(record, REGISTER.associations, year)


def test_nobody_may_be_a_partner() -> None:
    """Show nothing in a year for which no partner is recorded."""
    record = parse(
        '[partnerships.p]\nprogramme = "s"\npartners = [{ association = "a", until = "2020" }]'
    ).register.partnerships["p"]

    assert partner_names(record, {}, 2021) is None
    assert partner_cvr_numbers(record, {}, 2021) is None
    assert consultant_names(record, {}, 2021) is None


@pytest.mark.parametrize(
    ("year", "names"), [(2017, "A. Eksempel"), (2018, "A. Eksempel og anden"), (None, "A. Eksempel og anden")]
)
def test_consultants_of_the_year(year: int | None, names: str) -> None:
    """Show the consultants of a year, by id where there is no name."""
    assert names == consultant_names(REGISTER.partnerships["alone"], REGISTER.contacts, year)


@pytest.mark.parametrize(
    ("texts", "joined"), [([], ""), (["A"], "A"), (["A", "B"], "A og B"), (["A", "B", "C"], "A, B og C")]
)
def test_words_are_joined(texts: list[str], joined: str) -> None:
    """Join words as in a sentence."""
    assert joined == join_words(texts)
