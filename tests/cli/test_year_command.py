"""The command `year`."""

import csv
import datetime
import json
from datetime import date
from pathlib import Path

import pytest
from cli.terminal import Run, shown
from deadlines.year_of_everything import EVERYTHING, ON, find
from rich.cells import cell_len

from civic_partnership.deadlines import DEADLINE_KINDS

DANISH = """\
Årshjul 2025 pr. 1. marts 2025: 26 frister, 2 overskredet

Overskredet (2)
  31. december 2024  Udbetaling af 2 kr. af tilskuddet for 2024 · Nordby Boldklub (ane)
  15. februar 2025   Forpligtelse: Fælles frivilligdag · Alliancen

Marts 2025 (2)
  10. marts         Høringen åbner · Målene
  senest 31. marts  Evaluering af samarbejdsaftalen · Aftalen

April 2025 (6)
  1. april   Ansøgningsrunden åbner · Sociale partnerskaber
  10. april  Statusmøde · Nordby Boldklub (ane)
  30. april  Regnskab for tilskuddet for 2024 · Nordby Svømmeklub (bo)
  30. april  Høringsfrist · Målene
  30. april  Høringssvar fra Nordby Boldklub · Målene
  30. april  Høringssvar fra en person · Målene

Maj 2025 (3)
  1. maj   Ansøgningsrunden lukker · Sociale partnerskaber
  31. maj  Handleplanen juni 2024 til maj 2025 skal godkendes · Nordby Boldklub (ane)
  31. maj  Handleplan fra 1. juni 2025 mangler · Nordby Boldklub (ane)

Juni 2025 (2)
  30. juni  Penge til aftaleperioden 2022-2025 efter bevillingen Vol. 1 · Nordby Boldklub (ane)
  30. juni  Bevillingen Vol. 1 slutter · Sociale partnerskaber

Juli 2025 (1)
  15. juli  Udbetaling af 4 kr. af tilskuddet for 2025 · Nordby Boldklub (ane)

August 2025 (1)
  31. august  En ressourcepersons ansættelse slutter · Nordby Boldklub (ane)

September 2025 (1)
  30. september  Aftalen slutter, fordi den er opsagt · Nordby Svømmeklub (bo)

Oktober 2025 (1)
  31. oktober  Samarbejdsaftalen slutter · Aftalen

December 2025 (6)
  31. december  Udbetaling af 1 kr. af tilskuddet for 2025 · Nordby Boldklub (ane)
  31. december  1 statusmøde med bestyrelsen mangler i 2025 · Nordby Boldklub (ane)
  31. december  1 netværksmøde mangler i 2025 · Sociale partnerskaber
  31. december  1 konference mangler i 2025 · Målene
  31. december  Erklæring for 2025: børneattesterklæring · Nordby Boldklub (ane)
  31. december  Aftaleperioden slutter · Nordby Boldklub (ane)

Uden kendt frist (1)
  Regnskab for tilskuddet for 2024, modtaget 1. februar 2025, skal godkendes · Nordby Boldklub (ane)
"""


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """Return a register with a deadline of every kind."""
    path = tmp_path / "everything.toml"
    path.write_text(EVERYTHING, encoding="utf-8")
    return path


def test_the_year_stands_month_by_month(run: Run, everything: Path) -> None:
    """What is overdue comes first, and what has no day last."""
    assert (0, DANISH, "") == run("year", everything, "--on", ON)


