"""The types of the public face, as callers see them: read by mypy, run by no one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

import attrs
from cattrs import Converter

from civic_partnership import (
    ExportReport,
    Finding,
    Host,
    Location,
    Reading,
    Register,
    Report,
    check,
    export,
    exporters,
    from_dict,
    load,
    parse,
    read,
    schema,
    to_dict,
    to_text,
    write,
)
from civic_partnership.model import Association, Grant, Partner, Partnership, Programme, Term
from civic_partnership.plugins import Artifact, CheckedExporter, Exporter, Loss, NoOptions, hookimpl
from civic_partnership.rules import CATALOGUE, Context, Rule, Verdict, rule, verdict
from civic_partnership.storage import configure_converter
from civic_partnership.values import Answer, Dated, Label, Period, Table

reading = read(Path("examples/nordby"), max_bytes=1_000_000)
assert_type(reading, Reading)
assert_type(reading.register, Register)
assert_type(reading.findings, tuple[Finding, ...])
assert_type(reading.locate(reading.findings[0]), Location | None)
assert_type(parse("", "json"), Reading)
assert_type(parse("", name="letter.toml"), Reading)
assert_type(from_dict({}), Reading)
assert_type(load("examples/nordby"), Register)

register = load("examples/nordby")
assert_type(register.partnerships, Table[Partnership])
assert_type(register.partnerships["x"].grants, tuple[Grant, ...])
assert_type(register.partnerships["x"].grants[0].amount, Decimal)
assert_type(register.partnerships["x"].grants[0].days, Period)
assert_type(register.associations.get("x"), Association | None)
assert_type(register.programmes["x"].annual_amount, Dated[Decimal] | None)
assert_type(register.replace(register.partnerships["x"]), Register)

report = check(register, on=date(2025, 3, 1), rules=CATALOGUE)
assert_type(report, Report)
assert_type(report.findings[0].message, Label)
assert_type(report.findings[0].message.da, str)
assert_type(report.findings[0].to_dict(), dict[str, object])  # type: ignore[assert-type] # what JSON holds is Any
assert_type(report.to_dict(reading.locate), dict[str, object])  # type: ignore[assert-type] # the same

partnership = Partnership(
    id="x",
    programme="p",
    partners=(Partner(association="a"),),
    terms=(Term(period=Period("2021/2024"), kind="initial"),),
    grants=(Grant(year=2021, amount=Decimal(200_000)),),
)
assert_type(attrs.evolve(partnership, case=None), Partnership)
assert_type(Dated.always(Decimal(1)), Dated[Decimal])
assert_type(Dated.since({"2021": Decimal(1)}).on(date(2021, 1, 1)), Decimal | None)
assert_type(Period("2021/2024").lasts(4), Answer)
Programme(id="p", name="P", annual_amount=Dated.always(Decimal(1)))

assert_type(to_dict(register), dict[str, object])  # type: ignore[assert-type] # what files hold is Any
assert_type(to_text(register, "toml"), str)
write(register, "register.toml")
write(register, into="register")
assert_type(configure_converter(Converter()), Converter)


@rule(about=Partnership, level="error", source="x", title="x", da="x\ny", en="x\ny")
def a_rule(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Ask for few terms."""
    if context.on.year > 2000:
        yield verdict(Answer.BROKEN, "terms", 0, years=len(partnership.terms))


assert_type(a_rule, Rule)

Grant(year="2021", amount=Decimal(1))  # type: ignore[arg-type] # a year is a number
Term(period="2021/2024", kind="initial")  # type: ignore[arg-type] # a period is a Period
Term(period=Period("2021/2024"), kind="first")  # type: ignore[arg-type] # one of two words
Partnership(id="x", programme="p")  # type: ignore[call-arg] # associations are required
check(register)  # type: ignore[call-arg] # the day is required

report_of_export = export(register, "csv", Path("out"), on=date(2025, 3, 1), include_personal=True)
assert_type(report_of_export, ExportReport)
assert_type(report_of_export.lost, Table[int])
assert_type(report_of_export.losses, tuple[Loss, ...])
assert_type(report_of_export.summary("da"), str)
assert_type(exporters(), Mapping[str, Exporter[Any] | CheckedExporter[Any]])
assert_type(Host([object()], discover=False).check(register, on=date(2025, 3, 1)), Report)
assert_type(schema(), dict[str, Any])


class Names:
    """A plugin's exporter, and that it is one."""

    name = "names"
    title = Label("navne", "names")
    options = NoOptions

    def carries(self, _: NoOptions) -> frozenset[str]:
        """Return the names of associations."""
        return frozenset({"associations.name"})

    def export(self, register: Register, _: NoOptions) -> Iterable[Artifact]:
        """One file."""
        text = "\n".join(association.name for association in register.associations.values())
        yield Artifact(name="names.txt", media_type="text/plain", chunks=[text.encode()])


@hookimpl
def civic_partnership_exporters() -> Iterable[Exporter[NoOptions]]:
    """Return the exporters of a plugin."""
    return [Names()]
