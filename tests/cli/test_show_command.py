"""The command `show`."""

import re
from pathlib import Path

import pytest
from cli.terminal import Run, shown

from civic_partnership import load
from civic_partnership.model import KINDS


@pytest.mark.parametrize("name", ["copenhagen", "nordby"])
def test_show_names_every_record(run: Run, examples: Path, name: str) -> None:
    """Every record of a register is shown by its id, under the name of its kind."""
    register = load(examples / name)

    status, out, err = run("show", examples / name)

    assert (0, "") == (status, err)
    for kind in KINDS:
        for id in getattr(register, kind):
            assert id in out
    assert f"foreninger ({len(register.associations)})" in out or not register.associations


@pytest.mark.parametrize(("lang", "kind"), [("da", "statusmøde"), ("en", "status meeting")])
def test_show_says_words_of_fixed_lists_in_the_language_asked_for(
    run: Run, tmp_path: Path, lang: str, kind: str
) -> None:
    """The kind of a meeting is told as it is called, not as it is written in the file."""
    (tmp_path / "m.toml").write_text('[meetings.spring]\non = 2024-04-12\nkind = "status"\n')

    _, out, _ = run("show", tmp_path, "--lang", lang)

    assert f" {kind} " in out


def test_show_tells_since_and_until_when(run: Run, tmp_path: Path) -> None:
    """Partners, consultants and former names are shown with their dates, open ends and times in words."""
    (tmp_path / "a.toml").write_text(
        '[associations.a]\nname = "A"\nformer = [{ name = "B", cvr = "12345674", until = "2018" }]\n'
        '[associations.b]\nname = "B"\n'
        '[partnerships.p]\nprogramme = "x"\npartners = [{ association = "a", since = 2023-07-01 }]\n'
        'consultants = [{ contact = "c", since = "2021", until = "2022~" }]\n'
        'terms = [{ period = "2021/..", kind = "initial" }]\n'
        '[partnerships.q]\nprogramme = "x"\npartners = [{ association = "b" }]\n'
        '[programmes.x]\nname = "X"\nannual_amount = { "2021~" = 200_000, "2024-07" = 5 }\n'
        '[meetings.m]\non = 2024-04-12\nkind = "alliance"\nstarts = 17:00:00\n'
    )

    _, danish, _ = run("show", tmp_path)
    _, english, _ = run("show", tmp_path, "--lang", "en")

    assert "B, 12345674 (til 2018)" in danish
    assert "a (siden 1. juli 2023)" in danish
    assert "c (siden 2021, til et tidspunkt i 2022)" in danish
    assert "fra 1. januar 2021, indtil videre" in danish
    assert "200.000 (et tidspunkt i 2021), 5 (juli 2024)" in danish
    assert " 17.00 " in danish
    assert "c (since 2021, until some time in 2022)" in english
    assert " 17:00 " in english


def test_show_tells_long_lists_by_the_first_and_their_number(run: Run, tmp_path: Path) -> None:
    """Of a list too long for a cell the first is shown whole, and how many there are."""
    ids = [f"{'omraade-' * 6}{n}" for n in range(3)]
    areas = "".join(f'[areas.{id}]\nname = "A"\n' for id in ids)
    (tmp_path / "a.toml").write_text(f'{areas}[associations.b]\nname = "B"\nareas = {ids}\n')

    _, out, _ = run("show", tmp_path)

    assert f"{ids[0]}, … (3)" in out


def test_show_tells_short_lists_whole(run: Run, tmp_path: Path) -> None:
    """All of it fits into a cell."""
    (tmp_path / "a.toml").write_text('[associations.b]\nname = "B"\naliases = ["C", "D"]\n')

    assert "C, D" in run("show", tmp_path)[1]


def test_show_tells_what_could_not_be_read(run: Run, examples: Path) -> None:
    """A register with broken records shows the others, and says how many are missing."""
    status, out, err = run("show", examples / "nordby-broken", "--lang", "en")

    assert 1 == status
    assert "partnerships (2)" in out
    assert "Something could not be read." in err


@pytest.mark.parametrize("place", [[], ["contacts.culture-consultant"], ["--select", "contacts.*"]])
def test_show_leaves_out_what_is_personal(run: Run, examples: Path, place: list[str]) -> None:
    """Personal fields have no column, and their values are not shown."""
    status, out, _ = run("show", examples / "nordby", *place)

    assert 0 == status
    assert not [each for each in ("A. Eksempel", "a@nordby.example", "00 00 00 00") if each in out]


@pytest.mark.parametrize("columns", [20, 60, 120])
def test_no_id_is_cut_on_a_narrow_terminal(tmp_path: Path, columns: int) -> None:
    """However narrow the terminal, no id, and no number without blanks, is cut or broken."""
    long = "-".join(["broenshoej"] * 9)
    (tmp_path / "a.toml").write_text(
        f'[areas.{long}]\nname = "{"Brønshøj " * 9}"\n[areas.b]\nname = "B"\n'
        f'[associations.{long}]\nname = "B"\nareas = ["{long}"]\ncitywide = true\n'
        '[departments.culture]\nname = "K"\n[contacts.chair]\nrole = "chair"\ndepartment = "culture"\n'
        '[partnerships.a]\nprogramme = "p"\npartners = [{ association = "a" }]\ncase = "27.15.12-Ø40-12-21"\nconsultants = [{ contact = "c" }]\n'
        'terms = [{ period = "2021/2024", kind = "initial" }, { period = "2025/2028", kind = "extension" }]\n'
        'appropriation = "vol-1"\n'
    )
    words = shown(columns, "show", tmp_path).split()

    assert 2 <= words.count(long)
    assert {"b", "culture", "chair", "27.15.12-Ø40-12-21"} <= set(words)


