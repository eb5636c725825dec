"""The checker in ordinary Python says what the command line says."""

import json

import pytest
from example_registers import EXAMPLES, ON, REGISTERS, load, run

from civic_partnership_browser.checker import Checker


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("format", ["json", "csv"])
def test_the_findings_are_those_of_the_command_line(name: str, format: str) -> None:
    """Compare every byte of `check --format`."""
    checker = Checker()
    checker.open_files(load(name))

    saved = checker.save_findings(on=ON, format=format, lang="da")

    checker.close()
    assert run("check", name, "--on", ON, "--format", format) == saved["data"].decode()


@pytest.mark.parametrize("name", REGISTERS)
def test_a_page_says_what_the_terminal_prints(name: str) -> None:
    """Find each text of the checker in what `check` prints, in its order."""
    checker = Checker()
    checker.open_files(load(name))

    result = checker.check(on=ON, lang="da", most=100)

    checker.close()
    printed = run("check", name, "--on", ON, "--undecided")
    position = 0
    for finding in result["findings"]:
        texts = [f"{finding['level_name']}: {finding['problem']}", " · ".join(finding["places"])]
        texts += [finding["remedy"], finding["rule_line"]]
        if finding["excerpt"]:
            texts.insert(2, finding["excerpt"]["text"])
        for text in texts:
            position = printed.index(text, position) + len(text)
    assert result["summary"] in printed
    assert json.dumps(result)


def test_rows_of_a_table_become_a_register_that_is_open() -> None:
    """Import a foreign table as the command line does, check what comes of it, and export it."""
    checker = Checker()
    opened = checker.open_files(load("foreign"))
    mapping = (EXAMPLES / "foreign" / "foreninger.toml").read_text(encoding="utf-8")
    table = "foreign/foreninger.csv"

    suggested = checker.suggest_mapping(table, lang="en")
    shown = checker.preview_import(table, mapping, lang="en")
    imported = checker.import_rows(table, mapping, lang="en")
    checked = checker.check(on=ON, lang="en")
    exported = checker.export("csv", on=ON, lang="en", allow_errors=True)

    checker.close()
    assert [] == opened["registers"]
    assert {"foreign/foreninger.csv", "foreign/oversigt.xlsx"} <= {*opened["tables"]}
    assert "foreign/foreninger.toml" in opened["mappings"]
    assert "[[records]]" in suggested["text"]
    assert "[associations." in shown["text"]
    assert ["register"] == imported["registers"]
    assert imported["taken"] > 0
    assert checked["records"] > 0
    assert "register-csv.zip" == exported["name"]
