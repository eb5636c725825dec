"""The importer among the examples: its tests hold where they are taken to, and its README tells the truth."""

import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from grant_list import COLUMNS, read_amount, read_amount_at_first, read_grants

from civic_partnership import Finding, check, from_dict, parse
from civic_partnership.testing.breaker import FAR

REGISTER = """
    [programmes.ordning]
    name = "Foreningspartnerskaber"
    annual_amount = 50_000
    [partnerships.partnerskab-0]
    programme = "ordning"
    partners = [{ association = "forening-0" }]
    terms = [{ period = "2005/2005", kind = "initial" }]
    [associations.forening-0]
    name = "Forening 0"
    """


def test_its_tests_hold_alone(examples: Path, tmp_path: Path) -> None:
    """The folder can be taken out of the repository, and needs only the package, Hypothesis and pytest."""
    folder = shutil.copytree(
        examples / "importing", tmp_path / "importing", ignore=shutil.ignore_patterns(".*", "__pycache__")
    )

    finished = subprocess.run(
        [sys.executable, "-m", "pytest", "--quiet"], cwd=folder, capture_output=True, text=True, check=False
    )

    assert 0 == finished.returncode, finished.stdout
    assert re.search(r"^\d+ passed in ", finished.stdout, re.MULTILINE)


def test_its_readme_shows_the_smallest_list_that_goes_wrong(examples: Path) -> None:
    """Read as at first, the list breaks the rule that the README names; mended, it does not, and 50 is 50,000."""
    readme = (examples / "importing" / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"^```csv\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    register = parse(REGISTER).register
    slipped = read_grants(text, register, read_amount=read_amount_at_first)
    corrected = read_grants(text, register, read_amount=read_amount)

    def errors(findings: tuple[Finding, ...]) -> list[str]:
        return [each.rule for each in findings if each.level == "error"]

    assert ";".join(COLUMNS) == text.splitlines()[0]
    assert [50] == [each.amount for each in slipped.partnerships["partnerskab-0"].grants]
    assert [50_000] == [each.amount for each in corrected.partnerships["partnerskab-0"].grants]
    assert ["grant-annual-amount"] == errors(check(slipped, on=FAR).findings)
    assert [] == errors(check(corrected, on=FAR).findings)


def test_from_dict_would_have_told() -> None:
    """A value of plain tables is read as strictly as one in a file."""
    grant = {"year": 2005, "amount": Decimal("50.000")}
    table = {"programme": "ordning", "partners": [], "grants": [grant]}

    (finding,) = from_dict({"partnerships": {"partnerskab-0": table}}).findings

    assert "an amount may have two decimals at most" in finding.message.en
