import datetime
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from attrs import field, frozen
from hypothesis import given, strategies as st
from storage.conftest import Restricted

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import (
    FormatOption,
    NoOptions,
    list_options,
    parse_option_pairs,
    read_options,
    read_options_file,
)
from civic_partnership.exporting.options import options_to_json
from civic_partnership.model import about
from civic_partnership.testing.values import amounts, dated, partial_dates, periods
from civic_partnership.values import (
    Count,
    Dated,
    InvalidValue,
    Label,
    Money,
    MunicipalityCode,
    PartialDate,
    Period,
    Table,
)

SECRET = "Anders And"


@frozen(kw_only=True)
class Options:
    """Options of every type that is taken."""

    title: str | None = field(default=None, metadata=about("overskrift", "title"))
    code: MunicipalityCode = field(default="0101", metadata=about("kode", "code"))
    separator: Literal["comma", "semicolon"] = field(
        default="comma", metadata=about("skilletegn", "separator")
    )
    limit: Count | None = field(default=None, metadata=about("grænse", "limit"))
    rate: Money = field(default=Decimal("1.50"), metadata=about("sats", "rate"))
    totals: bool = field(default=False, metadata=about("summer", "totals"))
    day: datetime.date = field(default=datetime.date(2024, 1, 31), metadata=about("dag", "day"))
    at: datetime.time | None = field(default=None, metadata=about("klokken", "at"))
    since: PartialDate | None = field(default=None, metadata=about("siden", "since"))
    period: Period = field(default=Period("2024/2025"), metadata=about("periode", "period"))
    kinds: tuple[str, ...] = field(default=("møder", "tilskud"), metadata=about("slags", "kinds"))
    years: tuple[Count, ...] = field(default=(), metadata=about("år", "years"))
    steps: Dated[Count] = field(default=Dated.since({"2024": 3}), metadata=about("trin", "steps"))


@frozen(kw_only=True)
class Needed:
    """An option that must be given."""

    path: str = field(metadata=about("sti", "path"))


def refusal(call: Callable[[], Any]) -> OptionsError:
    """Return the error of options that are refused; no language of it repeats the secret value."""
    with pytest.raises(OptionsError) as caught:
        call()
    assert SECRET not in caught.value.da + caught.value.en
    assert caught.value.da not in ("", caught.value.en)
    return caught.value


def test_offers_every_option_with_what_it_takes() -> None:
    """Return the name, how a value may be written, and the default."""
    assert [
        ("title", "…", ""),
        ("code", "…", "0101"),
        ("separator", "comma|semicolon", "comma"),
        ("limit", "123", ""),
        ("rate", "123.45", "1.5"),
        ("totals", "true|false", "false"),
        ("day", "2024-01-31", "2024-01-31"),
        ("at", "17:30:00", ""),
        ("since", "2024-01", ""),
        ("period", "2024/2025", "2024/2025"),
        ("kinds", "… …", "møder, tilskud"),
        ("years", "123 …", ""),
        ("steps", "…", '{"2024": 3}'),
    ] == [(each.name, each.takes, each.default) for each in list_options(Options)]
    assert () == list_options(NoOptions)
    assert (FormatOption(name="path", label=Label("sti", "path"), takes="…", default=None),) == list_options(
        Needed
    )


@pytest.mark.parametrize(
    "annotation", [float, int | str, bytes, Any, list[int], dict[str, int], tuple[float, ...], "int", object]
)
def test_offers_no_option_that_cannot_be_read_strictly(annotation: Any) -> None:
    """Refuse inexact numbers and ambiguous types, and name the option."""
    cls = attrs.make_class("Loose", {"limit": field(default=None, type=annotation, metadata=about("g", "l"))})
    with pytest.raises(InvalidValue) as caught:
        list_options(cls)

    assert "the option limit has a type that cannot be read strictly" == caught.value.reason.en


@pytest.mark.parametrize(
    ("cls", "expected"),
    [
        (dict, "its options are no attrs class"),
        (None, "its options are no attrs class"),
        (NoOptions(), "its options are no attrs class"),
        (attrs.make_class("Bare", {"limit": field(default=1, type=int)}), "the option limit lacks about(…)"),
        (
            attrs.make_class(
                "Made", {"kinds": field(factory=tuple, type=tuple[str, ...], metadata=about("s", "k"))}
            ),
            "the option kinds makes its default; write it as a value",
        ),
    ],
)
def test_offers_nothing_of_what_is_no_class_of_options(cls: Any, expected: str) -> None:
    """Tell the author of the exporter what is missing."""
    with pytest.raises(InvalidValue) as caught:
        list_options(cls)

    assert expected == caught.value.reason.en
    assert caught.value.reason.da not in ("", expected)


