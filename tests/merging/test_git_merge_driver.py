"""The merge driver in real repositories: branches, rebase, cherry-pick, renames, moved records."""

import subprocess
from pathlib import Path

import pytest
from merging.repositories import CLUB, Repository

from civic_partnership import load, read
from civic_partnership.merging import git_merge_driver, read_conflicts, run_merge_driver
from civic_partnership.merging.file_merge import NoEditError
from civic_partnership.model import Grant

pytestmark = pytest.mark.usefixtures("no_settings")

AT_THE_END = '  { year = 2025, amount = 200_000, note = "Ane" },\n]\n'
AT_THE_START = "grants = [\n  { year = 2025, amount = 200_000, awarded_on = 2024-12-12 },\n"
OPEN = '[[conflicts]]\nrecord = "partnerships/klub"\nplace = "grants[2021].amount"\nours = 1\ntheirs = 2\n'
SECOND = '\n[partnerships.nyt]\nprogramme = "ordning"\npartners = [{ association = "nyt" }]\n'


def grants(repository: Repository) -> dict[int | None, Grant]:
    """Return the grants of the club by year, each once."""
    rows = load(repository.file).partnerships["klub"].grants
    assert len({row.year for row in rows}) == len(rows)
    return {row.year: row for row in rows}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make a repository with a register and drivers."""
    return Repository(tmp_path / "repo")


def two_desks(repository: Repository, ane: tuple[str, str], bo: tuple[str, str]) -> None:
    """Let Bo change the file on a branch `bo` and Ane on `main`."""
    repository.branch("bo")
    repository.change(*bo)
    repository.commit("bo")
    repository.git("switch", "main")
    repository.change(*ane)
    repository.commit("ane")


IN_ONE_LINE = (
    ("amount = 200_000, awarded_on", "amount = 210_000, awarded_on"),
    ("awarded_on = 2023-12-07 }", 'awarded_on = 2023-12-08, note = "Bo" }'),
)
"""Edits of three fields of the same row, which stands on one line."""
CONTRADICTION = (IN_ONE_LINE[0], ("amount = 200_000, awarded_on", "amount = 190_000, awarded_on"))
"""Edits of one field."""


def test_fields_on_one_line_are_merged(repository: Repository) -> None:
    """Git alone has a conflict here; the comment and the layout stay."""
    two_desks(repository, *IN_ONE_LINE)

    repository.git("merge", "bo")

    assert (
        CLUB.replace("200_000, awarded_on = 2023-12-07", '210_000, awarded_on = 2023-12-08, note = "Bo"')
        == repository.text()
    )
    assert set() == repository.unmerged()


@pytest.mark.parametrize("drivers", [True, False])
def test_a_grant_that_both_add_stands_once(tmp_path: Path, *, drivers: bool) -> None:
    """Git alone makes two grants of one, and says nothing; the driver makes one with the fields of both."""
    repository = Repository(tmp_path / "repo", drivers=drivers)
    two_desks(repository, ("budget\n]\n", f"budget\n{AT_THE_END}"), ("grants = [\n", AT_THE_START))

    repository.git("merge", "bo")

    if not drivers:
        assert 2 == repository.text().count("year = 2025")
        return
    merged = grants(repository)[2025]
    assert ("Ane", "2024-12-12") == (merged.note, str(merged.awarded_on))
    assert "# efter budget" in repository.text()


def test_a_comment_that_is_left_out_is_told(repository: Repository) -> None:
    """Where our version is edited in place, a comment of their side has no place in it."""
    two_desks(repository, IN_ONE_LINE[0], ("12-07 },  # efter budget", "12-08 },  # efter budget, siger Bo"))

    told = repository.git("merge", "bo")

    assert "12-08 },  # efter budget\n" in repository.text()
    assert "nye bemærkninger (1) er ikke kommet med" in told


def test_a_conflict_keeps_ours_and_leaves_the_file_unmerged(repository: Repository) -> None:
    """Our value stands in the file, theirs in `conflicts.toml`; the message has the address but no value."""
    two_desks(repository, IN_ONE_LINE[0], ("amount = 200_000, awarded_on", "amount = 190_123, awarded_on"))

    told = repository.git("merge", "bo", status=1)

    (conflict,) = read_conflicts(repository.conflicts.read_text())
    assert ("partnerships.klub.grants[2024].amount", 200_000, 210_000, 190_123) == (
        conflict.place.address,
        conflict.base,
        conflict.ours,
        conflict.theirs,
    )
    assert 210_000 == grants(repository)[2024].amount
    assert {"register/klub.toml"} == repository.unmerged()
    assert "partnerships.klub.grants[2024].amount\n" in told
    assert "resolve --register register" in told
    assert "190" not in told


def test_conflicts_are_added_to_those_that_are_open(repository: Repository) -> None:
    """A second merge with a conflict keeps that of the first."""
    two_desks(repository, *CONTRADICTION)
    repository.git("merge", "bo", status=1)
    repository.git("add", "register/klub.toml")
    repository.commit("with an open conflict")
    repository.git("switch", "--create", "cy", "HEAD^1")
    repository.change("2023, amount = 200_000", "2023, amount = 230_000")
    repository.commit("cy")
    repository.git("switch", "main")
    repository.change("2023, amount = 200_000", "2023, amount = 240_000")
    repository.commit("ane")

    repository.git("merge", "cy", status=1)

    addresses = [each.place.address for each in read_conflicts(repository.conflicts.read_text())]
    assert ["partnerships.klub.grants[2024].amount", "partnerships.klub.grants[2023].amount"] == addresses


@pytest.mark.parametrize("text", [b"[[conflicts]]\nrecord = 1\n", b"x =", b"# \xff"])
def test_a_conflict_is_not_lost_where_the_file_of_conflicts_is_wrong(
    repository: Repository, text: bytes
) -> None:
    """Then git's own markers stand in the file, and a sentence says why."""
    repository.write(text, "conflicts.toml")
    repository.commit("wrong")
    two_desks(repository, *CONTRADICTION)

    told = repository.git("merge", "bo", status=1)

    assert "<<<<<<< ours\n" in repository.text()
    assert "190_000" in repository.text()
    assert "register/conflicts.toml kan ikke læses, eller" in told
    assert text == repository.conflicts.read_bytes()


