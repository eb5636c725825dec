"""What concerns the whole of a stream, and the base register."""

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import localcontext
from pathlib import Path

import pytest
from streaming.streams import count, difference, split_register

from civic_partnership.errors import PathError
from civic_partnership.model import Association, Partnership, Programme, Register
from civic_partnership.rules import Context, Verdict, broken, check, rule
from civic_partnership.storage import parse
from civic_partnership.streaming import RecordIndex, check_stream
from civic_partnership.streaming.whole_check import WholeCheck

ON = date(2025, 3, 1)
BUDGET = """
[programmes.a]
name = "Sociale partnerskaber"
annual_budget = 100000
[associations.klub]
name = "Nordby Boldklub"
"""
PARTNERSHIP = """
[partnerships.%s]
programme = "a"
partners = [{ association = "klub" }]
terms = [{ kind = "initial", period = "2022/2024" }]
"""


def test_what_concerns_the_whole_has_the_place_of_its_record() -> None:
    """A finding about a partnership of a stream names file and line, whichever rule found it."""
    register = parse(BUDGET + PARTNERSHIP % "p" + PARTNERSHIP % "q").register
    base, lines = split_register(register)
    found = [each for each in check_stream(lines, base, on=ON) if each.rule == "budget-overspent"]

    assert [("<stream>", 1), ("<stream>", 2)] == [(each.file, each.at and each.at[0]) for each in found]


def test_a_base_made_in_python_is_checked_for_its_shape_too() -> None:
    """What no file can hold gives a finding, as in the check of a register, and no rule is asked about it."""
    base = Register().replace(Programme(id="a", name=7))  # type: ignore[arg-type]
    stream = check_stream([], base, on=ON)

    assert ["wrong-type"] == [each.rule for each in stream]
    assert () == stream.failures


def test_amounts_are_exact_whatever_precision_the_caller_has_set() -> None:
    """The grants of a partnership that stands in the base register are added up as those of a stream are."""
    grants = 'grants = [{ period = "2022-03-02/2024", amount = 400000.01 }]\n'
    register = parse(BUDGET + PARTNERSHIP % "p" + grants).register
    with localcontext(prec=3):
        streamed = count(check_stream([], register, on=ON))

    assert count(check(register, on=ON).findings) == streamed


def by_name(association: Association, _: object) -> set[str]:
    """Return the name of an association, a key that no rule of the package has."""
    return {association.name}


@rule(about=Register, level="error", source="test", title="…", da="{seen}\n…", en="{seen}\n…")
def see_everything(register: Register, context: Context) -> Iterator[Verdict]:
    """Tell all that a rule of a plugin can ask of a register and its context."""
    table = register.associations
    yield broken(
        seen=repr(
            (
                [*register],
                [*table],
                len(table),
                [*table.values()],
                [(key, [*some]) for key, some in context.sharing("associations", by_name)],
                [*context.counts("associations", by_name)],
                [*context.having("associations", by_name, "Nordby Boldklub")],
                [len(context.partnerships("a")), register.partnerships["p"] in context.partnerships("a")],
            )
        )
    )


@rule(about=Partnership, level="error", source="test", title="…", da="{seen}\n…", en="{seen}\n…")
def see_associations(_: Partnership, context: Context) -> Iterator[Verdict]:
    """Tell the associations in the document and the base."""
    table = context.register.associations
    yield broken(seen=repr(([*table.items()], len(table), "klub" in table)))


@pytest.mark.parametrize("shared", [False, True], ids=["own", "shared"])
def test_a_rule_of_a_plugin_sees_the_whole_as_a_register(*, shared: bool) -> None:
    """Tables, keys of its own and records are those of the whole; a document and the base are a register too."""
    other = '[associations.other]\nname = "Nordby Boldklub"\n'
    partnership = (PARTNERSHIP % "p").replace('"klub" }', '"klub" }, { association = "other" }')
    register = parse(BUDGET + other + partnership).register

    rules = [see_everything, see_associations]

    assert [each.rule for each in check(register, on=ON, rules=rules).findings] == [
        "see-everything",
        "see-associations",
    ]
    assert difference(register, ON, shared=shared, rules=rules) == ({}, {})


