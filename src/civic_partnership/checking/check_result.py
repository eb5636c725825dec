"""The result of `check`: registers that were read and checked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, get_args

import attrs
from attrs import field, frozen

from civic_partnership.errors import PathError
from civic_partnership.findings import (
    UNREADABLE_FILE,
    Finding,
    Level,
    Location,
    MissingFacts,
    Rule,
    UsedParameter,
    format_fact,
    format_text,
    mask_path,
    remove_control_characters,
    sanitize,
)
from civic_partnership.model import (
    KINDS,
    LeftOut,
    Municipality,
    Programme,
    RecordKey,
    Register,
    field_at,
    info,
    unwrap_type,
)
from civic_partnership.storage import Reading
from civic_partnership.values import Label, Language, Money

if TYPE_CHECKING:
    from civic_partnership.caching import CheckedFiles

LEVELS: dict[Level, tuple[Label, Label]] = {
    "error": (Label("fejl", "error"), Label("fejl", "errors")),
    "warning": (Label("advarsel", "warning"), Label("advarsler", "warnings")),
    "undecided": (Label("uafklaret", "undecided"), Label("uafklarede", "undecided")),
}
"""The name of each level, worst first: of one, and of several."""


@frozen
class CheckedRegister:
    """One register, read and checked.

    Attributes:
        reading: the register, and the places of its records in files; or what a cache holds of it.
        findings: the findings about its files and its records.
    """

    reading: "Reading | CheckedFiles"
    findings: Iterable[Finding]

    def locate(self, finding: Finding) -> Location | None:
        """Return the place of a finding, with stars for personal data in the name of its file."""
        location = self.reading.locate(finding)
        return location and attrs.evolve(location, file=mask_path(location.file))

    def sort_by_place(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """Sort findings by file and line."""

        def place(finding: Finding) -> Any:
            location = self.reading.locate(finding)
            return (location.file, location.line or 0, location.column or 0) if location else ("", 0, 0)

        return sorted(findings, key=place)


class StreamedRegister(CheckedRegister):
    """A base register and a stream, whose findings come one by one, in the order of the lines."""

    def sort_by_place(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """Return the findings as they are."""
        return findings


class Tally:
    """What findings add up to.

    Attributes:
        by_rule: level and rule -> the number of findings.
        missing_facts: the facts that are missing.
    """

    def __init__(self) -> None:
        self.by_rule: Counter[tuple[Level, str]] = Counter()
        self.missing_facts = MissingFacts()

    def add(self, finding: Finding, register: int) -> None:
        """Add a finding of the register with this number."""
        self.by_rule[finding.level, finding.rule] += 1
        self.missing_facts.add(finding, register)

    @property
    def counts(self) -> dict[Level, int]:
        """The number of findings of each level."""
        return {level: sum(n for (each, _), n in self.by_rule.items() if each == level) for level in LEVELS}


@frozen
class CheckResult:
    """The result of one run of `check`.

    Attributes:
        registers: the registers, in the order of the command line.
        rules: all rules that may find something.
        problems: sentences about rules that failed or could not be loaded.
        tally: what the findings of a stream add up to; they are counted as they come.
    """

    registers: Sequence[CheckedRegister]
    rules: Sequence[Rule] = ()
    problems: Sequence[Label] = ()
    tally: Tally = field(factory=Tally)

    @property
    def findings(self) -> list[Finding]:
        """The findings of all registers."""
        return [finding for register in self.registers for finding in register.findings]

    @property
    def number_of_records(self) -> int:
        """The number of records in all registers."""
        return sum(each.reading.number_of_records for each in self.registers)

    @property
    def is_unread(self) -> bool:
        """Whether something in a register could not be read."""
        return any(each.reading.left_out for each in self.registers)


def count_findings(result: CheckResult) -> Tally:
    """Count the findings of all registers."""
    tally = Tally()
    for number, register in enumerate(result.registers):
        for finding in register.findings:
            tally.add(finding, number)
    return tally


def make_unreadable_register(path: str, error: PathError) -> CheckedRegister:
    """Return an empty register with one finding, which says why nothing can be read at a path."""
    da, en = remove_control_characters(error.da), remove_control_characters(error.en)
    finding = Finding(
        rule=UNREADABLE_FILE.name,
        level=UNREADABLE_FILE.level,
        message=Label(da, en),
        remedy=Label(da.rpartition(". ")[2], en.rpartition(". ")[2]),  # what to do is the last sentence
        document=UNREADABLE_FILE.source,
        file=path,
    )
    reading = Reading(
        register=Register(left_out=frozenset({LeftOut(None, None)})),
        findings=(finding,),
        locate=lambda _: Location(file=path),
        excerpt=lambda _: None,
    )
    return CheckedRegister(reading, reading.findings)


def split_message(finding: Finding, lang: Language) -> tuple[str, str]:
    """Return the sentence that says what is wrong, and the sentence that says what to do."""
    message, remedy = finding.message.in_language(lang), finding.remedy.in_language(lang)
    return message.removesuffix(remedy).strip(), remedy


def format_missing(finding: Finding, lang: Language) -> str:
    """Return the name of the fact that is not recorded, with a capital: `Ansættelser`."""
    key, path = finding.record, finding.missing or ()
    attribute = field_at(KINDS.get(key.kind, Municipality) if key else Register, path)
    name = info(attribute).label.in_language(lang) if attribute else format_text(str(path[-1]))
    return f"{name[:1].upper()}{name[1:]}"


def format_parameter(parameter: UsedParameter, lang: Language) -> str:
    """Return a value that a rule has asked for, such as `årligt beløb: 200.000 kr.`."""
    attribute = attrs.fields_dict(Programme)[parameter.name]
    value: Any = parameter.value
    if info(attribute).words:
        value = [info(attribute).words[word] for word in value]
    text = f"{info(attribute).label.in_language(lang)}: {format_fact(value, lang, grouped=True)}"
    return f"{text} kr." if Money in get_args(unwrap_type(attribute.type)) else text


def format_record(record: RecordKey | None, lang: Language) -> str:
    """Return the kind and id of a record, such as `forening nordby-boldklub`; "" for no record."""
    if record is None:
        return ""
    label = KINDS[record.kind].LABEL if record.kind in KINDS else Municipality.LABEL
    return " ".join(filter(None, [label.in_language(lang), sanitize(record.id or "")]))
