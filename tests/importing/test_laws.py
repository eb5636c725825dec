"""What holds for any foreign file: nothing is lost, nothing is invented, and nothing changes twice."""

from pathlib import Path
from typing import Any

from hypothesis import example, given, settings, strategies as st
from importing.making import (
    HEADINGS,
    MAPPING,
    Foreign,
    Style,
    bad_cells,
    broken_rows,
    contents,
    files,
    good_cells,
    headers,
    imported,
    is_blank,
    place,
    rejected_rows,
    styles,
)

from civic_partnership import Register, load, to_dict, to_text
from civic_partnership.importing import ImportReport

SEMICOLONS = Style("utf-8", b"", ";", "\n")


def rejects_of(folder: Path, foreign: Foreign, name: str = "file") -> Any:
    """The rows that were rejected."""
    return rejected_rows((folder / f"{name}-rejects.csv").read_bytes(), foreign.style)[1]


def register_of(folder: Path) -> Register:
    """The register, which may not have been made."""
    return load(folder / "register") if (folder / "register").exists() else Register()


@settings(max_examples=60)
@given(files())
def test_every_row_is_taken_in_or_stands_among_the_rejects_as_it_was(foreign: Foreign) -> None:
    """The sum holds; each rejected row has its line, rule and sentence, and its bytes are those of that line."""
    with place() as folder:
        report = imported(folder, foreign.data)
        rejected = rejects_of(folder, foreign)

    rows = report.gathered
    filled = [row for row in foreign.rows if not is_blank(row, foreign.style)]
    assert len(filled) == rows.rows == rows.taken + rows.rejected
    assert rows.rejected == len(rejected)
    lines = foreign.data[len(foreign.style.mark) :].split(b"\n")
    for each in rejected:
        there = b"\n".join(lines[each.line - 1 :])
        raw = each.raw.removesuffix(b"\n").removesuffix(b"\r")
        assert there.startswith(raw), each
        assert each.rule
        assert each.message.endswith(".")
        assert each.raw in foreign.rows or each.raw == foreign.rows[-1] + foreign.style.end.encode()


@settings(max_examples=40)
@given(files())
def test_what_is_taken_in_is_what_the_other_rows_say(foreign: Foreign) -> None:
    """Without the rejected rows the file gives the same register, and nothing more is rejected."""
    with place() as folder, place() as other:
        imported(folder, foreign.data)
        gone = [each.raw.rstrip(b"\r\n") for each in rejects_of(folder, foreign)]
        kept = []
        for row in foreign.rows:
            if row.rstrip(b"\r\n") in gone:
                gone.remove(row.rstrip(b"\r\n"))
            else:
                kept.append(row)
        report = imported(other, foreign.with_rows(kept).data)

        assert 0 == report.gathered.rejected
        assert register_of(folder) == register_of(other)


@st.composite
def mended(draw: st.DrawFn) -> tuple[Foreign, list[bytes], list[bytes]]:
    """A file, its rows of which some have something wrong, and the same rows without."""
    style = draw(styles)
    wrong, right = [], []
    for n in range(draw(st.integers(1, 5))):
        cells = draw(good_cells(style, f"Forening {'abcdef'[n]}"))
        right.append(style.row(cells))
        wrong.append(
            draw(
                st.one_of(st.just(cells).map(style.row), bad_cells(cells).map(style.row), broken_rows(style))
            )
        )
    return Foreign(style, draw(headers(style)), wrong), wrong, right


@settings(max_examples=40)
@given(mended())
def test_corrected_rejects_make_the_sum_whole(made: tuple[Foreign, list[bytes], list[bytes]]) -> None:
    """Whoever corrects the rows in the file of rejects, and imports that, has what a right file would have given."""
    foreign, wrong, right = made
    with place() as folder, place() as other:
        first = imported(folder, foreign.data)
        rejects = (folder / "file-rejects.csv").read_bytes()
        header, rejected = rejected_rows(rejects, foreign.style)
        for each in rejected:
            mine = next(n for n, row in enumerate(wrong) if row == each.raw)
            rejects = rejects.replace(each.raw, right[mine], 1)
            wrong[mine] = right[mine]
        second = imported(folder, rejects, name="mended")
        whole = imported(other, foreign.with_rows(wrong).data)

        assert foreign.header == header
        assert 0 == second.gathered.rejected == whole.gathered.rejected
        assert first.gathered.taken + second.gathered.taken == whole.gathered.taken == len(right)
        assert register_of(other) == register_of(folder)


