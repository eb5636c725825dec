import json
from functools import partial
from typing import Any

import pytest
import tomlrt
from hypothesis import given, settings, strategies as st

from civic_partnership.findings import sanitize
from civic_partnership.model import LeftOut, Register
from civic_partnership.storage import FORMAT_VERSION, Format, parse, to_text
from civic_partnership.storage.parsing import Unreadable, decode
from civic_partnership.values import InvalidValue

BOM = b"\xef\xbb\xbf"
formats = st.sampled_from(["toml", "json"])


def unreadable(data: bytes, format: Any) -> Unreadable:
    """Return the reason why bytes cannot be read."""
    with pytest.raises(Unreadable) as raised:
        decode(data, format)
    return raised.value


@pytest.mark.parametrize(
    ("data", "format", "reason", "at"),
    [
        (b"a = ", "toml", "the file is not valid TOML", (1, 5)),
        (b'\r\n\r\nb = "\xc3\xb8" x', "toml", "the file is not valid TOML", (3, 9)),
        (b"a = 1\na = 2", "toml", "the same name stands twice in the file", (2, 6)),
        (b"[a]\n[b]\n[a]", "toml", "the same name stands twice in the file", (3, 3)),
        (b"a.b = 1\na = 2", "toml", "the same name stands twice in the file", (2, 6)),
        (b"PK\x03\x04\x14\x00\x06\x00", "toml", "it is a Word, Excel or zip document", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "toml", "it is a Word, Excel or zip document", None),
        (b'a = "open', "toml", "the file is not valid TOML", (1, 10)),
        (b"[a]\nb = {\n}", "toml", "the file is not valid TOML", (2, 6)),
        (b"a = 'x\x00y'", "toml", "the file is not valid TOML", (1, 7)),
        (b"a = 17:00:00Z", "toml", "the file is not valid TOML", (1, 13)),
        (b"a = 2024-02-30", "toml", "the file is not valid TOML", (1, 5)),
        (b"a = null", "toml", "the file is not valid TOML", (1, 5)),
        (b"x = 1\na = " + b"1" * 5000, "toml", "a number in the file is too large to be read", None),
        (b"a = 1e" + b"9" * 30, "toml", "a number in the file is too large to be read", None),
        (b"a = " + b"[" * 20_000, "toml", "the file is nested too deeply", None),
        (b"a = " + b"{a=" * 20_000, "toml", "the file is nested too deeply", None),
        (b"x = 1\n[a" + b".'b'" * 200 + b"]", "toml", "the file is nested too deeply", (2, 2)),
        (b"x = { a" + b" . b" * 200 + b" = 1 }", "toml", "the file is nested too deeply", (1, 7)),
        (b"", "json", "the file is not valid JSON", (1, 1)),
        (b'{"a" 1}', "json", "the file is not valid JSON", (1, 6)),
        ('{"ø": 1,\r\n "æ": x}'.encode(), "json", "the file is not valid JSON", (2, 7)),
        (b'{"a": 1} x', "json", "the file is not valid JSON", (1, 10)),
        (b"{'a': 1}", "json", "the file is not valid JSON", (1, 2)),
        (b'{"a": "\x00"}', "json", "the file is not valid JSON", (1, 8)),
        (b'{"a": ' + b"1" * 5000 + b"}", "json", "a number in the file is too large to be read", None),
        (b'{"a": 1e' + b"9" * 30 + b"}", "json", "a number in the file is too large to be read", None),
        (b"[" * 20_000, "json", "the file is nested too deeply", None),
        (b'{"a":' * 20_000, "json", "the file is nested too deeply", None),
        (b"[]", "json", "the JSON text is not an object", None),
        (b'"{}"', "json", "the JSON text is not an object", None),
        (b'{"a": 1, "a": 1}', "json", 'the name "a" stands twice in one object', None),
        (b'{"a": [{"b": 1, "\\u0062": 2}]}', "json", 'the name "b" stands twice in one object', None),
        ("a = 'ø'".encode("utf-16"), "toml", "the file is not UTF-8", (1, 1)),
        ("ab = 'ø'".encode("latin-1"), "toml", "the file is not UTF-8", (1, 7)),
        (b"\xed\xa0\x80", "json", "the file is not UTF-8", (1, 1)),
    ],
    ids=lambda part: ascii(part)[:40],
)  # fmt: skip
def test_says_why_and_where_a_text_cannot_be_read(data: bytes, format: Format, reason: str, at: Any) -> None:
    """Refuse what cannot be parsed with its reason, and with line and column where the parser names them."""
    error = unreadable(data, format)

    assert reason == error.reason.en
    assert at == error.at
    assert error.reason.da
    assert error.remedy.da.endswith(".")
    assert error.remedy.en.endswith(".")


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("name = “Havnen”", 'Use straight quotation marks, "…".'),
        ("name = »Havnen«", 'Use straight quotation marks, "…".'),
        ("on = 31.1.2024", "Write days as 2024-01-31."),
        ("on = 31-01-2024", "Write days as 2024-01-31."),
        ("on = 31/1/2024", "Write days as 2024-01-31."),
        ("on = 2023-02-29", "Write a day that exists, as 2024-01-31."),
        ("on = 2023-13-01", "Write a day that exists, as 2024-01-31."),
        ("on = 2024-1-5", "Write a day that exists, as 2024-01-31."),
        ("on = 2024-04-31 # the last", "Write a day that exists, as 2024-01-31."),
        ("on = 2024-00-10", "Write a day that exists, as 2024-01-31."),
        ("asked = [{ on = 2024-01-31 }, { on = 2024-02-30 }]", "Write a day that exists, as 2024-01-31."),
        ("since = 2024-01-31 x", "Correct the file in this place."),
        ("agenda = { on = 2024-01-31, kind = status }", 'Put the text in quotation marks, "…".'),
        ("starts = 17:00", "Write times as 17:00:00."),
        ("starts = 7:30", "Write times as 17:00:00."),
        ("agenda = [{ on = 2024-01-31, starts = 08:30 }]", "Write times as 17:00:00."),
        ("starts = 24:00:00", "Write times as 17:00:00."),
        ("citywide = ja", "Write true or false."),
        ("citywide = no # not yet", "Write true or false."),
        ("amount = 200.000,00", "Write numbers as 200000 or 28.5."),
        ("amount = 28,5", "Write numbers as 200000 or 28.5."),
        ("amount = 200000 kr", "Write numbers as 200000 or 28.5."),
        ("[areas.ærø]", "Use only a-z, 0-9 and - in ids."),
        ('name: "Havnen"', "Write = instead of a colon."),
        ("name = Havnen", 'Put the text in quotation marks, "…".'),
        ("name = Ærø", 'Put the text in quotation marks, "…".'),
        ("name", "Correct the file in this place."),
        ('name = "Havnen', "Correct the file in this place."),
    ],
)
def test_says_what_to_write_instead(line: str, remedy: str) -> None:
    """Say what to write instead of a common mistake, looking at its line alone."""
    error = unreadable(f'[areas.a]\nnote = "“ja” = 31.1.2024, a: 1"\n{line}\nplace = "»"\n'.encode(), "toml")

    assert error.at is not None
    assert 3 == error.at[0]
    assert remedy == error.remedy.en


