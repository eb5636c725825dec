"""The commands `bundle` and `merge --bundle`: what one desk changed, sent to another one."""

import shutil
from pathlib import Path

import pytest
from cli.terminal import Run
from repositories import commit, git

from civic_partnership import Register, load
from civic_partnership.merging import CONFLICTS, Conflict, diff, format_conflicts, load_bundle
from civic_partnership.model import Place, RecordKey

ON = ("--on", "2025-03-01")
PERSON = "C. Eksempel"
WITHHELD = "Personoplysninger er ikke med; --include-personal tager dem med.\n"


class Desks:
    """Two desks with the same register, of which one has it in a git repository, and a mail between them."""

    def __init__(self, run: Run, folder: Path, register: Path) -> None:
        self.run = run
        self.mine, self.yours = folder / "mine" / "register", folder / "yours"
        for each in (self.mine, self.yours):
            shutil.copytree(register, each)
        commit(self.mine.parent)
        self.mail = folder / "pakke.toml"

    def change(self, desk: Path, old: str, new: str, file: str = "partnership.toml") -> None:
        """Replace a text in a file of a desk."""
        text = (desk / file).read_text()
        assert old in text
        (desk / file).write_text(text.replace(old, new, 1))

    def send(self, *how: object, since: object = "HEAD") -> tuple[int, str]:
        """Send a bundle; return the exit status and what is told."""
        status, out, err = self.run("bundle", self.mine, "--since", since, *how)
        if not status:
            self.mail.write_text(out)
        return status, err

    def take_in(self, *how: object) -> tuple[int, str, str]:
        """Take in the bundle that was sent; return the exit status and what is told."""
        return self.run("merge", "--bundle", self.mail, "--register", self.yours, *ON, *how)


@pytest.fixture
def desks(run: Run, tmp_path: Path, examples: Path) -> Desks:
    """Return two desks with the same register."""
    return Desks(run, tmp_path, examples / "nordby")


def registers(desks: Desks) -> tuple[Register, Register]:
    """Return the registers of both desks."""
    return load(desks.mine), load(desks.yours)


def test_a_bundle_brings_one_desk_to_what_the_other_has(desks: Desks) -> None:
    """Changes, new records and removed ones arrive; comments in the files stay."""
    desks.change(desks.mine, "year = 2024, amount = 200_000", "year = 2024, amount = 210_000")
    desks.change(
        desks.mine,
        '[areas.stationsbyen]\nname = "Stationsbyen"',
        '[areas.by]\nname = "By"',
        "municipality.toml",
    )

    assert (0, f"Poster i pakken: nye 1, ændrede 1, slettede 1.\n{WITHHELD}") == desks.send()
    assert PERSON not in desks.mail.read_text()
    status, out, err = desks.take_in()

    assert (0, "") == (status, err)
    assert "poster fra dem: nye 1, ændrede 1, slettede 1." in out
    assert () == diff(*registers(desks))
    assert "# Nordby Boldklubs partnerskab" in (desks.yours / "partnership.toml").read_text()
    before = (desks.yours / "partnership.toml").read_bytes()
    assert 0 == desks.take_in()[0]
    assert before == (desks.yours / "partnership.toml").read_bytes()


def test_changes_of_both_desks_are_merged(desks: Desks) -> None:
    """Other fields than ours are taken over; where both changed one, a conflict is open."""
    desks.change(desks.mine, "year = 2024, amount = 200_000", "year = 2024, amount = 210_000")
    desks.change(desks.mine, 'goal = "Fire nye holdledere"', 'goal = "Fem nye holdledere"')
    desks.change(desks.yours, "year = 2024, amount = 200_000", "year = 2024, amount = 190_000")
    desks.send()

    dry = desks.take_in("--dry-run")
    status, out, _ = desks.take_in()

    assert 1 == status == dry[0]
    assert "partnerships.nordby-boldklub.grants[2024].amount" in out
    yours = (desks.yours / "partnership.toml").read_text()
    assert "year = 2024, amount = 190_000" in yours
    assert "Fem nye holdledere" in yours
    assert (desks.yours / CONFLICTS).exists()
    assert "Afgør dem først med civic-partnership resolve" in desks.take_in()[2]


def test_personal_data_go_along_only_where_that_is_asked(desks: Desks) -> None:
    """Either way it is told; the receiver keeps what was withheld."""
    desks.change(desks.mine, f'person = "{PERSON}"', 'person = "D. Eksempel"')

    withheld = desks.send()
    empty = desks.mail.read_text()
    desks.take_in()
    kept = load(desks.yours)
    included = desks.send("--include-personal")
    desks.take_in()

    nothing = "Poster i pakken: nye 0, ændrede 0, slettede 0.\n"
    only = "1 post, som kun er ændret i dem, er ikke i pakken.\n"
    assert (0, f"{nothing}{WITHHELD}{only}") == withheld
    assert "Eksempel" not in empty
    assert PERSON == kept.partnerships["nordby-boldklub"].employments[0].person
    assert included[1].endswith(
        "Pakken indeholder personoplysninger. Send den kun til den, der må se dem, og slet den bagefter.\n"
    )
    assert () == diff(*registers(desks))


def test_personal_data_that_are_none_are_told(desks: Desks) -> None:
    """Where there are none, nobody need worry."""
    desks.change(desks.mine, 'name = "Stationsbyen"', 'name = "By"', "municipality.toml")

    assert desks.send("--include-personal")[1].endswith("Der er ingen personoplysninger i pakken.\n")


