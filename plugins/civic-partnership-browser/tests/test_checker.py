"""The checker in ordinary Python says what the command line says."""

import json

import pytest
from example_registers import EXAMPLES, ON, REGISTERS, load, run

from civic_partnership.values import Language
from civic_partnership_browser.checker import Checker


@pytest.mark.parametrize("name", REGISTERS)
def test_the_findings_are_those_of_the_command_line(name: str) -> None:
    """Compare every byte of `check --format`."""
    checker = Checker()
    checker.open_files(load(name))

    saved = checker.save_findings(on=ON, format="json", lang="da")

    checker.close()
    assert run("check", name, "--on", ON, "--format", "json") == saved["data"].decode()


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


OESTERBY = {
    "name": "association oesterby-boldklub",
    "facts": [
        ("name", "Østerby Boldklub"),
        ("CVR number", "29188505"),
        ("activity", "fodbold"),
        ("citywide", "no"),
        ("networks", "get2sport"),
        ("member counts", "on 31 December 2020, under 25 240, total 310"),
    ],
}


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
    assert {"line": 2, "reasons": [], "records": [OESTERBY]} == shown["rows"][0]
    assert ["The column CVR-nr. has"] == [each[:22] for row in shown["rows"] for each in row["reasons"]]
    assert ["register"] == imported["registers"]
    assert imported["taken"] > 0
    assert checked["records"] > 0
    assert "register-csv.zip" == exported["name"]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_summary_names_an_option_of_the_command_line(lang: Language) -> None:
    """Where the command line would, the page says which box to tick."""
    checker = Checker()
    slip = {
        "path": "nordby/more.toml",
        "bytes": b'[associations.a]\nname = "Anders Boldklub"\ncvr = "29188505"\n',
    }
    table = {"path": "list.csv", "bytes": b"Forening;CVR;Aktivitet\nAnders Boldklub;29188505;dans\n"}
    checker.open_files([*load("nordby"), slip, table])
    mapping = checker.suggest_mapping("list.csv", lang=lang)["text"]

    texts = [checker.export("csv", on=ON, lang=lang)["summary"]]
    texts.append(checker.import_rows("list.csv", mapping, lang=lang, keep=False)["summary"])
    checker.close()

    assert ("Personoplysninger, der ikke er med:" if lang == "da" else "Personal data left out:") in texts[0]
    assert ("Sæt hak ved “Ret også" if lang == "da" else "Tick “Change what") in texts[1]
    assert not [text for text in (mapping, *texts) if "--" in text]
