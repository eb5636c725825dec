"""A check with a cache finds the same as one without, whatever has changed."""

import importlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import localcontext
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, strategies as st

from civic_partnership import check, export, read, to_text
from civic_partnership.caching import (
    CacheFolder,
    CheckedFiles,
    cached_check,
    check_with_cache,
    documents,
    recheck,
)
from civic_partnership.caching.documents import is_base
from civic_partnership.findings import Rule
from civic_partnership.model import Partnership, Register, key_of
from civic_partnership.rules import CATALOGUE, Context, Verdict, broken, rule
from civic_partnership.testing import BrokenRegister, broken_by, readable_registers, registers

ON = date(2025, 3, 1)


class Desk:
    """A folder with a register, and one with a cache, for the time of one test."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self.register = folder / "register"
        self.register.mkdir(parents=True)
        self.cache = CacheFolder(folder / "cache")

    def write(self, register: Register, files: int) -> None:
        """Write the records into so many files; each record stands in the same file every time."""
        records: dict[int, list[Any]] = defaultdict(list)
        for key, record in register:
            records[crc32("/".join(filter(None, key)).encode()) % files].append(record)
        for number in range(files):
            path = self.register / f"{number}.toml"
            path.write_text(to_text(Register().replace(*records[number])), encoding="utf-8", newline="\n")

    def check(self, on: date = ON, rules: Sequence[Rule] = CATALOGUE, **versions: str) -> CheckedFiles:
        """Check with the cache."""
        return check_with_cache(self.register, on=on, rules=rules, versions=versions, folder=self.cache)

    def compare(self, on: date = ON, rules: Sequence[Rule] = CATALOGUE) -> None:
        """Check with the cache and without, and compare all that is shown."""
        cached = self.check(on, rules)
        reading = read(self.register)
        report = check(reading.register, on=on, rules=rules)
        findings = [*reading.findings, *report.findings]

        assert findings == list(cached.findings)
        assert report.failures == tuple(cached.failures)
        assert [reading.locate(each) for each in findings] == [cached.locate(each) for each in findings]
        assert [reading.excerpt(each) for each in findings] == [cached.excerpt(each) for each in findings]
        assert (reading.number_of_records, reading.left_out) == (cached.number_of_records, cached.left_out)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the desks of this module, one after the other."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module", autouse=True)
def _some_of_few() -> Iterator[None]:
    """Let small registers be checked in part, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recheck, "MOST", 100)
        yield


at_fault = st.sampled_from(CATALOGUE).flatmap(
    lambda rule: broken_by(rule, valid=registers(partnerships=3, complete=True))
)


def edit(path: Path, rng: Random, others: Sequence[str]) -> None:
    """Change something about a file."""
    text = path.read_text(encoding="utf-8")
    new = path.with_name(f"{rng.randrange(100)}.{rng.choice(['toml', 'toml', 'csv', 'txt'])}")
    match rng.randrange(7):
        case 0:
            path.unlink()
        case 1:
            path.replace(new)
        case 2:
            path.write_text(f"{text}\n= broken", encoding="utf-8")
        case 3:
            path.write_text(f"# a comment\n{text}", encoding="utf-8")
        case 4:
            new.write_text(text, encoding="utf-8")
        case 5:
            lines = text.split("\n")
            del lines[rng.randrange(len(lines))]
            path.write_text("\n".join(lines), encoding="utf-8")
        case _:
            path.write_text(rng.choice(others), encoding="utf-8")


@given(
    registers() | readable_registers() | at_fault.map(lambda case: case.broken),
    registers(partnerships=2, complete=True),
    st.integers(1, 30),
    st.randoms(),
)
def test_any_changes_of_files_are_found(
    folder: Path, first: Register, second: Register, files: int, rng: Random
) -> None:
    """Change, add, rename, break and delete files; after each change the findings are the same."""
    desk = Desk(folder)
    desk.write(second, files)
    others = [path.read_text(encoding="utf-8") for path in sorted(desk.register.iterdir())]
    desk.write(first, files)
    others += [path.read_text(encoding="utf-8") for path in sorted(desk.register.iterdir())]
    desk.compare()
    for _ in range(4):
        paths = sorted(desk.register.iterdir())
        for path in rng.sample(paths, min(len(paths), rng.randrange(1, 3))):
            edit(path, rng, others)
        desk.compare()


