import re
import string
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from civic_partnership.findings import format_path, mask, sanitize
from civic_partnership.findings.personal_data import (
    civil_registration_numbers,
    holds_civil_registration_number,
    may_hold_civil_registration_number,
    may_hold_personal_data,
)

KEYCAP = "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"
UNSEEN = ["", "\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", KEYCAP]
BETWEEN = [
    *("", "--", "  ", "\t", "\n", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", " - ", "- "),
    *"- ./_:\N{FULLWIDTH SOLIDUS}\N{MIDDLE DOT}\N{DIVISION SLASH}",
    *"\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}",
]
DATES = ["{}{}{}", "{}.{}.{}", "{}-{}-{}", "{}/{}-{}", "{} {} {}", "{}. {}. {}"]
ZEROS = "0\N{FULLWIDTH DIGIT ZERO}\N{ARABIC-INDIC DIGIT ZERO}\N{MATHEMATICAL BOLD DIGIT ZERO}"


@st.composite
def spelled(draw: st.DrawFn) -> str:
    """Draw a civil registration number, written in any way."""
    day = draw(st.integers(1, 31)) + draw(st.sampled_from([0, 60]))
    parts = [f"{each:02}" for each in (day, draw(st.integers(1, 12)), draw(st.integers(0, 99)))]
    text = draw(st.sampled_from(DATES)).format(*parts) + draw(st.sampled_from(BETWEEN))
    text += f"{draw(st.integers(0, 9999)):04}"
    zero = ord(draw(st.sampled_from(ZEROS)))
    digits = str.maketrans({str(n): chr(zero + n) for n in range(10)})
    return draw(st.sampled_from(UNSEEN)).join(text.translate(digits))


TEN_DIGITS = re.compile(r"\d(?:[\W_]*\d){9}")
EIGHT_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){7}")

no_digits = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="+"), max_size=6)


@given(no_digits, spelled(), no_digits)
def test_a_number_is_found_however_it_is_written(before: str, number: str, after: str) -> None:
    """Nothing of it stands outside of what is found, whatever is beside it."""
    text = f"{before}x{number}x{after}"
    ((start, end),) = civil_registration_numbers(text)

    assert len(before) + 1 == start
    assert number.startswith(text[start:end])
    assert not any(letter.isdecimal() for letter in text[end:])
    assert may_hold_civil_registration_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("+45 12 10 20 3040", "+49 30 12 34 5678", "0045 12 10 20 30", "+45 12102030", "12 10 20 30"),
        *("25313763", "5790000000005", "57 90 00 00 00 005", "DK50 0040 0440 1162 43"),
        *("P-nr. 1003456789", "p-nummer 1012345678", "Produktionsenhedsnr.: 1003456789"),
        *("24.12.20-31.12.20", "12.05.2024 1430", "01.08.2023-2024", "12.05.24 2000 kr.", "12.05.24 2000,50"),
        *(
            "2024-01-31 10:30",
            "18.15.05-P20-1-21",
            "101901234",
            "010190-xxxx",
            "010190. 1234",
            "010190: 1234",
        ),
        *("010190, 1234", "32 01 90 1234", "01.13.90-1234", "010190 | 1234", "+01 01 90 1234"),
    ],
)
def test_other_numbers_are_let_through(text: str) -> None:
    """Phone numbers, dates, amounts, and numbers of associations, places and accounts."""
    assert [] == civil_registration_numbers(text)


def century_digits(day: date) -> str:
    """Return the seventh digits that somebody born on this day can have, by the table of the CPR office."""
    if day.year < 1937:
        return "0123"
    return "012349" if day.year < 2000 else "456789" if day.year < 2037 else "5678"


birthdays = st.dates(date(1900, 1, 1), date(2057, 12, 31))


@given(
    st.data(),
    birthdays,
    st.sampled_from([0, 60]),
    st.sampled_from(["{}", "{}.", " ({})", "x:{};", "_{}_", "\n{}\n"]),
)
def test_ten_digits_of_somebody_s_birthday_are_a_number(
    data: st.DataObject, day: date, provisional: int, beside: str
) -> None:
    """Find the number of everybody who can live, as long as no letter stands beside it."""
    seventh = data.draw(st.sampled_from(century_digits(day)))
    number = f"{day.day + provisional:02}{day:%m%y}{seventh}{data.draw(st.integers(0, 999)):03}"
    text = beside.format(number)

    assert holds_civil_registration_number(text)
    assert not holds_civil_registration_number(text, certain=True)
    assert not holds_civil_registration_number(f"V{number}")
    assert not holds_civil_registration_number(f"{number}kr")
    assert holds_civil_registration_number(f"CPR-nr.: {number}", certain=True)
    assert holds_civil_registration_number(f"V{number[:6]}-{number[6:]}x", certain=True)


@pytest.mark.parametrize(
    "number",
    [
        *("3102901234", "310290-1234", "3104901234", "9102901234", "310490 1234"),
        *("2902231234", "2902011234", "0101585123", "0101998123", "1021456789", "1013456789"),
    ],
)
def test_digits_without_a_birthday_are_no_number(number: str) -> None:
    """Pass over days that do not exist, and birthdays of people who are long dead; cover them all the same."""
    assert not holds_civil_registration_number(number)


@pytest.mark.parametrize("number", ["290223-1234", "010158-5123", "cpr 0101585123"])
def test_a_number_that_is_written_as_one_is_one(number: str) -> None:
    """Find it whatever its century is, for somebody may have mistyped a digit."""
    assert holds_civil_registration_number(number, certain=True)


