"""The package inside another municipal tool: read, trust what can be trusted, change, write, export.

Run: python examples/embed.py examples/nordby-broken
"""

import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs

from civic_partnership import check, export, load, read, write

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "nordby-broken"

# Read everything that can be read, and say what is wrong, in one language or the other.
reading = read(folder)
report = check(reading.register, on=date(2025, 3, 1))
for finding in (*reading.findings, *report.findings):
    if finding.level == "error":
        print(f"{reading.locate(finding)}: {finding.rule}: {finding.message.en}")
for failure in report.failures:  # rules of one's own that raised: all others were asked
    print(f"{failure.rule} failed at {failure.at}: {failure.error}")

# Records are plain attrs classes: look at them as you would at any other.
granted = {
    name: sum(grant.amount for grant in partnership.grants)
    for name, partnership in reading.register.partnerships.items()
}
print(", ".join(f"{name}: {amount:,} kr." for name, amount in granted.items()))

# A register never changes: correct a record by making a new one, and a new register with it.
register = reading.register
partnership = register.partnerships["nordby-boldklub"]
grants = tuple(
    attrs.evolve(grant, amount=Decimal(200_000)) if grant.year == 2022 else grant
    for grant in partnership.grants
)
register = register.replace(attrs.evolve(partnership, grants=grants))
rules_broken = {finding.rule for finding in check(register, on=date(2025, 3, 1)).findings}
print("grant-annual-amount still broken:", "grant-annual-amount" in rules_broken)

# What is written reads back as it was. A register that lost records on the way in is not written.
whole = load(folder.with_name("nordby"))
with tempfile.TemporaryDirectory() as target:
    write(whole, Path(target) / "nordby.json")
    print("reads back as it was:", load(Path(target) / "nordby.json") == whole)

    # An export is all or nothing, and says what it left out; it is never half of one, nor a surprise.
    exported = export(whole, "csv", Path(target) / "nordby", on=date(2025, 3, 1))
    print(f"exported: {len(exported.files)} files, {len(exported.lost)} losses,", end=" ")
    print(f"{sum(exported.withheld.values())} personal data withheld")