ONE_LINE = "Write a table in { } on one line, without a comma before }."
NO_ESCAPE = r"Write \\ for a backslash, and \u001B for a character that cannot be typed."
TIMES = "Write times as 17:00:00."


@pytest.mark.parametrize(
    ("text", "at", "remedy"),
    [
        ("x = {\n  a = 1 }", (1, 6), ONE_LINE),
        ("x = { a = 1,\n  b = 2 }", (1, 13), ONE_LINE),
        ('x = { a = "{", b = { c = 1 }\n}', (1, 29), ONE_LINE),
        ("x = { a = 1, # one\n  b = 2 }", (1, 14), ONE_LINE),
        ("x = [\n  { a = 1, },\n]", (2, 12), ONE_LINE),
        ("x = { a = { b = [1,\n2,\n], } }", (3, 4), ONE_LINE),
        (r'x = "\e[0m"', (1, 8), NO_ESCAPE),
        (r'x = { a = "\\ \x41" }', (1, 17), NO_ESCAPE),
        ('x = """\nA\n \\x41"""', (3, 4), NO_ESCAPE),
        ("x = 17:00", (1, 7), TIMES),
        ("x = [17:00:00, 17:00]", (1, 18), TIMES),
        ("x = 2024-01-31T17:00", (1, 15), TIMES),
        ("x = { a = 2024-01-31 17:00+01:00 }", (1, 22), TIMES),
    ],
    ids=ascii,
)
def test_refuses_what_only_toml_1_1_has(text: str, at: tuple[int, int], remedy: str) -> None:
    """Refuse what only newer parsers read, so that every version reads the same files."""
    assert ["x"] == [*tomlrt.loads(text)]
    error = unreadable(text.encode(), "toml")

    assert "the file is not valid TOML" == error.reason.en
    assert at == error.at
    assert remedy == error.remedy.en