@pytest.mark.parametrize("both", [True, False])
def test_conflicts_that_another_branch_keeps_are_not_written_over(
    repository: Repository, *, both: bool
) -> None:
    """Git would refuse the whole merge; so this conflict stands between markers in the file."""
    if both:
        repository.write(OPEN, "conflicts.toml")
        repository.commit("open")
    repository.branch("bo")
    repository.change("amount = 200_000, awarded_on", "amount = 190_000, awarded_on")
    repository.write(OPEN + OPEN.replace("2021", "2022"), "conflicts.toml")
    repository.commit("bo")
    repository.git("switch", "main")
    repository.change(*IN_ONE_LINE[0])
    repository.commit("ane")

    repository.git("merge", "bo", status=1)

    assert "<<<<<<< ours\n" in repository.text()
    assert {"register/klub.toml"} == repository.unmerged()
    assert 2 == len(read_conflicts(repository.conflicts.read_text()))


def test_rebase_and_cherry_pick_and_stash_merge_by_records(repository: Repository) -> None:
    """All of git's commands that merge use the driver."""
    two_desks(repository, *IN_ONE_LINE)
    repository.git("switch", "--create", "picked", "main")
    repository.git("cherry-pick", "bo")
    picked = repository.text()
    repository.git("switch", "bo")
    repository.git("rebase", "main")
    rebased = repository.text()
    repository.git("switch", "--create", "stashed", "main~1")
    repository.change(*IN_ONE_LINE[1])
    repository.git("stash")
    repository.git("merge", "main")
    repository.git("stash", "pop")

    assert '210_000, awarded_on = 2023-12-08, note = "Bo" }' in rebased
    assert picked == rebased == repository.text()


