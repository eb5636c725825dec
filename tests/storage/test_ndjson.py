import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from civic_partnership.model import Area, LeftOut, Municipality, RecordKey, Register
from civic_partnership.storage import Reading, format_document_line, load, parse, read, to_text, write
from civic_partnership.testing.any_registers import readable_registers as registers

HAVNEN, BYEN = Area(id="havnen", name="Havnen"), Area(id="byen", name="Byen 😀")
SMALL = Register().replace(Municipality(name="Nordby"), HAVNEN, BYEN)
LINES = """\
{"municipality": {"name": "Nordby"}}
{"areas": {"byen": {"name": "Byen 😀"}}}
{"areas": {"havnen": {"name": "Havnen"}}}
"""

UNREADABLE: dict[str, tuple[str, str, int]] = {
    "no json": ("Dear Sir or Madam,", "the file is not valid JSON", 1),
    "cut off": ('{"areas": {"a": {"name"', "the file is not valid JSON", 24),
    "a list": ("[]", "the JSON text is not an object", 1),
    "a huge exponent": (f'{{"a": 1e{"9" * 40}}}', "a number in the file is too large to be read", 1),
    "a deep list": (f'{{"a": {"[" * 20_000}', "the file is nested too deeply", 1),
    "a doubled name": ('{"areas": {}, "areas": {}}', 'the name "areas" stands twice in one object', 1),
    "a newer version": ('{"areas": {}, "format_version": 2}', "the file is of a newer format than 1", 1),
}


def rules_and_places(reading: Reading) -> set[tuple[str, int | None, int | None]]:
    """Return rule, line and column of each finding."""
    places = [(finding.rule, reading.locate(finding)) for finding in reading.findings]
    return {(rule, place.line, place.column) for rule, place in places if place}


@settings(max_examples=40, deadline=None)
@given(registers())
def test_a_line_for_each_record_that_reads_back(register: Register) -> None:
    """Write a line for each record; all together, in any order, are the register."""
    text = to_text(register, "ndjson")
    lines = text.split("\n")[:-1]

    assert ((), register) == (parse(text, "ndjson").findings, parse(text, "ndjson").register)
    assert [key for key, _ in register] == [
        RecordKey(kind, None if kind == "municipality" else next(iter(table)))
        for line in lines
        for kind, table in json.loads(line).items()
    ]
    assert register == parse("\n".join(reversed(lines)), "ndjson").register
    for line, (_, record) in zip(lines, register, strict=True):
        assert Register().replace(record) == parse(line, "json").register


def test_the_lines_of_a_small_register(tmp_path: Path) -> None:
    """Write a small register: a line each, in the order of kinds and ids, and nothing else."""
    write(SMALL, tmp_path / "x.ndjson")

    assert LINES == to_text(SMALL, "ndjson") == (tmp_path / "x.ndjson").read_text()
    assert SMALL == load(tmp_path / "x.ndjson")
    assert "" == to_text(Register(), "ndjson")
    assert LINES == "".join(format_document_line({key: record}) for key, record in SMALL)


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        LINES.rstrip("\n"),
        LINES.replace("\n", "\r\n"),
        f"\ufeff{LINES}",
        f"\n\n  \t\n{LINES}\r\n \n",
        LINES.replace("\n", "\n\n"),
        LINES.replace("{", " {").replace("\n", "  \n"),
        '{"format_version": 1}\n' + LINES,
        LINES.replace('"areas"', '"format_version": 1, "areas"'),
        '{"municipality": {"name": "Nordby"}, "areas": {"byen": {"name": "Byen 😀"}, "havnen": {"name": "Havnen"}}}',
    ],
    ids=ascii,
)  # fmt: skip
def test_reads_what_others_write(tmp_path: Path, text: str) -> None:
    """Accept line ends of Windows, a byte order mark, blank lines and several records in a line."""
    (tmp_path / "x.NDJSON").write_bytes(text.encode())

    assert SMALL == load(tmp_path / "x.NDJSON") == parse(text.removeprefix("\ufeff"), "ndjson").register


@pytest.mark.parametrize("text", ["", "\n", "\r\n \n", "\ufeff", "{}"], ids=ascii)
def test_a_file_without_lines_is_no_mistake(tmp_path: Path, text: str) -> None:
    """Report nothing about an empty file."""
    (tmp_path / "x.ndjson").write_bytes(text.encode())

    assert Register() == load(tmp_path / "x.ndjson")


