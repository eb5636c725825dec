"""The command `diff`."""

import json
import re
import shutil
from pathlib import Path

import pytest
from cli.terminal import Run, shown
from hosting.plugin_code import RULE, Installed
from hypothesis import given
from merging.edits import NORDBY, edits
from repositories import commit
from rich.cells import cell_len

from civic_partnership import Register, load, write
from civic_partnership.cli.compared_side import ComparedSide
from civic_partnership.cli.diff_result import DiffResult
from civic_partnership.cli.difference_words import format_change
from civic_partnership.exporting import remove_personal
from civic_partnership.merging import FindingChanges, compare_records

DAY = ("--on", "2025-03-01")

START = """
[areas.havnen]
name = "Havnen"

[contacts.formand]
role = "chair"
association = "klub"
name = "A. Eksempel"
email = "a@klub.example"

[associations.klub]
name = "Klubben"

[partnerships.p]
programme = "x"
note = "NOTE"
partners = [{ association = "klub" }]
consultants = []
terms = [{ period = "2021/2024", kind = "initial" }]
grants = [
  { year = 2023, amount = 200_000 },
  { year = 2024, amount = 200_000, accounts = { received_on = 2025-02-20 } },
]
employments = [{ period = "2021/..", weekly_hours = 20, total_weekly_hours = 20, funding = [], person = "B. Eksempel" }]

[programmes.x]
name = "X"
annual_amount = 200_000
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the file of a register."""
    (tmp_path / "old.toml").write_text(START)
    return tmp_path / "old.toml"


def change(old: Path, pattern: str, replacement: str) -> Path:
    """Write a register in which one thing is changed; return its file."""
    text, number = re.subn(pattern, replacement, old.read_text(), flags=re.DOTALL)
    assert 1 == number
    new = old.with_name("new.toml")
    new.write_text(text)
    return new


@pytest.mark.parametrize(
    ("pattern", "replacement", "danish", "english"),
    [
        (
            "year = 2023, amount = 200_000",
            "year = 2023, amount = 210_000.50",
            "  tilskud 2023, beløb: 200.000 kr. → 210.000,50 kr.",
            "  grants 2023, amount: 200,000 kr. → 210,000.50 kr.",
        ),
        (
            "received_on = 2025-02-20",
            "received_on = 2025-02-20, audited = true",
            "  tilskud 2024, regnskab, revideret: ikke udfyldt → ja",
            "  grants 2024, accounts, audited: not filled in → yes",
        ),
        (
            r"  \{ year = 2023, amount = 200_000 \},\n",
            "",
            "  tilskud 2023, fjernet: år 2023, beløb 200.000 kr.",
            "  grants 2023, removed: year 2023, amount 200,000 kr.",
        ),
        (
            r"grants = \[",
            "grants = [{ year = 2022, amount = 7 },",
            "  tilskud 2022, tilføjet: år 2022, beløb 7 kr.",
            "  grants 2022, added: year 2022, amount 7 kr.",
        ),
        (
            r'"initial" \}',
            '"extension" }',
            "  aftaleperioder 2021-2024, art: første periode → forlængelse",
            "  terms 2021-2024, kind: initial → extension",
        ),
        (
            "annual_amount = 200_000",
            'annual_amount = { "2021" = 200_000, "2024-07" = 212_000 }',
            "  årligt beløb: 200.000 kr. → 200.000 kr. (2021), 212.000 kr. (juli 2024)",
            "  annual amount: 200,000 kr. → 200,000 kr. (2021), 212,000 kr. (July 2024)",
        ),
        (
            'name = "Klubben"',
            'name = "Klubben"\nareas = ["havnen"]',
            "  byområder: ikke udfyldt → havnen",
            "  areas: not filled in → havnen",
        ),
        (
            'note = "NOTE"',
            'note = "NOTE"\nexempt = { grant-unspent = "Aftalt" }',
            "  dispensationer grant-unspent, tilføjet: Aftalt",
            "  exemptions grant-unspent, added: Aftalt",
        ),
        (
            'note = "NOTE"',
            'note = "NOTE"\nsources = [{ document = "Aftale" }]',
            "  kilder nr. 1, tilføjet: dokument Aftale",
            "  sources no. 1, added: document Aftale",
        ),
        ("B. Eksempel", "C. Eksempel", "person", "person"),
        (
            ", person = .B. Eksempel.",
            "",
            "  ansættelser fra 1. januar 2021, indtil videre, person: fjernet, vises ikke",
            "  employments from 1 January 2021, until further notice, person: removed, not shown",
        ),
        ("a@klub.example", "b@klub.example", "  mail: ændret, vises ikke", "  email: changed, not shown"),
        (
            'email = "a@klub.example"',
            'email = "a@klub.example"\nphone = "00 00 00 00"',
            "  telefon: tilføjet, vises ikke",
            "  phone: added, not shown",
        ),
        (
            r"\[areas.havnen\]",
            '[areas.by]\nname = "By"\n[areas.havnen]',
            "Tilføjet: byområde by\n  navn: By\n",
            "Added: area by\n  name: By\n",
        ),
        (r'\[areas.havnen\]\nname = "Havnen"', "", "Fjernet: byområde havnen\n", "Removed: area havnen\n"),
    ],
)
def test_a_change_is_told_in_words(
    run: Run, old: Path, pattern: str, replacement: str, danish: str, english: str
) -> None:
    """Fields and rows are told by their labels, values in words, personal ones not at all."""
    new = change(old, pattern, replacement)

    for lang, expected in (("da", danish), ("en", english)):
        status, out, err = run("diff", old, new, *DAY, "--lang", lang)
        assert (1, "") == (status, err)
        assert expected in out
        assert not re.search("Eksempel|@|00 00", out)