@pytest.mark.parametrize("mover", ["ane", "bo"])
def test_a_record_moved_on_one_side_and_changed_on_the_other_is_told(
    repository: Repository, mover: str
) -> None:
    """It is a conflict, and where both files then hold the record, `check` tells that too."""
    repository.write(CLUB + SECOND)
    repository.commit("two records")
    repository.branch("bo")
    for desk in ("bo", "ane"):
        repository.git("switch", "bo" if desk == "bo" else "main")
        if desk == mover:
            repository.write(CLUB)
            repository.write(f"format_version = 1\n{SECOND}", "nyt.toml")
        else:
            repository.change('"nyt" }]\n', '"nyt" }]\ncase = "18.15.05-P20-1-21"\n')
        repository.commit(desk)
    repository.git("switch", "main")

    told = repository.git("merge", "bo", status=1)

    (conflict,) = read_conflicts(repository.conflicts.read_text())
    assert "partnerships.nyt" == conflict.place.address
    assert "  partnerships.nyt\n" in told
    assert "18.15.05-P20-1-21" in repository.conflicts.read_text()
    found = {finding.rule for finding in read(repository.file.parent).findings}
    assert ("duplicate-id" in found) == (mover == "bo")


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "mark"])
def test_line_endings_and_byte_order_mark_of_ours_stay(tmp_path: Path, before: bytes) -> None:
    """Their side saved the file with other line endings, which is no change of a record."""
    repository = Repository(tmp_path / "repo", before + CLUB.replace("\n", "\r\n").encode())
    repository.branch("bo")
    repository.write(CLUB.replace("12-07", "12-08"))
    repository.commit("bo")
    repository.git("switch", "main")
    repository.change("200_000, awarded", "210_000, awarded")
    repository.commit("ane")

    repository.git("merge", "bo")

    expected = CLUB.replace("200_000, awarded", "210_000, awarded").replace("12-07", "12-08")
    assert before + expected.replace("\n", "\r\n").encode() == repository.file.read_bytes()


def test_a_file_that_both_add_is_merged(repository: Repository) -> None:
    """There is no base: records and fields of both are kept."""
    for branch, text in {"bo": SECOND, "main": SECOND.replace("nyt]", "andet]")}.items():
        repository.branch("bo") if branch == "bo" else repository.git("switch", branch)
        repository.write(text, "nye.toml")
        repository.commit(branch)

    repository.git("merge", "bo")

    assert {"klub", "nyt", "andet"} == {*load(repository.file.parent).partnerships}


def test_other_toml_files_are_merged_by_lines(repository: Repository) -> None:
    """A file that is no register is merged as git does it, with markers in a conflict."""
    lines = "".join(f"x{number} = 1\n" for number in range(9))
    repository.write(lines, "other.toml")
    repository.commit("other")
    repository.file = repository.file.with_name("other.toml")
    two_desks(repository, ("x0 = 1", "x0 = 2"), ("x8 = 1", "x8 = 3"))
    repository.git("merge", "bo")
    assert lines.replace("x0 = 1", "x0 = 2").replace("x8 = 1", "x8 = 3") == repository.text()
    repository.git("reset", "--hard", "HEAD^1")
    repository.change("x8 = 1", "x8 = 4")
    repository.commit("ane again")

    told = repository.git("merge", "bo", status=1)

    assert "<<<<<<< ours\nx8 = 4\n=======\nx8 = 3\n>>>>>>> theirs\n" in repository.text()
    assert "register/other.toml: git har flettet filen linje for linje.\n" in told


@pytest.mark.parametrize("installed", [True, False])
def test_without_a_possible_edit_the_file_stays_unmerged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, installed: bool
) -> None:
    """Even where git sees no conflict: it may have made two grants of one."""
    monkeypatch.chdir(tmp_path)
    versions = (
        CLUB,
        CLUB.replace("grants = [\n", AT_THE_START),
        CLUB.replace("budget\n]\n", f"budget\n{AT_THE_END}"),
    )
    base, ours, theirs = paths = Path("base"), Path("ours"), Path("theirs")
    for path, text in zip(paths, versions, strict=True):
        path.write_text(text)

    def refuse(*_: object) -> None:
        raise NoEditError

    monkeypatch.setattr(git_merge_driver, "merge_file", refuse)
    monkeypatch.setattr(git_merge_driver, "can_edit", lambda: installed)
    result = run_merge_driver(base, ours, theirs, "register/klub.toml")

    assert 1 == result.status
    assert 2 == ours.read_text().count("year = 2025")
    assert ("extra edit" in result.messages[1].en) != installed


def test_the_merge_of_two_files_of_conflicts_keeps_what_is_open(repository: Repository) -> None:
    """A conflict that one side has settled is settled; those that a side has added are kept."""
    one, two, three = (OPEN.replace("2021", year) for year in ("2021", "2022", "2023"))
    repository.write(one, "conflicts.toml")
    repository.commit("one")
    repository.branch("bo")
    repository.write(two, "conflicts.toml")
    repository.commit("bo")
    repository.git("switch", "main")
    repository.write(one + three, "conflicts.toml")
    repository.commit("ane")

    repository.git("merge", "bo")

    addresses = [each.place.address for each in read_conflicts(repository.conflicts.read_text())]
    assert [f"partnerships.klub.grants[{year}].amount" for year in (2023, 2022)] == addresses