def test_the_year_of_the_day_is_shown_if_none_is_named(
    run: Run, everything: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a day it is that of today."""

    class Today(date):
        @classmethod
        def today(cls) -> "Today":
            return cls(2025, 3, 1)

    monkeypatch.setattr(datetime, "date", Today)

    assert (0, DANISH, "") == run("year", everything)


PARTNERSHIPS = """
[programmes.p]
name = "P"
status_meetings_per_year = 1
"""


def partnership(id: str, name: str, consultant: str = "") -> str:
    """Return a partnership with its association as TOML."""
    consultants = f'consultants = [{{ contact = "{consultant}" }}]\n' if consultant else ""
    return (
        f'[associations.{id}]\nname = "{name}"\n[partnerships.{id}]\nprogramme = "p"\n{consultants}'
        f'partners = [{{ association = "{id}" }}]\nterms = [{{ period = "2024/2025", kind = "initial" }}]\n'
    )


def test_what_is_alike_stands_together(run: Run, tmp_path: Path) -> None:
    """It is counted, and each partnership is named below, at its consultant if there are several."""
    (tmp_path / "a.toml").write_text(
        PARTNERSHIPS + partnership("a", "A", "ane") + partnership("b", "B", "bo") + partnership("c", "C", "ane") + partnership("d", "D")
    )  # fmt: skip
    (tmp_path / "b.toml").write_text(
        '[agreements.g]\ntitle = "G"\nperiod = "2023/2024-06"\n[agreements.h]\ntitle = "H"\nperiod = "2023/2024-06"\n'
    )

    _, out, _ = run("year", tmp_path, "--on", "2024-03-01")

    assert """\
  30. juni  Samarbejdsaftalen slutter · 2 poster
            G, H
""" in out  # fmt: skip
    assert """\
  31. december  1 statusmøde mangler i 2024 · 4 partnerskaber
                ane: A, C
                bo: B
                D
""" in out  # fmt: skip


def test_a_name_with_several_alike_stands_once(run: Run, tmp_path: Path) -> None:
    """With their number, be it one partnership or several of the same association."""
    rows = '{ period = "2024/2024-06", weekly_hours = 1 }'
    text = PARTNERSHIPS.replace("status_meetings_per_year = 1", "") + partnership("a", "A")
    text += f"employments = [{rows}, {rows}]\n"
    (tmp_path / "a.toml").write_text(text)
    _, one, _ = run("year", tmp_path, "--on", "2024-03-01")
    (tmp_path / "b.toml").write_text(partnership("b", "A") + f"employments = [{rows}]\n")
    _, two, _ = run("year", tmp_path, "--on", "2024-03-01")

    assert "  30. juni  En ressourcepersons ansættelse slutter · A (2)\n" in one
    assert "  30. juni  En ressourcepersons ansættelse slutter · 2 partnerskaber\n            A (3)\n" in two


@pytest.mark.parametrize(
    ("on", "day", "text"),
    [
        ("2024-03-01", "senest 30. juni", "Aftaleperioden slutter (tidligst 1. juni 2024) · A"),
        ("2024-06-15", "senest 30. juni", "Aftaleperioden slutter · A"),
        ("2024-06-15", "senest 31. august", "Udbetaling af 4 kr. af tilskuddet for 2023 til et tidspunkt i august 2024 (tidligst 1. august 2024) · A"),
        ("2024-08-15", "senest 31. august", "Udbetaling af 4 kr. af tilskuddet for 2023 til et tidspunkt i august 2024 (måske overskredet) · A"),
        ("2024-09-15", "senest 31. august 2024", "Udbetaling af 4 kr. af tilskuddet for 2023 til et tidspunkt i august 2024 · A"),
    ],
)  # fmt: skip
def test_an_uncertain_day_is_told_as_such(run: Run, tmp_path: Path, on: str, day: str, text: str) -> None:
    """By the last day that it may be, with the first one while it lies ahead; it may be overdue."""
    fields = partnership("a", "A").replace("2024/2025", "2023/2024-06~")
    fields += (
        'grants = [{ period = "2023/2024-08~", amount = 5, payments = [{ on = 2023-01-01, amount = 1 }] }]\n'
    )
    (tmp_path / "a.toml").write_text(PARTNERSHIPS + fields)

    _, out, _ = run("year", tmp_path, "--on", on)

    assert f"{day}  {text}\n" in out


@pytest.mark.parametrize(
    ("lang", "nothing"),
    [
        ("da", "Årshjul 2019 pr. 1. marts 2025: intet forfalder\n"),
        ("en", "The year 2019 as of 1 March 2025: nothing is due\n"),
    ],
)
def test_a_year_in_which_nothing_is_due_says_so(run: Run, everything: Path, lang: str, nothing: str) -> None:
    """No month is named."""
    assert (0, nothing, "") == run("year", everything, "2019", "--on", ON, "--lang", lang)


def test_one_deadline_is_told_as_one(run: Run, everything: Path) -> None:
    """In the number of one."""
    _, out, _ = run("year", everything, "2026", "--on", "2026-06-01", "--lang", "en", "--partnership", "y")

    assert out.startswith("The year 2026 as of 1 June 2026: 1 deadline, 1 overdue\n")


def test_only_one_partnership_or_consultant_is_shown(run: Run, everything: Path) -> None:
    """Nothing of other partnerships is left; of a consultant there is what the programme holds too."""
    _, of_partnership, _ = run("year", everything, "--on", ON, "--partnership", "y")
    _, of_consultant, _ = run("year", everything, "--on", ON, "--consultant", "bo")

    assert "2 frister, 0 overskredet" in of_partnership
    assert "  30. april  Regnskab for tilskuddet for 2024 · Nordby Svømmeklub\n" in of_partnership
    assert "Nordby Boldklub" not in of_consultant
    assert "1 netværksmøde mangler i 2025" in of_consultant
    assert "Fælles frivilligdag" in of_consultant


@pytest.mark.parametrize(
    ("arguments", "da", "en"),
    [
        (["x"], "YEAR er et år som 2026, fra 1900 til 2199, ikke x.", "YEAR is a year such as 2026"),
        (["1899"], "YEAR er et år som 2026, fra 1900 til 2199, ikke 1899.", "not 1899."),
        (["--consultant", "boo"], "Der er ingen contacts.boo. Mente du bo?", "There is no contacts.boo."),
        (["--partnership", "z"], "Der er ingen partnerships.z.", "There is no partnerships.z."),
        (["--on", "2025"], "--on kræver en dag som 2025-03-01, ikke 2025.", "--on takes a day"),
    ],
)
def test_wrong_use_is_told(run: Run, everything: Path, arguments: list[str], da: str, en: str) -> None:
    """A sentence says what is wrong, in both languages, and nothing is shown."""
    status, out, danish = run("year", everything, *arguments)
    _, _, english = run("year", everything, *arguments, "--lang", "en")

    assert (2, "") == (status, out)
    assert da in danish
    assert en in english


def test_what_cannot_be_read_is_told(run: Run, examples: Path, tmp_path: Path) -> None:
    """The rest is shown, and the status says that it is not all; a contact may be what could not be read."""
    status, out, err = run("year", examples / "nordby-broken", "--on", "2025-03-01")
    assert (1, "Noget kunne ikke læses. Se hvad med: civic-partnership check STI\n") == (status, err)
    assert "Overskredet" in out

    (tmp_path / "a.toml").write_text("broken")
    status, out, _ = run("year", tmp_path, "2025", "--on", "2025-03-01", "--consultant", "ane")
    assert (3, "Årshjul 2025 pr. 1. marts 2025: intet forfalder\n") == (status, out)

    status, out, err = run("year", tmp_path / "nowhere")
    assert (3, "") == (status, out)
    assert err.startswith("Der findes ingen fil eller mappe")


def test_json_holds_every_deadline(run: Run, everything: Path) -> None:
    """As the deadlines themselves tell, with the year, the day and their numbers."""
    status, out, err = run("year", everything, "--on", ON, "--format", "json")

    assert (0, "") == (status, err)
    assert {
        "year": 2025,
        "on": "2025-03-01",
        "deadlines": [each.to_dict() for each in find(EVERYTHING)],
        "counts": {"all": 26, "overdue": 2, "may_be_overdue": 0},
    } == json.loads(out)


def test_csv_holds_every_deadline(run: Run, everything: Path) -> None:
    """A row for each, as Danish spreadsheets read it; no cell runs as a formula."""
    text = everything.read_text(encoding="utf-8")
    everything.write_text(
        text.replace('"Alliancen"', '"=1+1"').replace('planned = "2025-03"', 'planned = "2025"')
    )

    status, out, err = run("year", everything, "--on", ON, "--format", "csv")
    rows = list(csv.DictReader(out.removeprefix("\ufeff").splitlines(), delimiter=";"))

    assert (0, "", "\ufeff") == (status, err, out[0])
    assert len(find(EVERYTHING)) == len(rows)
    assert {label.da for label in DEADLINE_KINDS.values()} == {row["Art"] for row in rows}
    assert {
        "Frist": "31-12-2024",
        "Tidligst": "31-12-2024",
        "Overskredet": "overskredet",
        "Art": "udbetaling",
        "Hvad": "Udbetaling af 2 kr. af tilskuddet for 2024",
        "Hvem": "Nordby Boldklub",
        "Konsulent": "ane",
        "Partnerskab": "x",
        "Post": "partnerskab x",
    } == rows[0]
    assert {"måske overskredet"} == {row["Overskredet"] for row in rows if row["Art"] == "evaluering"}
    assert "'=1+1" == rows[1]["Hvem"]
    assert "" == rows[-1]["Frist"]


@pytest.mark.parametrize("name", ["copenhagen", "livsforloeb", "nordby"])
@pytest.mark.parametrize("on", ["2022-03-01", "2024-03-01"])
def test_no_deadline_of_an_example_is_lost_on_the_screen(
    run: Run, examples: Path, name: str, on: str
) -> None:
    """The numbers of the headings add up to all, every owner is named, and no line is too long."""
    _, out, _ = run("year", examples / name, "--on", on, "--format", "json")
    document = json.loads(out)

    text = shown(80, "year", examples / name, "--on", on)

    headings = [line for line in text.splitlines()[1:] if line and not line.startswith(" ")]
    assert document["counts"]["all"] == sum(int(line.rpartition("(")[2].rstrip(")")) for line in headings)
    words = " ".join(text.split())
    assert set() == {each["owner"] for each in document["deadlines"] if each["owner"] not in words}
    assert [] == [line for line in text.splitlines() if cell_len(line) > 80]
