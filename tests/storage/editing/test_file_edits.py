from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomlrt

from civic_partnership.errors import PathError, RecordsError
from civic_partnership.model import (
    Area,
    Association,
    Department,
    Municipality,
    Partnership,
    Register,
)
from civic_partnership.storage import can_edit, edit_files, read_files
from civic_partnership.testing.record_edits import record_from_dict, record_to_dict

EXAMPLES = sorted(
    path.parent
    for path in (Path(__file__).parents[3] / "examples").glob("*/municipality.toml")
    if path.parent.name != "nordby-broken"
)
BY_HAND = """\
# Mine
[partnerships.p]   # the first
programme = 's'  # its programme

partners = [{association = "a"}, {association = "b"}] # who
terms = [ # all
  { period = "2012/2015", kind = "initial" }, # one
  # before two
  { period = "2016/2019", kind = "extension" } # two
  # last
]
exempt.a = "x"

# what it got
[[partnerships.p.grants]]
year = 2012
amount = 1_000.50 # a half

# about q
[partnerships.q]
programme = "s"
partners = []
"""

NEW_TERM = {"period": "2020/2023", "kind": "extension"}


def edit_text(text: str, change: Callable[[dict[str, Any]], object]) -> str:
    """Change the first partnership in a text."""
    before = read_files({"p.toml": text.encode()}).register
    record = next(iter(before.partnerships.values()))
    change(tree := record_to_dict(record))
    after = before.replace(record_from_dict(tree, Partnership))
    edited = edit_files({"p.toml": text.encode()}, before, after)
    assert after == read_files(edited).register
    return edited["p.toml"].decode()


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda p: p.update(programme="t"), "programme = 's'  # its", 'programme = "t"  # its'),
        (lambda p: p["terms"][0].update(period="2012/2014"), '"2012/2015"', '"2012/2014"'),
        (lambda p: p["grants"][0].update(amount=Decimal("0.5")), "1_000.50", "0.5"),
        (lambda p: p["partners"].append({"association": "c"}), '"b"}]', '"b"}, { association = "c" }]'),
        (lambda p: p["partners"].pop(), ', {association = "b"}', ""),
        (lambda p: p["partners"].pop(0), '{association = "a"}, ', ""),
        (lambda p: p["partners"].clear(), '[{association = "a"}, {association = "b"}] # who', "[] # who"),
        (lambda p: p["partners"][0].update(share=40), '"a"}', '"a", share = 40}'),
        (
            lambda p: p["terms"].append(NEW_TERM),
            " # two\n  # last\n",
            ', # two\n  # last\n  { period = "2020/2023", kind = "extension" }\n',
        ),
        (
            lambda p: p["terms"].insert(0, NEW_TERM),
            '  { period = "2012',
            '  { period = "2020/2023", kind = "extension" },\n  { period = "2012',
        ),
        (lambda p: p["terms"].pop(0), '{ period = "2012/2015", kind = "initial" }, # one', " # one"),
        (lambda p: p["terms"].pop(), '{ period = "2016/2019", kind = "extension" } # two', " # two"),
        (lambda p: p["grants"][0].update(note="n"), "# a half\n", '# a half\nnote = "n"\n'),
        (
            lambda p: p["grants"].append({"year": 2013, "amount": Decimal("2.10")}),
            "# a half\n",
            "# a half\n\n[[partnerships.p.grants]]\nyear = 2013\namount = 2.1\n",
        ),
        (
            lambda p: p.pop("grants"),
            "[[partnerships.p.grants]]\nyear = 2012\namount = 1_000.50 # a half",
            " # a half",
        ),
        (lambda p: p.update(note="n"), 'exempt.a = "x"\n', 'exempt.a = "x"\nnote = "n"\n'),
        (lambda p: p.pop("exempt"), 'exempt.a = "x"\n', ""),
        (lambda p: p.update(exempt={"b": "y"}), 'exempt.a = "x"\n', 'exempt = { b = "y" }\n'),
        (lambda p: p["exempt"].update(b="y"), 'exempt.a = "x"\n', 'exempt.a = "x"\nexempt.b = "y"\n'),
        (
            lambda p: p.update(
                employments=[{"period": f"201{n}/201{n}", "weekly_hours": Decimal("0.5")} for n in "23"]
            ),
            'exempt.a = "x"\n',
            'exempt.a = "x"\nemployments = [\n    { period = "2012/2012", weekly_hours = 0.5 },\n    { period = "2013/2013", weekly_hours = 0.5 },\n]\n',
        ),
        (lambda p: p.update(exempt={"a": {"2020/2021": "y"}}), '"x"', '{ "2020/2021" = "y" }'),
    ],
)
def test_a_change_stands_in_its_place(change: Callable[[dict[str, Any]], object], old: str, new: str) -> None:
    """Change a value, add and remove fields and rows; keep every other byte."""
    assert 1 == BY_HAND.count(old)
    for newline in ("\n", "\r\n"):
        text, expected = (each.replace("\n", newline) for each in (BY_HAND, BY_HAND.replace(old, new)))
        assert expected == edit_text(text, change)


