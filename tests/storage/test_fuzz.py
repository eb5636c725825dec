import datetime
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from registers import places, planted

from civic_partnership.model import KINDS, Municipality, Register, plain
from civic_partnership.rules import check
from civic_partnership.storage import Reading, from_dict, read, to_dict, to_text
from civic_partnership.testing.readable import POOL, readable_registers as registers

DAY = date(2025, 3, 1)
EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = [(path.read_bytes(), "toml") for path in sorted(EXAMPLES.glob("*/*.toml"))]
SEEDS += [(to_text(read(EXAMPLES / name).register, "json").encode(), "json") for name in ("nordby", "aarhus")]


def endures(reading: Reading) -> None:
    """Ask everything that can be asked of a reading: each finding has its file, and no rule fails."""
    report = check(reading.register, on=DAY)
    assert () == report.failures
    for finding in (*reading.findings, *report.findings):
        location, excerpt = reading.locate(finding), reading.excerpt(finding)
        assert location is not None or finding.record is None
        assert excerpt is None or (location is not None and location.line == excerpt.line)
        assert finding.message.da.isprintable()
        assert finding.message.en.isprintable()


TOKEN = re.compile(rb'"[^"\n]*"|[0-9][0-9_.:-]*|[A-Za-z_][A-Za-z_-]*|\s+|.', re.DOTALL)
STRAY = [
    *(b'"', b"'", b'"""', b"'''", b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b":", b".", b",", b"#", b"\\", b" ", b""),
    *(b"\n", b"\r\n", b"\r", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf", "😀".encode(), b"\xe2\x80\xa8", b"\\u0000", b"\\ud800"),
    *(b"true", b"null", b"nan", b"NaN", b"-inf", b"1e400", b"0x1F", b"-0", b"2024-02-30", b"1979-05-27T07:32:00Z", b"17:00:00"),
    *(b"[areas.a]", b"[[partnerships.a.grants]]", b"a.b.c = 1", b"id = 1", b"name = ", b"municipality = ", b'"2024~/.."'),
]  # fmt: skip
TOKENS = sorted({token for seed, _ in SEEDS for token in TOKEN.findall(seed)})


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    """An example file and its format, with a few lines or tokens taken out, doubled, exchanged or replaced."""
    data, format = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 5))):
        by_line = draw(st.booleans())
        parts = data.splitlines(keepends=True) if by_line else TOKEN.findall(data)
        at = draw(st.integers(0, max(0, len(parts) - 1)))
        other = draw(st.integers(0, max(0, len(parts) - 1)))
        match draw(st.sampled_from(["delete", "double", "exchange", "replace", "insert", "bytes"])):
            case "delete":
                del parts[at : at + draw(st.integers(1, 3))]
            case "double":
                parts[at:at] = parts[other : other + draw(st.integers(1, 3))]
            case "exchange" if parts:
                parts[at], parts[other] = parts[other], parts[at]
            case "replace":
                parts[at : at + 1] = [draw(st.sampled_from(STRAY) | st.sampled_from(TOKENS))]
            case "insert":
                parts.insert(at, draw(st.sampled_from(STRAY)))
            case _:
                parts.insert(at, draw(st.binary(max_size=4)))
        data = b"".join(parts)
    return data, format


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_mutated_examples_never_break_anything(
    tmp_path_factory: pytest.TempPathFactory, mutated: tuple[bytes, str]
) -> None:
    """However a file is spoilt, reading, checking, locating and showing what was found never raise."""
    path = tmp_path_factory.getbasetemp() / f"mutated.{mutated[1]}"
    path.write_bytes(mutated[0])

    endures(read(path))


@settings(max_examples=100, deadline=None)
@given(st.lists(mutated(), min_size=2, max_size=3))
def test_spoilt_files_side_by_side_never_break_anything(
    tmp_path_factory: pytest.TempPathFactory, spoilt: list[tuple[bytes, str]]
) -> None:
    """Neither do spoilt files in one folder, whose records may share ids and name each other."""
    folder = tmp_path_factory.getbasetemp() / "mutated"
    folder.mkdir(exist_ok=True)
    for number in range(3):
        data = spoilt[number][0] if number < len(spoilt) else b""
        (folder / f"{number}.toml").write_bytes(data)

    endures(read(folder))


def _names(cls: Any) -> set[str]:
    """The names of all fields of a class and of the classes that they hold."""
    cls = plain(cls)
    if not attrs.has(cls):
        return set().union(*map(_names, getattr(cls, "__args__", ())))
    return {a.name for a in attrs.fields(cls)}.union(*(_names(a.type) for a in attrs.fields(cls)))


FIELDS = sorted(_names(Municipality).union(*map(_names, KINDS.values())))
names = st.sampled_from([*FIELDS, *FIELDS, *POOL, "2021", "2021~", "", "ukendt"]) | st.text(max_size=3)
scalars = st.one_of(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=5)
    | st.binary(max_size=2),
    st.dates() | st.datetimes() | st.times() | st.timedeltas(),
    st.sampled_from(
        [*POOL, "2021", "2021~", "2021/..", "2021/2024", "2024-01-31", "initial", "status", "17:00:00"]
    ),
    st.sampled_from([1, 2021, Decimal("0.5"), DAY, datetime.time(17), (), (1,), frozenset()]),
)
plain_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
kinds = st.sampled_from([*KINDS, "municipality", "format_version", "ukendt", "left_out"])


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        kinds,
        st.dictionaries(st.sampled_from(POOL) | names, plain_values, max_size=3) | plain_values,
        max_size=4,
    )
)
def test_plain_tables_never_break_anything(tables: dict[str, Any]) -> None:
    """Whatever stands in plain tables, reading and checking never raise."""
    endures(from_dict(tables))


@settings(max_examples=60, deadline=None)
@given(registers(), st.data())
def test_registers_with_something_else_in_them_never_break_anything(
    register: Register, data: st.DataObject
) -> None:
    """Neither does anything put in any place of a register."""
    tables = to_dict(register)
    for _ in range(data.draw(st.integers(0, 4))):
        way, value = data.draw(st.sampled_from([((), tables), *places(tables)]))
        way = (*way, data.draw(names)) if isinstance(value, dict) else way
        tables = planted(tables, way, data.draw(plain_values))

    endures(from_dict(tables))
