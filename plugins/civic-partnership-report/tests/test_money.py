"""The picture of the money, and its table."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from picture_markup import mark, marks, parts, read, titles

from civic_partnership import Register, parse
from civic_partnership.testing import readable_registers, registers
from civic_partnership_report.cell_texts import html_text
from civic_partnership_report.pictures import Picture, make_money
from civic_partnership_report.view import View

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2025, 3, 1)
REGISTER = """
[programmes]
p = { name = "Sociale partnerskaber", annual_budget = 1_000_000 }
[partnerships.a]
programme = "p"
partners = [{ association = "a" }]
grants = [
  { year = 2024, amount = 200_000, payments = [{ on = 2024-01-15, amount = 200_000 }], spending = [{ purpose = "resource-person", amount = 150_000 }], repayments = [{ on = 2025-02-01, amount = 10_000 }], carried_over = { amount = 40_000 } },
  { year = 2025, amount = 200_000, payments = [{ on = 2025-01-15, amount = 200_000 }] },
]
[partnerships.b]
programme = "p"
partners = [{ association = "b" }]
grants = [{ period = "2024-07/2025-06", amount = 100_000 }, { period = "2024/2024~", amount = 50_000 }]
"""


def draw(text: str = REGISTER, years: range | None = None) -> Picture:
    """Draw the money of a register."""
    picture = make_money(View(parse(text).register, ON, "da", years))
    assert picture
    return picture


def test_the_table_of_a_programme() -> None:
    """Say each amount of each year, and of how many grants it is known."""
    assert (
        (
            "Ordning eller bevilling",
            "År",
            "Budget",
            "Tildelt",
            "Heraf udbetalt",
            "Brugt",
            "Tilbagebetalt",
            "Overført",
        )
    ) == draw().headings
    assert (
        (
            "Ordning: Sociale partnerskaber", "2024", "1.000.000 kr.", "300.410,96 kr.", "200.000 kr. (1 af 3 tilskud)",
            "150.000 kr. (1 af 3 tilskud)", "10.000 kr. (1 af 3 tilskud)", "40.000 kr. (1 af 3 tilskud)",
        ),
        (
            "Ordning: Sociale partnerskaber", "2025", "1.000.000 kr.", "249.589,04 kr.", "200.000 kr. (1 af 2 tilskud)",
            "ikke registreret", "ikke registreret", "ikke registreret",
        ),
    ) == draw().rows  # fmt: skip


@UNHURRIED
@given(registers() | readable_registers())
def test_the_picture_and_the_table_say_the_same(register: Register) -> None:
    """Draw each recorded amount and each budget of the table, and say of others that they are not recorded."""
    picture = make_money(View(register, ON, "da"))
    if picture is None:
        return
    _, _, *kinds = picture.headings
    said = Counter(
        html_text(f"{year}, {kind.lower()}: {text}")
        for _, year, *texts in picture.rows
        for kind, text in zip(kinds, texts, strict=True)
        if text != "ikke registreret"
    )
    drawn = titles(picture)
    assert said == Counter({text: n for text, n in drawn.items() if not text.endswith("ikke registreret")})
    assert {"heraf udbetalt", "brugt"} >= {
        text.split(", ")[1].split(":")[0] for text in set(drawn) - set(said)
    }


def test_what_is_not_recorded_is_drawn_as_such() -> None:
    """Dash the part of a column whose grants have no such amount; draw no column of zero."""
    picture = draw()

    assert ["certain", "unrecorded"] == parts(mark(picture, "2024, heraf udbetalt"))
    assert ["unrecorded"] == parts(mark(picture, "2025, brugt"))
    assert [] == [each for each in titles(picture) if each.startswith("2025, tilbagebetalt")]


def test_an_uncertain_amount_is_hatched() -> None:
    """Draw the least solid, and the most above it hatched."""
    text = REGISTER.replace('"2024/2024~"', '"2024/2025~"')

    assert ["certain", "uncertain"] == parts(mark(draw(text), "2025, tildelt"))


def test_columns_are_as_high_as_their_amounts() -> None:
    """Draw twice the amount twice as high, from the same line."""
    picture = draw(REGISTER.replace("amount = 150_000", "amount = 100_000"))
    (paid, _), (spent, _) = (
        [*mark(picture, f"2024, {kind}").iter("rect")] for kind in ("heraf udbetalt", "brugt")
    )

    def measure(name: str, rect: object) -> float:
        return float(rect.get(name))  # type: ignore[attr-defined] # an element

    assert measure("height", paid) == pytest.approx(2 * measure("height", spent), abs=0.2)
    feet = [measure("y", rect) + measure("height", rect) for rect in (paid, spent)]
    assert feet[0] == pytest.approx(feet[1], abs=0.2)


@pytest.mark.parametrize(
    ("amount", "unit", "scale"),
    [
        ("1", "1.000 kr.", ["1"]),
        ("3500", "1.000 kr.", ["1", "2", "3", "4"]),
        ("999_999", "1.000 kr.", ["500", "1000"]),
        ("2_000_000", "mio. kr.", ["0,5", "1", "1,5", "2"]),
        ("6_000_000", "mio. kr.", ["2", "4", "6"]),
    ],
)
def test_the_scale(amount: str, unit: str, scale: list[str]) -> None:
    """Draw a few lines at round amounts, the highest above all columns."""
    picture = draw(f"""
[programmes]
p = {{ name = "P" }}
[partnerships.a]
programme = "p"
partners = [{{ association = "a" }}]
grants = [{{ year = 2025, amount = {amount} }}]
""")
    texts = [each.text for each in read(picture).iter("text") if "lane" in each.get("class", "")]

    assert [unit, *scale] == texts


def test_the_year_of_the_report_is_told_in_words() -> None:
    """Say budget and amounts of the year of the day, so that nobody must measure columns."""
    (now,) = [each.text for each in read(draw()).iter("p") if each.get("class") == "picture-now"]

    assert (
        "2025: budget 1.000.000 kr., tildelt 249.589,04 kr., heraf udbetalt 200.000 kr. (1 af 2 tilskud), "
        "brugt ikke registreret"
    ) == now


def test_chosen_years() -> None:
    """Draw only these."""
    assert {"2024"} == {each.findtext("title", "")[:4] for each in marks(draw(years=range(2024, 2025)))}
