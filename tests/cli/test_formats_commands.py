"""The commands `formats` and `schema`."""

import json

import pytest
from cli.terminal import Run
from hosting.plugin_code import IMPORTER, Installed, exporting

from civic_partnership import schema
from civic_partnership.importing import mapping_schema


@pytest.mark.usefixtures("with_chosen")
def test_formats_are_listed(run: Run) -> None:
    """Each with what it carries and who provides it; of one also its options."""
    status, out, err = run("formats")
    assert (0, "") == (status, err)
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert {"chosen", "csv", "json", "ndjson", "toml"} <= rows.keys()
    assert ["alt", "civic-partnership", "0.1.0"] == rows["csv"].split()[-3:]
    assert "foreninger" in rows["chosen"]

    told = """\
chosen: the chosen
carries: associations
comes from: Chosen
  --option words=… …  words
  --option least=123  least (else 1)
"""
    assert (0, told, "") == run("formats", "chosen", "--lang", "en")
    assert 2 == run("formats", "chosn")[0]


def test_formats_are_listed_with_their_ways(run: Run, installed: Installed) -> None:
    """Out, in, or both; what is imported is described too."""
    installed("area-list", IMPORTER)
    installed("made-formats", exporting("made"))

    status, out, err = run("formats", "--lang", "en")
    assert (0, "") == (status, err)
    rows = {line.split()[0]: line for line in out.splitlines()}
    assert " out and in  everything " in rows["csv"]
    assert ["area-list", "areas", "in", "area-list", "1.2"] == rows["area-list"].split()
    assert " out  " in rows["made"]

    alone = "area-list: areas\nimported with: import --from area-list\ncomes from: area-list 1.2\n"
    assert (0, alone, "") == run("formats", "area-list", "--lang", "en")
    both = run("formats", "csv", "--lang", "en")[1]
    assert "\ncarries: everything\n" in both
    assert "\nimported with: import --from csv\n" in both


def test_formats_tells_of_a_name_that_two_plugins_want(run: Run, installed: Installed) -> None:
    """Though it can still be imported, it is not described as if nothing were wrong."""
    installed("one-list", exporting("area-list"))
    installed("other-list", exporting("area-list"))
    installed("area-list", IMPORTER)

    status, out, err = run("formats", "area-list", "--lang", "en")

    assert (3, "") == (status, out)
    assert "one-list" in err
    assert "other-list" in err


def test_a_format_may_need_options(run: Run, installed: Installed) -> None:
    """What it carries then depends on these, and which must be given is said."""
    needs = """
from attrs import field, frozen
from civic_partnership.model import about

@frozen(kw_only=True)
class Needs:
    accounts: str = field(metadata=about("konti", "accounts"))
"""
    installed("ledger-formats", needs + exporting("ledger").replace("options = NoOptions", "options = Needs"))

    assert "afhænger af tilvalg" in run("formats")[1]
    assert "  --option accounts=…  accounts (must be given)\n" in run("formats", "ledger", "--lang", "en")[1]


def test_a_plugin_that_fails_is_listed(run: Run, installed: Installed) -> None:
    """What failed to load is told on standard error, with status 3; all formats are listed."""
    installed("bad", exporting("bad").replace("@hookimpl", ""))

    status, out, err = run("formats", "--lang", "en")

    assert 3 == status
    assert "ndjson" in out
    assert "The plugin bad from bad does not work: civic_partnership_exporters lacks @hookimpl." in err


def test_schema_is_printed(run: Run) -> None:
    """It is what the package says."""
    status, out, err = run("schema")

    assert (0, "") == (status, err)
    assert schema() == json.loads(out)


def test_the_schema_of_mappings_is_printed(run: Run) -> None:
    """It is that of the importing package."""
    assert (0, mapping_schema()) == (run("schema", "mapping")[0], json.loads(run("schema", "mapping")[1]))
    assert 2 == run("schema", "mappings")[0]


@pytest.mark.parametrize(
    "carries", ["raise RuntimeError", "return None", "return ['associations']", "return {'associatons'}"]
)
def test_a_format_that_cannot_say_what_it_carries_hurts_no_other(
    run: Run, installed: Installed, carries: str
) -> None:
    """All formats are listed, and the fault is told."""
    installed("bad-formats", exporting("bad").replace("return EVERYTHING", carries))

    status, out, err = run("formats")

    assert 3 == status
    assert {"bad", "csv", "toml"} <= {line.split()[0] for line in out.splitlines()}
    assert "Formatet bad fra bad-formats virker ikke" in err
