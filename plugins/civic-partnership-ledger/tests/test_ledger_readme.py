"""The README: its mappings are the files beside it, its excerpts are what comes of its records, its options are all."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
import pytest

from civic_partnership import ExportReport, Host, OptionsError, parse
from civic_partnership_ledger.g69 import G69, G69Options
from civic_partnership_ledger.opus import Opus, OpusOptions
from civic_partnership_ledger.payments_csv import PaymentsCsv, PaymentsOptions

Block = Callable[[Path, str, str], None]

PLUGIN = Path(__file__).parent.parent
README = (PLUGIN / "README.md").read_text(encoding="utf-8")
MAPPINGS = ["konti-opus.example.toml", "konti-prisme.example.toml"]


def block(opening: str) -> str:
    """Return the block of the README that opens so."""
    match = re.search(rf"^```{re.escape(opening)}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert match
    return match[1]


def export_by_readme(format_: str, mapping: str, out: Path) -> ExportReport:
    """Export the records of the README with one of its mappings."""
    reading = parse(block("toml register.toml"))
    assert () == reading.findings
    options = tomllib.loads(block(f"toml {mapping}"))
    return Host().export(reading.register, format_, out, on=date(2023, 12, 1), options=options)


@pytest.mark.parametrize("name", MAPPINGS)
def test_its_mappings_are_the_files_to_copy(name: str) -> None:
    """The README shows the files that users copy."""
    assert (PLUGIN / name).read_text(encoding="utf-8") == block(f"toml {name}")


def test_it_shows_the_voucher(tmp_path: Path, golden_block: Block) -> None:
    """Show the whole file."""
    report = export_by_readme("opus-csv", MAPPINGS[0], tmp_path / "out")

    assert ["omposteringsbilag.csv"] == [file.name for file in report.files]
    content = (tmp_path / "out" / "omposteringsbilag.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    golden_block(PLUGIN / "README.md", "csv", content.decode().replace("\r\n", "\n"))


def test_it_shows_the_postings_and_the_report(tmp_path: Path, golden_block: Block) -> None:
    """Show the whole file, and what the command prints, but for the folder."""
    report = export_by_readme("prisme-g69", MAPPINGS[1], tmp_path / "out")

    assert ["g69.txt"] == [file.name for file in report.files]
    content = (tmp_path / "out" / "g69.txt").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")
    golden_block(PLUGIN / "README.md", "text", content.decode("iso-8859-1").replace("\r\n", "\n"))
    summary = "\n".join(report.summary("en").split("\n")[1:])
    golden_block(PLUGIN / "README.md", "text report", f"{summary}\n")


def test_it_shows_the_list_and_its_refusal(tmp_path: Path, golden_block: Block) -> None:
    """Show the sentence, and the whole file once its advice is followed."""
    text = block("toml register.toml")
    advised = text.replace("amount = 30_000 }] }", 'amount = 30_000, to = "nordby-dans" }] }')

    with pytest.raises(OptionsError) as refused:
        Host().export(parse(text).register, "payments-csv", tmp_path / "out", on=date(2023, 12, 1))
    Host().export(parse(advised).register, "payments-csv", tmp_path / "out", on=date(2023, 12, 1))

    golden_block(PLUGIN / "README.md", "text refusal", f"{refused.value.en}\n")
    content = (tmp_path / "out" / "udbetalinger.csv").read_text(encoding="utf-8-sig")
    golden_block(PLUGIN / "README.md", "csv list", content)


@pytest.mark.parametrize(
    ("system", "options"), [("Opus", OpusOptions), ("Prisme", G69Options), ("list", PaymentsOptions)]
)
def test_it_names_every_option(system: str, options: Any) -> None:
    """The README lists exactly the options of each format."""
    rows = re.findall(r"^\| (`.*?) \| (\w+) \|", README, re.MULTILINE)
    shared = {system} if system == "list" else {"both", system}
    named = [name for names, of in rows if of in shared for name in re.findall(r"`(\w+)`", names)]

    assert sorted(each.name for each in attrs.fields(options)) == sorted(named)


@pytest.mark.parametrize(
    ("name", "kind"), [("opus-csv", Opus), ("prisme-g69", G69), ("payments-csv", PaymentsCsv)]
)
def test_they_are_found_by_the_entry_point(name: str, kind: type[Any]) -> None:
    """The host finds the formats and their provider."""
    provided = Host().exporters[name]

    assert isinstance(provided.format, kind)
    assert "civic-partnership-ledger" == provided.distribution
    assert version("civic-partnership-ledger") == provided.version
    assert [] == [each for each in Host().problems if each.distribution == provided.distribution]
