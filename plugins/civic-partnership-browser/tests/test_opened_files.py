"""What files are, which of them are registers, and what is refused."""

from pathlib import Path

import pytest

from civic_partnership_browser.checker import METHODS, Checker

REGISTER = b'[municipality]\nname = "Nordby"\n'
MAPPING = b'[[records]]\nkind = "associations"\n'


@pytest.mark.parametrize(
    ("paths", "registers", "tables"),
    [
        (["a.toml"], ["a.toml"], []),
        (["a.toml", "b.toml"], ["."], []),
        (["nordby/a.toml", "nordby/sub/b.toml"], ["nordby"], []),
        (["nordby/a.toml", "c.json", "d.NDJSON"], ["nordby", "c.json", "d.NDJSON"], []),
        (["nordby/register.json", "nordby/civic-partnership.json"], ["nordby/register.json"], []),
        (["associations.csv", "partnerships.csv", "datapackage.json"], ["."], []),
        (["x/associations.csv", "x/datapackage.json"], ["x"], []),
        (["tilskud.csv", "liste.xlsx", ".skjult.toml", "brev.docx"], [], ["tilskud.csv", "liste.xlsx"]),
        (["/abs/a.toml", "b\\c.toml"], ["abs", "b"], []),
    ],
)
def test_registers_and_tables_are_told_by_their_names(
    paths: list[str], registers: list[str], tables: list[str]
) -> None:
    """A folder is one register; loose files are one together."""
    checker = Checker()
    opened = checker.open_files([{"path": path, "bytes": REGISTER} for path in paths])
    checker.close()
    assert (registers, tables) == (opened["registers"], opened["tables"])


def test_a_mapping_is_told_by_what_is_in_it() -> None:
    """It is no part of a register, even beside one."""
    checker = Checker()
    opened = checker.open_files(
        [
            {"path": "a.toml", "bytes": REGISTER},
            {"path": "kolonner.toml", "bytes": MAPPING},
            {"path": "wrong.toml", "bytes": b"\xff = ["},
        ]
    )
    checked = checker.check(on="2025-03-01", lang="en")
    checker.close()
    assert ["kolonner.toml"] == opened["mappings"]
    assert ["."] == opened["registers"]
    assert ["wrong.toml"] == [each["file"] for each in checked["findings"]]
    assert "Something could not be read and was not checked." == checked["unread"]


@pytest.mark.parametrize("path", ["../a.toml", "", "/", "a\0.toml", f"{'a' * 300}.toml"])
def test_a_name_that_leads_out_is_refused(path: str) -> None:
    """In a sentence, in both languages."""
    checker = Checker()
    answer = checker.call("open_files", {"files": [{"path": path, "bytes": REGISTER}]})
    checker.close()
    assert {"error"} == answer.keys()
    assert {"da", "en"} == answer["error"].keys()


def test_whoever_has_several_registers_open_chooses() -> None:
    """Without a choice, or with a wrong one, nothing is exported."""
    checker = Checker()
    asked = {"format": "json", "on": "2025-03-01", "allow_errors": True}
    nothing = checker.call("export", asked)
    checker.open_files([{"path": f"{name}/a.toml", "bytes": REGISTER} for name in "ab"])
    answers = [checker.call("export", {**asked, "register": each}) for each in ("", "c", "b")]
    checker.close()
    assert "No register is open. Open one." == nothing["error"]["en"]
    assert "Choose one of the open registers: a, b." == answers[0]["error"]["en"]
    assert answers[0] == answers[1]
    assert b"Nordby" in answers[2]["data"]


def test_every_failure_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown method, a fault of the program, and files that need too much memory."""
    checker = Checker()
    assert "There is no close." == checker.call("close", {})["error"]["en"]
    assert "json" in [each["name"] for each in checker.call("formats", {})["formats"]]
    assert "TypeError" in checker.call("check", {})["error"]["en"]
    monkeypatch.setattr(Checker, "_check", lambda *_: exec("raise MemoryError"))
    assert "too large for a browser" in checker.call("check", {"on": "2025-03-01"})["error"]["en"]
    checker.close()
    assert all(callable(getattr(Checker, name)) for name in METHODS)
    assert not Path(checker._folder).exists()
