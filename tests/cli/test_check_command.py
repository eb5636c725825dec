"""`civic-partnership check`."""

import contextlib
import io
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Never

import pytest
from cli.terminal import Run
from hosting.plugin_code import FAILING, RULE, Installed

from civic_partnership import __version__
from civic_partnership.cli import main

ON = "2025-03-01"


@pytest.fixture(autouse=True)
def _among_the_examples(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(examples)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nordby"], 0),
        (["nordby", "--strict"], 0),
        (["aarhus", "--strict"], 0),
        (["slagelse"], 0),
        (["slagelse", "--strict"], 1),
        (["nordby-broken"], 1),
        (["nordby", "nordby-broken"], 1),
        (["nordby-broken", "--select", "cvr-checksum"], 1),
        (["nordby-broken", "--select", "term-length", "--ignore", "term-length"], 0),
        (["nowhere"], 3),
        (["nordby-broken", "nowhere"], 3),
    ],
)
def test_exit_status(run: Run, arguments: list[str], expected: int) -> None:
    """0 is nothing wrong, 1 an error found, 3 something not read; the highest applies."""
    assert expected == run("check", *arguments, "--on", ON)[0]


@pytest.mark.parametrize(
    ("arguments", "danish", "english"),
    [
        ("check x --on 2025", "--on kræver en dag som 2025-03-01, ikke 2025.", "--on takes a day such as"),
        ("check x --on 2025-03-01~", "--on kræver en dag som 2025-03-01", "--on takes a day such as"),
        ("check x --on \x1b[1m\nx", "ikke \ufffd[1m x.", "not \ufffd[1m x."),
        ("check x --on", "Tilvalget --on mangler en værdi", "Option '--on' requires an argument."),
        ("check x --select term-lenth", "Mente du term-length?", "Did you mean term-length?"),
        ("check x --frmat json", "Tilvalget --frmat findes ikke.", "No such option"),
        (
            "check x --format xml",
            "--format skal være text, json, ndjson, sarif, github eller csv.",
            "'xml' is not one of",
        ),
        ("check x --lang de", "--lang skal være da eller en.", "'de' is not one of"),
        ("check x --strict=ja", "Tilvalget --strict mangler en værdi, eller har en", "does not take a value"),
        ("check", "PATH... mangler.", "Missing argument 'PATH...'."),
        ("check ", "En sti er tom; skriv en fil eller mappe.", "A path is empty; name a file or folder."),
        ("show ", "En sti er tom;", "A path is empty;"),
        ("show a b c d", "Der står for meget: c d. Se", "unexpected extra arguments (c d)"),
        ("chekc", "ingen kommando chekc. Mente du check?", "no command chekc. Did you mean check?"),
        ("--chek", "Tilvalget --chek findes ikke.", "No such option"),
        ("--lang {lang}", "Kommandoen mangler. Se", "The command is missing. See"),
        ("export x", "--to mangler.", "Missing option '--to'."),
    ],
)
def test_wrong_use_is_told_in_one_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: str, danish: str, english: str
) -> None:
    """Status 2, and one line that says what is wrong and where help is."""
    for lang, expected, other, see in (("da", danish, english, "Se"), ("en", english, danish, "See")):
        monkeypatch.setenv("CIVIC_PARTNERSHIP_LANG", lang)
        status, out, err = run(*arguments.format(lang=lang).split(" "))

        assert (2, "") == (status, out)
        assert expected in err
        assert other not in err
        assert re.search(rf" {see} civic-partnership( \w+)? --help\.\n$", err)
        assert 1 == len(err.splitlines())


def test_no_command_shows_the_help(run: Run) -> None:
    """Without a command, the commands are listed."""
    status, _, err = run()

    assert 2 == status
    assert "explain" in err


def test_help_and_version_are_no_failure(run: Run) -> None:
    """Asking for help or the version is not wrong use."""
    assert (0, f"civic-partnership, version {__version__}\n", "") == run("--version")
    status, out, _ = run("check", "--help")

    assert 0 == status
    assert "  3  noget kunne ikke læses\n" in out


