"""Laws for any foreign file: nothing is lost, nothing is invented, and nothing changes twice."""

import csv
import io
from itertools import pairwise
from pathlib import Path

from hypothesis import example, given, settings, strategies as st
from importing.making import (
    HEADINGS,
    Foreign,
    RejectedRow,
    Style,
    bad_cells,
    broken_rows,
    contents,
    files,
    good_cells,
    headers,
    import_bytes,
    is_blank,
    new_folder,
    read_rejects,
    styles,
)

from civic_partnership import Register, load
from civic_partnership.storage.cells import SEMICOLON_TABLE

SEMICOLONS = Style("utf-8", b"", ";", "\n")
REGISTER_RULES = {"row-conflict", "already-recorded", "doubtful-match"}
"""Rules about other records: later rows may settle them, or make them another of these."""


def rejects_of(folder: Path, name: str = "file") -> list[RejectedRow]:
    """Read the rows that were rejected."""
    return read_rejects(folder, name)[1]


def register_of(folder: Path) -> Register:
    """Read the register, which may not have been made."""
    return load(folder / "register") if (folder / "register").exists() else Register()


def register_files(folder: Path) -> dict[str, bytes]:
    """Read the files of the register."""
    return {name: data for name, data in contents(folder).items() if name.startswith("register/")}


def is_same_row(rejected: RejectedRow, row: bytes, style: Style) -> bool:
    """Tell whether a row stands in the file of rejects as it was: by its cells, or by its text and bytes."""
    text = row.decode(style.encoding, "surrogateescape")
    if rejected.raw:
        return rejected.raw == text.removesuffix("\n").removesuffix("\r")
    return [rejected.cells] == list(csv.reader(io.StringIO(text, newline=""), delimiter=style.delimiter))


LATER_KNOWN = Foreign(
    SEMICOLONS,
    SEMICOLONS.row(list(HEADINGS)),
    [
        SEMICOLONS.row(cells)
        for cells in (["Østerby Boldklub"], ["Østerby BK", "29188505"], ["Østerby Boldklub", "29188505"])
    ],
)
"""Only the last row tells that the second is about the first one's association."""


@settings(max_examples=40)
@given(foreign=files(), update=st.booleans())
@example(foreign=LATER_KNOWN, update=False)
def test_every_row_is_taken_in_or_stands_among_the_rejects_as_it_was(
    foreign: Foreign, *, update: bool
) -> None:
    """The sum holds; each rejected row has its line, rule and sentence; importing twice changes nothing.

    But by then other rows may speak for a row that was rejected, or against it.
    """
    with new_folder() as folder:
        report = import_bytes(folder, foreign.data)
        rejected, before = rejects_of(folder), register_files(folder)
        again = import_bytes(folder, foreign.data, update=update)

        if not update:
            rejected_again = rejects_of(folder)
            lines = {each.line for each in rejected}
            by_others = {each.line for each in rejected + rejected_again if each.rule in REGISTER_RULES}

            assert lines >= {each.line for each in rejected_again} >= lines - by_others
            assert [each for each in rejected if each.line not in by_others] == [
                each for each in rejected_again if each.line not in by_others
            ]
        assert before == register_files(folder)
        assert not again.written
        assert report.result.rows == again.result.rows
    rows = report.result
    filled = [row for row in foreign.rows if not is_blank(row, foreign.style)]
    passed_over = sum(map(len, rows.passed_over.values()))
    assert len(filled) == rows.rows == rows.taken + len(rows.merged) + rows.rejected + passed_over
    assert rows.rejected == len(rejected) == len({each.line for each in rejected})
    for each in rejected:
        assert is_same_row(each, foreign.by_line[each.line], foreign.style)
        assert each.rule
        assert each.message.endswith(".")


@settings(max_examples=25)
@given(files())
def test_what_is_taken_in_is_what_the_other_rows_say(foreign: Foreign) -> None:
    """Without the rejected rows the file gives the same register, and nothing more is rejected."""
    with new_folder() as folder, new_folder() as other:
        import_bytes(folder, foreign.data)
        rejected = {each.line for each in rejects_of(folder)}
        kept = [row for line, row in foreign.by_line.items() if line not in rejected]
        report = import_bytes(other, foreign._replace(rows=kept).data)

        assert 0 == report.result.rejected
        assert register_of(folder) == register_of(other)