def test_a_new_record_is_told_whole(run: Run, old: Path) -> None:
    """Each row of a list of a new record stands on its own line."""
    (old.parent / "empty.toml").write_text('[programmes.x]\nname = "X"\nannual_amount = 200_000\n')

    _, out, _ = run("diff", old.parent / "empty.toml", old, *DAY)

    assert "\n  tilskud 2023: år 2023, beløb 200.000 kr.\n  tilskud 2024: år 2024," in out


def test_a_long_text_is_told_to_its_end(run: Run, old: Path) -> None:
    """A text that differs only where others are cut is shown whole."""
    long = "ord " * 40
    old.write_text(START.replace("NOTE", f"{long}før"))

    _, out, _ = run("diff", old, change(old, "før", "efter"), *DAY)

    assert f"{long}før → {long}efter" in out


def test_registers_that_hold_the_same_are_told(run: Run, old: Path, tmp_path: Path) -> None:
    """Layout, order and comments, and the format of the files, make no difference."""
    write(load(old), tmp_path / "folder")
    write(load(old), tmp_path / "one.json")
    old.write_text("# en bemærkning\r\n" + START.replace("\n", "\r\n"), newline="")

    for other in ("folder", "one.json"):
        assert (0, "Registrene indeholder det samme.\n", "") == run("diff", old, tmp_path / other)
    assert "The registers hold the same.\n" == run("diff", old, old, "--lang", "en")[1]


def test_findings_that_come_and_go_are_told(run: Run, old: Path) -> None:
    """The rules are asked about both registers as of a day."""
    new = change(old, "year = 2023, amount = 200_000", "year = 2023, amount = 210_000")

    _, there, _ = run("diff", old, new, *DAY)
    _, back, _ = run("diff", new, old, *DAY, "--lang", "en")

    assert "Nye meldinger pr. 1. marts 2025 (" in there
    assert re.search("\n  fejl: For 2023 .*partnerskab p · grant-annual-amount]\n", there)
    assert "Findings gone as of 1 March 2025 (" in back
    assert re.search("\n  error: For 2023, ", back)
    assert re.search(
        "0 poster tilføjet, 0 fjernet og 1 ændret; [0-9]+ nye? melding(er)? og [0-9]+ væk", there
    )


def test_many_findings_are_counted(run: Run, old: Path) -> None:
    """Text lists the worst hundred findings; JSON has them all."""
    many = "".join(f'\n[associations.a{n}]\nname = "A"\nareas = ["nowhere"]\n' for n in range(101))
    new = change(old, r"\[areas.havnen\]", f"{many}[areas.havnen]")

    _, out, _ = run("diff", old, new, *DAY)
    _, as_json, _ = run("diff", old, new, *DAY, "--format", "json")

    number = len(json.loads(as_json)["findings"]["appeared"])
    assert f"  … og {number - 100} til; --format json har dem alle.\n" in out


@pytest.mark.parametrize("columns", [40, 80])
def test_lines_fit_a_terminal(old: Path, columns: int) -> None:
    """No line is longer than the terminal is wide."""
    new = change(old, "year = 2023, amount = 200_000", "year = 2023, amount = 210_000.50")

    assert max(map(cell_len, shown(columns, "diff", old, new, *DAY).splitlines())) <= columns


