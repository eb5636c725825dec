import inspect
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import field, frozen
from hosting.plugin_code import FAILING, Installed

from civic_partnership import (
    Host,
    LossError,
    OptionsError,
    PluginError,
    RecordsError,
    Register,
    export,
    exporters,
    read,
)
from civic_partnership.model import Contact, Department, about
from civic_partnership.plugins import Artifact, hookimpl
from civic_partnership.rules import Context, Report, Verdict, broken, rule
from civic_partnership.values import Label

DAY = date(2025, 3, 1)


@frozen(kw_only=True)
class Choices:
    """Options of the format `chosen`."""

    words: tuple[str, ...] = field(default=(), metadata=about("ord", "words"))
    least: int = field(default=1, metadata=about("mindst", "least"))


class Chosen:
    """A format that writes nothing but its options."""

    name = "chosen"
    title = Label("de valgte", "the chosen")
    options = Choices

    def carries(self, _: Choices) -> frozenset[str]:
        """Return a single field."""
        return frozenset({"associations.name"})

    def export(self, _: Register, options: Choices) -> list[Artifact]:
        """Write the options."""
        text = f"{options.words} {options.least}"
        return [Artifact(name="chosen.txt", media_type="text/plain", chunks=[text.encode()])]

    @hookimpl
    def civic_partnership_exporters(self) -> list[Any]:
        """Return itself: it is its own plugin."""
        return [self]


def test_reads_options_strictly(nordby: Register, tmp_path: Path) -> None:
    """They come as a table or as an instance; what is wrong is told, and nothing written."""
    host = Host([Chosen()])

    host.export(nordby, "chosen", tmp_path / "a", on=DAY, options={"words": ["x"], "least": 3})
    host.export(nordby, "chosen", tmp_path / "b", on=DAY, options=Choices(least=4))
    host.export(nordby, "chosen", tmp_path / "c", on=DAY)
    with pytest.raises(OptionsError) as raised:
        host.export(nordby, "chosen", tmp_path / "d", on=DAY, options={"least": "3", "word": []})

    assert ["('x',) 3", "() 4", "() 1"] == [(tmp_path / name / "chosen.txt").read_text() for name in "abc"]
    assert "Did you mean words?" in raised.value.en
    assert "whole number" in raised.value.en
    assert not (tmp_path / "d").exists()


def test_says_which_formats_there_are(nordby: Register, tmp_path: Path, installed: Installed) -> None:
    """A misspelt one is told with the nearest, any other with all; plugins that failed are named."""
    installed("bad-formats", "raise RuntimeError")
    with pytest.raises(OptionsError) as near:
        export(nordby, "tomll", tmp_path / "out", on=DAY)
    with pytest.raises(OptionsError) as far:
        export(nordby, "xyz", tmp_path / "out", on=DAY)

    assert (
        "Der findes intet format tomll. Mente du toml? Pluginet kan ikke bruges: bad-formats.",
        "There is no format tomll. Did you mean toml? A plugin cannot be used: bad-formats.",
    ) == (near.value.da, near.value.en)
    assert f"Choose one of {', '.join(exporters())}." in far.value.en


def test_refuses_errors_unless_they_are_allowed(examples: Path, tmp_path: Path) -> None:
    """The errors are told; where they are allowed the report counts them."""
    reading = read(examples / "nordby-broken")
    register = attrs.evolve(reading.register, left_out=frozenset())
    with pytest.raises(RecordsError) as raised:
        export(register, "toml", tmp_path / "out", on=DAY)

    report = export(register, "toml", tmp_path / "out", on=DAY, allow_errors=True)

    assert raised.value.findings
    assert {"error"} == {finding.level for finding in raised.value.findings}
    assert report.errors == len(raised.value.findings)
    assert f"Registeret har {report.errors} fejl og er ikke eksporteret." in raised.value.da


def test_refuses_what_would_be_missing(examples: Path, tmp_path: Path) -> None:
    """With records left out nothing is exported, whatever is allowed."""
    register = read(examples / "nordby-broken").register

    with pytest.raises(RecordsError, match="would be lost"):
        export(register, "toml", tmp_path / "out", on=DAY, allow_errors=True)

    assert not (tmp_path / "out").exists()