def edit(files: dict[str, str], *records: Any) -> dict[str, str]:
    """Put records into the register in some files; return the files that are new or different."""
    given = {name: text.encode() for name, text in files.items()}
    reading = read_files(given)
    assert () == reading.findings
    after = reading.register.replace(*records)
    edited = edit_files(given, reading.register, after)
    assert after == read_files(edited).register
    return {name: data.decode() for name, data in edited.items() if data != given.get(name)}


HAVNEN, BYEN = Area(id="havnen", name="Havnen"), Area(id="byen", name="Byen")
NEW = '[areas.byen]\nname = "Byen"\n'


@pytest.mark.parametrize(
    ("files", "name", "text"),
    [
        ({}, "areas.toml", f"format_version = 1\n\n{NEW}"),
        ({"a.toml": "# Mine\n"}, "areas.toml", f"format_version = 1\n\n{NEW}"),
        ({"areas.toml": "# Mine\n"}, "areas.toml", f"# Mine\n\n{NEW}"),
        ({"Areas.toml": ""}, "Areas.toml", NEW),
        (
            {"a.toml": "[areas.a]\nname='A' # a", "b.toml": "", "areas.toml": ""},
            "a.toml",
            f"[areas.a]\nname='A' # a\n\n{NEW}",
        ),
        (
            {"a.toml": "[areas.a]\nname='A'\n", "deep/areas.toml": "[areas.b]\nname='B'\n"},
            "deep/areas.toml",
            f"[areas.b]\nname='B'\n\n{NEW}",
        ),
        (
            {"areas.toml": "[areas.a]\nname='A'\n", "b.toml": "[areas.b]\nname='B'\n"},
            "areas.toml",
            f"[areas.a]\nname='A'\n\n{NEW}",
        ),
        (
            {"a.toml": "\ufeff[areas.a]\r\nname='A'\r\n"},
            "a.toml",
            "\ufeff[areas.a]\r\nname='A'\r\n\r\n" + NEW.replace("\n", "\r\n"),
        ),
        (
            {"a.toml": "areas = { a = { name = 'A' } } # a\n"},
            "a.toml",
            "areas = { a = { name = 'A' }, byen = { name = \"Byen\" } } # a\n",
        ),
        (
            {"a.toml": "areas.a.name = 'A'\n[areas.b]\nname = 'B'\n"},
            "a.toml",
            f"areas.a.name = 'A'\n[areas.b]\nname = 'B'\n\n{NEW}",
        ),
    ],
)
def test_a_new_record_stands_with_its_kind(files: dict[str, str], name: str, text: str) -> None:
    """Put a new record at the end of a file with records of its kind, or where `write` would put it."""
    assert {name: text} == edit(files, BYEN)


def test_new_records_of_several_kinds_and_the_municipality() -> None:
    """Add records to files of their own and to one that is there."""
    text = "[municipality] # ours\nname = 'Nordby'\n"
    many = edit(
        {"a.toml": "[areas.a]\nname = 'A'\n"},
        BYEN,
        HAVNEN,
        Department(id="d", name="D"),
        Municipality(name="N"),
    )

    assert {"municipality.toml": text.replace("Nordby", "N").replace("'", '"')} == edit(
        {"municipality.toml": text}, Municipality(name="N")
    )
    assert ["a.toml", "departments.toml", "municipality.toml"] == sorted(many)
    assert many["a.toml"].endswith(f'\n\n{NEW}\n[areas.havnen]\nname = "Havnen"\n')
    assert {"municipality.toml": '# Mine\n\n[municipality]\nname = "N"\n'} == edit(
        {"municipality.toml": "# Mine\n"}, Municipality(name="N")
    )


def test_a_record_is_removed() -> None:
    """Remove a record wherever its tables stand; keep the comments around it."""
    text = (
        "# head\n[associations.a] # a\nname = 'A'\n# in a\naliases = ['B']\n\n"
        "# b\n[associations.b]\nname = 'B'\n\n[associations.a.exempt]\nx = 'y'\n# end\n"
    )
    before = read_files({"a.toml": text.encode()}).register
    edited = edit_files({"a.toml": text.encode()}, before, before.without(before.associations["a"]))

    assert b"# head\n\n# b\n[associations.b]\nname = 'B'\n\n# end\n" == edited["a.toml"]