def as_text(value: Any) -> str:
    """Return a value as it is written on the command line."""
    return json.dumps(value) if isinstance(value, (bool, dict)) else str(value)


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: not text.isspace()),
        "code": st.text("0123456789", min_size=4, max_size=4),
        "separator": st.sampled_from(["comma", "semicolon"]),
        "limit": st.integers(0, 10**9),
        "rate": amounts(),
        "totals": st.booleans(),
        "day": st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)),
        "at": st.times().map(lambda time: time.replace(microsecond=0)),
        "since": partial_dates(),
        "period": periods(),
        "kinds": st.lists(st.sampled_from(["a", "1", "true", "[", "null"]), min_size=1).map(tuple),
        "years": st.lists(st.integers(0, 3000), min_size=1).map(tuple),
        "steps": dated(st.integers(0, 9)),
    },
)


@given(VALUES)
def test_what_is_written_on_a_command_line_is_read(values: dict[str, Any]) -> None:
    """Read every value of every type, also a text that looks like something else."""
    options = Options(**values)
    pairs = []
    for name, value in values.items():
        json_value = options_to_json(attrs.evolve(Options(), **{name: value})).get(name)
        if json_value is None:  # the default, which is left out
            continue
        several = value if isinstance(value, tuple) else [json_value]
        pairs += [f"{name}={as_text(each)}" for each in several]

    assert options == read_options(Options, parse_option_pairs(Options, pairs), "made")


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {}),
        (["title=a=b"], {"title": "a=b"}),
        (["title="], {"title": ""}),
        (["title= 1 "], {"title": " 1 "}),
        (
            ["title=true", "code=0101", "day=2024-01-31"],
            {"title": "true", "code": "0101", "day": "2024-01-31"},
        ),
        (["limit=12", "rate=1.10", "totals=true"], {"limit": 12, "rate": Decimal("1.10"), "totals": True}),
        (["limit=tolv"], {"limit": "tolv"}),
        (["limit=1_000"], {"limit": "1_000"}),
        (["limit=" + "1" * 5000], {"limit": "1" * 5000}),
        (["limit=" + "[" * 100_000], {"limit": "[" * 100_000}),
        (["kinds=a", "years=1", "kinds=b", "years=x"], {"kinds": ["a", "b"], "years": [1, "x"]}),
        (['steps={"2024": 1}'], {"steps": {"2024": 1}}),
        ([" limit = 1 "], {"limit": 1}),
        (["no-such-one=1"], {"no_such_one": "1"}),
        (["=x"], {"": "x"}),
    ],
)
def test_pairs_become_a_table(pairs: list[str], expected: dict[str, Any]) -> None:
    """Take texts as they are, and all else as JSON; allow a hyphen for an underscore."""
    assert expected == parse_option_pairs(Options, pairs)


@pytest.mark.parametrize(
    ("pairs", "da", "en"),
    [
        (["title"], "Tilvalget title mangler en værdi. Skriv det som navn=værdi.", "The option title lacks a value. Write it as name=value."),
        ([SECRET], "Tilvalget mangler en værdi. Skriv det som navn=værdi.", "The option lacks a value. Write it as name=value."),
        (["limit=1", "limit=1"], "Tilvalget limit er givet to gange. Behold det ene.", "The option limit is given twice. Keep one."),
        (["\x1b[31m=1", "\x1b[31m=2"], "Tilvalget �[31m er givet to gange. Behold det ene.", "The option �[31m is given twice. Keep one."),
        (["no-such=1", "no_such=2"], "Tilvalget no_such er givet to gange. Behold det ene.", "The option no_such is given twice. Keep one."),
    ],
)  # fmt: skip
def test_pairs_that_mean_nothing_are_refused(pairs: list[str], da: str, en: str) -> None:
    """Name the option, and say how it is written."""
    error = refusal(lambda: parse_option_pairs(Options, pairs))

    assert (da, en) == (error.da, error.en)


@pytest.mark.parametrize(
    ("cls", "given", "expected"),
    [
        (Options, {"limitt": SECRET}, 'There is no "limitt" here. Did you mean limit?'),
        (
            Options,
            {"limit": SECRET},
            "limit is a text, but must be a whole number without quotation marks. Write a whole number without quotation marks.",
        ),
        (Options, {"separator": SECRET}, "separator cannot be used: it may be comma or semicolon. Correct the value."),
        (
            Options,
            {"rate": 1.5, "kinds": ["a", 1]},
            (
                "rate is an inexact number (float), but must be a number without quotation marks. "
                "Write a number without quotation marks. "
                "kinds 2 is a whole number, but must be a text in quotation marks. "
                "Write a text in quotation marks."
            ),
        ),
        (Needed, {}, "path is missing. Add path."),
        (Needed, {"path": SECRET, "other": 1}, 'There is no "other" here. What may stand here: path.'),
    ],
)  # fmt: skip
def test_reads_as_strictly_as_a_file(cls: Any, given: dict[str, Any], expected: str) -> None:
    """Convert nothing, and report everything that is wrong."""
    error = refusal(lambda: read_options(cls, given, "made"))

    assert (True, f"Options of made: {expected}") == (error.da.startswith("Tilvalg til made: "), error.en)
    assert NoOptions() == read_options(NoOptions, {}, "made")