@settings(deadline=None)
@given(
    formats,
    st.booleans(),
    st.text(),
    st.sampled_from([b"\xff", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80"]),
    st.binary(),
)
def test_finds_the_first_bad_byte(format: Format, bom: bool, before: str, bad: bytes, after: bytes) -> None:  # noqa: FBT001
    """Count the place of a bad byte in lines and characters, with or without a byte order mark."""
    before = before.removeprefix("\ufeff")
    after = b"\n" + after
    error = unreadable(BOM * bom + before.encode() + bad + after, format)
    lines = before.split("\n")

    assert (len(lines), len(lines[-1]) + 1) == error.at


@pytest.mark.parametrize(
    "version", ["1", "0", "-1", "2", "1" * 30, "1.0", "1.5", '"1"', "true", "false", "[1]", "{}"]
)
@pytest.mark.parametrize("format", ["toml", "json"])
def test_reads_the_version_that_it_knows(format: Format, version: str) -> None:
    """Accept only a whole number from 1 to the newest known as a version."""
    text = f"format_version = {version}" if format == "toml" else f'{{"format_version": {version}}}'
    reading = parse(text, format)

    assert (set() if version == "1" else {LeftOut(None, None)}) == reading.register.left_out
    assert ([] if version == "1" else ["unreadable-file"]) == [f.rule for f in reading.findings]


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".b" * 99 + " = 1",
        "a = '" + "a." * 200 + "'",
        "# " + "a." * 200,
        "[a]\nb = 'x'\n# c, d.\n" * 200,
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_passes_over_dots_that_are_no_deep_name(text: str) -> None:
    """Accept dots in texts and comments, and fewer than a hundred in a name."""
    error = parse(text).findings[0].message.en if parse(text).findings else ""

    assert "nested too deeply" not in error


@pytest.mark.parametrize("name", ["010203-1234", "anna@example.org", "\x1b[31m", "ø" * 1000], ids=ascii)
def test_a_name_that_stands_twice_is_told_harmlessly(name: str) -> None:
    """Sanitize the name of a field in a message."""
    text = json.dumps({"areas": {}, name: 1})[:-1] + f", {json.dumps(name)}: 2}}"
    error = unreadable(text.encode(), "json")

    assert f'the name "{sanitize(name)}" stands twice in one object' == error.reason.en
    assert error.reason.da.isprintable()


def test_tells_a_format_that_there_is_not() -> None:
    """Refuse an unknown format in both languages, naming the known ones."""
    for work in (partial(parse, ""), partial(to_text, Register())):
        with pytest.raises(InvalidValue, match="the format must be toml, json or ndjson") as raised:
            work("yaml")  # type: ignore[arg-type]
        assert "formatet skal være toml, json eller ndjson" == raised.value.reason.da


def test_a_newer_version_is_told_in_one_sentence() -> None:
    """Refuse a file of a newer format, and ask for the newer program."""
    (finding,) = parse(f"format_version = {FORMAT_VERSION + 1}\nunheard_of = 1\nareas = 5").findings

    assert (
        "Cannot be read: the file is of a newer format than 1, which this program knows. "
        "Use a newer version of civic-partnership."
    ) == finding.message.en


@settings(deadline=None)
@given(formats, st.binary() | st.text().map(str.encode))
def test_refuses_in_no_other_way(format: Any, data: bytes) -> None:
    """Decode any bytes into tables, or refuse them with a reason."""
    try:
        tables = decode(data, format)
    except Unreadable:
        return
    assert type(tables) is dict