def test_refuses_what_no_file_can_hold(nordby: Register, tmp_path: Path) -> None:
    """A record that was made with a value of another type is not exported."""
    partnership = nordby.partnerships["nordby-boldklub"]
    grant = attrs.evolve(partnership.grants[0], amount=Decimal("NaN"))
    odd = nordby.replace(attrs.evolve(partnership, grants=(grant,)))

    with pytest.raises(RecordsError, match="nordby-boldklub"):
        export(odd, "csv", tmp_path / "out", on=DAY, allow_errors=True)


def test_a_rule_that_fails_is_no_clean_bill(nordby: Register, tmp_path: Path, installed: Installed) -> None:
    """Nothing is exported that was not checked, unless errors are allowed anyway."""
    installed("nordby-rules", FAILING)
    with pytest.raises(PluginError) as raised:
        export(nordby, "toml", tmp_path / "out", on=DAY)

    assert "nordby-rules" == raised.value.distribution
    assert "The rule failing from nordby-rules failed (RuntimeError, " in raised.value.en
    assert not (tmp_path / "out").exists()
    export(nordby, "toml", tmp_path / "out", on=DAY, allow_errors=True)


def test_tells_what_is_lost_and_withheld(nordby: Register, tmp_path: Path) -> None:
    """What the format does not carry is counted; personal data stay in unless they are asked for."""
    host = Host([Chosen()])
    report = host.export(nordby, "chosen", tmp_path / "out", on=DAY)
    with pytest.raises(LossError) as raised:
        host.export(nordby, "chosen", tmp_path / "none", on=DAY, fail_on_loss=True)

    assert report.lost == raised.value.report.lost
    assert 2 == report.lost["partnerships"]
    assert 2 == report.withheld["contacts.name"]
    assert not (tmp_path / "none").exists()
    assert not host.export(nordby, "toml", tmp_path / "all", on=DAY, include_personal=True).withheld
    assert "A. Eksempel" in (tmp_path / "all" / "contacts.toml").read_text()


def test_the_day_and_the_register_are_asked_for(nordby: Register, tmp_path: Path) -> None:
    """Nothing reads the clock, and a path is no register."""
    with pytest.raises(TypeError, match="on must be"):
        export(nordby, "toml", tmp_path / "out", on="2025-03-01")  # type: ignore[arg-type] # the point
    with pytest.raises(TypeError, match="a register is checked"):
        export("examples/nordby", "toml", tmp_path / "out", on=DAY)  # type: ignore[arg-type] # the point


class Findings(Chosen):
    """Writes the day, the levels and rules of the findings, and the names of contacts."""

    def export_checked(self, register: Register, report: Report, _: Choices) -> list[Artifact]:
        """Write what it is given."""
        found = [f"{each.level} {each.rule}" for each in report.findings]
        text = "\n".join([str(report.on), *found, *(str(each.name) for each in register.contacts.values())])
        return [Artifact(name="findings.txt", media_type="text/plain", chunks=[text.encode()])]


def test_an_exporter_is_given_what_the_host_has_found(tmp_path: Path) -> None:
    """Hand over the check of the whole register, with the rules of plugins, and no personal data."""

    @rule(about=Contact, level="warning", source="s", title="t.", da="Nej.\nSkriv.", en="No.\nWrite.")
    def not_short(contact: Contact, _: Context) -> Iterator[Verdict]:
        """No name is short."""
        if contact.name == "Ib":
            yield broken("name")

    class Rules:
        @hookimpl
        def civic_partnership_rules(self) -> list[Any]:
            """Return one rule."""
            return [not_short]

    contact = Contact(id="a", role="consultant", department="d", name="Ib")
    register = Register().replace(contact, Department(id="d", name="Kultur"))
    Host([Findings(), Rules()], discover=False).export(register, "chosen", tmp_path / "out", on=DAY)

    assert "2025-03-01\nwarning not-short\nNone" == (tmp_path / "out" / "findings.txt").read_text()


def test_help_shows_how_to_call_it() -> None:
    """The function has the parameters of the method, but for the host."""
    first, *_ = inspect.signature(export).parameters

    assert "register" == first