def test_text_says_what_is_wrong_where_and_what_to_do(run: Run) -> None:
    """A finding shows its sentence, place, record, line, remedy, rule, source, and the value in force."""
    assert (
        "fejl: For 2022 er der givet 180.000 kr.; ordningen giver 200.000 kr.: 20.000 kr. for lidt.\n"
        "  nordby-broken/partnership.toml:20:18 · partnerskab nordby-boldklub\n"
        "  20 │ { year = 2022, amount = 180_000, awarded_on = 2021-12-09, payments = [{ on = 2022-01-15, "
        "amount = 20…\n"
        "     │                ^^^^^^^^^^^^^^^^\n"
        "  → Ret beløbet, eller registrér en dispensation (exempt) med begrundelsen.\n"
        "  regel grant-annual-amount · Opdigtet, Nordby Kommune, budgetaftale 2021, side 3 · "
        "årligt beløb: 200.000 kr., gælder siden 2021\n"
        "\n"
        "     fejl      1  grant-annual-amount\n"
        "1 fejl, 0 advarsler og 0 uafklarede; 35 poster kontrolleret pr. 1. marts 2025. "
        "Noget kunne ikke læses og er ikke kontrolleret.\n"
    ) == run("check", "nordby-broken", "--on", ON, "--select", "grant-annual-amount")[1]


def test_undecided_is_counted_and_listed_on_request(run: Run) -> None:
    """What is undecided is always counted; it is listed only with `--undecided`."""
    arguments = ("check", "copenhagen", "--on", ON, "--select", "term-length")

    _, without, _ = run(*arguments)
    _, with_, _ = run(*arguments, "--undecided")

    assert "0 fejl, 0 advarsler og 5 uafklarede;" in without
    assert "Se det uafklarede med --undecided." in without
    assert "kan ikke afgøres" not in without
    assert "term-length" not in without
    assert "uafklaret      5  term-length\n" in with_
    assert 5 == with_.count(
        "uafklaret: Det kan ikke afgøres, men måske gælder: Aftaleperioden oktober 2020 til et tidspunkt i 2024 "
    )


@pytest.fixture
def unfilled(tmp_path: Path) -> Path:
    """Return a register of partnerships that lack much; the first lacks the least."""
    programme = (
        '[programmes.p]\nname = "P"\nmin_weekly_hours = 20\nresource_person_share = 100\n'
        'declarations_required = ["child-protection"]\n'
    )
    rows = [
        f'[partnerships.p-{n:02}]\nprogramme = "p"\npartners = [{{ association = "a-{n:02}" }}]\n'
        'terms = [{ period = "2021/2024", kind = "initial" }]\n'
        f'[associations.a-{n:02}]\nname = "A {n}"\n'
        for n in range(20)
    ]
    employment = 'employments = [{ period = "2021/2024", weekly_hours = 20 }]\n'
    text = programme + rows[0].replace("[associations", f"{employment}[associations", 1) + "".join(rows[1:])
    file = tmp_path / "unfilled.toml"
    file.write_text(text)
    return file


def test_text_ends_with_what_to_fill_in(run: Run, unfilled: Path) -> None:
    """Facts that are missing are counted by kind, those that settle most first; the numbers agree."""
    _, danish, _ = run("check", unfilled, "--on", ON)
    _, english, _ = run("check", unfilled, "--on", ON, "--lang", "en")
    _, document, _ = run("check", unfilled, "--on", ON, "--format", "json")
    facts = json.loads(document)["to_fill_in"]
    number = next(each["questions"] for each in facts if each["field"] == "employments")

    assert facts == sorted(facts, key=lambda each: (-each["questions"], each["kind"], each["field"]))
    assert danish.partition("\nUdfyld:\n")[2].splitlines() == [f"  {each['label']['da']}" for each in facts]
    assert english.partition("\nFill in:\n")[2].splitlines() == [f"  {each['label']['en']}" for each in facts]
    assert f"\n  19 partnerskaber mangler ansættelser: afklarer {number} spørgsmål\n" in danish
    assert "uafklaret" not in danish.replace("uafklarede", "")


@pytest.mark.parametrize(
    ("lang", "missing", "others"),
    [
        ("da", "uafklaret: Ansættelser er ikke registreret: afklarer 1 regel\n", "… og 4 andre\n"),
        ("en", "undecided: Employments not recorded: settles 1 rule\n", "… and 4 more\n"),
    ],
)
def test_rules_that_miss_the_same_fact_are_one_line(
    run: Run, unfilled: Path, lang: str, missing: str, others: str
) -> None:
    """With `--undecided` a missing fact of a record is one line with its place; fifteen are listed at most."""
    asked = "check", unfilled, "--on", ON, "--lang", lang, "--undecided"
    _, text, _ = run(*asked)
    _, one_rule, _ = run(*asked, "--select", "weekly-hours")
    rows = [row for row in _findings(run, unfilled) if row["missing"]]
    facts = {(row["record"]["id"], *row["missing"]) for row in rows}
    number = sum(row["record"]["id"] == "p-01" and row["missing"] == ["employments"] for row in rows)

    assert 15 == one_rule.count(missing)
    assert 1 == one_rule.count(f"  {unfilled}:13:1 · ")
    assert others in one_rule
    assert (
        missing.replace(" 1 rule\n", f" {number} rules\n").replace(" 1 regel\n", f" {number} regler\n")
        in text
    )
    assert others.replace("4", str(len(facts) - 15)) in text


