"""Tables as people keep them, with totals, notes, legends, blank rows and headings again: each row is somewhere."""

from typing import Any, NamedTuple

from hypothesis import given, settings, strategies as st
from importing.making import import_bytes, new_folder, read_rejects

from civic_partnership import load

HEADINGS = ("Forening", "CVR", "Aktivitet", "Medlemmer", "Bemærkning")
MAPPING: dict[str, Any] = {
    "records": [
        {
            "kind": "associations",
            "fields": {"name": "Forening", "cvr": "CVR", "activity": "Aktivitet", "note": "Bemærkning"},
            "parts": [
                {"list": "member_counts", "fields": {"on": {"value": "2024-01-31"}, "total": "Medlemmer"}}
            ],
        }
    ]
}
NUMBERS = ("29188505", "64942212", "55133018", "26696348")


class Drawn(NamedTuple):
    """A row of a table, and what becomes of it: taken, merged, rejected, passed over, or none if it is blank."""

    cells: list[str]
    fate: str


def spell(text: str, how: str) -> str:
    """Write a heading in another case, or with other blanks."""
    return {"upper": text.upper(), "lower": text.lower(), "blanks": f" {text}  ", "": text}[how]


CASES = st.sampled_from(["upper", "lower", "blanks", ""])
SAME_HEADINGS = CASES.map(lambda how: Drawn([spell(each, how) for each in HEADINGS], "headings"))
OTHER_HEADINGS = st.tuples(st.permutations(HEADINGS).filter(lambda each: each != [*HEADINGS]), CASES).map(
    lambda drawn: Drawn([spell(each, drawn[1]) for each in drawn[0]], "reordered")
)
BLANK = st.sampled_from([["", "", "", "", ""], [" ", "", "\t", "", ""]]).map(
    lambda cells: Drawn(cells, "blank")
)
TOTALS = st.builds(
    lambda label, number: Drawn([label, "", "", number, ""], "total"),
    st.sampled_from(["I alt", "IALT", "Total:", "Sum", "Samlet", "Subtotal"]),
    st.integers(1, 9999).map(str),
)
NOTES = st.builds(
    lambda text, place: Drawn([text if each == place else "" for each in range(5)], "note"),
    st.sampled_from(
        ["* foreløbige tal", "Kilde: regnskab", "Rød = stoppet", "Noter: se bilag", "1) skønnet"]
    ),
    st.integers(0, 4),
)
LEGENDS = st.builds(
    lambda mark, meaning, place: Drawn(
        [mark, *(meaning if each == place else "" for each in range(1, 5))], "note"
    ),
    st.sampled_from(
        ["Rød", "GUL", "grønne felter", "Lyseblå:", "*", "**", "†", "1)", "(a)", "Kursiv skrift"]
    ),
    st.sampled_from(["stoppet", "afventer regnskab", "= i drift", "nye i år"]),
    st.integers(1, 4),
) | st.builds(
    lambda short, meaning, place: Drawn(
        [short, *(meaning if each == place else "" for each in range(1, 5))], "note"
    ),
    st.sampled_from(["BK", "IF", "SFO", "Klub"]),
    st.sampled_from(["= boldklub", "= idrætsforening"]),
    st.integers(1, 4),
)
BROKEN = st.sampled_from(
    [
        ["Klub X", "1234", "", "5", ""],
        ["", "29188505", "dans", "5", "x"],
        ["Klub Y", "55133018", "", "mange", "x"],
    ]
).map(lambda cells: Drawn(cells, "rejected"))


@st.composite
def tables(draw: st.DrawFn) -> list[Drawn]:
    """Draw a table in which each club stands once or again, among all that is no record."""
    rows = [
        Drawn([f"Klub {'ABCD'[number]}", NUMBERS[number], "dans", str(100 + number), ""], "club")
        for number in draw(st.lists(st.integers(0, 3), max_size=6))
    ]
    others = st.one_of(SAME_HEADINGS, OTHER_HEADINGS, BLANK, TOTALS, NOTES, LEGENDS, BROKEN)
    for other in draw(st.lists(others, max_size=8)):
        rows.insert(draw(st.integers(0, len(rows))), other)
    return rows


def fates(rows: list[Drawn]) -> dict[str, list[int]]:
    """Return what becomes of the rows: fate -> lines."""
    found: dict[str, list[int]] = {}
    seen: set[str] = set()
    is_reordered = False
    for line, (cells, fate) in enumerate(rows, 2):
        if fate in ("headings", "reordered"):
            is_reordered = fate == "reordered"
            fate = "headings"  # noqa: PLW2901 - told as such in any order
        elif is_reordered and fate == "club":
            fate = "rejected"  # noqa: PLW2901
        elif fate == "club":
            fate = "merged" if cells[0] in seen else "taken"  # noqa: PLW2901
            seen.add(cells[0])
        found.setdefault(fate, []).append(line)
    return found


@settings(max_examples=40)
@given(tables())
def test_each_row_of_a_table_is_where_it_belongs(rows: list[Drawn]) -> None:
    """Take in clubs, merge those that stand again, and pass over what is no record; the sum holds."""
    text = "".join(";".join(cells) + "\n" for cells in [[*HEADINGS], *(row.cells for row in rows)])
    expected = fates(rows)
    with new_folder() as folder:
        report = import_bytes(folder, text.encode(), MAPPING)
        rejected = [each.line for each in read_rejects(folder)[1]]
        clubs = load(folder / "register").associations.values() if expected.get("taken") else ()

    result = report.result
    passed_over = {why: [*lines] for why, lines in result.passed_over.items()}
    assert {why: expected[why] for why in ("headings", "total", "note") if why in expected} == passed_over
    assert expected.get("merged", []) == [each.line for each in result.merged]
    assert expected.get("rejected", []) == rejected
    assert len(expected.get("taken", [])) == result.taken == len(clubs)
    assert len(rows) - len(expected.get("blank", [])) == result.rows
    assert result.rows == result.taken + len(result.merged) + len(rejected) + sum(
        map(len, passed_over.values())
    )
    assert {club.name for club in clubs} <= {f"Klub {each}" for each in "ABCD"}
    for why, told in (
        ("headings", "overskrifter, som står igen: linje"),
        ("note", "noter: linje"),
        ("total", "summer: linje"),
    ):
        assert (told in report.summary("da")) == (why in expected)