def test_rows_of_an_array_with_several_lines_are_removed() -> None:
    """Remove rows with their commas and their lines, however they stand; keep all comments."""
    rows = "[ # all\n  'b', # b\n  'c', 'd',\n  'e' # e\n  # before the comma\n  , 'f', 'g'\n  ,\n  'h',\n]"
    text = f"[associations.a]\nname = 'A'\naliases = {rows}\n"

    def keep(*names: str) -> str:
        association = Association(id="a", name="A", aliases=names)
        return edit({"a.toml": text}, association)["a.toml"].partition("aliases = ")[2]

    assert rows.replace("'c', 'd'", "'d'") + "\n" == keep(*"bdefgh")
    assert rows.replace("'d',", "") + "\n" == keep(*"bcefgh")
    assert rows.replace("  'c', 'd',\n", "") + "\n" == keep(*"befgh")
    assert rows.replace("  'h',\n", "") + "\n" == keep(*"bcdefg")
    assert rows.replace("'b', # b", " # b") + "\n" == keep(*"cdefgh")
    assert rows.replace("'e' # e", " # e").replace("  , 'f'", "  'f'") + "\n" == keep(*"bcdfgh")


@pytest.mark.parametrize("before", ["{ a = 'x' }", "{a='x',b='y'}", "{ }", "{}"])
def test_all_values_of_an_inline_table_give_way(before: str) -> None:
    """Replace all values of a table in braces."""
    text = f"[partnerships.p]\nprogramme = 's'\npartners = []\nexempt = {before} # why\n"

    edited = edit_text(text, lambda p: p.update(exempt={"c": "z"}))
    assert text.replace(before, '{ c = "z" }') == edited


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("[]", '[{ association = "a" }, { association = "b" }]'),
        ("[ # none\n]", '[ # none\n    { association = "a" },\n    { association = "b" },\n]'),
    ],
)
def test_the_first_rows_of_a_list(before: str, expected: str) -> None:
    """Put rows into a list without rows, and keep a comment in it."""
    text = f"[partnerships.p]\nprogramme = 's'\npartners = {before} # why\n"
    rows = [{"association": "a"}, {"association": "b"}]

    assert text.replace(before, expected) == edit_text(text, lambda p: p.update(partners=rows))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("exempt = {} # none\n", 'exempt = { a = "x" } # none\n'),
        ("[partnerships.p.exempt] # none\n", 'exempt = { a = "x" }\n # none\n'),
    ],
)
def test_a_default_that_a_file_writes_out_is_changed(old: str, new: str) -> None:
    """Change a value that the program itself would not write."""
    text = f"[partnerships.p]\nprogramme = 's'\npartners = []\n{old}"

    assert text.replace(old, new) == edit_text(text, lambda p: p.update(exempt={"a": "x"}))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_nothing_is_different_where_nothing_is_changed(folder: Path) -> None:
    """Keep all files of each example."""
    files = {path.name: path.read_bytes() for path in folder.glob("*.toml")}
    register = read_files(files).register

    assert files == edit_files(files, register, register)


def test_a_register_that_would_not_read_back_is_refused() -> None:
    """Raise the error of `write`."""
    with pytest.raises(RecordsError):
        edit_files({}, Register(), Register().replace(Area(id="a", name="")))


def test_files_that_hold_another_register_are_refused() -> None:
    """Refuse to edit what is not as the caller thinks, and name the first records."""
    before, after = (
        Register().replace(*(Area(id=id, name=name) for id in "bcdefg")) for name in ("before", "after")
    )
    with pytest.raises(PathError) as caught:
        edit_files({"areas.toml": b"[areas.a]\nname = 'A'\n"}, before, after)

    assert (
        "areas.toml cannot be written: the program cannot change areas/b, areas/c, areas/d, areas/e, areas/f … "
        "in it without changing more. Change them yourself, and try again." == caught.value.en
    )


@pytest.mark.parametrize(
    "render",
    [
        lambda _: "[areas.a] # b\nname = 'A'\nnote = 'n'\n# a\n",
        lambda _: "[areas.a] # a\nname = 'B'\nnote = 'n'\n# A\n",
        lambda _: "[areas.a] # a\nname = 'A'\nnote = 'm'\n",
        lambda _: "[areas.a] # a\nname = 'A'\nnote = = \n",
        lambda _: dict[str, str]()["gone"],
    ],
    ids=["comment", "value", "meaning", "syntax", "error"],
)
def test_an_edit_that_would_change_more_is_refused(
    render: Callable[[object], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write nothing if a comment, another value or the meaning would be another, or `tomlrt` gives up."""
    monkeypatch.setattr(tomlrt.Document, "render", render)
    before = Register().replace(Area(id="a", name="A"))
    with pytest.raises(PathError) as caught:
        edit_files(
            {"a.toml": b"[areas.a] # a\nname = 'A'\n"},
            before,
            before.replace(Area(id="a", name="A", note="n")),
        )

    assert "a.toml kan ikke skrives: programmet kan ikke rette areas/a i den" in caught.value.da


def test_the_extra_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell whether the packages of the extra are there."""
    assert can_edit()
    monkeypatch.setattr("civic_partnership.storage.editing.file_edits.find_spec", lambda _: None)
    assert not can_edit()