@st.composite
def mended(draw: st.DrawFn) -> tuple[Foreign, list[list[str]]]:
    """Draw a file in which some rows are wrong, and the right cells of all rows."""
    style = draw(styles)
    wrong, right = [], []
    for n in range(draw(st.integers(1, 5))):
        cells = draw(good_cells(style, f"Forening {'abcdef'[n]}"))
        right.append(cells)
        rows = (st.just(cells).map(style.row), bad_cells(cells).map(style.row), broken_rows(style))
        wrong.append(draw(st.one_of(*rows)))
    return Foreign(style, draw(headers(style)), wrong), right


@settings(max_examples=25)
@given(mended())
def test_corrected_rejects_make_the_sum_whole(made: tuple[Foreign, list[list[str]]]) -> None:
    """Correct the cells in the file of rejects and import it: the register is that of a right file."""
    foreign, right = made
    places = {line: place for place, line in enumerate(foreign.by_line)}
    with new_folder() as folder, new_folder() as other:
        first = import_bytes(folder, foreign.data)
        path = folder / "file-rejects.csv"
        headings, *rows = csv.reader(io.StringIO(path.read_bytes().decode(), newline=""), delimiter=";")
        for row in rows:
            row[3:] = map(SEMICOLON_TABLE.guard, right[places[int(row[0])]])
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([headings, *rows])
        second = import_bytes(folder, text.getvalue().encode(), name="mended")
        whole = import_bytes(other, foreign._replace(rows=[foreign.style.row(row) for row in right]).data)

        assert 0 == second.result.rejected == whole.result.rejected
        assert first.result.taken + second.result.taken == whole.result.taken == len(right)
        assert register_of(other) == register_of(folder)


NUMBERS = (
    *("010190-1234", "0101901234", "010190 1234", "310199 - 1234", "010190\N{EN DASH}1234"),
    *("x610190-1234.", "101901234"),
)


@settings(max_examples=40)
@given(
    st.data(),
    styles,
    st.sampled_from(NUMBERS),
    st.integers(0, len(HEADINGS)).filter(lambda column: column != HEADINGS.index("Område")),
)
def test_a_cpr_number_in_any_cell_rejects_its_row(
    data: st.DataObject, style: Style, number: str, column: int
) -> None:
    """It stands in no message and not in the register, whatever column it is in."""
    cells = [*data.draw(good_cells(style)), ""]
    other = data.draw(good_cells(style))
    cells[column] = (
        number if number.isdigit() else f"{data.draw(st.sampled_from(['', 'Ring: ', 'a']))}{number}"
    )
    foreign = Foreign(style, data.draw(headers(style)), [style.row(cells), style.row(other)])
    with new_folder() as folder:
        report = import_bytes(folder, foreign.data)
        (rejected, *_) = rejects_of(folder)
        messages = report.summary("da") + report.summary("en") + rejected.message
        written = b"".join(register_files(folder).values())

    assert (next(iter(foreign.by_line)), "cpr-number", cells) == (
        rejected.line,
        rejected.rule,
        rejected.cells,
    )
    for part in ("0190", "0199", "1234"):
        assert part not in messages
        assert part.encode() not in written


@settings(max_examples=25)
@given(files())
@example(Foreign(SEMICOLONS, SEMICOLONS.row(list(HEADINGS)), [b'"a;b\n', b'c "d";"e"f\n', b"\xff\n", b"1;2"]))
@example(
    Foreign(
        SEMICOLONS,
        SEMICOLONS.row(list(HEADINGS)),
        [
            b'=1;"\n',
            b"a\0\\x00\n",
            b"\\xff\xff\n",
            b"'=x\n",
            b"'R\xc3\xa5 tekst: x\n",
            b'a"b;"' + b"=;" * 40_000,
        ],
    )
)
def test_rejects_that_come_back_uncorrected_are_rejected_again(foreign: Foreign) -> None:
    """The rows, headings and reasons are the same however often they are sent; the register stays."""
    with new_folder() as folder:
        import_bytes(folder, foreign.data)
        register = register_files(folder)
        names = ["file", "again", "again2"]
        for before, name in pairwise(names):
            import_bytes(folder, (folder / f"{before}-rejects.csv").read_bytes(), name=name)
        sent = [read_rejects(folder, name) for name in names]

        assert register == register_files(folder)
    (headings, first), (_, second), (_, third) = sent
    assert headings == sent[1][0]
    assert [each[1:] for each in second] == [each[1:] for each in third]
    settled_later = [each[3:] for each in second if each.rule in REGISTER_RULES]
    by_cells = [
        [each[1:] for each in rows if each.rule not in REGISTER_RULES and each[3:] not in settled_later]
        for rows in (first, second)
    ]
    assert by_cells[0] == by_cells[1]
    assert all(each[3:] in [row[3:] for row in first] for each in second)