def list_names(context: Context) -> list[str]:
    """Return the names of all associations."""
    return [each.name for each in context.register.associations.values()]


@rule(about=Partnership, level="error", source="test", title="…", da="{seen}\n…", en="{seen}\n…")
def see_own(_: Partnership, context: Context) -> Iterator[Verdict]:
    """Tell what is found once in a check, or by a key of a plugin, among the associations in sight."""
    names = [key for key, _ in context.counts("associations", by_name)]
    yield broken(seen=f"{names} {context.of_check(list_names)}")


def test_a_rule_of_a_plugin_sees_nothing_of_documents_before() -> None:
    """What a document names without having it lets it be checked alone."""
    line = """{"partnerships": {"%s": {"programme": "a", "partners": [{"association": "unknown"}]}},
        "associations": {"%s": {"name": "%s"}}}""".replace("\n", "")
    lines = [line % (3 * (name,)) for name in ("one", "two")]
    found = check_stream(lines, Register(), on=ON, rules=[see_own])

    assert ["['one'] ['one'] …", "['two'] ['two'] …"] == [each.message.en for each in found]


def test_grants_of_an_id_that_stands_twice_are_not_added_up() -> None:
    """Neither record is in the register, as when it stands twice in files."""
    register = parse(BUDGET + (PARTNERSHIP % "p") + "grants = [{ year = 2024, amount = 100_001 }]\n").register
    base, (line,) = split_register(register, shared=True)
    once, twice = (
        {each.rule for each in check_stream([line] * number, base, on=ON)}
        & {"budget-overspent", "duplicate-id"}
        for number in (1, 2)
    )

    assert ({"budget-overspent"}, {"duplicate-id"}) == (once, twice)


def test_a_record_that_could_not_be_built_leaves_open_what_its_document_says() -> None:
    """An exemption may be needed by what could not be read there; another document does not matter."""
    line = '{"partnerships": {"%s": {"programme": "a", "partners": [], "exempt": {"term-length": "x"}}}%s}'
    lines = [line % ("p", ', "contacts": {"c": {"role": 7}}'), line % ("q", "")]
    found = [
        each for each in check_stream(lines, parse(BUDGET).register, on=ON) if each.rule == "unused-exemption"
    ]

    assert [("p", "undecided"), ("q", "warning")] == [
        (each.record and each.record.id, each.level) for each in found
    ]


@pytest.mark.parametrize(
    ("note", "times", "unused"),
    [
        ("K", 1, ["cpr-number"]),
        ("K 010190-1234", 1, []),
        ("K", 2, []),
    ],
)
def test_an_exemption_is_used_by_what_its_line_breaks(note: str, times: int, unused: list[str]) -> None:
    """Beside one from a rule about the whole it is told at the end, but not of a record that stands twice."""
    exempt = '{"cpr-number": "Aftalt", "budget-overspent": "Aftalt"}'
    line = f'{{"partnerships": {{"p": {{"programme": "a", "partners": [], "note": "{note}", "exempt": {exempt}}}}}}}'
    found = check_stream([line] * times, parse(BUDGET).register, on=ON)

    assert unused == sorted(str(each.path[-1]) for each in found if each.rule == "unused-exemption")


def test_without_any_folder_for_temporary_files_its_variable_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how another folder is chosen."""

    def refuse(*_: object, **__: object) -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    monkeypatch.setattr(tempfile, "gettempdir", refuse)
    with pytest.raises(PathError, match="in TMPDIR"):
        next(check_stream([], Register(), on=ON))


def test_no_folder_stays_where_the_index_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is that of the system."""

    def refuse(_: Path) -> RecordIndex:
        raise PathError("Disken er fuld.", "The disk is full.")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(PathError, match="full"), WholeCheck(Register(), ON, (), "", refuse):
        pass
    assert [] == [*tmp_path.iterdir()]
