"""Conflict markers that git left in a file of a register."""

import pytest

from civic_partnership import parse
from civic_partnership.storage.conflict_markers import find_marked_conflicts
from civic_partnership.storage.parsing import Format


def marked(one: str, other: str) -> str:
    """Put two versions of some lines between markers, as git does."""
    return f"<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> for-a-eksempel\n"


NAMES = marked('name = "A"', 'name = "B"')
TOML = f"[areas.a]\n{NAMES}\n[areas.b]\n{NAMES}"
ARRAY = '[associations.a]\nname = "A"\nareas = [\n"x",\n' + marked('"y",', '"z",') + "]\n"
JSON = '{"areas": {"a": {"name": "A"}\n' + marked(',"b": {"name": "B"}', ',"c": {"name": "C"}') + "}}\n"
NDJSON = (
    '{"areas": {"a": {"name": "A"}}}\n'
    + marked('{"areas": {"b": {"name": "B"}}}', '{"areas": {"b": {"name": "C"}}}')
    + '{"areas": {"d": {"name": "D"}}}\n'
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    ("text", "format", "line", "told", "ids"),
    [
        (TOML, "toml", 2, "in 2 places; the markers stand on lines 2, 4 and 6; 9, 11 and 13.", []),
        (ARRAY, "toml", 5, "in one place; the markers stand on lines 5, 7 and 9.", []),
        (JSON, "json", 2, "in one place; the markers stand on lines 2, 4 and 6.", []),
        (NDJSON, "ndjson", 2, "in one place; the markers stand on lines 2, 4 and 6.", ["a", "d"]),
    ],
    ids=["toml", "array", "json", "ndjson"],
)
def test_markers_are_told_with_their_lines(
    text: str, format: Format, line: int, told: str, ids: list[str], newline: str
) -> None:
    """One finding says where they stand and what to do, and not what the branches are called."""
    reading = parse(text.replace("\n", newline), format)

    (finding,) = reading.findings
    assert ("unreadable-file", (line, 1)) == (finding.rule, finding.at)
    assert told in finding.message.en
    assert "delete the lines with <<<<<<<" in finding.message.en
    assert "eksempel" not in finding.message.da
    assert ids == [*reading.register.areas]


def test_many_conflicts_are_named_by_the_first_five() -> None:
    """The sentence stays short."""
    (finding,) = parse(TOML * 3).findings

    assert "in 6 places; " in finding.message.en
    assert "; 22, 24 and 26; 28, 30 and 32; and more. Keep" in finding.message.en


def test_a_text_may_hold_such_lines() -> None:
    """They are no markers in a text, not even if something else is wrong in the file."""
    text = '[areas.a]\nname = """\n' + marked("x", "y") + '"""\n'

    assert () == parse(text).findings
    (finding,) = parse(f"{text}note = x\n").findings
    assert "not valid TOML" in finding.message.en


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< HEAD\n",
        "=======\n>>>>>>> x\n",
        "<<<<<<< HEAD\n>>>>>>> x\n=======\n",
        "<<<<<<<HEAD\n=======\n>>>>>>> x\n",
        "<<<<<<\n======\n>>>>>>\n",
    ],
)
def test_markers_need_each_other(text: str) -> None:
    """A line that begins as a marker does is none without the others in their order."""
    assert [] == find_marked_conflicts(text)


def test_a_marker_may_be_longer_and_a_base_may_stand_between() -> None:
    """Git makes them longer where it merges ancestors, and shows the base if it is asked to."""
    text = (
        "x\n<<<<<<<<< HEAD\n||||||||| base\n=========\n>>>>>>>>> x\n<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c"
    )

    assert [(2, 4, 5), (7, 8, 9)] == find_marked_conflicts(text)