@given(at_fault, st.randoms())
def test_any_mixture_of_documents_has_the_same_findings(
    folder: Path, case: BrokenRegister, rng: Random
) -> None:
    """Take each record of a document from the one register, the other, or none; some are exempt from rules."""
    desk = Desk(folder)
    base = [record for _, record in case.valid if is_base(record)]
    (desk.register / "base.toml").write_text(to_text(Register().replace(*base)), encoding="utf-8")
    records = [
        (key, record)
        for key, record in (*case.valid, *case.broken)
        if not is_base(record) and key not in map(key_of, base)
    ]
    for share in (1, 0.1, 0.3):
        for key, record in rng.sample(records, max(1, int(len(records) * share))):
            path = desk.register / f"{key.kind}-{key.id}.toml"
            lines = to_text(Register().replace(record)).split("\n")
            if rng.random() < 0.1:
                header = lines.index(f"[{key.kind}.{key.id}]")
                lines.insert(header + 1, f'exempt.{rng.choice(CATALOGUE).name} = "aftalt"')
            if share < 1 and rng.random() < 0.2:
                path.unlink(missing_ok=True)
            else:
                path.write_text("\n".join(lines), encoding="utf-8")
        desk.compare(case.on)


BASE = """\
[municipality]
name = "Nordby Kommune"

[programmes.sociale]
name = "Sociale partnerskaber"
min_weekly_hours = 20
annual_budget = { 2020 = 1_000_000 }
"""
DOCUMENT = """\
[associations.forening-{n}]
name = "Forening {n}"
citywide = true

[partnerships.forening-{n}]
programme = "sociale"
partners = [{{ association = "forening-{n}" }}]
terms = [{{ period = "2021/2024", kind = "initial" }}]
grants = [{{ year = 2021, amount = 200_000, payments = [{{ on = 2021-01-15, amount = 200_000 }}] }}]
employments = [{{ period = "2021/2024", weekly_hours = 20 }}]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with nine partnerships, each in a file, which was checked once with the cache."""
    desk = Desk(tmp_path / "desk")
    (desk.register / "base.toml").write_text(BASE, encoding="utf-8")
    for n in range(9):
        (desk.register / f"{n}.toml").write_text(DOCUMENT.format(n=n), encoding="utf-8")
    desk.check()
    return desk


@pytest.fixture
def everything_checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which `all` is added whenever all files are read and checked."""
    times: list[str] = []
    check_all = cached_check._check_all

    def note(*arguments: Any) -> Any:
        times.append("all")
        return check_all(*arguments)

    monkeypatch.setattr(cached_check, "_check_all", note)
    return times


def test_nothing_is_checked_if_nothing_has_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second check reads the bytes of files, and neither a record nor a rule."""
    monkeypatch.setattr(cached_check, "read_loaded", None)
    monkeypatch.setattr(cached_check, "check", None)

    assert desk.check().number_of_records == 2 + 2 * 9


CHANGES: dict[str, tuple[Callable[[str], str], int]] = {
    "hours": (lambda text: text.replace("weekly_hours = 20", "weekly_hours = 12"), 0),
    "a payment": (lambda text: text.replace("amount = 200_000 }]", "amount = 150_000 }]"), 0),
    "a grant": (lambda text: text.replace("amount = 200_000", "amount = 2_000_000"), 0),
    "another name": (lambda text: text.replace('"Forening 3"', '"Forening 4"'), 0),
    "a comment": (lambda text: f"# a comment\n{text}", 0),
    "a new meeting": (
        lambda text: f'{text}[meetings.m]\non = 2024-04-12\nkind = "status"\npartnership = "forening-3"\n',
        0,
    ),
    "another id": (lambda text: text.replace("[partnerships.forening-3]", "[partnerships.other]"), 0),
    "an unused exemption": (lambda text: f'{text}exempt.term-length = "aftalt"\n', 0),
    "an exemption from a wide rule": (lambda text: f'{text}exempt.round-outcome = "aftalt"\n', 0),
    "an unknown id": (lambda text: text.replace('"sociale"', '"socialt"'), 0),
    "a broken file": (lambda text: f"{text}=", 1),
    "another programme": (lambda text: f'{text}[programmes.other]\nname = "Anden"\n', 1),
    "a known id": (lambda text: text.replace(".forening-3]", ".forening-4]"), 1),
    "nothing left": (lambda _: "", 0),
}