def test_json_says_what_stands_where(run: Run, old: Path) -> None:
    """Each difference has its address, its path, its label, and the values as files hold them."""
    new = change(old, "amount = 200_000, accounts", "amount = 210_000.50, accounts")

    status, out, err = run("diff", old, new, *DAY, "--format", "json")

    document = json.loads(out)
    assert (1, "") == (status, err)
    assert ["records", "not_compared", "findings", "remarks", "problems"] == list(document)
    assert [
        {
            "kind": "partnerships",
            "id": "p",
            "change": "changed",
            "differences": [
                {
                    "place": "partnerships.p.grants[2024].amount",
                    "path": ["grants", 1, "amount"],
                    "label": {"da": "tilskud 2024, beløb", "en": "grants 2024, amount"},
                    "old": 200_000,
                    "new": "210000.5",
                    "personal": False,
                }
            ],
        }
    ] == document["records"]
    first = document["findings"]["appeared"][0]
    assert (str(new), "p") == (first["file"], first["record"]["id"])


def test_json_withholds_personal_values(run: Run, old: Path) -> None:
    """Of a personal value the place is told; new records are without theirs."""
    new = change(old, "a@klub.example", "b@klub.example")
    new.write_text(
        new.read_text() + '[contacts.kasserer]\nrole = "chair"\nname = "D. Eksempel"\nassociation = "klub"\n'
    )

    changed, added = json.loads(run("diff", old, new, "--format", "json")[1])["records"]

    assert (None, None, True) == tuple(changed["differences"][0][key] for key in ("old", "new", "personal"))
    assert {"role": "chair", "association": "klub"} == added["differences"][0]["new"]


@given(edits())
def test_any_difference_can_be_told(new: Register) -> None:
    """Text and JSON have words for every place and value, and none of them is personal."""
    old_side, new_side = (ComparedSide(register, (), None) for register in (NORDBY, new))
    comparison = compare_records(NORDBY, new)
    document = json.loads(DiffResult(old_side, new_side, comparison, FindingChanges((), ())).to_json())

    assert len(comparison.records) == len(document["records"])
    for changed in comparison.records:
        for each in changed.differences if changed.change == "changed" else ():
            assert format_change(each, NORDBY.get(changed.record), "da")


def test_revisions_are_compared(run: Run, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Either side may be a revision of a git repository; a file with a colon in its name is a file."""
    commit(old.parent)
    change(old, "NOTE", "ANDEN").rename(old)
    monkeypatch.chdir(old.parent)
    shutil.copy(old, "HEAD:x.toml")

    assert "bemærkning: NOTE → ANDEN\n" in run("diff", "HEAD:old.toml", "old.toml")[1]
    assert "bemærkning: ANDEN → NOTE\n" in run("diff", "old.toml", "HEAD:old.toml")[1]
    assert 0 == run("diff", "HEAD:x.toml", "old.toml")[0]
    assert (3, "") == run("diff", "HEAD:none", "old.toml")[:2]
    assert (3, "") == run("diff", "none", "old.toml")[:2]


@pytest.mark.parametrize("how", [(), ("--include-personal",)])
def test_exports_are_compared(run: Run, examples: Path, tmp_path: Path, how: tuple[str, ...]) -> None:
    """An export holds the same as its register; if personal data were left out, that is told."""
    run("export", examples / "nordby", "--to", "csv", "--out", tmp_path / "out", *DAY, *how)

    status, out, err = run("diff", examples / "nordby", tmp_path / "out")

    remark = "" if how else "Personoplysninger er ikke sammenlignet: en eksport har dem ikke med.\n"
    assert (0, f"{remark}Registrene indeholder det samme.\n", "") == (status, out, err)
    assert load(examples / "nordby") != remove_personal(load(examples / "nordby"))


@pytest.mark.parametrize("spoiled", [0, 1])
def test_records_that_cannot_be_read_are_told(run: Run, old: Path, spoiled: int) -> None:
    """The rest is compared, a record that cannot be read is neither new nor gone, and the status is 3."""
    new = change(old, 'name = "Havnen"', 'navn = "Havnen"')
    new.write_text(new.read_text().replace("NOTE", "ANDEN"))
    sides = [new, old] if spoiled == 0 else [old, new]

    status, out, _ = run("diff", *sides, *DAY)
    document = json.loads(run("diff", *sides, *DAY, "--format", "json")[1])

    assert 3 == status
    assert "bemærkning: " in out
    assert "byområde havnen\n" not in out
    assert "Noget kunne ikke læses og er ikke sammenlignet." in out
    assert [{"kind": "areas", "id": "havnen"}] == document["not_compared"]
    assert ["partnerships"] == [each["kind"] for each in document["records"]]
    assert "\nDet, der kunne læses, er det samme.\n" in run("diff", new, new)[1]


def test_a_rule_that_fails_is_told(run: Run, old: Path, installed: Installed) -> None:
    """What a rule of a plugin could not answer is told once, and the status is 3."""
    installed("faulty", RULE.replace("yield", "raise ValueError\n    yield"))

    status, _, err = run("diff", old, old, *DAY)

    assert (3, 1) == (status, len(err.splitlines()))