def test_a_bundle_may_follow_another_one(desks: Desks, tmp_path: Path) -> None:
    """What was sent before is known; what changed since then is in the next bundle."""
    desks.change(desks.mine, 'name = "Stationsbyen"', 'name = "By"', "municipality.toml")
    desks.send("--include-personal")
    desks.take_in()
    first = desks.mail.rename(tmp_path / "foerste.toml")
    commit(desks.mine.parent)
    desks.change(desks.mine, "year = 2024, amount = 200_000", "year = 2024, amount = 210_000")

    told = desks.send("--include-personal", since=first)

    assert (0, "Poster i pakken: nye 0, ændrede 1, slettede 0.") == (told[0], told[1].splitlines()[0])
    assert load_bundle(first).revision == load_bundle(desks.mail).revision
    assert 0 == desks.take_in()[0]
    assert () == diff(*registers(desks))


def test_a_register_in_one_file_is_packed(run: Run, tmp_path: Path) -> None:
    """The revision is that of the file."""
    file = tmp_path / "register.toml"
    file.write_text('[areas.a]\nname = "A"\n')
    commit(tmp_path)
    file.write_text('[areas.a]\nname = "B"\n')

    status, out, err = run("bundle", file, "--since", "HEAD", "--lang", "en")

    assert 0 == status
    assert '[changed.areas.a]\nname = "B"\n' in out
    assert '[base.areas.a]\nname = "A"\n' in out
    assert err.startswith("Records in the bundle: new 0, changed 1, removed 0.\n")


def test_conflicts_that_were_open_then_do_not_matter(desks: Desks) -> None:
    """A revision with open conflicts is a base as any other; a register with some is not packed."""
    place = Place("areas.stationsbyen.name", ("name",))
    conflict = Conflict(RecordKey("areas", "stationsbyen"), place, "Station", "Stationsbyen", "By")
    (desks.mine / CONFLICTS).write_text(format_conflicts([conflict]))
    commit(desks.mine.parent)
    open_ = desks.send()
    (desks.mine / CONFLICTS).unlink()

    assert (1, 0) == (open_[0], desks.send()[0])


@pytest.mark.parametrize(
    ("since", "status", "message"),
    [
        ("nothing", 3, "git kender ingen revision nothing."),
        ("", 2, "--since er tom"),
        ("pakke.toml", 1, "pakke.toml kan ikke tages ind: den er ingen pakke fra bundle."),
        ("latin.toml", 3, "latin.toml kan ikke tages ind: filen er ikke UTF-8."),
        ("HEAD~1", 3, "I revisionen er der ingen fil eller mappe"),
        ("HEAD~2", 1, "har 1 fejl i formen"),
    ],
)
def test_what_cannot_be_packed_is_told(
    desks: Desks, monkeypatch: pytest.MonkeyPatch, since: str, status: int, message: str
) -> None:
    """An unknown revision, a broken bundle and a broken register give a sentence each, and nothing is sent."""
    monkeypatch.chdir(desks.mail.parent)
    desks.mail.write_text('[areas.a]\nname = "A"\n')
    desks.mail.with_name("latin.toml").write_bytes(b"\xe6")
    top, good = desks.mine.parent, (desks.mine / "survey.toml").read_text()
    (desks.mine / "survey.toml").write_text("[areas.a]\n")
    commit(top)
    git(top, "rm", "-r", "--cached", "--quiet", "register")
    git(top, "commit", "--quiet", "--message", "gone")
    (desks.mine / "survey.toml").write_text(good)
    commit(top)

    told = desks.run("bundle", desks.mine, "--since", since)

    assert (status, "") == told[:2]
    assert message in told[2]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a", "b", "c"),
        ("a", "b", "--into", "d"),
        ("a", "b", "c", "--into", "d", "--bundle", "e"),
        ("a", "b", "c", "--into", "d", "--register", "e"),
        ("a", "--bundle", "e"),
        ("--into", "d", "--bundle", "e"),
    ],
)
def test_wrong_use_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    """Three registers and a folder, or a bundle."""
    status, out, err = run("merge", *arguments)

    assert (2, "") == (status, out)
    assert "Giv enten BASE OURS THEIRS og --into, eller --bundle" in err


def test_what_cannot_be_taken_in_is_told(desks: Desks, tmp_path: Path) -> None:
    """No bundle, no register and a file give a sentence each; the register stays as it is."""
    desks.change(desks.mine, 'name = "Stationsbyen"', 'name = "By"', "municipality.toml")
    before = load(desks.yours)
    missing = desks.take_in()
    desks.send()
    (tmp_path / "empty").mkdir()

    def into(path: Path) -> str:
        status, out, err = desks.run("merge", "--bundle", desks.mail, "--register", path)
        assert (3, "") == (status, out)
        return err

    assert (3, "") == missing[:2]
    assert "pakke.toml kan ikke tages ind" in missing[2]
    assert "der er intet register at flette pakken ind i" in into(tmp_path / "empty")
    assert "det er en fil" in into(desks.mine / "survey.toml")
    assert before == load(desks.yours)


def test_the_register_is_the_current_folder_by_default(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands in the register need not name it."""
    desks.change(desks.mine, 'name = "Stationsbyen"', 'name = "By"', "municipality.toml")
    desks.send()
    monkeypatch.chdir(desks.yours)

    assert 0 == desks.run("merge", "--bundle", desks.mail, *ON)[0]
    assert () == diff(*registers(desks))


def test_a_civil_registration_number_goes_along_only_where_that_is_asked(desks: Desks) -> None:
    """As in an export, a number in a note stays here."""
    desks.change(
        desks.mine, "year = 2024, amount = 200_000", 'year = 2024, note = "010203-1234", amount = 200_000'
    )
    status, err = desks.send()

    assert 1 == status
    assert "Der er CPR-numre i registeret (1), og intet er skrevet." in err
    assert "1234" not in err
    assert not desks.mail.exists()
    assert 0 == desks.send("--include-personal")[0]
