"""`civic-partnership export`, `formats` and `schema`."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROGRAM
from hosting.plugin_code import IMPORTER, Installed, exporting
from hosting.test_host import Chosen

from civic_partnership import Host, hosting, load, read, schema
from civic_partnership.cli import main

Run = Callable[..., tuple[int, str, str]]
ON = ("--on", "2025-03-01")
OPTIONS = "words = ['x', 'y']\nleast = 2\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; gives exit status, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        status = leaving.value.code
        assert isinstance(status, int)
        return status, out, err

    return run


@pytest.fixture
def with_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs with one more format, as if a plugin brought it."""
    monkeypatch.setattr(hosting, "Host", lambda: Host([Chosen()]))


@pytest.mark.parametrize("name", ["copenhagen", "slagelse", "aarhus", "nordby"])
def test_exports_what_reads_back(run: Run, examples: Path, tmp_path: Path, name: str) -> None:
    """Each example comes back from each format as it was, but for what is personal."""
    for format_, file in (
        ("csv", ""),
        ("toml", ""),
        ("json", "register.json"),
        ("ndjson", "register.ndjson"),
    ):
        out = tmp_path / format_

        status, _, err = run(
            "export",
            examples / name,
            "--to",
            format_,
            "--out",
            out,
            "--include-personal",
            "--on",
            "2023-03-31",
        )

        assert (0, "") == (status, err)
        assert load(examples / name) == load(out / file)


def test_says_what_it_wrote_and_what_is_withheld(run: Run, examples: Path, tmp_path: Path) -> None:
    """The report is readable, and in the language that was asked for."""
    out = tmp_path / "out"

    written = f"""\
json: 1 fil i {out} (22,5 kB).
Intet gik tabt.
Persondata, der ikke er med (--include-personal tager dem med):
  1  alliancer, medlemmer, person, navn
  1  kontakter, mail
  2  kontakter, navn
  1  kontakter, telefon
  1  samarbejdsmål, høring, høringssvar, fra, person, navn
  1  partnerskaber, ansættelser, person
"""

    assert (0, written, "") == run("export", examples / "nordby", "--to", "json", "--out", out, *ON)
    assert (
        "json: 1 file in"
        in run("export", examples / "nordby", "--to", "json", "--out", out, "--lang", "en", *ON)[1]
    )


@pytest.mark.usefixtures("with_chosen")
def test_takes_options_from_the_line_and_from_a_file(run: Run, examples: Path, tmp_path: Path) -> None:
    """What stands on the line wins over the file."""
    (tmp_path / "options.toml").write_text(OPTIONS)
    command = ("export", examples / "nordby", "--to", "chosen", *ON, "--out")

    run(*command, tmp_path / "a", "--option", "words=x y", "--option", "words=1", "--option", "least=3")
    run(*command, tmp_path / "b", "--options", tmp_path / "options.toml")
    run(*command, tmp_path / "c", "--options", tmp_path / "options.toml", "--option", "least=4")

    assert ["('x y', '1') 3", "('x', 'y') 2", "('x', 'y') 4"] == [
        (tmp_path / name / "chosen.txt").read_text() for name in "abc"
    ]


@pytest.mark.usefixtures("with_chosen")
@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--to", "chosn"], 2, "Mente du chosen?"),
        (["--to", "chosen", "--option", "least"], 2, "Skriv det som navn=værdi."),
        (["--to", "chosen", "--option", "least=x"], 2, "skal være et helt tal"),
        (["--to", "chosen", "--option", "lest=3"], 2, "Mente du least?"),
        (["--to", "chosen", "--options", "missing.toml"], 2, "Der findes ingen fil missing.toml."),
        (["--to", "csv", "--on", "i går"], 2, "kræver en dag"),
        (["--to", "csv", "--out", "README.md"], 3, "README.md kan ikke skrives"),
        (["--to", "chosen", "--fail-on-loss"], 1, "Formatet har ikke plads til:"),
    ],
)
def test_wrong_use_is_told(
    run: Run,
    examples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    told: str,
) -> None:
    """A sentence says what is wrong, the status what kind of wrong, and nothing is written."""
    monkeypatch.chdir(examples.parent)
    out = tmp_path / "out"

    done, printed, err = run("export", examples / "nordby", "--out", out, *ON, *arguments)

    assert (status, "") == (done, printed)
    assert told in err
    assert not out.exists()