@frozen(kw_only=True)
class Checked:
    """Options that look at their values themselves."""

    limit: int = field(default=1, validator=attrs.validators.lt(10), metadata=about("grænse", "limit"))
    title: str = field(default="", metadata=about("overskrift", "title"))

    @title.validator
    def _short(self, _: Any, value: str) -> None:
        if len(value) > 5:
            raise InvalidValue("overskriften er for lang", "the title is too long")


def test_options_that_cannot_be_read_out_are_refused() -> None:
    """A class that is made in Python checks no types by itself."""
    wrong: Any = SECRET

    assert (
        "does not take these values"
        in refusal(lambda: read_options(Options, Options(period=wrong), "made")).en
    )


def test_a_class_may_refuse_values_itself() -> None:
    """Repeat its words where they surely repeat no value; else say only that the value is refused."""
    assert refusal(lambda: read_options(Checked, {"limit": 11}, "made")).en.endswith(
        ": The format does not take these values."
    )
    assert "the title is too long" in refusal(lambda: read_options(Checked, {"title": SECRET}, "made")).en


def test_reads_a_file(tmp_path: Path) -> None:
    """Return the table of the TOML, without the version of its format."""
    path = tmp_path / "options.toml"
    path.write_text(
        'format_version = 1\nlimit = 3\nrate = 1.10\nday = 2024-05-01\nkinds = ["a"]\n', encoding="utf-8"
    )
    options = read_options(Options, read_options_file(path), "made")

    assert Options(limit=3, rate=Decimal("1.1"), day=datetime.date(2024, 5, 1), kinds=("a",)) == options
    assert read_options_file(path) == read_options_file(str(path))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"limit = 1\nlimit =\n",
            ":2:8 cannot be read: the file is not valid TOML. Correct the file in this place.",
        ),
        (
            b"#" * (1024 * 1024 + 1),
            " cannot be read: the file is larger than 1 MiB. Split the file into several.",
        ),
    ],
    ids=["not TOML", "larger"],
)
def test_a_file_that_cannot_be_read_is_told_with_the_place(
    tmp_path: Path, data: bytes, expected: str
) -> None:
    """Name the file, and line and column where they are known."""
    path = tmp_path / "options.toml"
    path.write_bytes(data)

    message = refusal(lambda: read_options_file(path)).en

    assert message.startswith(f"{path}")
    assert message.endswith(expected)


@pytest.mark.parametrize("name", ["missing.toml", ".", "missing/options.toml", "a\0b"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    """Refuse a folder, too."""
    path = os.path.join(tmp_path, name)  # noqa: PTH118 - as it is given
    printable = path.replace("\0", "�")
    error = refusal(lambda: read_options_file(path))

    assert f"There is no file {printable}. Correct the path." == error.en
    assert f"Der findes ingen fil {printable}. Ret stien." == error.da


def test_a_file_that_is_forbidden_is_told(open_folder: Path, restricted: Restricted) -> None:
    """Say the reason of the system."""
    path = open_folder / "options.toml"
    path.touch(0o600)
    path.chmod(0)
    with restricted():
        error = refusal(lambda: read_options_file(path))

    assert f"{path} cannot be read: access is denied. Give access to it, or remove it." == error.en


def test_as_json_holds_what_differs_from_the_defaults() -> None:
    """Write exact numbers, days and times as text, for the manifest."""
    day, at = datetime.date(2024, 5, 1), datetime.time(9)
    options = Options(rate=Decimal("2.25"), day=day, at=at, kinds=("a",), totals=True)

    assert {
        "rate": "2.25", "day": "2024-05-01", "at": "09:00:00", "kinds": ["a"], "totals": True
    } == options_to_json(options)  # fmt: skip
    assert {} == options_to_json(Options()) == options_to_json(NoOptions())


@frozen(kw_only=True)
class Accounts:
    """Options with a table of parts."""

    accounts: Table[Needed] = field(default=Table(), metadata=about("konti", "accounts"))


def test_an_option_may_be_a_table_of_parts() -> None:
    """Read each part strictly, and give it back from an instance."""
    given = {"accounts": {"drift": {"path": "5.9"}}}
    options = read_options(Accounts, given, "made")

    assert Accounts(accounts=Table({"drift": Needed(path="5.9")})) == options
    assert options == read_options(Accounts, options, "made")
    assert given == options_to_json(options)
    error = refusal(lambda: read_options(Accounts, {"accounts": {"drift": {"paht": "x"}}}, "made"))
    assert " accounts.drift.paht: " in error.en
    assert "accounts.drift: path is missing" in error.en
    (option,) = list_options(Accounts)
    assert "" == option.default
