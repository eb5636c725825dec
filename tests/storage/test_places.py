import json
import sys

import pytest
import tomli_w
from hypothesis import given, settings, strategies as st

from civic_partnership.findings import Finding
from civic_partnership.model import Register
from civic_partnership.storage import Format, parse, to_dict, to_text
from civic_partnership.storage.places import of_depth, of_dots, of_doubled_names, of_number, of_version
from civic_partnership.testing.any_registers import readable_registers as registers, texts

HUGE = "9" * 5000


def after(before: str) -> tuple[int, int]:
    """Line and column of what follows a text."""
    lines = before.split("\n")
    return len(lines), len(lines[-1]) + 1


@settings(max_examples=40, deadline=None)
@given(registers(4), st.sampled_from([HUGE, "[" * 5000, f"1e{'9' * 30}"]), texts())
def test_finds_what_stands_after_any_register(register: Register, trouble: str, note: str) -> None:
    """Whatever stands before a number or a nest that no parser reads, its place is found in both formats."""
    depth = 100 if trouble[0] == "[" else 0
    tables = {"note": note, **to_dict(register)}
    toml = tomli_w.dumps(tables) + "[last]\nx = "
    written = to_text(register, "json").rstrip()[:-1].rstrip()
    for format, before, nested in (("toml", toml, 0), ("json", f"{written}, {json.dumps(note)}: ", 1)):
        (finding,) = parse(before + trouble, "toml" if format == "toml" else "json").findings
        line, column = after(before)
        assert (line, column + max(0, depth - nested)) == finding.at


@pytest.mark.parametrize(
    ("text", "format", "at"),
    [
        (f'# {HUGE}\na = \'{HUGE}\'\nb = "\\"{HUGE}"\nc = {HUGE}', "toml", (4, 5)),
        (f'a = """\n{HUGE} " ""{HUGE}\\""" x"""""\nb = [1, -{HUGE}]', "toml", (3, 10)),
        (f"a = '''\n{HUGE} ''{HUGE}'''''\nb{HUGE} = +{HUGE}", "toml", (3, 5006)),
        (f"a = {'1_000_' * 1100}1", "toml", (1, 5)),
        (f"a = 0x{'f' * 5000}\nb = 1.5\nc = {HUGE}", "toml", (3, 5)),
        (f'{{"{HUGE}": "\\"{HUGE}",\n"a": 2, "b": {HUGE}}}', "json", (2, 14)),
        ('{"a": 1}', "json", None),
    ],
    ids=lambda part: ascii(part)[:30],
)
def test_passes_over_texts_and_comments(text: str, format: Format, at: tuple[int, int] | None) -> None:
    """What only looks like a number is none."""
    assert at == of_number(text, format)


def test_finds_nothing_where_nothing_is() -> None:
    """In a text that is in order there is no place to tell."""
    assert of_depth("a = [[1], {b = [2]}]\n[c]\n", "toml") is None
    assert of_version("[a]\nb = 1", "toml") is None
    assert of_version('{"a": {"format_version": 1}}', "json") is None
    assert [] == list(of_doubled_names('{"a": {"b": "a", "c": [{"b": 1}, {"b": 2}]}, "b": 1}'))


def test_a_caller_deep_in_its_own_work_is_told_no_place() -> None:
    """Where Python itself is nested deeply, a flat text is read or too deep, and no place in it is blamed."""

    def deep(levels: int) -> tuple[Finding, ...]:
        return deep(levels - 1) if levels else parse("areas = [[[[[[[[[[1]]]]]]]]]]").findings

    told = set()
    for levels in range(sys.getrecursionlimit()):
        try:
            (finding,) = deep(levels)
        except RecursionError:
            break
        told.add((finding.rule, finding.at))

    assert {("wrong-type", None)} <= told <= {("wrong-type", None), ("unreadable-file", None)}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a" + ".b" * 99 + "=1\n", None),
        ("x=1\na" + ".b" * 200 + "=1\n", (2, 1)),
        ("x={a" + ".b" * 200 + "=1}\n", (1, 4)),
        ('"a"' + " . 'b'" * 200 + "=1\n", (1, 1)),
        ("[a" + ".b" * 200 + "]\n", (1, 2)),
        ("a='" + "a." * 200 + "'\n", None),
        ("a='''\n" + "a." * 200 + "'''\n", None),
        ("# " + "a." * 200 + "\n", None),
        ("a=1" + ".1" * 200 + "\n", None),
    ],
    ids=lambda part: ascii(part)[:40],
)
def test_finds_names_that_no_parser_reads_in_time(text: str, at: tuple[int, int] | None) -> None:
    """A register has a handful of levels; more than a hundred are refused before they are parsed."""
    assert at == of_dots(text)
