"""The contract catches each exporter that breaks it, tells so that it helps, and lets good ones pass."""

import importlib
import locale
import os
import pickle
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from civic_partnership.testing.contract import elsewhere, watching
from civic_partnership.testing.contract.filled import filled_register
from civic_partnership.testing.contract.judging import encoding_of, formulas, holds, misread
from civic_partnership.testing.contract.law import chosen, keep_all
from civic_partnership.testing.contract.leaves import mapped, places, with_people, with_texts
from civic_partnership.testing.contract.neighbours import Change, away, changes, near
from civic_partnership.testing.contract.reducing import shortest, smallest
from civic_partnership.testing.contract.strange import all_of_unicode
from civic_partnership.testing.contract.subject import Export, File, Subject, difference
from civic_partnership.testing.contract.trial import Trial, Violation
from hypothesis import given, settings, strategies as st
from rules.partnerships import partnership, term
from testing import broken_exporters as broken
from testing.broken_exporters import Asking, Giving, Good, Lossy, Table, WithOptions, file

from civic_partnership import Register, parse
from civic_partnership.exporting import AnyExporter, field_path, remove_personal
from civic_partnership.exporting.csv_format import CSV
from civic_partnership.exporting.plain_formats import JSON, NDJSON, TOML
from civic_partnership.model import Association, Department, MemberCount, Partnership
from civic_partnership.plugins import NoOptions
from civic_partnership.storage import ensure_writable
from civic_partnership.testing import ExporterContract, contract, readable_registers
from civic_partnership.values import PartialDate, Period

PROPERTIES = [name for name in vars(ExporterContract) if name.startswith("test_")]
EVERYWHERE = "test_the_bytes_are_the_same_everywhere"
PAGE = Path(contract.__file__).parents[1] / "README.md"


class TestCsv(ExporterContract):
    """The format `csv` holds the contract."""

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return CSV


class TestToml(ExporterContract):
    """The format `toml` holds the contract."""

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return TOML


class TestJson(ExporterContract):
    """The format `json` holds the contract."""

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return JSON


class TestNdjson(ExporterContract):
    """The format `ndjson` holds the contract."""

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return NDJSON


class TestCutting(ExporterContract):
    """What an exporter loses and tells of breaks nothing."""

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return broken.Cutting()


class TestChoosy(ExporterContract):
    """An exporter with options, that takes some registers only, holds the contract where it is given these."""

    registers = readable_registers(3)

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return Choosy()

    @pytest.fixture
    def options(self) -> broken.Width:
        """Other than the default."""
        return broken.Width(width=20)


class Choosy(broken.RefusesSome, Table):
    """Takes few registers, and has an option."""

    options = broken.Width


def failed(exporter: AnyExporter, name: str, options: Any = None) -> str | None:
    """How an exporter fails a property; None where it holds, empty where it cannot be judged."""
    options = exporter.options() if options is None else options
    trial = Trial(Subject(exporter, options), str(getattr(ExporterContract, name).__doc__), name)
    try:
        getattr(ExporterContract(), name)(trial)
    except AssertionError as error:
        return str(error)
    except pytest.skip.Exception:
        return ""
    return None


def why(exporter: AnyExporter, name: str, options: Any = None) -> str:
    """The same, where it fails."""
    told = failed(exporter, name, options)
    assert told
    return told