def test_a_long_text_is_cut_between_words(tmp_path: Path) -> None:
    """The end of what a cell has no room for is left out from a blank on; one long word is cut in itself."""
    name = "Idrætsforeningen for alle børn og unge i Havnekvarteret"
    (tmp_path / "a.toml").write_text(f'[areas.a]\nname = "{name}"\n[areas.b]\nname = "{"x" * 50}"\n')

    text = shown(None, "show", tmp_path)

    assert "Idrætsforeningen for alle børn og unge i …" in text
    assert f"{'x' * 43}…" in text


def test_one_record_is_shown_whole(run: Run, examples: Path) -> None:
    """Every filled field is there in words, rows below each other, and nothing personal."""
    for record in ("partnerships.nordby-boldklub", "partnerships/nordby-boldklub"):
        status, out, err = run("show", examples / "nordby", record)

        assert (0, "") == (status, err)
        assert out.startswith("partnerskab nordby-boldklub\n  ordning        social-partnerships\n")
        assert "\n  tilskud (5)\n  - år 2021, beløb 200.000 kr., tilsagn givet 10. december 2020\n" in out
        assert (
            "\n    udbetalinger (2)\n    - dato 15. januar 2021, beløb 120.000 kr., til nordby-boldklub\n"
            in out
        )
        assert "\n    regnskab: modtaget 20. marts 2023\n" in out
        assert "person (personoplysning)" in out
        assert "Eksempel" not in out


def test_values_of_every_kind_are_shown_in_words(run: Run, examples: Path) -> None:
    """Amounts that change, tables, lists, words, and yes and no; remarks and sources stand last."""
    _, out, _ = run("show", examples / "nordby", "programmes.social-partnerships", "--lang", "en")

    assert "200,000 kr. (2021), 212,000 kr. (2027)" in out
    assert "  focus areas (6)\n  - internal-organisation: number 1, name" in out
    _, out, _ = run("show", examples / "nordby", "associations.nordby-boldklub", "--lang", "en")
    assert re.search("other names +NB; Boldklubben Nordby\n", out)
    assert re.search("approved +yes\n", out)
    assert "\n  declarations (6)\n  - kind child protection" in out


@pytest.mark.parametrize("place", ["nordby", "livsforloeb"])
def test_every_record_has_a_page_that_fits(examples: Path, place: str) -> None:
    """No line is longer than the terminal but where a single word is."""
    for key, _ in load(examples / place):
        text = shown(80, "show", examples / place, ".".join(filter(None, key)))
        assert all(len(line) <= 80 or " " not in line.strip() for line in text.splitlines())


def test_a_part_is_a_table_over_records(run: Run, examples: Path) -> None:
    """The amounts are summed in the last line."""
    status, out, err = run("show", examples / "nordby", "--select", "partnerships.*.grants")

    assert (0, "") == (status, err)
    lines = [line.split() for line in out.splitlines() if line.strip()]
    assert ["sted", "år", "periode", "beløb", "tilsagn", "givet"] == lines[0]
    assert ["nordby-boldklub", "2021", "200.000", "10.", "december", "2020"] == lines[2]
    assert ["i", "alt", "1.285.000"] == lines[-1]
    assert 8 == len(lines) - 1


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["--select", "programmes.*.annual_amount"], ["ishockey 190,000 kr. (2023-2026)"]),
        (
            ["--select", "partnerships.nordby-ishockey.*amount"],
            [
                "grants[2023-01/2024-06].amount 285,000 kr.",
                "total 285,000 kr.",
                "employments[2023-01/2024-06].funding[grant].annual_amount 190,000 kr.",
            ],
        ),
        (["--select", "municipality"], ["municipality 0999 Nordby Kommune 1"]),
        (["--select", "areas*"], ["areas.havnekvarteret Havnekvarteret"]),
        (["partnerships.nordby-ishockey.grants"], ["partnerships.nordby-ishockey.grants", "total 285,000"]),
        (["programmes.ishockey.focus_areas"], ["programmes.ishockey.focus_areas[recruitment] 1"]),
        (["--select", "contacts.*.name"], ["boldklub-chair (personal)"]),
        (["--select", "*.id"], []),
    ],
)
def test_a_pattern_selects_values_rows_and_records(
    run: Run, examples: Path, words: list[str], lines: list[str]
) -> None:
    """A value stands after its address; what stands within a selected place is not shown again."""
    status, out, _ = run("show", examples / "nordby", *words, "--lang", "en")

    assert (0 if lines else 2) == status
    found = [" ".join(line.split()) for line in out.splitlines()]
    for line in lines:
        assert any(each.startswith(line) for each in found), found


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["programmes.ishocky"], "There is no programmes.ishocky. Did you mean ishockey?"),
        (["programme.ishockey"], '"programme" is no kind of record. Did you mean programmes?'),
        (["programmes.ishockey", "--select", "x"], "Give either KIND.ID or --select."),
        (["--select", "x"], "There is nothing in x."),
    ],
)
def test_what_is_not_there_is_told(run: Run, examples: Path, words: list[str], sentence: str) -> None:
    """A misspelt record, and a pattern for nothing, are wrong use."""
    status, out, err = run("show", examples / "nordby", *words, "--lang", "en")

    assert (2, "") == (status, out)
    assert sentence in err


def test_a_dated_list_may_be_empty(run: Run, tmp_path: Path) -> None:
    """It says that nothing is required from that day."""
    text = '[programmes.a]\nname = "A"\nplan_years = { 2020 = [3, 4], 2024 = [] }\n'
    (tmp_path / "a.toml").write_text(text)

    _, out, _ = run("show", tmp_path, "programmes.a", "--lang", "en")

    assert "3; 4 (2020), nothing (2024)" in out
