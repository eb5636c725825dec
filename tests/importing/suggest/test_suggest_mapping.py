"""Suggested mappings import their files, and say why and what is not sure."""

import csv
import random
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from importing.making import new_folder
from importing.suggest.trying import suggest, take_in, unwrap

from civic_partnership.errors import CivicPartnershipError, MappingError
from civic_partnership.importing import import_file, preview_file, suggest_mapping
from civic_partnership.importing.mapping import parse_mapping
from civic_partnership.importing.suggest.heading_words import OTHER_HEADINGS


@pytest.mark.parametrize(
    ("name", "taken", "rejected", "changes"),
    [
        ("foreninger.csv", 4, 1, []),
        ("tilskud.csv", 3, 3, [("ordning", "sociale-partnerskaber"), ("Ordning", "Sociale partnerskaber")]),
        ("ressourcepersoner.xlsx", 5, 0, []),
        ("oversigt.xlsx", 6, 1, []),
    ],
)
def test_the_examples_import_by_their_suggestion(
    examples: Path, tmp_path: Path, name: str, taken: int, rejected: int, changes: list[tuple[str, str]]
) -> None:
    """As many rows are taken in as by the mappings that were written by hand."""
    changes = [(f'"{before}"', f'"{after}"') for before, after in changes]
    report = take_in(examples / "foreign" / name, tmp_path, *changes).report

    assert (taken, rejected, ()) == (report.result.taken, report.result.rejected, report.unused)