@pytest.mark.parametrize(("change", "times"), CHANGES.values(), ids=CHANGES)
def test_only_what_may_have_changed_is_checked(
    desk: Desk, everything_checked: list[str], change: Callable[[str], str], times: int
) -> None:
    """A change of one partnership checks all others only if rules may find something else in them."""
    path = desk.register / "3.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    desk.compare()

    assert change(before) != before
    assert ["all"] * times == everything_checked

    path.write_text(before, encoding="utf-8")
    desk.compare()


def test_a_change_of_the_base_checks_everything(desk: Desk, everything_checked: list[str]) -> None:
    """What the programme demands matters to every partnership."""
    path = desk.register / "base.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("= 20", "= 28"), encoding="utf-8")
    desk.compare()

    assert ["all"] == everything_checked


def test_a_change_of_most_files_or_most_records_checks_everything(
    desk: Desk, everything_checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last files name each other, so that most records are in one document."""
    monkeypatch.setattr(recheck, "MOST", 0.5)
    for number, changed in enumerate([range(9), (8,)], 1):
        for n in changed:
            path = desk.register / f"{n}.toml"
            text = path.read_text(encoding="utf-8").replace("weekly_hours = 20", "weekly_hours = 24")
            text = text.replace(
                'association = "forening-', 'association = "forening-0" }, { association = "forening-'
            )
            path.write_text(text, encoding="utf-8")
        desk.compare()

        assert ["all"] * number == everything_checked


def test_an_old_sqlite_checks_everything_after_a_change(
    desk: Desk, everything_checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives no index as bytes; what was found while nothing changes is used all the same."""
    monkeypatch.setattr(cached_check, "_HAS_INDEXES", False)
    rules = CATALOGUE[1:]
    desk.compare(rules=rules)
    (desk.register / "3.toml").unlink()
    for _ in range(2):
        desk.compare(rules=rules)

    assert ["all"] * 2 == everything_checked


def test_amounts_are_exact_whatever_precision_the_caller_has_set(desk: Desk) -> None:
    """What is kept of grants to be added up later is exact too."""
    for n in range(9):
        path = desk.register / f"{n}.toml"
        text = path.read_text(encoding="utf-8").replace("year = 2021", 'period = "2020-03-02/2021"')
        path.write_text(text.replace("amount = 200_000,", "amount = 400_000.01,"), encoding="utf-8")
    with localcontext(prec=3):
        desk.check()
        (desk.register / "3.toml").unlink()
        desk.compare()


def test_a_file_may_be_renamed(desk: Desk, everything_checked: list[str]) -> None:
    """The same records in a file of another name are not checked again."""
    (desk.register / "3.toml").rename(desk.register / "tre.toml")
    desk.compare()

    assert [] == everything_checked


@pytest.mark.parametrize(
    "again",
    [
        lambda desk: desk.check(date(2025, 3, 2)),
        lambda desk: desk.check(rules=CATALOGUE[1:]),
        lambda desk: desk.check(plugin="1.0"),
    ],
    ids=["another day", "other rules", "another version"],
)
def test_what_was_found_otherwise_is_not_used(
    desk: Desk, everything_checked: list[str], again: Callable[[Desk], object]
) -> None:
    """A check of another day, by other rules or other versions of them, begins anew."""
    again(desk)

    assert ["all"] == everything_checked


@rule(
    about=Partnership,
    level="warning",
    source="test",
    title="Der er kun ét partnerskab.",
    da="Der er flere.\nSlet dem.",
    en="There are several.\nDelete them.",
)
def lonely_partnership(_: Partnership, context: Context) -> Iterator[Verdict]:
    """There is one partnership alone."""
    if len(context.register.partnerships) > 1:
        yield broken()


def test_rules_of_plugins_check_everything(desk: Desk, everything_checked: list[str]) -> None:
    """Nobody knows which records a rule of a plugin looks at."""
    rules = [*CATALOGUE, lonely_partnership]
    desk.compare(rules=rules)
    desk.compare(rules=rules)

    assert ["all"] == everything_checked

    (desk.register / "3.toml").unlink()
    desk.compare(rules=rules)

    assert ["all"] * 2 == everything_checked


PLUGIN = '''
from civic_partnership.model import Programme
from civic_partnership.rules import rule

@rule(about=Programme, level="error", source="test", title="…", da="…\\n…", en="…\\n…")
def edited_rule(_, __):
    """…"""
    return iter(())
'''


@rule(about=Register, level="error", source="test", title="…", da="…\n…", en="…\n…")
def failing_rule(_: Register, __: Context) -> Iterator[Verdict]:
    """…"""
    raise ZeroDivisionError
    yield


def test_a_failure_is_not_kept(desk: Desk, everything_checked: list[str]) -> None:
    """A rule that fails is asked again the next time."""
    for _ in range(2):
        desk.compare(rules=[*CATALOGUE, failing_rule])

    assert ["all"] * 2 == everything_checked


@rule(about=Partnership, level="error", source="test", title="…", da="…\n…", en="…\n…")
def sometimes_failing(partnership: Partnership, _: Context) -> Iterator[Verdict]:
    """…"""
    if any(each.weekly_hours == 24 for each in partnership.employments):
        raise ZeroDivisionError
    yield from ()


def test_a_failure_after_a_change_checks_everything(
    desk: Desk, everything_checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule of the package that fails leaves open which exemptions are needed, in all documents."""
    monkeypatch.setattr(documents, "_OF_CATALOGUE", documents._OF_CATALOGUE | {id(sometimes_failing)})
    rules = [*CATALOGUE, sometimes_failing]
    desk.compare(rules=rules)
    path = desk.register / "3.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("= 20 }", "= 24 }"), encoding="utf-8")
    desk.compare(rules=rules)

    assert ["all"] * 2 == everything_checked


def test_a_file_that_cannot_be_read_is_tried_again(desk: Desk, everything_checked: list[str]) -> None:
    """Access may be given meanwhile, without a change of the file."""
    (desk.register / "4-loop.toml").symlink_to("4-loop.toml")
    for _ in range(2):
        desk.compare()

    assert ["all"] * 2 == everything_checked


def test_a_plugin_edited_in_place_checks_everything(
    desk: Desk, everything_checked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rules may find something else, although its version is the same; a file that is gone is no error."""
    file = tmp_path / "plugin_edited_in_place.py"
    file.write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    rules = [*CATALOGUE, importlib.import_module(file.stem).edited_rule]
    for change in (lambda: None, lambda: file.write_text(f"{PLUGIN}# edited"), file.unlink):
        change()
        for _ in range(2):
            desk.compare(rules=rules)

    assert ["all"] * 3 == everything_checked


@pytest.mark.parametrize("format", ["csv", "json", "ndjson"])
def test_other_formats_are_kept_too(desk: Desk, tmp_path: Path, format: str) -> None:
    """Tables, JSON and NDJSON have findings at the same places, the second time too."""
    source = read(desk.register).register
    target = tmp_path / "other"
    export(source, format, target, on=ON, allow_errors=True)
    files = [
        path for path in target.iterdir() if path.suffix == f".{format}" and path.name != "manifest.json"
    ]
    desk.register = target if format == "csv" else files[0]
    desk.compare()
    desk.compare()