@settings(max_examples=40)
@given(foreign=files(), update=st.booleans())
def test_importing_twice_changes_nothing(foreign: Foreign, *, update: bool) -> None:
    """The bytes of the register stay, and the same rows are rejected."""
    with place() as folder:
        first = imported(folder, foreign.data)
        before = contents(folder)
        lines = [each.line for each in rejects_of(folder, foreign)]
        second = imported(folder, foreign.data, update=update)

        if not update:
            assert before.keys() == contents(folder).keys()
            assert lines == [each.line for each in rejects_of(folder, foreign)]
        assert {each: before[each] for each in before if each.startswith("register/")} == {
            each: data for each, data in contents(folder).items() if each.startswith("register/")
        }
        assert not second.written
        assert first.gathered.rows == second.gathered.rows


@settings(max_examples=40)
@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_rows_loses_none(foreign: Foreign, chance: Any) -> None:
    """In any order each row is taken in or rejected."""
    rows = [row if row.endswith(b"\n") else row + foreign.style.end.encode() for row in foreign.rows]
    filled = [row for row in rows if not is_blank(row, foreign.style)]
    chance.shuffle(rows)
    with place() as folder:
        report = imported(folder, foreign.with_rows(rows).data)
        rejected = rejects_of(folder, foreign)

    assert len(filled) == report.gathered.rows == report.gathered.taken + len(rejected)


@settings(max_examples=40)
@given(mended(), st.randoms(use_true_random=False))
def test_rows_about_different_things_come_in_any_order(made: Any, chance: Any) -> None:
    """The register is the same."""
    foreign, _, right = made
    with place() as folder, place() as other:
        imported(folder, foreign.with_rows(right).data)
        chance.shuffle(right)
        imported(other, foreign.with_rows(right).data)

        assert register_of(folder) == register_of(other)


NUMBERS = (
    "010190-1234",
    "0101901234",
    "010190 1234",
    "310199 - 1234",
    "010190\N{EN DASH}1234",
    "x610190-1234.",
    "101901234",
)


@settings(max_examples=60)
@given(
    st.data(),
    styles,
    st.sampled_from(NUMBERS),
    st.integers(0, len(HEADINGS)).filter(lambda column: column != HEADINGS.index("Område")),
)
def test_a_cpr_number_in_any_cell_rejects_its_row(
    data: st.DataObject, style: Style, number: str, column: int
) -> None:
    """Mapped or not, personal, or beyond the last: it is in no message, and not in the register."""
    cells = [*data.draw(good_cells(style)), ""]
    other = data.draw(good_cells(style))
    cells[column] = (
        number if number.isdigit() else f"{data.draw(st.sampled_from(['', 'Ring: ', 'a']))}{number}"
    )
    foreign = Foreign(style, data.draw(headers(style)), [style.row(cells), style.row(other)])
    with place() as folder:
        report = imported(folder, foreign.data)
        (rejected, *_) = rejects_of(folder, foreign)
        told = report.summary("da") + report.summary("en") + rejected.message
        written = b"".join(data for name, data in contents(folder).items() if name.startswith("register/"))

    assert (2, "cpr-number", foreign.rows[0]) == (
        rejected.line - foreign.header.count(b"\n") + 1,
        *rejected[1::2],
    )
    for part in ("0190", "0199", "1234"):
        assert part not in told
        assert part.encode() not in written