def test_a_register_with_errors_is_refused(run: Run, examples: Path, tmp_path: Path) -> None:
    """Where records are missing, in any case; where there are errors, unless they are allowed."""
    out = tmp_path / "out"
    broken = tmp_path / "broken.toml"
    broken.write_text('[associations.a]\nname = "A"\ncvr = "12345678"\n')
    unreadable = tmp_path / "unreadable.toml"
    unreadable.write_text("a = ")

    assert (1, "") == run("export", examples / "nordby-broken", "--to", "csv", "--out", out)[:2]
    assert (3, "") == run("export", unreadable, "--to", "csv", "--out", out)[:2]
    assert (3, "") == run("export", tmp_path / "nowhere", "--to", "csv", "--out", out)[:2]
    status, printed, err = run("export", broken, "--to", "csv", "--out", out)
    assert (1, "") == (status, printed)
    assert f"Se alt med: civic-partnership check {broken}" in err
    assert not out.exists()

    status, printed, err = run("export", broken, "--to", "csv", "--out", out, "--allow-errors")
    assert (0, "") == (status, err)
    assert "Registeret har 1 fejl; eksporten er lavet alligevel." in printed
    assert 1 == json.loads((out / "civic-partnership.json").read_text())["errors"]


def test_replaces_its_own_and_nothing_else(run: Run, examples: Path, tmp_path: Path) -> None:
    """An export is replaced by the next one; one that somebody wrote in is not."""
    out = tmp_path / "out"
    command = ("export", examples / "slagelse", "--out", out, *ON, "--to")
    run(*command, "csv")

    assert 0 == run(*command, "toml")[0]
    assert not (out / "agreements.csv").exists()
    (out / "agreements.toml").write_text("# mit\n")
    status, _, err = run(*command, "csv")
    assert 3 == status
    assert "agreements.toml" in err
    assert "# mit\n" == (out / "agreements.toml").read_text()


@pytest.mark.usefixtures("with_chosen")
def test_formats_are_listed(run: Run) -> None:
    """Each with what it carries and who provides it; of one also its options."""
    status, out, err = run("formats")
    assert (0, "") == (status, err)
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert {"chosen", "csv", "json", "ndjson", "toml"} <= rows.keys()
    assert ["alt", "civic-partnership", "0.1.0"] == rows["csv"].split()[-3:]
    assert "foreninger" in rows["chosen"]

    told = """\
chosen: the chosen
carries: associations
comes from: Chosen
  --option words=… …  words
  --option least=123  least (else 1)
"""
    assert (0, told, "") == run("formats", "chosen", "--lang", "en")
    assert 2 == run("formats", "chosn")[0]


def test_formats_are_listed_with_their_ways(run: Run, installed: Installed) -> None:
    """Out, in, or both; what is imported is described too."""
    installed("area-list", IMPORTER)
    installed("made-formats", exporting("made"))

    status, out, err = run("formats", "--lang", "en")
    assert (0, "") == (status, err)
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert " out and in  everything " in rows["csv"]
    assert ["area-list", "areas", "in", "area-list", "1.2"] == rows["area-list"].split()
    assert " out  " in rows["made"]

    alone = "area-list: areas\nimported with: import --from area-list\ncomes from: area-list 1.2\n"
    assert (0, alone, "") == run("formats", "area-list", "--lang", "en")
    both = run("formats", "csv", "--lang", "en")[1]
    assert "\ncarries: everything\n" in both
    assert "\nimported with: import --from csv\n" in both


