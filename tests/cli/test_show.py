"""`civic-partnership show`, `rules` and `explain`."""

import re
from pathlib import Path

import pytest

from civic_partnership import load
from civic_partnership.cli import main
from civic_partnership.model import KINDS
from civic_partnership.rules import ALL_RULES, Rule, find_subject, format_page
from civic_partnership.values import Language


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[object, str, str]:
    """Exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return leaving.value.code, *capsys.readouterr()


@pytest.mark.parametrize("name", ["copenhagen", "slagelse", "aarhus", "nordby"])
def test_show_names_every_record(capsys: pytest.CaptureFixture[str], examples: Path, name: str) -> None:
    """Every record of a register is shown by its id, under the name of its kind."""
    register = load(examples / name)

    status, out, err = told(capsys, "show", examples / name)

    assert (0, "") == (status, err)
    for kind in KINDS:
        for id in getattr(register, kind):
            assert id in out
    assert f"foreninger ({len(register.associations)})" in out or not register.associations


def test_show_needs_no_municipality(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Records that came without their municipality are shown all the same."""
    (tmp_path / "a.toml").write_text('[areas.havnen]\nname = "Havnen"\n')

    status, out, err = told(capsys, "show", tmp_path)

    assert (0, "") == (status, err)
    assert re.search("^ havnen +Havnen", out, re.MULTILINE)


def test_show_leaves_out_what_is_personal(capsys: pytest.CaptureFixture[str], examples: Path) -> None:
    """Personal fields have no column."""
    _, out, _ = told(capsys, "show", examples / "nordby")

    assert "A. Eksempel" not in out
    assert "a@nordby.example" not in out
    assert "00 00 00 00" not in out


@pytest.mark.parametrize(("lang", "kind"), [("da", "statusmøde"), ("en", "status meeting")])
def test_show_says_words_of_fixed_lists_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str, kind: str
) -> None:
    """The kind of a meeting is told as it is called, not as it is written in the file."""
    (tmp_path / "m.toml").write_text('[meetings.spring]\non = 2024-04-12\nkind = "status"\n')

    _, out, _ = told(capsys, "show", tmp_path, "--lang", lang)

    assert f" {kind} " in out


def test_show_tells_long_lists_by_the_first_and_their_number(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Of a list too long for a cell the first is shown whole, and how many there are."""
    ids = [f"{'omraade-' * 6}{n}" for n in range(3)]
    areas = "".join(f'[areas.{id}]\nname = "A"\n' for id in ids)
    (tmp_path / "a.toml").write_text(f'{areas}[associations.b]\nname = "B"\nareas = {ids}\n')

    _, out, _ = told(capsys, "show", tmp_path)

    assert f"{ids[0]}, … (3)" in out


def test_show_tells_what_could_not_be_read(capsys: pytest.CaptureFixture[str], examples: Path) -> None:
    """A register with broken records shows the others, and says how many are missing."""
    status, out, err = told(capsys, "show", examples / "nordby-broken", "--lang", "en")

    assert 1 == status
    assert "partnerships (1)" in out
    assert "Something could not be read." in err


def test_show_of_nothing_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A missing path gives a sentence and status 3."""
    status, out, err = told(capsys, "show", tmp_path / "x")

    assert (3, "") == (status, out)
    assert "Ret stien." in err


@pytest.mark.parametrize("lang", ["da", "en"])
def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str], lang: Language) -> None:
    """Every rule is listed under its subject, which stands there once, with its title."""
    status, out, _ = told(capsys, "rules", "--lang", lang)

    assert 0 == status
    for rule in ALL_RULES:
        assert 1 == f"\n{out}".count(f"\n{find_subject(rule).in_language(lang)}\n")
        assert rule.title.in_language(lang) in " ".join(out.split())


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_explain_shows_the_page(capsys: pytest.CaptureFixture[str], rule: Rule, lang: Language) -> None:
    """In a pipe, the page of a rule is printed as it was written, in the language asked for."""
    status, out, _ = told(capsys, "explain", rule.name, "--lang", lang)

    assert 0 == status
    assert out.startswith(f"# {rule.name}\n")
    assert out.endswith(f"\n{format_page(rule, lang)}\n")