@settings(max_examples=40)
@given(data=st.data(), foreign=files(), update=st.booleans())
def test_what_is_recorded_changes_only_as_it_is_told(
    data: st.DataObject, foreign: Foreign, *, update: bool
) -> None:
    """Without `update` no record that is there changes; with it just what is told does, and nothing is taken away."""
    rows = [foreign.style.row(data.draw(good_cells(foreign.style))) for _ in range(3)]
    with place() as folder:
        imported(folder, foreign.with_rows(rows).data)
        before = register_of(folder)
        report = imported(folder, foreign.data, name="more", update=update)
        after = register_of(folder)

    told = {(change.record, change.path): change.contradicts for change in report.gathered.changes}
    assert different(before, after) == told
    assert update or not told
    for key, _ in before:
        assert after.get(key) is not None


def different(before: Register, after: Register) -> dict[Any, bool]:
    """Where records of one register are different in another, and whether something else stood there."""
    old, new = to_dict(before), to_dict(after)
    return {
        (key, path): contradicts
        for key, _ in before
        for path, contradicts in _different(old[key.kind][key.id], new[key.kind][key.id], ())
    }


def _different(old: Any, new: Any, path: Any) -> Any:
    if old == new:
        return
    if isinstance(old, dict):
        for name in {**old, **new}:
            if name not in old:
                yield (*path, name), False
            else:
                yield from _different(old[name], new.get(name), (*path, name))
    elif isinstance(old, list) and isinstance(old[0], dict):
        for place, row in enumerate(new):
            if place >= len(old):
                yield (*path, place), False
            else:
                yield from _different(old[place], row, (*path, place))
    elif isinstance(old, list):
        assert old == new[: len(old)]
        yield path, False
    else:
        yield path, True


@settings(max_examples=25)
@given(files(), files())
def test_a_dry_run_writes_nothing_and_tells_the_same(foreign: Foreign, later: Foreign) -> None:
    """Whether there is a register or not, all that is there stays, and the report is that of the import."""
    with place() as folder:
        for name, each in (("one", foreign), ("two", later)):
            (folder / f"{name}.csv").write_bytes(each.data)
            before = contents(folder)
            dry = imported(folder, each.data, name=name, dry_run=True)
            assert before == contents(folder)
            wet = imported(folder, each.data, name=name)
            assert counted(wet) == counted(dry)


def counted(report: ImportReport) -> Any:
    """All that a report says but whether it was written."""
    return (
        to_text(report.gathered.register, "json"),
        report.gathered,
        report.rules,
        report.first,
        report.unused,
    )


@settings(max_examples=30)
@given(files())
@example(Foreign(SEMICOLONS, SEMICOLONS.row(list(HEADINGS)), [b'"a;b\n', b'c "d";"e"f\n', b"\xff\n", b"1;2"]))
def test_rejects_that_come_back_uncorrected_have_their_reasons_once(foreign: Foreign) -> None:
    """The rows are the same, under the same headings, however often they are sent."""
    with place() as folder:
        imported(folder, foreign.data)
        sent = [(folder / "file-rejects.csv").read_bytes()]
        for n in range(2):
            imported(folder, sent[-1], name=f"again{n}")
            sent.append((folder / f"again{n}-rejects.csv").read_bytes())

    (header, first), (_, second), _ = (rejected_rows(each, foreign.style) for each in sent)
    assert foreign.header == header
    assert [each.raw for each in first] == [each.raw for each in second]
    assert sent[1] == sent[2]


@given(data=st.binary(max_size=200), below=st.booleans())
def test_any_bytes_below_the_headings_are_rows(data: bytes, *, below: bool) -> None:
    """Nothing in a file makes an import fail otherwise than with a sentence."""
    header = SEMICOLONS.row(list(HEADINGS)) if below else b""
    with place() as folder:
        try:
            report = imported(folder, header + data, MAPPING)
        except Exception as error:  # noqa: BLE001 - what kind it is, is what is asked
            told = type(error).__name__
        else:
            told = ""
            assert report.gathered.rows == report.gathered.taken + report.gathered.rejected
    assert told in ({"", "PathError", "MappingError"} if not below else {"", "PathError"})