def test_formats_tells_of_a_name_that_two_plugins_want(run: Run, installed: Installed) -> None:
    """Though it can still be imported, it is not described as if nothing were wrong."""
    installed("one-list", exporting("area-list"))
    installed("other-list", exporting("area-list"))
    installed("area-list", IMPORTER)

    status, out, err = run("formats", "area-list", "--lang", "en")

    assert (3, "") == (status, out)
    assert "one-list" in err
    assert "other-list" in err


def test_a_format_may_need_options(run: Run, installed: Installed) -> None:
    """What it carries then depends on these, and which must be given is said."""
    needs = """
from attrs import field, frozen
from civic_partnership.model import about

@frozen(kw_only=True)
class Needs:
    accounts: str = field(metadata=about("konti", "accounts"))
"""
    installed("ledger-formats", needs + exporting("ledger").replace("options = NoOptions", "options = Needs"))

    assert "afhænger af tilvalg" in run("formats")[1]
    assert "  --option accounts=…  accounts (must be given)\n" in run("formats", "ledger", "--lang", "en")[1]


def test_a_plugin_that_fails_is_listed(tmp_path: Path) -> None:
    """What failed to load is told on standard error, with status 3; all formats are listed."""
    (tmp_path / "bad.py").write_text(exporting("bad").replace("@hookimpl", ""))
    about = tmp_path / "bad-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[civic_partnership]\nbad = bad\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    done = subprocess.run(
        [*PROGRAM, "formats", "--lang", "en"], env=environment, capture_output=True, text=True, check=False
    )

    assert 3 == done.returncode
    assert "ndjson" in done.stdout
    assert (
        "The plugin bad from bad does not work: civic_partnership_exporters lacks @hookimpl." in done.stderr
    )


def test_schema_is_printed(run: Run) -> None:
    """It is what the package says."""
    status, out, err = run("schema")

    assert (0, "") == (status, err)
    assert schema() == json.loads(out)


def test_what_cannot_be_read_is_no_half_export(run: Run, examples: Path, tmp_path: Path) -> None:
    """The findings of the files are counted, as `check` tells them."""
    reading = read(examples / "nordby-broken")

    _, _, err = run(
        "export", examples / "nordby-broken", "--to", "csv", "--out", tmp_path / "out", "--lang", "en"
    )

    assert f"The register was not exported: {len(reading.findings)} errors in the files" in err


@pytest.mark.parametrize(("source", "target"), [("own", "own"), ("own", "own/inner"), ("own/all", "own")])
def test_an_export_never_takes_the_place_of_its_register(
    run: Run, examples: Path, tmp_path: Path, source: str, target: str
) -> None:
    """An earlier export may be all there is of a register: it is not written over, around or into."""
    run("export", examples / "nordby", "--to", "toml", "--out", tmp_path / source, "--include-personal", *ON)
    before = load(tmp_path / source)

    status, _, err = run("export", tmp_path / source, "--to", "ndjson", "--out", tmp_path / target, *ON)

    assert 3 == status
    assert "registeret selv ligger der" in err
    assert before == load(tmp_path / source)


@pytest.mark.parametrize(
    "carries", ["raise RuntimeError", "return None", "return ['associations']", "return {'associatons'}"]
)
def test_a_format_that_cannot_say_what_it_carries_hurts_no_other(
    run: Run, installed: Installed, carries: str
) -> None:
    """All formats are listed, and the fault is told."""
    installed("bad-formats", exporting("bad").replace("return EVERYTHING", carries))

    status, out, err = run("formats")

    assert 3 == status
    assert {"bad", "csv", "toml"} <= {line.split()[0] for line in out.splitlines()}
    assert "Formatet bad fra bad-formats virker ikke" in err


def test_a_plugin_that_may_have_rules_and_fails_is_told(
    run: Run, examples: Path, tmp_path: Path, installed: Installed
) -> None:
    """An export goes on, but says which rules may not have been asked."""
    installed("bad-rules", "raise RuntimeError('hemmeligt')")

    status, _, err = run("export", examples / "nordby", "--to", "json", "--out", tmp_path / "out", *ON)

    assert 0 == status
    assert "Pluginet bad_rules fra bad-rules virker ikke" in err
