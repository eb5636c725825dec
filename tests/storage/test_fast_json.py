"""What msgspec reads, it reads as the reader does that explains errors; all else it leaves to that reader."""

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import attrs
import pytest
from fuzz.mutations import mutate_file
from hypothesis import given, settings, strategies as st
from registers import places, planted

from civic_partnership import check
from civic_partnership.model import Register
from civic_partnership.storage import (
    Document,
    Reading,
    document,
    json_reader,
    load,
    read,
    read_document,
    read_files,
    register_builder,
    to_text,
)
from civic_partnership.storage.json_reader import JsonReader, find_json_reader, read_nothing
from civic_partnership.storage.parsing import Format
from civic_partnership.testing.any_registers import readable_registers as registers

FAST = find_json_reader()
NORDBY = load("examples/nordby")
ON = date(2025, 3, 1)
AREA = '{"areas": {"a": {"name": "Havnen"}}}'
FOLDERS = sorted({each.parent for each in Path("examples").glob("*/*.toml")} - {Path("examples/foreign")})

OFF_THE_PATH = {
    "a name twice": '{"areas": {"a": {"name": "Havnen", "name": "Byen"}}}',
    "a name twice, once escaped": '{"areas": {"a": {"name": "Havnen", "n\\u0061me": "Byen"}}}',
    "an id twice": '{"areas": {"a": {"name": "Havnen"}, "a": {"name": "Byen"}}}',
    "a kind twice": '{"areas": {}, "areas": {"a": {"name": "Havnen"}}}',
    "a name twice, and a text with an escaped colon": (
        '{"areas": {"a": {"name": "A\\u003a", "name": "B\\u003a"}}}'
    ),
    "a name twice in a dated value": (
        '{"programmes": {"a": {"name": "P", "annual_amount": {"2021": 1, "2021": 2}}}}'
    ),
    "a name twice in an exemption": '{"areas": {"a": {"name": "A", "exempt": {"x": "y", "x": "z"}}}}',
    "an unknown name": '{"areas": {"a": {"name": "Havnen", "nam": "x"}}}',
    "an unknown kind": '{"area": {"a": {"name": "Havnen"}}}',
    "no name": '{"areas": {"a": {}}}',
    "null": '{"areas": {"a": {"name": "Havnen", "note": null}}}',
    "a blank text": '{"areas": {"a": {"name": " \\u00a0"}}}',
    "an empty text": '{"areas": {"a": {"name": ""}}}',
    "half a character": '{"areas": {"a": {"name": "\\ud800"}}}',
    "another half": '{"areas": {"a": {"name": "\\udc00\\ud800"}}}',
    "an id that is none": '{"areas": {"A": {"name": "Havnen"}}}',
    "an id in the record": '{"areas": {"a": {"id": "a", "name": "Havnen"}}}',
    "the key of the id": '{"areas": {"a": {"<id>": "a", "name": "Havnen"}}}',
    "a record that is a list": '{"areas": {"a": []}}',
    "a kind that is a list": '{"areas": []}',
    "a list": "[]",
    "a text": '"a"',
    "nothing": "",
    "blanks": " \t\r",
    "two documents": f"{AREA} {AREA}",
    "a comma at the end": '{"areas": {},}',
    "a newer version": '{"format_version": 2}',
    "version true": '{"format_version": true}',
    "version 0": '{"format_version": 0}',
    "version 1.0": '{"format_version": 1.0}',
    "a schema that is no text": '{"$schema": 1}',
    "open conflicts": '{"conflicts": []}',
    "depth": f'{{"a": {"[" * 20_000}',
    "depth in a dated value": f'{{"programmes": {{"a": {{"name": "P", "annual_amount": {"[" * 20_000}}}',
    "infinity": '{"partnerships": {"a": {"programme": "p", "partners": [{"association": "a", "share": Infinity}]}}}',
    "two choices": '{"contacts": {"a": {"department": "a", "association": "a"}}}',
    "no choice": '{"rounds": {"a": {"programme": "p"}}}',
    "another year": '{"associations": {"a": {"name": "A", "member_counts": [{"on": "1899-12-31", "total": 1}]}}}',
    "no day": '{"associations": {"a": {"name": "A", "member_counts": [{"on": "2023-02-29", "total": 1}]}}}',
}
"""Documents that msgspec alone would read, or that are wrong in a way of JSON."""

