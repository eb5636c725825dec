"""The contract of exporters: a class of tests, each a property that every exporter has."""

import io
import zipfile
from collections.abc import Set as AbstractSet
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.exporting import (
    AnyExporter,
    FieldPath,
    check_exporter,
    check_field_paths,
    list_options,
    remove_personal,
)
from civic_partnership.hosting import Host
from civic_partnership.model import KINDS, Municipality, Register
from civic_partnership.values import InvalidValue

from .any_registers import records
from .contract import Contract, PropertyCheck, Violation, check_options, draw_cases
from .filled_register import LONG, make_filled_register, map_texts, set_personal
from .formula_cells import FORMULA_MARKS, find_formulas, is_table
from .loss_check import LossCheck
from .memory_export import (
    MemoryExport,
    describe_fault,
    export_as_host,
    export_to_memory,
    make_guard,
)
from .record_edits import reduce_register
from .subprocess_check import check_in_subprocess

HOSTILE_TEXTS = (
    "x" + "".join(map(chr, (*range(0x20), *range(0x7F, 0xA1)))),
    "x" + "".join(map(chr, range(0xFDD0, 0xFDF0))) + "\ufffe\uffff\U0001fffe\U0010ffff",
    "\u200b\u200d\u200e\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\ufffd\ue000\U000e0001\U0010fffd",
    "é e\u0301 \u0130 \u0131 ß ǆ ﷺ 👩\u200d👩\u200d👧 \U0001f1e9\U0001f1f0 העברית العربية 漢字 ไทย",
    "]]> <!-- --> </text> & &amp; &#0; \"quoted\" 'quoted' \\ \\n %s %d {0} ${x} `x` |;,\t _x0041_ \\u0041",
    LONG,
)
"""Controls, what is no character, what is invisible or joined, and what means something to a format."""
PERSONS = ("ᚁᚂᚃᚄ", "ᚅᚆᚇᚈ")
"""Names in letters of Ogham: nothing else in a register has several of them in a row."""


class ExporterCheck(PropertyCheck):
    """The check of one property of one exporter."""

    def list_carried_fields(self) -> frozenset[FieldPath]:
        """Return the fields that the exporter carries.

        Raises:
            OptionsError: it refuses the options.
            PluginError: it fails, or names a field that there is not.
        """
        with make_guard(self.plugin).catch_errors(may_refuse=True):
            return check_field_paths(self.plugin.carries(self.options))

    def export(self, register: Register, whole: Register | None = None) -> MemoryExport:
        """Export a register; `whole` is the one with personal data that is checked first, if it is another.

        Raises:
            OptionsError: the exporter refuses it.
            PluginError: the exporter fails.
        """
        return export_to_memory(self.plugin, self.options, register, whole)


