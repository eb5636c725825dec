from pathlib import Path

import pytest
from importing.mapping.test_mapping_reader import GOOD, find_problems

CASES: dict[str, dict[str, list[str]]] = {
    'kind = "associations"': {
        'kind = "asociations"': ["7:1: There is no kind asociations. Did you mean associations?"],
    },
    'kind = "partnerships"': {
        'kind = "associations"': ["15:1: A row gives one record of each kind."],
    },
    'name = ["Forening", "Foreningsnavn"]': {
        'nam = "Forening"\nname = "F"': ["11:1: There is no field nam. Did you mean name?"],
        'member_counts = "F"\nname = "F"': ["11:1: There is no field member_counts."],
        'id = "F"\nname = "F"': ["11:1: There is no field id."],
        "": ["6:1: Say what the id is made of", "6:1: name is missing; the record cannot be made without."],
        "name = []": ["11:1: Nothing stands here. Write the name of a column."],
        'name = ["Forening", " "]': ["11:1: columns 2 cannot be used: the text is empty;"],
        "name = 5": ["11:1: name is a whole number, but must be a table"],
        'name = { columns = "F", value = "x" }': ["11:1:"],
        'name.value = "Ring til 010190-1234"': ["11:1: Here is a civil registration number. Delete it."],
        "name.heading = true": ["11:1: Only lists with headings have wide columns."],
        'name.record = "partnerships"': ["11:1: There is no earlier record partnerships. There are: none."],
        'name = { columns = "F", between = "," }': ["11:25: between is what stands between several values"],
        'name = "Navn {year}"': ["11:1: Only lists with headings have wide columns."],
        'name = { columns = "F", end = "T" }': ["11:25: Say start as well."],
        'name.start = "F"': ["11:1: name is no period."],
        'name = { value = "F", digits = 4 }': ["11:23: digits is about what stands in cells."],
        'name = { columns = "F", words = { x = 5 } }': ["11:25: words translates text to text."],
        'name = { columns = "F", kind = "number" }': ['11:25: kind = "number" and reason belong together;'],
        'name = { columns = "F", reason = "bilag" }': ['11:25: kind = "number" and reason belong together;'],
        'name = { value = "F", kind = "number", reason = "bilag" }': [
            "11:23: kind is about what stands in cells."
        ],
        'name = { columns = "F", decimal = "." }': ["11:25: name is no number."],
        'name = { columns = "F", empty_start = "2024" }': ["11:25: name is no period."],
        'name = "OMRÅDE "': ["11:1: The column is in skip as well."],
        'name = "Formand"': ["11:1: The column holds personal data, but the field is not for such."],
        'name = "F"\nnetworks = { columns = "N", between = "" }': [
            "12:29: between cannot be used: the text is empty"
        ],
        'name = "F"\nexempt = "E"': ["12:1: exemptions cannot stand in a cell. Use value."],
        'name = "F"\nareas.value = ["a", 5]': ["12:1: "],
        'name = "F"\nexempt.value = { a = 5, b = "" }': ["12:1: ", "12:1: "],
    },
    'same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }': {
        'same = { "Rosenhøj BK" = "Rosenhøj" }': ["8:10: "],
        'id = "Formand"': ["8:1: The column holds personal data"],
        'id.value = "Ikke et id"': ["8:1: The id cannot be used: an id has small letters"],
        'id = { columns = "Nr", season = "08" }': ["8:24: An id is made of columns, value or record."],
        'optional = "ja"': ["8:1: optional is a text, but must be true or false"],
        'id.start = "Fra"': ["8:1: An id is made of columns, value or record."],
        "id.cell = true": ["8:1: Only lists with headings have wide columns."],
    },
    'id.record = "associations"': {
        'id.record = "associations"\nsame = { A = "a" }': ["17:1: Only associations are known by name."],
        'id.record = "programmes"': ["16:1: There is no earlier record programmes. There are: associations."],
        "": ["14:1: Say what the id is made of"],
    },
    'programme.value = "ordning"': {
        'programme.record = "associations"': ["19:1: programme is no id of such a record."],
        "programme.value = 5": ["19:1: programme is a whole number, but must be a text"],
        "": ["14:1: programme is missing; the record cannot be made without."],
        'programme.value = "ordning"\ncase.value = "Sag 5"': ["20:1: "],
    },
    'list = "grants"': {
        'list = "grant"': ["22:1: There is no list grant. Did you mean grants?"],
        'list = "exempt"': ["22:1: There is no list exempt."],
        'list = "cancelled"': [
            "21:1: on is missing",
            "21:1: effective is missing",
            "23:1: Only a list has wide columns, and not inside",
        ],
    },
    'headings = "Tilskud {year}"': {
        'headings = "Tilskud"': ["23:1: Say where the year stands"],
        "": ["24:12: Only lists with headings have wide columns.", "24:33: Only lists"],
    },
    "year.heading = true, amount.cell = true": {
        "year.heading = true, amount.value = 5": ["21:1: Say which field the cells fill"],
        "amount.cell = true": ["21:1: year or period is missing; the record cannot be made without."],
        "year.heading = true, amount.cell = true, awarded_on.heading = true": ["24:"],
        'year = { heading = true, between = "/" }, amount.cell = true': [
            "24:37: between is about what stands in cells."
        ],
        "year.heading = true, amount.cell = true, spending.value = []": ["24:"],
    },
    'fields.association.record = "associations"': {
        'fields.association = { columns = "F", between = "+" }\nfields.since = { columns = "S", between = "+" }': [
            "29:33: between is what stands between several values"
        ],
    },
    'period = { start = "Fra", end = "Til" }': {
        'period = { start = "Fra", empty_end = "closed" }': [
            "34:27: empty_end cannot be used: it may be open or unknown."
        ],
        'period = { end = "Til" }': ["34:1:"],
        'period = { start = "Fra", season = "13" }': ["34:27: season cannot be used: season is "],
        'period = { start = "Fra", empty_start = "foer" }': ["34:27: empty_start cannot be used: a date"],
        'period = { start = "Fra", digits = 4 }': ["34:27: digits is about what stands in cells."],
        'period = { start = "Fra", between = "," }': ["34:27: between is about what stands in cells."],
        'period = "P"\nhandover.value = { onn = 2024-01-01 }': ['35:1: There is no "onn" here.'],
    },
    'person = "Formand"': {
        'person = { columns = "Formand", kind = "number", reason = "x" }': [
            "35:33: The field is for personal data; a civil registration number must be found there."
        ],
    },
    'skip = ["Område"]': {
        'delimiter = ";;"': ['3:1: delimiter is one character such as ";".'],
        'encoding = "latin-1"': [
            "3:1: encoding cannot be used: it may be utf-8, windows-1252, macintosh, cp850 or cp865."
        ],
        "header = 0": ["3:1: Rows are counted from 1."],
        "header_rows = 6": ["3:1: Headings take 1 to 5 rows."],
        'until = [""]': ["3:10: "],
        "skipp = []": ['3:1: There is no "skipp" here. Did you mean skip?'],
    },
    "# Foreninger": {
        "= 5": ["1:1: the file is not valid TOML. Correct the file in this place."],
    },
}
"""Text of the mapping above -> text in its place -> how the problems begin."""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(before, after, expected) for before, each in CASES.items() for after, expected in each.items()],
)
def test_each_problem_has_a_sentence_and_its_line(
    tmp_path: Path, before: str, after: str, expected: list[str]
) -> None:
    """Report every kind of mistake in the place where it is made."""
    assert before in GOOD
    problems = find_problems(tmp_path, GOOD.replace(before, after, 1))

    assert len(expected) <= len(problems), problems
    for each, line in zip(expected, problems, strict=False):
        assert line.startswith(each), problems


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Report them in the order of their lines."""
    text = (
        GOOD.replace("programme.value", "program.value")
        .replace("year.heading", "yaer.heading")
        .replace('"Fra"', "[]")
    )

    assert ["14:1", "19:1", "21:1", "24:12", "34:24"] == [
        line.split(": ")[0] for line in find_problems(tmp_path, text)
    ]


NESTED = """
[[records.parts.parts]]
list = "payments"
fields = { on = "Udbetalt", amount.cell = true }
"""
NESTED_CASES = {
    'list = "payments"': {
        'list = "pyments"': ["27:1: There is no list pyments. Did you mean payments?"],
        'list = "payments"\nheadings = "Udbetalt {year}"': [
            "28:1: Only a list has wide columns, and not inside"
        ],
        'list = "accounts"': ["28:12: There is no field on.", "28:29: There is no field amount."],
        'list = "carried_over"\nfields = { amount.cell = true }\n[[records.parts.parts]]\nlist = "carried_over"': [
            "30:1: It may stand only once.",
            "31:12: There is no field on.",
        ],
    },
    'on = "Udbetalt"': {
        'on = "Formand"': ["28:12: The column holds personal data, but the field is not for such."],
        'to = "Udbetalt"': ["26:1: on is missing; the record cannot be made without."],
        'on = { columns = "Udbetalt", between = "+" }, to = { columns = "Til", between = "+" }': [
            "28:82: between is what stands between several values"
        ],
    },
}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(before, after, expected) for before, each in NESTED_CASES.items() for after, expected in each.items()],
)
def test_a_list_in_a_list_is_checked_as_any_other(
    tmp_path: Path, before: str, after: str, expected: list[str]
) -> None:
    """Report mistakes in the payments of grants, and in parts of which there is one."""
    head, tail = GOOD.split('[[records.parts]]\nlist = "partners"')
    text = f'{head.rstrip()}\n{NESTED.replace(before, after, 1)}\n[[records.parts]]\nlist = "partners"{tail}'
    problems = find_problems(tmp_path, text)

    assert len(expected) == len(problems), problems
    for each, line in zip(expected, problems, strict=True):
        assert line.startswith(each), problems