NUMBERS = (
    *("0", "-0", "1", "-1", "200000", "999999999999999", "1000000000000000", "18446744073709551616"),
    *(
        "0.0",
        "-0.0",
        "0.5",
        "1.50",
        "1.500",
        "1.505",
        "1e5",
        "1E-2",
        "1.0",
        "2e0",
        "1e999",
        "1e-999",
        "1e400",
    ),
    *(
        f"1e{'9' * 40}",
        "9" * 5000,
        "0." + "3" * 40,
        "NaN",
        "-Infinity",
        "01",
        ".5",
        "1.",
        "+1",
        "0x1",
        "1_000",
    ),
    *('"1"', '"1.50"', '" 1 "', '"1_000"', '"NaN"', '"1e5"', "true", "null", "[1, 2]", "[2]", '{"2021": 1}'),
)
"""Numbers, some that JSON does not know, and what others may write for them."""

NUMBER_FIELDS = (
    '{{"programmes": {{"a": {{"name": "P", "max_age": {}}}}}}}',
    '{{"programmes": {{"a": {{"name": "P", "annual_amount": {}}}}}}}',
    '{{"programmes": {{"a": {{"name": "P", "min_youth_members": {}}}}}}}',
    '{{"programmes": {{"a": {{"name": "P", "plan_years": {}}}}}}}',
    '{{"partnerships": {{"a": {{"programme": "p", "partners": [{{"association": "a", "share": {}}}]}}}}}}',
    '{{"partnerships": {{"a": {{"programme": "p", "partners": [], "grants": [{{"year": {0}, "amount": {0}}}]}}}}}}',
    '{{"partnerships": {{"a": {{"programme": "p", "partners": [], "grants": [{{"year": 2021, "amount": {}}}]}}}}}}',
    '{{"partnerships": {{"a": {{"programme": "p", "partners": [], "employments": [{{"period": "2021/..", "weekly_hours": {}}}]}}}}}}',
)


def read_with(read_json: JsonReader, data: bytes, format: Format) -> Reading:
    """Read JSON or NDJSON with this reader of what is right."""
    with patch.object(register_builder, "find_json_reader", return_value=read_json):
        return read_files({f"x.{format}": data})


def read_document_with(read_json: JsonReader, line: bytes, number: int) -> Document:
    """Read one line with this reader of what is right."""
    with patch.object(document, "find_json_reader", return_value=read_json):
        return read_document(line, "x.ndjson", number)


def require_equal_readings(data: bytes) -> None:
    """Require that both readers make the same register and findings of some bytes."""
    for format in ("json", "ndjson"):
        fast, slow = (read_with(each, data, format) for each in (FAST, read_nothing))
        assert slow.findings == fast.findings
        assert repr(slow.register) == repr(fast.register)
        assert slow.register == fast.register
        assert slow.origins == fast.origins


def mutated(data: bytes, seed: int, times: int) -> bytes:
    """Mutate bytes, or values in JSON, so many times."""
    chance = random.Random(seed)
    for _ in range(times):
        with contextlib.suppress(IndexError):  # there is nothing in it
            data = mutate_file("x.json", data, chance)
    return data


def test_msgspec_is_installed() -> None:
    """The tests here compare two readers, and not one with itself."""
    assert read_nothing is not FAST


@settings(max_examples=60, deadline=None)
@given(registers())
def test_records_of_any_kind_are_read_fast_and_alike(register: Register) -> None:
    """Read any record with msgspec, into the same values in the same form, and confirm its shape."""
    assert dict(register) == FAST(to_text(register, "json").encode())
    for key, record in register:
        assert {key: record} == FAST(to_text(Register().replace(record), "ndjson").encode())
    require_equal_readings(to_text(register, "json").encode())
    require_equal_readings(to_text(register, "ndjson").encode())


