import itertools

import pytest
from hypothesis import given, strategies as st

from civic_partnership.findings.civil_registration import (
    civil_registration_numbers,
    may_hold_civil_registration_number,
)

UNSEEN = [
    "",
    "\N{ZERO WIDTH SPACE}",
    "\N{SOFT HYPHEN}",
    "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
]
BETWEEN = [
    *("", "-", "--", " ", "  ", "\t", "\n", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", " - ", "- "),
    *(".", "/", "_", ":", "\N{FULLWIDTH SOLIDUS}", "\N{MIDDLE DOT}", "\N{DIVISION SLASH}"),
    *(
        "\N{EN DASH}",
        "\N{EM DASH}",
        "\N{NON-BREAKING HYPHEN}",
        "\N{MINUS SIGN}",
        "\N{FULLWIDTH HYPHEN-MINUS}",
    ),
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


around = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="+"), max_size=6)


@given(around, spelled(), around)
def test_a_number_is_found_however_it_is_written(before: str, number: str, after: str) -> None:
    """Nothing of it stands outside of what is found, whatever is beside it."""
    text = f"{before}x{number}x{after}"
    ((start, end),) = civil_registration_numbers(text)

    assert len(before) + 1 == start
    assert number.startswith(text[start:end])
    assert not any(letter.isdecimal() for letter in text[end:])
    assert may_hold_civil_registration_number(text)


@given(st.lists(spelled(), max_size=4))
def test_each_of_several_is_found(numbers: list[str]) -> None:
    """In order, with letters between them."""
    text = "x".join(numbers)

    assert len(numbers) == len(civil_registration_numbers(text))
    assert [] == civil_registration_numbers("x".join(each[:4] for each in numbers))


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


@pytest.mark.parametrize(
    "unit",
    ["0", " ", "01 ", "0-", "01.01.", "010190 ", "1\N{ZERO WIDTH SPACE}", "\N{ARABIC-INDIC DIGIT ZERO} "],
)
def test_long_texts_take_no_longer_letter_by_letter(unit: str) -> None:
    """A text of a hundred thousand letters is looked through at once, whatever is repeated in it."""
    assert not list(itertools.islice(civil_registration_numbers(unit * 100_000), 1, 1))