class ExporterContract(Contract):
    """The properties of every exporter: inherit it, and give the exporter in a fixture.

    Each test says in its docstring what it asks, in English and Danish; a failure repeats it.

    Attributes:
        registers: a strategy for registers, where the exporter takes only some; by default any that a file
            can hold.
        EXCUSED: property, without `test_`, -> the reason why this format cannot hold it.
    """

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """Return the exporter."""
        raise NotImplementedError("write a fixture `exporter` in the class, which returns the exporter")

    @pytest.fixture
    def options(self, exporter: AnyExporter) -> Any:
        """Return the options that it is asked with: its own defaults by default."""
        return exporter.options()

    @pytest.fixture
    def checker(self, request: pytest.FixtureRequest, exporter: AnyExporter, options: Any) -> ExporterCheck:
        """Return what a property is checked with."""
        return ExporterCheck(exporter, options, request.function.__doc__)

    def test_says_what_it_is(self, checker: ExporterCheck) -> None:
        """Have a name, a title in two languages, options with labels, and carry only fields that there are.

        Hav et navn, en titel på to sprog og tilvalg med navne, og medtag kun felter, der findes.
        """
        __tracebackhide__ = True
        with checker.report_faults():
            check_exporter(checker.plugin)
            list_options(checker.plugin.options)
            checker.list_carried_fields()

    def test_strict_options(self, checker: ExporterCheck) -> None:
        """Refuse an unknown option, or a value of another type, by a sentence that names the option.

        Afvis et ukendt tilvalg, eller en værdi af en anden type, med en sætning, der nævner tilvalget.
        """
        __tracebackhide__ = True
        with checker.report_faults():
            check_options(checker.plugin, checker.options)

    def test_does_not_fail(self, checker: ExporterCheck) -> None:
        """Export an empty register, each kind of record alone, and any other register, whatever its texts.

        Eksportér et tomt register, hver slags post alene og ethvert andet register, uanset teksterne.
        """
        __tracebackhide__ = True

        def check(register: Register) -> None:
            try:
                export = export_as_host(checker.plugin, checker.options, register)
            except PluginError as error:
                raise Violation(describe_fault(error), register) from error.__cause__
            for name, file in export.files.items():
                try:
                    file.data.decode(file.encoding or "iso-8859-1")
                except (LookupError, UnicodeDecodeError) as error:
                    fault = f"{name} ({file.media_type}) cannot be decoded: {error}"
                    raise Violation(fault, register) from None

        full = make_filled_register()
        hostile = [map_texts(full, lambda _, text=text: text) for text in HOSTILE_TEXTS]  # type: ignore[misc]
        alone = [*_take_apart(full), *_take_apart(_strip(full))]
        checker.check_each([Register(), full, *alone, *hostile], check)
        if not checker.pass_count:
            raise checker.fail(Violation(f"it refused every register, the last one so: {checker.refusal}"))
        checker.check_each(self.draw_registers(0.5), check)

    def test_same_bytes(self, checker: ExporterCheck) -> None:
        """Give the same files for the same register, byte for byte, and leave the register as it is.

        Giv de samme filer for det samme register, byte for byte, og lad registeret være uændret.
        """
        __tracebackhide__ = True

        def check(register: Register) -> None:
            before = hash(register)
            difference = checker.export(register).describe_difference(checker.export(register))
            if difference:
                raise Violation(f"exported twice, {difference}", register)
            if hash(register) != before:
                raise Violation("it changes the register", register)

        checker.check_each([make_filled_register(), *self.draw_registers(0.2)], check)
        checker.skip_if_unchecked()

    def test_same_bytes_elsewhere(self, checker: ExporterCheck) -> None:
        """Give the same files in a process with another hash seed, locale and time zone.

        Giv de samme filer i en proces med andet hash seed, sprog og tidszone.
        """
        __tracebackhide__ = True
        exports: list[tuple[Register, MemoryExport]] = []
        full = make_filled_register()
        some = [*_take_apart(full), full, *self.draw_registers(0.1)]
        checker.check_each(some, lambda register: exports.append((register, checker.export(register))))
        checker.skip_if_unchecked()
        with checker.report_faults():
            check_in_subprocess(checker.plugin, checker.options, exports)

    def test_personal_data_absent(self, checker: ExporterCheck) -> None:
        """Let no byte depend on personal data that are not carried, or that the host took out.

        Lad ingen byte afhænge af personoplysninger, som ikke medtages, eller som værten har udeladt.
        """
        __tracebackhide__ = True
        one, other = PERSONS

        def check(register: Register) -> None:
            spare = checker.list_carried_fields()
            first, second = (
                checker.export(set_personal(register, name, spare=spare)) for name in (one, other)
            )
            if difference := first.describe_difference(second):
                fault = f"personal data that it does not carry change what it gives: {difference}"
                raise Violation(fault, register)
            named = set_personal(register, one)
            for loss in checker.export(named).losses:
                if one in loss.reason.da or one in loss.reason.en:
                    raise Violation("the reason of a loss repeats personal data", register)
            for name, file in checker.export(remove_personal(named), named).files.items():
                if one in name or _holds_text(file.data, one):
                    raise Violation(f"{name} holds personal data that the host took out", register)

        checker.check_each([make_filled_register(), *self.draw_registers(0.1)], check)
        checker.skip_if_unchecked()

    def test_loss_law(self, checker: ExporterCheck) -> None:
        """Give different files for registers that differ in a carried value, or a loss that names the value.

        Giv forskellige filer for registre, der afviger i en medtaget værdi, eller et tab, der nævner den.
        """
        __tracebackhide__ = True
        try:
            carries = checker.list_carried_fields()
        except (OptionsError, PluginError, InvalidValue) as error:
            pytest.skip(f"it does not say what it carries; another test tells why: {type(error).__name__}")
        loss_check = LossCheck(checker.export, carries)
        drawn = self.register_strategy()
        if self.registers is None:
            drawn |= _registers_of(carries)
        checker.check_each([make_filled_register()], loss_check.check_filled)
        seeds = st.integers(0, 1 << 32)
        checker.check_each(draw_cases(st.tuples(drawn, seeds), 0.4), loss_check.check_some)
        checker.skip_if_unchecked()

    def test_no_formula(self, checker: ExporterCheck) -> None:
        """Begin no cell of a table as a formula begins, unless it is a plain number.

        Lad ingen celle i en tabel begynde som en formel, medmindre den er et tal.
        """
        __tracebackhide__ = True
        tables: set[str] = set()

        def check(register: Register) -> None:
            for name, file in checker.export(register).files.items():
                if is_table(name, file):
                    tables.add(name)
                    for cell in find_formulas(file):
                        fault = f"{name} has the cell {cell[:40]!r}, which a spreadsheet may run"
                        raise Violation(fault, register)

        full = make_filled_register()
        marked = [map_texts(full, f"{mark}{{}}".format) for mark in FORMULA_MARKS]
        checker.check_each([*marked, *self.draw_registers(0.2)], check)
        if not tables:
            pytest.skip("none of its files is a table of text")

    def test_reads_back(self, checker: ExporterCheck) -> None:
        """Give files of which the importer of the same name, where there is one, reads the same register.

        Giv filer, som importformatet af samme navn, hvor der er et, læser det samme register af.
        """
        __tracebackhide__ = True
        importer = Host().importers.get(checker.plugin.name)
        if importer is None:
            pytest.skip(f"nothing reads {checker.plugin.name}")

        def check(register: Register) -> None:
            export = checker.export(register)
            imported = importer.read({name: file.data for name, file in export.files.items()}, {})
            if not export.losses and imported.register != register:
                fault = "its importer reads another register than the one that was exported"
                raise Violation(fault, register)

        checker.check_each([make_filled_register(), *self.draw_registers(0.1)], check)
        checker.skip_if_unchecked()


def _take_apart(register: Register) -> list[Register]:
    """Return a register of each record alone."""
    return [Register().replace(record) for _, record in register]


def _strip(register: Register) -> Register:
    """Return a record of each kind of a register, with only what it must have."""
    kinds = {key.kind for key, _ in register}
    return reduce_register(register, lambda fewer: kinds == {key.kind for key, _ in fewer})


def _registers_of(carries: AbstractSet[FieldPath]) -> SearchStrategy[Register]:
    """Return a strategy for registers of the kinds of records of which something is carried."""
    kinds = {path.partition(".")[0] for path in carries}
    known: dict[str, Any] = {"municipality": Municipality, **KINDS}
    rows = [records(cls) for kind, cls in known.items() if kind in kinds]
    return st.lists(st.one_of(rows), min_size=1, max_size=6).map(lambda rows: Register().replace(*rows))


def _holds_text(data: bytes, text: str) -> bool:
    """Return whether a text stands in a file, or in a file that is packed into it."""
    packed = [data]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            packed += map(archive.read, archive.namelist())
    spellings = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return any(spelling in each for each in packed for spelling in spellings)