@settings(max_examples=100, deadline=None)
@given(registers(), st.integers(0, 2**32), st.integers(1, 3))
def test_mutated_documents_are_read_alike(register: Register, seed: int, times: int) -> None:
    """Flip bytes, drop, add, double and rename names, and put other values in: both readers agree."""
    for format in ("json", "ndjson"):
        require_equal_readings(mutated(to_text(register, format).encode(), seed, times))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_strange_value_anywhere_is_read_alike(data: st.DataObject) -> None:
    """Put a value of another type into any place of a register that fills every field."""
    tables = json.loads(to_text(NORDBY, "json"))
    way, _ = data.draw(st.sampled_from(list(places(tables))))
    values: st.SearchStrategy[Any] = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates().map(str),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
        max_leaves=4,
    )
    changed = planted(tables, way, data.draw(values))
    require_equal_readings(json.dumps(changed, ensure_ascii=data.draw(st.booleans())).encode())


@pytest.mark.parametrize("name", OFF_THE_PATH)
def test_what_may_be_wrong_goes_to_the_reader_that_explains(name: str) -> None:
    """Refuse what is wrong, or only perhaps, without a reason; the other reader finds it."""
    data = OFF_THE_PATH[name].encode()

    assert FAST(data) is None
    require_equal_readings(data)
    assert_documents_agree(data)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_are_read_alike(number: str) -> None:
    """Read the same exact number, or refuse it, in every kind of field for numbers."""
    for field in NUMBER_FIELDS:
        require_equal_readings(field.format(number).encode())


@pytest.mark.parametrize("write", [str, lambda text: f"\ufeff{text}", lambda text: f" \t{text}\r\n"])
@pytest.mark.parametrize("bytes_of", [str.encode, lambda text: text.encode("latin-1", "replace")])
def test_marks_blanks_and_encodings_are_read_alike(
    write: Callable[[str], str], bytes_of: Callable[[str], bytes]
) -> None:
    """Read a byte order mark, blanks around a document, and bytes that are not UTF-8, as ever."""
    require_equal_readings(bytes_of(write(AREA.replace("Havnen", "Ø"))))


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_examples_are_read_fast_and_alike(folder: Path) -> None:
    """Read every example as JSON, fast, and find the same in it."""
    register = attrs.evolve(read(folder).register, left_out=frozenset())
    data = to_text(register, "json").encode()
    fast = read_with(FAST, data, "json").register

    assert FAST(data) is not None
    require_equal_readings(data)
    slow = read_with(read_nothing, data, "json").register
    assert check(slow, on=ON).findings == check(fast, on=ON).findings


def assert_documents_agree(line: bytes, number: int = 1) -> None:
    """Require that one line is read alike by itself with and without msgspec, and in a file."""
    fast, slow = (read_document_with(each, line, number) for each in (FAST, read_nothing))

    assert slow == fast


@settings(max_examples=100, deadline=None)
@given(registers(), st.integers(0, 2**32), st.integers(0, 2), st.sampled_from([1, 2, 1000]))
def test_a_line_by_itself_is_read_as_in_its_file(
    register: Register, seed: int, times: int, number: int
) -> None:
    """Read a line, right or wrong, as the reader of a whole file reads it in the place of that line."""
    first = (to_text(register, "ndjson").encode().splitlines() or [b""])[0]
    line = mutated(first, seed, times).replace(b"\n", b" ")
    assert_documents_agree(line, number)

    alone = read_document(line, "x.ndjson", number)
    if b"\xff" in line or not _is_utf_8(line) or (number > 1 and line.startswith((b"PK", b"\xef\xbb\xbf"))):
        return  # what is true of a whole file is told of it, not of the line
    reading = read_with(read_nothing, b"\n" * (number - 1) + line, "ndjson")
    assert reading.findings == alone.findings
    assert dict(reading.register) == alone.records
    assert reading.register.left_out == alone.left_out
    assert [*map(reading.locate, reading.findings)] == [*map(alone.locate, alone.findings)]


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_without_msgspec_the_reader_that_explains_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for msgspec once; without it, JSON is read as before."""
    monkeypatch.setattr(json_reader, "find_spec", lambda _: None)

    assert read_nothing is find_json_reader.__wrapped__()


@pytest.mark.parametrize(
    ("format", "text", "loaded"), [("toml", "", "False"), ("json", "{}", "True"), ("ndjson", "{}", "True")]
)
def test_only_json_loads_msgspec(format: str, text: str, loaded: str) -> None:
    """Import msgspec only where JSON or NDJSON is read."""
    program = (
        f"import sys, civic_partnership as c; c.parse({text!r}, {format!r}); print('msgspec' in sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert f"{loaded}\n" == finished.stdout