def _findings(run: Run, path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("check", path, "--on", ON, "--format", "json")[1])["findings"]
    return rows


def test_what_to_fill_in_is_cut_too(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More kinds of facts than fit are counted; a value that no date is known of is told without one."""
    (tmp_path / "a.toml").write_text(
        '[programmes.p]\nname = "P"\nterm_years = 4\nplan_years = [2]\n[partnerships.a]\nprogramme = "p"\n'
        'partners = [{ association = "a" }]\nterms = [{ period = "2021/2022", kind = "initial" }]\n'
        '[associations.a]\nname = "A"\n'
    )
    monkeypatch.setattr("civic_partnership.cli.check_text._MAX_MISSING", 0)

    _, text, _ = run("check", tmp_path, "--on", ON)

    assert re.search(r"\nUdfyld:\n  … og [0-9]+ and(en|re)\n$", text)
    assert "· aftaleperiodens længde i år: 4\n" in text


def test_many_findings_are_cut_as_text_but_counted_exactly(run: Run, tmp_path: Path) -> None:
    """As text a hundred findings are listed and all are counted; JSON holds them all."""
    rows = (f'[associations.a-{i}]\nname = "A{i}"\ncvr = "12345678"\n' for i in range(250))
    (tmp_path / "a.toml").write_text("".join(rows))

    asked = "check", tmp_path, "--on", ON, "--select", "cvr-checksum"
    _, text, _ = run(*asked)
    _, document, _ = run(*asked, "--format", "json")

    assert 100 == text.count("fejl: ")
    assert "… og 150 meldinger til; --format json har dem alle." in text
    assert "250 fejl, 0 advarsler og 0 uafklarede;" in text
    assert 250 == len(json.loads(document)["findings"])


def test_every_path_is_checked_though_one_is_missing(run: Run) -> None:
    """A path that is not there is a finding, told once and counted; all others are still read and checked."""
    status, out, err = run("check", "nowhere", "nordby", "--on", ON)

    assert (3, "") == (status, err)
    assert (
        "fejl: Der findes ingen fil eller mappe nowhere.\n"
        "  nowhere\n"
        "  → Ret stien.\n"
        "  regel unreadable-file · Registerets filformat, version 1\n"
    ) in out
    assert 1 == out.count("Der findes ingen fil")
    assert "1 fejl, 0 advarsler og " in out
    assert "Noget kunne ikke læses og er ikke kontrolleret." in out


@pytest.mark.parametrize("more", [[], ["--select", "term-length"], ["--ignore", "unreadable-file"]])
def test_a_path_that_is_not_there_stands_in_the_json(run: Run, more: list[str]) -> None:
    """A missing path is among the findings that programs read, whatever rules are asked."""
    status, out, err = run("check", "nowhere", "--format", "json", *more)
    document = json.loads(out)

    assert (3, "") == (status, err)
    assert {"error": 1, "warning": 0, "undecided": 0} == document["counts"]
    (finding,) = document["findings"]
    assert ("unreadable-file", "nowhere", None) == (finding["rule"], finding["file"], finding["line"])
    assert {
        "da": "Der findes ingen fil eller mappe nowhere. Ret stien.",
        "en": "There is no file or folder nowhere. Correct the path.",
    } == finding["message"]


def test_a_file_that_cannot_be_read_is_told_though_other_rules_are_selected(run: Run, tmp_path: Path) -> None:
    """What could not be read never hides behind a selection; only its own name silences it."""
    (tmp_path / "a.toml").write_text("broken")

    selected, out, _ = run("check", tmp_path, "--select", "term-length")
    ignored, _, _ = run("check", tmp_path, "--ignore", "unreadable-file")

    assert (3, 0) == (selected, ignored)
    assert "a.toml:1:" in out
    assert "Kan ikke læses: filen er ikke gyldig TOML." in out


@pytest.mark.parametrize("format_", ["text", "json", "ndjson", "sarif", "github", "csv"])
def test_no_name_tells_or_steers_anything(run: Run, tmp_path: Path, format_: str) -> None:
    """In no format a CPR number, a mail address or a control character of a file or record shows."""
    folder = tmp_path / "a@b.dk"
    folder.mkdir()
    text = '[areas.a]\n"\\u001b[31mred" = 1\n[areas."\\u001b]0;title\\u0007"]\nname = "x"\n'
    (folder / "x\x1b[31m\x9b\u202e 020291-9247 c@d.dk.toml").write_text(text)

    _, out, err = run("check", folder, tmp_path / "no\x1b[2J\nwhere", "--format", format_)

    assert "missing-field" in out
    assert [] == [word for word in ("20291", "9247", "b.dk", "d.dk") if word in out + err]
    assert [] == [letter for letter in "\x1b\x9b\u202e\x07" if letter in out + err]


def test_answers_go_to_any_stream_that_stands_for_standard_output(run: Run) -> None:
    """A program that calls the command may catch its answers, though they then have no encoding."""
    for format in ("text", "json"):
        arguments = ["check", "aarhus", "--on", ON, "--format", format]
        with contextlib.redirect_stdout(io.StringIO()) as out, pytest.raises(SystemExit) as leaving:
            main(arguments)

        assert (leaving.value.code, out.getvalue()) == run(*arguments)[:2]


class _Interrupted(io.TextIOWrapper):
    """A stream at which someone presses Ctrl-C as soon as it is written to."""

    def writelines(self, lines: Iterable[Any]) -> Never:
        self.write(next(iter(lines)))
        raise KeyboardInterrupt


def test_ctrl_c_leaves_no_half_answer_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not yet written when the command is interrupted is not written afterwards."""
    with (tmp_path / "out").open("wb") as file:
        monkeypatch.setattr("sys.stdout", _Interrupted(file))
        with pytest.raises(SystemExit) as leaving:
            main(["check", "nordby", "--format", "json"])
        sys.stdout.flush()

    assert 130 == leaving.value.code
    assert b"" == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("fault", ['RuntimeError("hemmeligt")', "KeyboardInterrupt"])
def test_a_rule_that_fails_is_told_and_the_others_go_on(run: Run, installed: Installed, fault: str) -> None:
    """A rule that raises gives status 3 and a sentence; the findings of all others are there."""
    errors = run("check", "nordby-broken", "--on", ON)[1].splitlines()[-1].partition(",")[0]
    installed("nordby-rules", FAILING.replace('RuntimeError("hemmeligt")', fault))

    status, out, err = run("check", "nordby-broken", "--on", ON)

    assert 3 == status
    assert errors in out
    name = fault.partition("(")[0]
    assert f"Reglen failing fejlede ved associations/nordby-boldklub ({name}, " in err
    assert "udgiver nordby-rules" in err
    assert "hemmeligt" not in err


def test_a_plugin_that_fails_while_it_is_loaded_is_told(run: Run, installed: Installed) -> None:
    """Its rules were not asked, which is no clean answer: status 3, and the findings of all others."""
    errors = run("check", "nordby-broken", "--on", ON)[1].splitlines()[-1].partition(",")[0]
    installed("nordby-rules", "raise RuntimeError('hemmeligt')")

    status, out, err = run("check", "nordby-broken", "--on", ON)

    assert 3 == status
    assert errors in out
    assert "Pluginet nordby_rules fra nordby-rules virker ikke: det fejlede (RuntimeError, " in err
    assert "hemmeligt" not in err


@pytest.mark.parametrize("about", ["Association", "Register"])
def test_a_rule_that_fails_is_told_to_programs_too(run: Run, installed: Installed, about: str) -> None:
    """JSON and SARIF say that not all was asked, in the words that stand on standard error."""
    installed("nordby-rules", FAILING.replace("Association", about))
    asked = "check", "nordby", "--on", ON, "--format"
    _, document, told = run(*asked, "json")
    _, log, _ = run(*asked, "sarif")

    problems = json.loads(document)["problems"]
    (invocation,) = json.loads(log)["runs"][0]["invocations"]
    notified = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert notified == told.splitlines() == [problem["da"] for problem in problems]
    assert ("the whole register" in problems[0]["en"]) == (about == "Register")
    assert not invocation["executionSuccessful"]


def test_rules_of_plugins_are_asked_and_listed(run: Run, installed: Installed) -> None:
    """They can be chosen and explained like the package's own."""
    installed("nordby-rules", RULE.format(rules="cvr_missing"))

    assert "Godt." in run("rules")[1]
    assert "# cvr-missing" in run("explain", "cvr-missing")[1]
    status, out, err = run("check", "copenhagen", "--on", ON, "--select", "cvr-missing")
    assert (1, "") == (status, err)
    assert "  27  cvr-missing\n" in out