@pytest.fixture(autouse=True)
def _briefly(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look no longer than it takes: there are many exporters, and most break at the first look."""
    before = settings.get_current_profile_name()
    number = settings().max_examples // (5 if request.cls else 10)
    settings.register_profile("briefly", max_examples=number, database=None)
    settings.load_profile("briefly")
    yield
    settings.load_profile(before)


BROKEN: list[tuple[AnyExporter, dict[str, str]]] = [
    (broken.Untitled(), {"test_it_says_what_it_is": "good has no title that is a Label"}),
    (
        broken.NoSuchField(),
        {"test_it_says_what_it_is": "there is no field departments.nam; did you mean departments.name?"},
    ),
    (broken.NoCarries(), {"test_it_says_what_it_is": "['carries']"}),
    (
        WithOptions(broken.Unlabelled),
        {
            "test_it_says_what_it_is": "the option width lacks about(…)",
            "test_options_are_read_strictly": "the option width lacks about(…)",
        },
    ),
    (
        WithOptions(broken.TellsNothing),
        {"test_options_are_read_strictly": "a wrong no_such_option without naming"},
    ),
    (
        broken.NeedsOne(),
        {
            "test_it_exports_nothing_and_every_kind_alone": "[list index out of range].\n\nThe smallest register that shows it:\n\n    (no record)\n",
            "test_the_host_takes_what_it_gives": "it failed (IndexError, ",
        },
    ),
    (
        broken.RefusesAll(),
        {
            "test_it_exports_nothing_and_every_kind_alone": "it refused every register, the last one so: Write a chart"
        },
    ),
    (
        Giving(file("../a.txt", b"")),
        {
            "test_it_exports_nothing_and_every_kind_alone": 'the file name "../a.txt" is not one that all systems take',
            "test_the_host_takes_what_it_gives": 'the file name "../a.txt" is not one that all systems take',
        },
    ),
    (broken.FailsFor("\ufffe"), {"test_all_of_unicode_and_long_texts_survive": "[no place for it]"}),
    (
        broken.Encoded("utf-8", "iso-8859-1"),
        {
            "test_texts_are_in_the_encoding_that_is_told": "lines.txt (text/plain; charset=utf-8) cannot be read: it is no utf-8: byte"
        },
    ),
    (
        broken.Counting(),
        {"test_the_same_register_gives_the_same_bytes": "exported twice, lines.txt differs from byte"},
    ),
    (
        broken.SharedRows(),
        {"test_the_same_register_gives_the_same_bytes": "exported twice, lines.txt differs"},
    ),
    (
        Asking("time.time"),
        {"test_it_touches_nothing_but_the_register": "it asks for more than the register: time.time ("},
    ),
    (
        broken.Changing(),
        {"test_it_touches_nothing_but_the_register": "it changes the register or its options"},
    ),
    (broken.Unordered(), {EVERYWHERE: "in a process with PYTHONHASHSEED=0, LC_ALL=C, TZ=Asia/Tokyo"}),
    (
        broken.Telling(),
        {"test_personal_data_stay_where_they_are": "personal data that it does not say it carries show in"},
    ),
    (
        broken.Repeating(),
        {"test_personal_data_stay_where_they_are": "the reason of a loss repeats a personal value"},
    ),
    (
        broken.Remembering(),
        {
            "test_personal_data_stay_where_they_are": "lines.txt holds personal data that nobody asked for",
        },
    ),
    (Lossy("a text is cut"), {"test_nothing_is_lost_in_silence": "and no loss that tells them apart: in "}),
    (
        broken.LosingOthers(),
        {"test_losses_are_of_what_it_carries": "it gave a loss of contacts.note, which it does not"},
    ),
    (
        broken.Unguarded(),
        {
            "test_no_cell_is_a_formula": "departments.csv has the cell '=navn æøå 1', which a spreadsheet may run"
        },
    ),
    (broken.Wrong(), {"test_it_reads_back": "what is read is another register"}),
]


MORE = {"test_nothing_is_lost_in_silence", "test_the_same_register_gives_the_same_bytes"}
"""Whoever remembers breaks these too, where chance has it that a record comes back with less in it."""


@pytest.mark.parametrize(("exporter", "expected"), BROKEN, ids=lambda each: type(each).__name__)
def test_each_property_catches_what_breaks_it(exporter: AnyExporter, expected: dict[str, str]) -> None:
    """That property fails and no other, but for those that it breaks too; each message helps.

    Other processes are slow to start and asked only where it is they that show something.
    """
    asked = [name for name in PROPERTIES if name != EVERYWHERE or name in expected]
    told = {name: text for name in asked if (text := failed(exporter, name))}

    assert expected.keys() <= told.keys()
    assert told.keys() <= expected.keys() | (MORE if isinstance(exporter, broken.Remembering) else set())
    for name, text in told.items():
        if name in MORE - expected.keys():
            continue
        assert expected[name] in text
        assert text.startswith(f"{exporter.name}: ")
        english, danish = re.split(r"\n\n *", str(getattr(ExporterContract, name).__doc__))[:2]
        assert text.endswith(f"The contract asks: {english}\nKontrakten kræver: {danish.strip()}")
        assert 6000 > len(text)
        assert "Register(" not in text


def test_every_property_catches_something() -> None:
    """No property is there that no broken exporter fails."""
    assert set(PROPERTIES) == {name for _, expected in BROKEN for name in expected}


@pytest.mark.parametrize("exporter", [Good(), Table()], ids=lambda each: type(each).__name__)
def test_what_the_broken_ones_are_made_of_is_good(exporter: AnyExporter) -> None:
    """Nothing fails but for what is broken in them."""
    assert [] == [name for name in PROPERTIES if failed(exporter, name)]


@pytest.mark.parametrize("what", broken.LOSSY)
def test_whatever_is_lost_in_silence_is_found(what: str) -> None:
    """The nearest change of a value shows it, and the message says which value it is."""
    told = why(Lossy(what), "test_nothing_is_lost_in_silence")

    assert re.search(r"in (departments|associations|programmes|partnerships)\.\S+, .* the other", told)


def test_the_smallest_register_is_small() -> None:
    """Of all that is filled, what is not needed to show it is left out."""
    told = why(Lossy("whether citywide"), "test_nothing_is_lost_in_silence")

    assert "in associations.a, citywide is True in one and False in the other" in told
    shown = re.search(r"shows it:\n\n(.*?)\n\nThe contract", told, re.DOTALL)
    assert shown
    register = parse(re.sub("^ {4}", "", shown[1], flags=re.MULTILINE)).register
    assert ["associations"] == [key.kind for key, _ in register]
    assert {"id", "name", "citywide"} == {
        field_path(place.record, place.path).rpartition(".")[2] for place in places(register)
    }


def test_a_loss_of_another_row_is_none_of_this() -> None:
    """A loss that is told for some values does not excuse others."""
    told = why(broken.CuttingAliases(), "test_nothing_is_lost_in_silence")

    assert "in associations.a, other names is" in told


DECISIONS = frozenset({"partnerships.terms.decision"})


@given(chosen(st.just(Register().replace(partnership(terms=[term("2021/2024")]))), DECISIONS))
def test_only_what_changes_something_carried_is_chosen(drawn: tuple[Register, list[Change]]) -> None:
    """Of terms without decisions none is changed where decisions alone are carried; the record may go away."""
    _, found = drawn

    assert {change.path for change in found} <= {()}


@pytest.mark.parametrize("what", broken.QUESTIONS)
def test_whatever_is_asked_is_heard(what: str) -> None:
    """The message names what was asked, and the line that asked it."""
    told = why(Asking(what), "test_it_touches_nothing_but_the_register")

    assert f"more than the register: {what}" in told
    assert f"{broken.__file__}:" in told


def test_what_is_loaded_or_collected_meanwhile_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import reads files and asks the time, and so does whoever measures garbage collection."""
    (tmp_path / "loaded_late.py").write_text("import time\nNOW = time.time()\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def run() -> None:
        import loaded_late  # type: ignore[import-not-found] # noqa: F401, PLC0415 - it is what is tested

        time.strftime("%Y", time.gmtime(0))
        random.Random(1).random()
        os.fspath("a")

    assert [] == watching.touched(run, tmp_path)
    assert watching.touched(time.time, tmp_path)[0].startswith("time.time (")


def test_a_listener_notes_what_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that asks for something, and no other; nothing within an import."""
    listener = watching.Listener(sys._getframe(), tmp_path)
    (tmp_path / "loaded_now.py").write_text(
        "import sys, time\nsys.listener.called(sys._getframe(), 'c_call', time.time)\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "listener", listener, raising=False)
    importlib.import_module("loaded_now")
    assert [] == listener.found

    def ask() -> None:
        listener.called(sys._getframe(), "c_call", len)
        listener.called(sys._getframe(), "c_call", time.time)

    ask()
    assert ["time.time"] == [each.partition(" ")[0] for each in listener.found]


def test_a_line_outside_the_exporter_is_told_where_none_of_its_own_led_there(tmp_path: Path) -> None:
    """Somebody must have asked."""
    assert f"{__file__}:" in watching.touched(lambda: os.environ["PATH"], tmp_path)[0]


@pytest.mark.parametrize(
    ("event", "arguments", "expected"),
    [
        ("open", ("/a", "r", 0), ["open('/a')"]),
        ("socket.connect", (None, "a"), ["socket.connect(None)"]),
        ("os.listdir", (), ["os.listdir()"]),
        ("sqlite3.connect", ("/a",), ["sqlite3.connect('/a')"]),
        ("sqlite3.connect", (":memory:",), []),
        ("compile", (None,), []),
    ],
)
def test_what_is_reported_is_heard_while_something_listens(
    event: str, arguments: tuple[Any, ...], expected: list[str]
) -> None:
    """A hook hears all events; only those that leave the process count, and only then."""
    heard: list[str] = []
    watching.heard(event, arguments)
    token = watching._listening.set(lambda what, _: heard.append(what))
    watching.heard(event, arguments)
    watching._listening.reset(token)

    assert expected == heard


@pytest.mark.parametrize(
    ("event", "function", "expected"),
    [
        ("c_call", time.time, "time.time"),
        ("c_call", time.gmtime, ""),
        ("c_call", os.getcwd, "os.getcwd"),
        ("c_call", os.fspath, ""),
        ("c_call", locale.localeconv, ""),
        ("c_call", random.random, "random.random"),
        ("c_call", date.today, "date.today"),
        ("c_call", date.fromisoformat, ""),
        ("c_call", [].append, ""),
        ("c_return", time.time, ""),
        ("call", None, ""),
    ],
)
def test_calls_that_ask_are_told_from_others(event: str, function: Any, expected: str) -> None:
    """By the module or class that a function belongs to, and by its name."""
    assert expected == watching.asked_of(event, sys._getframe(), function) or function is locale.localeconv


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([file("con", b"")], 'the file name "con" is not one that all systems take'),
        ([file("a", b""), file("A", b"")], 'the file name "A" was used before'),
        ([file("a", "text")], "chunks gave str, not bytes"),
        ([file("a", b"", media_type="tekst/æ")], "a media_type is no short ASCII text"),
        ([file("a", b""), broken.NOWHERE], "a loss names what is not there"),
        ([], "it gave no files"),
    ],
)
def test_what_the_host_does_not_take_is_told(given: list[Any], expected: str) -> None:
    """In its own words."""
    assert expected in why(Giving(*given), "test_the_host_takes_what_it_gives")


@pytest.mark.parametrize(
    ("exporter", "expected"),
    [
        (broken.FailsFor("\U0001f9ff"), "[no place for it]"),
        (broken.FailsFor("\\u000b"), "[no place for it]"),
        (broken.FailsFor("none", longest=32_767), "øøøøøøø…"),
    ],
    ids=["a letter", "a control", "a long text"],
)
def test_texts_that_find_no_place_are_found(exporter: AnyExporter, expected: str) -> None:
    """Every letter there is has been tried, and the shortest text is shown."""
    told = why(exporter, "test_all_of_unicode_and_long_texts_survive")

    assert "[no place for it]" in told
    assert expected in told


@pytest.mark.parametrize(
    ("said", "written", "expected"),
    [
        ("iso-8859-1", "utf-8", "its media type says iso-8859-1, but it is written in UTF-8"),
        ("no-such", "utf-8", "no encoding is called no-such"),
        ("", "cp1252", "it is no utf-8: byte"),
        ("iso-8859-1", "iso-8859-1", None),
        ("us-ascii", "ascii", None),
    ],
)
def test_the_encoding_is_the_one_that_is_told(said: str, written: str, expected: str | None) -> None:
    """What cannot be decoded is told, and so is UTF-8 that goes by another name."""
    told = failed(broken.Encoded(said, written), "test_texts_are_in_the_encoding_that_is_told")

    assert told is None if expected is None else expected in str(told)
    assert "" == misread(File("image/png", b"\xff"))


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("text/csv", "utf-8"),
        ("text/plain; charset=ISO-8859-1", "ISO-8859-1"),
        ('application/octet-stream; x=y; Charset="cp865"', "cp865"),
        ("application/ld+json", "utf-8"),
        ("application/toml", "utf-8"),
        ("image/png", None),
        ("application/zip", None),
    ],
)
def test_which_files_are_text(media_type: str, expected: str | None) -> None:
    """What declares an encoding, what is text, and some kinds of data."""
    assert expected == encoding_of(media_type)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id;name\r\na;"=1+1"\r\n', ["=1+1"]),
        ("id,name\na,@b\n", ["@b"]),
        ("id\tname\na\t+45\n", []),
        ("id;amount\na;-1.234,50\n", []),
        ("id;amount\na;-1.234,50 kr.\n", ["-1.234,50 kr."]),
        ("id;amount\na;'=1\n", []),
        ("id;name\na;\uff1d1\n", ["\uff1d1"]),
        ('id;name\na;"b\n=c"\n', []),
        ("id;name\na;b\n=c;d\n", ["=c"]),
        ("\ufeffid;name\n;\n", []),
    ],
)
def test_which_cells_are_formulas(text: str, expected: list[str]) -> None:
    """Whatever stands between the cells."""
    assert expected == list(formulas(File("text/csv", text.encode())))


def test_tables_are_known_by_their_names_too() -> None:
    """A spreadsheet opens what is called one."""
    assert "departments.TSV has the cell '=" in why(broken.UnguardedTabs(), "test_no_cell_is_a_formula")


@pytest.mark.parametrize(
    ("exporter", "expected"),
    [
        (broken.LocalTime(), "lines.txt differs from byte"),
        (broken.LocalEncoding(), "LC_ALL=C, TZ=Asia/Tokyo"),
        (broken.Elsewhere(), 'it fails: The format good from testing does not work: the file name "con"'),
        (broken.Homesick(), "it cannot be handed to another process (RuntimeError: this is not home)"),
        (broken.ByLambda(), "define its class and that of its options at the top of a module"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_another_elsewhere_is_found(exporter: AnyExporter, expected: str) -> None:
    """Time zone and encoding, and what cannot be handed to another process."""
    assert expected in why(exporter, EVERYWHERE)


def test_the_program_finds_test_modules_by_their_files(tmp_path: Path) -> None:
    """A module whose name leads nowhere is loaded from its file, under its name, and what was made is the same."""
    source = tmp_path / "test_theirs.py"
    source.write_text(
        "from testing.broken_exporters import Good\nclass Theirs(Good):\n    pass\n", encoding="utf-8"
    )
    before = locale.setlocale(locale.LC_ALL)
    elsewhere._import("theirs.tests.test_theirs", str(source))
    elsewhere._import("testing.broken_exporters", str(Path(broken.__file__)))
    module = sys.modules["theirs.tests.test_theirs"]
    subject = Subject(module.Theirs(), NoOptions())
    task = pickle.dumps((elsewhere._modules(subject), pickle.dumps((subject, [Register()]))))
    (tmp_path / "task").write_bytes(task)

    try:
        elsewhere.main([str(tmp_path / "task"), str(tmp_path / "made")])
    finally:
        locale.setlocale(locale.LC_ALL, before)
        for name in ("theirs", "theirs.tests", "theirs.tests.test_theirs"):
            del sys.modules[name]

    assert [subject.export(Register())] == pickle.loads((tmp_path / "made").read_bytes())


def test_an_export_elsewhere_may_go_otherwise_than_here() -> None:
    """InvalidValue here and not there, refused in the same way, or another file."""
    from civic_partnership.testing.contract.repeating import _otherwise  # noqa: PLC0415 - as its name says

    export = Export({}, ())
    assert "" == _otherwise("no", "no")
    assert "it does not fail as it does here" == _otherwise("no", export)
    assert "it fails: no" == _otherwise(export, "no")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": File("t", b"x")}, {"b": File("t", b"x")}, "the files are a and b"),
        ({"a": File("t", b"x")}, {"a": File("u", b"x")}, "a is t and u"),
        ({"a": File("t", b"xy")}, {"a": File("t", b"xz")}, "a differs from byte 1 on: b'xy' and b'xz'"),
        ({"a": File("t", b"x")}, {"a": File("t", b"xz")}, "a differs from byte 1 on: b'x' and b'xz'"),
        ({"a": File("t", b"x")}, {"a": File("t", b"x")}, ""),
    ],
)
def test_where_exports_differ(one: dict[str, File], other: dict[str, File], expected: str) -> None:
    """The first difference in words."""
    assert expected == difference(Export(one, ()), Export(other, ()))
    assert "the losses are others" == difference(Export(one, ()), Export(one, (broken.NOWHERE,)))


@pytest.mark.parametrize(
    ("exporter", "options", "expected"),
    [
        (WithOptions(broken.Width), NoOptions(), "its own options are refused: Options of good"),
        (WithOptions(broken.TakesAnything), None, "the option no_such_option takes whatever it is given"),
        (WithOptions(broken.Creeping), broken.Creeping(width=5), "its own options come back otherwise"),
    ],
)
def test_options_that_are_not_refused_as_they_should_be(
    exporter: AnyExporter, options: Any, expected: str
) -> None:
    """Whatever a plugin does to how they are read."""
    assert expected in why(exporter, "test_options_are_read_strictly", options)


def test_what_cannot_be_judged_is_skipped_with_a_reason() -> None:
    """A property that holds of nothing does not pass for one that holds."""
    fails, refuses = Giving(), broken.RefusesAll()

    for name in PROPERTIES[4:-1]:
        assert "" == failed(fails, name), name
        assert "" == failed(refuses, name), name
    trial = Trial(Subject(refuses, NoOptions()), "Asked.\n\nSpurgt.", "node")
    with pytest.raises(pytest.skip.Exception, match="refuses every register: Write a chart of accounts"):
        trial.over(st.just(Register()), trial.without_fault, share=0.1)


def test_whoever_forgets_the_exporter_is_told() -> None:
    """The fixture says what is missing."""
    function = vars(ExporterContract)["exporter"]

    with pytest.raises(NotImplementedError, match="write a fixture `exporter` in the class"):
        getattr(function, "__wrapped__", function)(ExporterContract())


def test_a_violation_that_comes_and_goes_is_told_as_one() -> None:
    """What happens once and never again is told with that remark; what Hypothesis itself says stays."""
    trial = Trial(Subject(Good(), NoOptions()), "Asked.\n\nSpurgt.", "node")
    seen: list[int] = []

    def once(_: Any) -> None:
        seen.append(1)
        if len(seen) == 1:
            raise Violation("it did so once")

    with pytest.raises(AssertionError, match=r"^good: it did so once \(not every time\)\."):
        trial.over(st.integers(), once, share=0.1)

    def raises_once(_: Any) -> None:
        seen.append(1)
        if len(seen) == 1:
            raise ValueError("once")

    seen.clear()
    other = Trial(Subject(Good(), NoOptions()), "Asked.\n\nSpurgt.", "node")
    with pytest.raises(Exception, match=r"(?i)flaky|unreliable"):
        other.over(st.integers(), raises_once, share=0.1)


# What the contract is made of


def test_the_filled_register_has_every_field() -> None:
    """Each that there is, and a file can hold it."""
    register = filled_register()
    filled = {field_path(place.record, place.path) for place in places(register)}

    known: set[str] = set()

    def note(path: str, _: Any, value: Any) -> Any:
        known.add(path)
        return value

    mapped(register, note)

    assert known == filled
    ensure_writable(register)


def test_every_change_is_small_and_can_be_written() -> None:
    """Each register after a change is another one, and one that a file can hold."""
    register = filled_register()
    number = 0
    for place in places(register):
        for change in changes(place):
            other = change.of(register)
            number += 1
            assert other != register or change.at == ("id",)
            ensure_writable(
                Register().replace(*(record for key, record in other if register.get(key) != record))
            )

    assert 1000 < number


def test_what_is_near_stays_within_what_a_field_holds() -> None:
    """No day before the first or after the last; nothing near an empty list."""
    first, last = date(1900, 1, 1), date(2199, 12, 31)
    assert [date(1900, 1, 2)] == list(near(date, first))
    assert [date(2199, 12, 30)] == list(near(date, last))
    texts = ["2024-01-31", "2024-01~", "2024"]
    assert [["2024-01-31~", "2024-01"], ["2024-01", "2024-01-01", "2024"], ["2024~", "2024-01"]] == [
        [each.text for each in near(PartialDate, PartialDate(text))] for text in texts
    ]
    assert ["2024/2024~", "2024~/2024", "2024/2024-01", "2024-01/2024", "2024/.."] == [
        each.text for each in near(Period, Period("2024/2024"))
    ]
    register = Register().replace(Partnership(id="a", programme="p", associations=()))
    (place,) = (place for place in places(register) if place.path == ("associations",))
    assert [] == list(changes(place))


def test_a_changed_register_may_be_refused() -> None:
    """Then that change shows nothing, and breaks nothing."""
    register = Register().replace(Department(id="a", name="A"))
    subject = Subject(broken.OnlyA(), NoOptions())
    (key,) = (key for key, _ in register)
    some = [Change(key, ("name",), ("name",), "B")]

    assert not keep_all(subject, {"departments.name"}, some, register, export=subject.writer)


def test_a_record_that_is_left_out_is_missed() -> None:
    """Where nothing tells that there was one."""
    register = Register().replace(Department(id="a", name="A"))
    subject = Subject(Giving(file("a.txt", b"")), NoOptions())
    (key,) = (key for key, _ in register)

    with pytest.raises(
        Violation, match=r"in departments\.a, the record is there in one and not in the other"
    ):
        keep_all(subject, {"departments.id"}, [away(key)], register, export=subject.writer)


def test_rows_that_differ_in_nothing_that_is_carried_may_change_places() -> None:
    """Where only uncarried fields tell two rows apart, their order is no carried value."""
    counts = tuple(MemberCount(on=date(2024, 1, 1), total=total) for total in (1, 2))
    register = Register().replace(Association(id="a", name="A", member_counts=counts))
    (place,) = (place for place in places(register) if place.path == ("member_counts",))
    (swapped,) = (each for each in changes(place) if each.path == ("member_counts", 0))
    subject = Subject(Good(), NoOptions())

    def export(_: Register) -> Export:
        return subject.writer(swapped.of(register))

    keep_all(subject, {"associations.member_counts.on"}, [swapped], register, export=export)
    with pytest.raises(Violation, match=r"in associations\.a, member counts is"):
        keep_all(subject, {"associations.member_counts.total"}, [swapped], register, export=export)


def test_a_change_that_cannot_be_made_changes_nothing() -> None:
    """A record is not renamed to another one's id, and what is not there is not changed."""
    register = Register().replace(Department(id="a", name="A"), Department(id="b", name="B"))
    key = next(key for key, _ in register)

    assert register == Change(key, ("id",), ("id",), "b").of(register)
    with pytest.raises(LookupError):
        Change(key, ("name",), ("name",), "C").of(Register())


def test_all_of_unicode_stands_in_the_texts() -> None:
    """Every letter but surrogates, in fields that are carried."""
    register = Register().replace(Department(id="a", name="A", unit="B"))
    found: set[str] = set()
    for each in all_of_unicode(register, frozenset({"departments.name"})):
        found.update(each.departments["a"].name)
        assert "B" == each.departments["a"].unit

    assert 0x110000 - 0x800 == len(found)
    assert [] == list(all_of_unicode(register, frozenset({"areas"})))


def test_people_and_texts_are_put_where_they_belong() -> None:
    """A name into each personal field that is not spared; a text into each free one, and no other."""
    full = filled_register()
    named = with_people(full, "ᚁᚂᚃᚄ", {"contacts.email"})

    assert "ᚁᚂᚃᚄ" == named.contacts["a"].name
    assert full.contacts["a"].email == named.contacts["a"].email
    assert remove_personal(full) == remove_personal(named)
    told = with_texts(full, str.upper)
    assert full.departments["a"].id == told.departments["a"].id
    assert full.departments["a"].gln == told.departments["a"].gln
    assert full.departments["a"].name.upper() == told.departments["a"].name
    assert full.partnerships["a"].associations == told.partnerships["a"].associations
    assert full.associations["a"].aliases[0].upper() == told.associations["a"].aliases[0]


def test_a_name_is_found_in_packed_files() -> None:
    """In plain bytes of any common encoding, and in the files of an archive."""
    import io  # noqa: PLC0415 - only here
    import zipfile  # noqa: PLC0415 - only here

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<a>ᚁᚂᚃᚄ</a>")

    assert holds(File("", packed.getvalue()), "ᚁᚂᚃᚄ")
    assert holds(File("", "ᚁᚂᚃᚄ".encode("utf-16-le")), "ᚁᚂᚃᚄ")
    assert not holds(File("", packed.getvalue()), "ᚄᚃᚂᚁ")


def test_what_is_left_out_shows_nothing() -> None:
    """A register and a text are made as small as still show something."""
    register = filled_register()
    small = smallest(
        register, lambda each: "a" in each.departments and each.departments["a"].unit is not None
    )

    assert ["departments"] == [key.kind for key, _ in small]
    assert {"id", "name", "unit"} == {
        each.name for each in attrs.fields(Department) if getattr(small.departments["a"], each.name)
    }
    assert "x" == shortest("aaxaaaaa", lambda text: "x" in text)
    assert "ab" == shortest("ab", lambda text: text == "ab")


# The page


def test_the_page_names_every_property_as_it_is() -> None:
    """Its table has each test with what it asks."""
    rows = dict(re.findall(r"^\| `(test_\w+)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    asked = {name: str(getattr(ExporterContract, name).__doc__).partition("\n")[0] for name in PROPERTIES}

    assert asked == rows


def test_the_page_works_as_it_stands(tmp_path: Path) -> None:
    """The example passes, the broken one is told as the page shows it."""
    page = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (shown,) = (text for language, _, text in blocks if language == "text")
    code = [text for language, name, text in blocks if (language, name) == ("python", "test_names.py")]
    assert len(blocks) == len(code) + 1
    (tmp_path / "conftest.py").write_text(
        "from hypothesis import settings\n"
        "settings.register_profile('briefly', max_examples=10, deadline=None)\n"
        "settings.load_profile('briefly')\n",
        encoding="utf-8",
    )
    (tmp_path / "test_names.py").write_text("\n\n".join(code), encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-W",
            "error",
            "--import-mode=importlib",
            ".",
        ],
        cwd=tmp_path,
        env={**os.environ, "CI": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    printed = re.sub(r"^E? +|^E$", "", run.stdout, flags=re.MULTILINE)

    assert re.sub(r"^ +", "", shown, flags=re.MULTILINE) in printed
    assert re.search(r"^1 failed, 23 passed, 4 skipped in ", run.stdout, re.MULTILINE)