CASES = {
    "two clubs with one project": (
        (
            "Projekt;Forening;CVR;År;Beløb\nUdvikling;Østerby Boldklub;29188505;2024;5000\n"
            "Udvikling;Havnens Klub;64942212;2024;5000\n"
        ),
        (2, ["havnens-klub", "oesterby-boldklub"]),
    ),
    "totals between the records": (
        (
            "Forening;CVR;År;Beløb\nØsterby Boldklub;29188505;2024;5000\nI alt Nord;;;5000\n"
            "Havnens Klub;64942212;2024;7000\nI alt slags vejr, spejderne;55133018;2024;3000\n"
            "I alt Syd;;;10000\nI alt;;;15000\n"
        ),
        (6, ["havnens-klub", "i-alt-slags-vejr-spejderne", "oesterby-boldklub"]),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_shapes_that_municipalities_have_import_by_their_suggestion(tmp_path: Path, case: str) -> None:
    """Without a change."""
    text, (rows, partnerships) = CASES[case]
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    _, register, report = take_in(file, tmp_path)

    assert (rows, partnerships) == (report.result.rows, list(register.partnerships))


def test_a_column_without_a_heading_is_told(tmp_path: Path) -> None:
    """It is left out, and the comment says how to name it; with persons in it, it is personal."""
    text = suggest(tmp_path, "Forening;CVR;Aktivitet;\nHavnens Klub;64942212;dans;Stopper 30-06-2025\n")
    persons = suggest(tmp_path, "Klub;;;\nNordby Klub;Anna Eksempel;\nSydby Klub;Bo Eksempel;x\n")

    assert ["{column 4}"] == tomllib.loads(text)["file"]["skip"]
    assert 'skal den med, så skriv "{column 4}" ved feltet' in text
    assert (["{column 3}"], ["{column 2}"]) == tuple(
        tomllib.loads(persons)["file"][key] for key in ("skip", "personal")
    )


def test_decimal_points_are_written_beside_their_columns(tmp_path: Path) -> None:
    """Of wide columns, with their cell."""
    head = "Klub;År;Beløb;Udbetalt;Ansat fra;Timer\n"
    column = suggest(tmp_path, f"{head}Nordby Klub;2024;1234.5;1.2.2024;1.2.2021;30,5\n")
    wide = suggest(
        tmp_path,
        "Klub;Tilskud 2023;Tilskud 2024;Udbetalt 2023;Udbetalt 2024\nNordby Klub;1.50;2.5;1.2.2023;1.2.2024\n",
    )
    partnership = tomllib.loads(column)["records"][2]
    grants = next(part for part in partnership["parts"] if part["list"] == "grants")

    assert {"columns": "Beløb", "decimal": "."} == grants["fields"]["amount"]
    assert {"columns": "Beløb", "decimal": "."} == grants["parts"][0]["fields"]["amount"]
    assert 2 == wide.count("amount.cell = true")
    assert 2 == wide.count('amount.decimal = "."   # 2 af 2 tal har punktum foran decimalerne\n')


def test_numbers_of_which_nobody_can_tell_are_told(tmp_path: Path) -> None:
    """The comment names the lines, or why the column is left out."""
    head = "Klub;År;Beløb\nNordby Klub;2024;"
    either = suggest(tmp_path, f"{head}12.5\nSydby Klub;2024;12.500\nØstby Klub;2024;13.500\n")
    both = suggest(tmp_path, f"{head}12.5\nSydby Klub;2024;13.5\nØstby Klub;2024;12,5\n")

    assert (
        'i linje 3, 4 kan det stå foran tusinder; er det altid decimaler, så skriv decimal = "." i [file]'
        in unwrap(either)
    )
    assert "rækkerne afvises (linje 2)" in either
    assert "andre har komma dér eller punktum foran tusinder; ret dem i filen" in unwrap(both)
    assert ["År", "Beløb"] == tomllib.loads(both)["file"]["skip"]


def test_days_that_count_from_1904_are_days(tmp_path: Path) -> None:
    """The preview shows those of the import, and the suggestion calls no such cell unreadable."""
    file = Path(__file__).parent.parent / "cases" / "serial-day-in-a-1904-workbook" / "input.xlsx"

    assert "rækkerne afvises" not in suggest_mapping(file)
    assert 2 == preview_file(file).count("{ on = 2021-06-01, amount = 5000 }")


def test_grants_get_their_days_and_accounts(tmp_path: Path) -> None:
    """The cells of one row fill the grant, its payment and its accounts."""
    (tmp_path / "list.csv").write_text(
        "Forening;CVR;År;Beløb;Bevilget;Udbetalt;Regnskab modtaget\n"
        "Østerby Boldklub;29188505;2024;5000;15.12.2023;01.09.2024;1.5.2025\n",
        encoding="utf-8",
    )
    text, register, _ = take_in(tmp_path / "list.csv", tmp_path)
    (grant,) = register.partnerships["oesterby-boldklub"].grants

    assert "2024 5000 2023-12-15" == f"{grant.year} {grant.amount} {grant.awarded_on}"
    assert ["2024-09-01"] == [str(each.on) for each in grant.payments]
    assert grant.accounts is not None
    assert "2025-05-01" == str(grant.accounts.received_on)
    assert "Usikkert: er hele beløbet udbetalt den dag?" in text


def test_the_sheet_with_most_rows_that_can_be_seen_is_read(tmp_path: Path) -> None:
    """The others are named."""
    book: Any = openpyxl.Workbook()
    book.active.title = "Gammel"
    book.active.sheet_state = "hidden"
    for title, rows in (("Gammel", 4), ("Vejledning", 1), ("2024", 2), ("Tom", 0)):
        sheet = book[title] if title in book else book.create_sheet(title)
        for row in [("Forening", "CVR"), *[("Nordby Boldklub", "29188505")] * 3][:rows]:
            sheet.append(row)
    file = tmp_path / "list.xlsx"
    book.save(file)
    text, register, _ = take_in(file, tmp_path)

    assert 'sheet = "2024"   # arket med flest rækker (2)\n' in text
    assert '# Usikkert: der er også "Gammel" (skjult, 4 rækker), "Vejledning" (1 række)\n' in text
    assert ["nordby-boldklub"] == list(register.associations)
    assert 'there is also "Gammel" (hidden, 4 rows), "Vejledning" (1 row)\n' in suggest_mapping(
        file, lang="en"
    )


def test_rows_below_the_table_are_told(tmp_path: Path) -> None:
    """Their first word is written if it is known; else it is for people to write."""
    table = "Klub;År;Tilskud\nNordby Klub;2023;5000\n"

    assert 'until = ["Total"]   # linje 3: ingen poster' in suggest(tmp_path, f"{table}Total;;5000\n")
    assert "Usikkert: linje 3-4 ligner forklaringer under tabellen." in suggest(
        tmp_path, f"{table}Gul er stoppet;;\nRød er ny;;\n"
    )


def test_without_names_of_associations_no_record_is_suggested(tmp_path: Path) -> None:
    """The comment says where to write the heading; no cell of a person is shown."""
    text = suggest(tmp_path, "Navn;CVR;Mail\nAnna Eksempel;29188505;anna@eksempel.dk\n")

    assert "records" not in tomllib.loads(text)
    assert "# [[records]]\n" in text
    assert "Anna" not in text


def test_a_file_without_known_headings_is_refused(tmp_path: Path) -> None:
    """Its first row may be data."""
    with pytest.raises(MappingError, match="No row has known headings") as refused:
        suggest(tmp_path, "Anna Eksempel;20304050\nBo Eksempel;20304051\n")

    assert "Anna" not in refused.value.in_language("da")


def test_comments_may_be_english(tmp_path: Path) -> None:
    """The same mapping, with other comments."""
    table = "Club,Grant 2023,Mail\nNordby FC,2000,a@b.dk\n"
    english = suggest(tmp_path, table, lang="en")

    assert tomllib.loads(suggest(tmp_path, table)) == tomllib.loads(english)
    assert "# column C: mail addresses" in english
    assert "Usikkert" not in english


CLUBS = {"29188505": "Nordby Boldklub", "64942212": "Sydby Gymnastik", "55133018": "Østby Dans"}
NAMES = ["Forening", "FORENINGSNAVN", "Klub", "Foreningens navn", "Association", "Navn på forening"]
NUMBERS = ["CVR", "CVR-nr.", "cvr nr", "CVR-nummer", "CVR number"]
AMOUNTS = ["Tilskud {}", "TILSKUD {}", "Beløb {}", "Bevilget ({})", "{} tilskud", "Grant {}"]
OTHERS = [
    ("Formand", "A. Eksempel"),
    ("E-mail", "a@eksempel.dk"),
    ("Område", "Nord"),
    ("Tlf.", "20 30 40 50"),
]


@settings(max_examples=50)
@given(
    name=st.sampled_from(NAMES),
    number=st.sampled_from(NUMBERS),
    amount=st.sampled_from(AMOUNTS),
    years=st.lists(st.integers(2000, 2030), min_size=1, max_size=3, unique=True),
    others=st.lists(st.sampled_from(OTHERS), unique=True),
    order=st.randoms(use_true_random=False),
)
def test_known_columns_import_in_any_order_and_spelling(
    name: str, number: str, amount: str, years: list[int], others: list[tuple[str, str]], order: random.Random
) -> None:
    """Every record and amount comes in, and no personal value is shown or taken in."""
    columns = [
        [number, *CLUBS],
        *([amount.format(year), "1000", "2.000,50", ""] for year in years),
        *([heading, text, text, text] for heading, text in others),
    ]
    order.shuffle(columns)
    rows = zip([name, *CLUBS.values()], *columns, strict=True)
    with new_folder() as folder:
        (folder / "list.csv").write_text("".join(f"{';'.join(row)}\n" for row in rows), encoding="utf-8")
        text, register, report = take_in(folder / "list.csv", folder)

    assert (3, ()) == (report.result.taken, report.unused)
    assert {*CLUBS} == {each.cvr for each in register.associations.values()}
    assert 2 * len(years) == sum(len(each.grants) for each in register.partnerships.values())
    assert "eksempel" not in text.casefold()
    assert all("eksempel" not in repr(each).casefold() for each in register)


WORDS = [heading for headings in OTHER_HEADINGS.values() for heading in headings]
CELLS = [
    "",
    "x",
    "Nordby Klub",
    "29188505",
    "5.000",
    "2024",
    "1.2.2024",
    "a@eksempel.dk",
    "ja",
    "I alt",
    "2021-2024",
]


@given(
    rows=st.integers(1, 5).flatmap(
        lambda width: st.tuples(
            st.lists(
                st.sampled_from(
                    [*WORDS, "Tilskud 2023", "Tilskud 2024", "2024", "Udbetalt 2024", "Navn", "", '"=\\']
                )
                | st.text(max_size=8),
                min_size=width,
                max_size=width,
            ),
            st.lists(
                st.lists(st.sampled_from(CELLS) | st.text(max_size=5), min_size=width, max_size=width),
                max_size=8,
            ),
        )
    )
)
def test_a_suggestion_is_always_in_order_and_fits_its_file(
    tmp_path_factory: pytest.TempPathFactory, rows: tuple[list[str], list[list[str]]]
) -> None:
    """Whatever the table is, unless it is refused; and every row is taken in, rejected or told."""
    folder = tmp_path_factory.mktemp("any")
    with (folder / "list.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file, delimiter=";").writerows([rows[0], *rows[1]])
    try:
        text = suggest_mapping(folder / "list.csv")
    except CivicPartnershipError:
        return
    assert text == suggest_mapping(folder / "list.csv")
    raw = tomllib.loads(text)
    if "records" in raw:
        report = import_file(
            folder / "list.csv", parse_mapping(raw), folder / "register", folder / "rejects.csv", dry_run=True
        )
        assert report.unused == ()
        assert "@" not in text