@pytest.mark.parametrize("wrong", [b"x =\n", b"# \xff\n"])
def test_a_file_of_conflicts_that_is_wrong_is_merged_by_lines(repository: Repository, wrong: bytes) -> None:
    """What nobody can read as conflicts is kept as lines."""
    repository.write(OPEN, "conflicts.toml")
    repository.commit("one")
    repository.branch("bo")
    repository.write(OPEN.encode() + wrong, "conflicts.toml")
    repository.commit("bo")
    repository.git("switch", "main")
    repository.write(f"# Ane\n{OPEN}", "conflicts.toml")
    repository.commit("ane")

    repository.git("merge", "bo")

    assert b"# Ane\n" + OPEN.encode() + wrong == repository.conflicts.read_bytes()


@pytest.mark.parametrize("conflict", [True, False])
def test_two_branches_that_merged_each_other_merge_again(repository: Repository, *, conflict: bool) -> None:
    """Git makes one common ancestor of two, and writes no conflict of these anywhere."""
    bo = ("amount = 200_000, awarded_on", "amount = 190_000, awarded_on") if conflict else IN_ONE_LINE[1]
    two_desks(repository, IN_ONE_LINE[0], bo)
    repository.git("branch", "ane")
    for branch, other in (("main", "bo"), ("bo", "ane")):
        repository.git("switch", branch)
        repository.git("merge", other, status=int(conflict))
        if conflict:
            repository.conflicts.unlink()
            repository.commit(f"settled on {branch}")
    repository.git("switch", "main")

    repository.git("merge", "bo", status=int(conflict))

    assert 210_000 == grants(repository)[2024].amount
    if conflict:
        (found,) = read_conflicts(repository.conflicts.read_text())
        assert (200_000, 210_000, 190_000) == (found.base, found.ours, found.theirs)


def test_many_conflicts_are_named_by_the_first_ten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message stays short."""
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet"], check=True)
    for name, amount in {"base": 1, "ours": 2, "theirs": 3}.items():
        rows = "".join(f"{{ year = {year}, amount = {amount} }}," for year in range(2010, 2022))
        Path(name).write_text(
            f'[partnerships.p]\nprogramme = "x"\ngrants = [{rows}]\npartners = [{{ association = "a" }}]\n'
        )

    result = run_merge_driver(Path("base"), Path("ours"), Path("theirs"), "register/a.toml")

    message = result.messages[0].en
    assert message.startswith("register/a.toml: 12 conflicts. ")
    assert 10 == message.count("partnerships.p.grants")
    assert "\n  …\n" in message


def test_where_the_program_is_not_found_git_merges_by_lines(repository: Repository) -> None:
    """A window of a desktop may not know the program: then markers show what is to be merged."""
    driver = "merge.civic-partnership.driver"
    _, *arguments = repository.git("config", driver).strip().partition(" git merge-file")
    repository.git("config", driver, "".join(["nowhere", *arguments]))
    two_desks(repository, *CONTRADICTION)

    repository.git("merge", "bo", status=1)
    assert {"register/klub.toml"} == repository.unmerged()
    assert "<<<<<<<" in repository.text()
    assert "190_000" in repository.text()


def test_a_merge_that_is_made_again_tells_each_conflict_once(repository: Repository) -> None:
    """After `git merge --abort` the file of conflicts is still there."""
    two_desks(repository, *CONTRADICTION)
    for _ in range(2):
        repository.git("merge", "bo", status=1)
        text = repository.conflicts.read_text(encoding="utf-8")
        repository.git("merge", "--abort")

    assert 1 == text.count("[[conflicts]]")


def test_a_branch_that_is_not_merged_does_not_matter(repository: Repository) -> None:
    """A forgotten branch has conflicts of its own; those of this merge are told in their file all the same."""
    repository.branch("old")
    repository.conflicts.write_text(OPEN, encoding="utf-8")
    repository.commit("old")
    two_desks(repository, *CONTRADICTION)

    repository.git("merge", "bo", status=1)
    assert "theirs = 190000" in repository.conflicts.read_text(encoding="utf-8")
    assert "<<<<<<<" not in repository.text()