@given(st.integers(0, 9_999_999_999))
def test_what_is_a_number_is_covered_too(number: int) -> None:
    """Cover every number that is found, and some that are none."""
    text = f"{number:010}"

    assert not holds_civil_registration_number(text) or "**********" == mask(text)


def test_few_numbers_of_ten_digits_are_taken_for_a_person_s() -> None:
    """Count them in a sample: account numbers are rarely rejected."""
    taken = sum(holds_civil_registration_number(f"{number:010}") for number in range(0, 10**10, 1_234_567))

    assert taken / (10**10 / 1_234_567) < 0.065


@pytest.mark.parametrize(
    "unit",
    ["0", " ", "01 ", "0-", "01.01.", "010190 ", "1\N{ZERO WIDTH SPACE}", "\N{ARABIC-INDIC DIGIT ZERO} "],
)
def test_long_texts_take_no_longer_letter_by_letter(unit: str) -> None:
    """A text of many thousand letters is looked through at once, whatever is repeated in it."""
    civil_registration_numbers(unit * 25_000)
    assert not holds_civil_registration_number(f"{unit}x3102901234x0101901234x" * 2_500, certain=True)


@given(st.text(max_size=300) | st.text("0123456789 -@a\x1b\n", max_size=300))
def test_harmless_text_is_short_and_printable_and_has_no_mail_address(text: str) -> None:
    """Whatever is shown has no character that a terminal obeys, no mail address and no more than 80 characters."""
    shown = sanitize(text)

    assert shown.isprintable()
    assert len(shown) <= 80
    assert not re.search(r"\S@\S", shown)


@given(st.text(string.ascii_letters + "æøåÆØÅ .,-'", max_size=80))
@example("Nordby Boldklub af 1921, hold 12345678901")
@example("200000 kr")
def test_harmless_text_leaves_an_ordinary_text_alone(text: str) -> None:
    """A short text without anything dangerous or private is shown as it stands."""
    assert text == sanitize(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrød\x1b[0m", "\N{REPLACEMENT CHARACTER}[31mrød\N{REPLACEMENT CHARACTER}[0m"),
        ("to\nlinjer\r\t", "to\N{REPLACEMENT CHARACTER}linjer" + "\N{REPLACEMENT CHARACTER}" * 2),
        ("\u202etxet", "\N{REPLACEMENT CHARACTER}txet"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("Født 010190-1234 her", "Født ••• her"),
        ("skriv til a.b@nordby.example!", "skriv til •••"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_harmless_text_covers_cuts_and_replaces(text: str, shown: str) -> None:
    """What a terminal would obey is replaced, what is private is covered, and what is long is cut."""
    assert shown == sanitize(text)


BORN = "(0[1-9]|[12][0-9])(0[1-9]|1[0-2])[0-9]{2}"
around = st.text(string.ascii_letters + "@ .-", max_size=250)


@pytest.mark.parametrize("mark", ["", "-", " "])
@given(around, st.from_regex(BORN, fullmatch=True), st.from_regex(r"[0-9]{4}", fullmatch=True), around)
@example("a" * 150 + "@" + "b" * 40 + " ", "010190", "1234", "")
def test_harmless_text_shows_no_civil_registration_number(
    mark: str, before: str, born: str, serial: str, after: str
) -> None:
    """A civil registration number, with or without hyphen or space, is not shown, not even in part."""
    shown = sanitize(f"{before}{born}{mark}{serial}{after}")

    assert born not in shown


@given(around, st.text(string.ascii_lowercase, min_size=1), around)
@example("a@" + "b" * 190 + " ", "cc", "")
def test_harmless_text_shows_no_one_s_mail_address(before: str, domain: str, after: str) -> None:
    """Of a mail address neither the one nor the other side of the `@` is shown."""
    shown = sanitize(f"{before} 7person@8{domain}{after}")

    assert not {"7", "8"} & set(shown)


@given(around, st.from_regex(rf"{BORN}[- ]?[0-9]{{4}}|7person@8[a-z]+", fullmatch=True), around)
@example("født ", "010190-1234", " i Nordby")
def test_stars_stand_in_place_of_what_is_private(before: str, private: str, after: str) -> None:
    """A star for each letter covers numbers and mail addresses, so that all else stands where it stood."""
    text = f"{before} {private} {after}"
    shown = mask(text)

    assert len(text) == len(shown)
    assert "*" * len(private) == shown[len(before) + 1 : -len(after) - 1]
    assert all(new in (old, "*") for old, new in zip(text, shown, strict=True))
    assert "@" in text or shown == f"{before} {'*' * len(private)} {after}"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a/b.toml", "a/b.toml"),
        ("/home/a@b.dk/010190-1234.csv", "/home/******/***********.csv"),
        ("a@b.dk\\010190/1234", "******\\***********"),
        ("x\udcff\x1b[31m", "x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m"),
        (PurePosixPath("\N{RIGHT-TO-LEFT OVERRIDE}x"), "\N{REPLACEMENT CHARACTER}x"),
    ],
)
def test_a_path_is_covered_name_by_name(path: Any, shown: str) -> None:
    """What is private or steers a terminal is not shown; the other names of the path are."""
    assert shown == format_path(path)


@given(
    st.text(st.sampled_from(f"0123456789{ZEROS} .-_/@xøČ\N{EN DASH}\N{SUPERSCRIPT TWO}\ud800\n"), max_size=30)
)
def test_a_quick_look_passes_over_no_digits(text: str) -> None:
    """Pass over a text only if too few digits stand in it without a letter between them."""
    is_personal = "@" in text or EIGHT_DIGITS.search(text) is not None

    assert (TEN_DIGITS.search(text) is not None) == may_hold_civil_registration_number(text)
    assert is_personal == may_hold_personal_data(text)