def test_only_line_feeds_end_lines() -> None:
    """Accept in a text the line ends that only Unicode and Python know."""
    name = "a\u2028b\u2029c\x85d"

    assert name == parse(f'{{"areas": {{"a": {{"name": "{name}"}}}}}}', "ndjson").register.areas["a"].name


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_bad_line_hurts_no_other(tmp_path: Path, name: str, end: str) -> None:
    """Report a line that cannot be read with line and column, and read every other."""
    line, reason, column = UNREADABLE[name]
    first, *others = LINES.split("\n")
    path = tmp_path / "x.ndjson"
    path.write_bytes(end.join([first, "", line, *others]).encode())
    reading = read(path)
    (finding,) = reading.findings

    assert (finding.rule, finding.file, finding.at) == ("unreadable-file", str(path), (3, column))
    assert reason in finding.message.en
    assert dict(SMALL.areas) == dict(reading.register.areas)
    assert SMALL.municipality == reading.register.municipality
    assert {LeftOut(None, None)} == reading.register.left_out
    assert (str(path), 3, column) == tuple(
        getattr(reading.locate(finding), each) for each in ("file", "line", "column")
    )
    assert reading.excerpt(finding) is None


def test_a_file_that_is_not_utf_8_is_told_as_a_whole(tmp_path: Path) -> None:
    """Report bytes of another encoding with their line, and trust no line of such a file."""
    path = tmp_path / "x.ndjson"
    path.write_bytes(LINES.encode() + '{"areas": {"oe": {"name": "Ø"}}}'.encode("latin-1"))
    (finding,) = read(path).findings

    assert ("unreadable-file", (4, 28)) == (finding.rule, finding.at)


def test_the_same_id_in_two_lines(tmp_path: Path) -> None:
    """Leave out two records of one id or two municipalities, and report each line with the other."""
    path = tmp_path / "x.ndjson"
    path.write_text(LINES + "\n" + LINES.replace("Havnen", "Havn"))
    reading = read(path)
    lines = {
        str(reading.locate(each)).rpartition(".ndjson:")[2]: each.message.en for each in reading.findings
    }

    assert {"3:12", "7:1", "2:12", "6:1", "1:2", "5:1"} == set(lines)
    for line, other, name in (
        ("3:12", 7, '"havnen"'),
        ("7:1", 3, '"havnen"'),
        ("1:2", 5, "The municipality"),
    ):
        assert lines[line].startswith(f"{name} also stands in {path}:{other}. Keep ")
    assert [] == list(reading.register)


def test_findings_stand_in_their_own_line() -> None:
    """Never take one line for another, be it unreadable, of a newer format or of the same id."""
    reading = parse(
        '{"areas": {"a": {"name"\n'
        '{"format_version": 2, "areas": {"a": {"name": "A"}}}\n'
        '{"areas": {"a": {"name": "Æ 😀", "nam": 1}}}\n'
        '{"areas": {"a": {"name": 5}}}\n'
        '{"areas": 5}\n'
        '{"asociations": {}, "format_versoin": 1}\n'
        '{"meetings": {"m": {"on": "2024-02-30", "kind": "status"}}}\n',
        "ndjson",
    )

    assert {
        ("unreadable-file", 1, 24),
        ("unreadable-file", 2, 1),
        ("unknown-field", 3, 33),
        ("wrong-type", 4, 1),
        ("duplicate-id", 3, 12),
        ("duplicate-id", 4, 1),
        ("wrong-type", 5, 1),
        ("unknown-field", 6, 1),
        ("invalid-value", 7, 21),
    } == rules_and_places(reading)


def test_shows_the_line_with_what_is_personal_covered(tmp_path: Path) -> None:
    """Show the line of a finding, though lines before it are broken."""
    path = tmp_path / "x.ndjson"
    path.write_text('{"a\n\n{"contacts": {"c": {"name": "Anna", "role": 5}}}\n')
    reading = read(path)
    (excerpt,) = filter(None, map(reading.excerpt, reading.findings))

    assert 3 == excerpt.line
    assert '{"contacts": {"c": {"name": ******, "role": 5}}}' == excerpt.text
    assert '"role": 5' == excerpt.text[excerpt.start : excerpt.start + excerpt.length]
