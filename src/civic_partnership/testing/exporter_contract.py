"""The contract of exporters: a class of tests, each a property that every exporter has."""

from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.exporting import AnyExporter, FieldPath, check_exporter, list_options
from civic_partnership.hosting import Host
from civic_partnership.model import KINDS, Municipality, Register
from civic_partnership.values import InvalidValue

from .any_registers import records
from .exporter_check import ExporterCheck
from .field_leaves import map_texts, set_texts
from .filled_register import make_filled_register, make_single_records
from .hostile_text import FORMULA_MARKS, HOSTILE_TEXTS
from .loss_check import LossCheck
from .option_check import check_options
from .property_check import Contract, Violation
from .subprocess_check import check_in_subprocess


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

        def check() -> None:
            check_exporter(checker.exporter)
            list_options(checker.exporter.options)
            checker.list_carried_fields()

        checker.check_plugin(check)

    def test_strict_options(self, checker: ExporterCheck) -> None:
        """Refuse an unknown option, or a value of another type, by a sentence that names the option.

        Afvis et ukendt tilvalg, eller en værdi af en anden type, med en sætning, der nævner tilvalget.
        """
        __tracebackhide__ = True
        checker.check_plugin(lambda: check_options(checker.exporter, checker.options))

    def test_does_not_fail(self, checker: ExporterCheck) -> None:
        """Export an empty register, each kind of record alone, and any other register, whatever its texts.

        Eksportér et tomt register, hver slags post alene og ethvert andet register, uanset teksterne.
        """
        __tracebackhide__ = True
        full = make_filled_register()
        hostile = [set_texts(full, text) for text in HOSTILE_TEXTS]
        checker.check_each([Register(), full, *make_single_records(), *hostile], checker.check_export)
        if not checker.pass_count:
            raise checker.fail(Violation(f"it refused every register, the last one so: {checker.refusal}"))
        checker.check_drawn(self.register_strategy(), checker.check_export, share=0.5)

    def test_same_bytes(self, checker: ExporterCheck) -> None:
        """Give the same files for the same register, byte for byte, and leave the register as it is.

        Giv de samme filer for det samme register, byte for byte, og lad registeret være uændret.
        """
        __tracebackhide__ = True
        full, drawn = make_filled_register(), self.register_strategy()
        checker.check_all(checker.check_same_bytes, [full], drawn, share=0.2)

    def test_same_bytes_elsewhere(self, checker: ExporterCheck) -> None:
        """Give the same files in a process with another hash seed, locale and time zone.

        Giv de samme filer i en proces med andet hash seed, sprog og tidszone.
        """
        __tracebackhide__ = True
        some = [make_filled_register()]
        checker.check_drawn(self.register_strategy(), some.append, share=0.1)
        checker.pass_count = 0  # nothing was exported yet
        checker.check_plugin(lambda: check_in_subprocess(checker.exporter, checker.options, some))
        checker.skip_if_unchecked()

    def test_personal_data_absent(self, checker: ExporterCheck) -> None:
        """Let no byte depend on personal data that are not carried, or that the host took out.

        Lad ingen byte afhænge af persondata, som ikke medtages, eller som værten har udeladt.
        """
        __tracebackhide__ = True
        full, drawn = make_filled_register(), self.register_strategy()
        checker.check_all(checker.check_personal_data, [full], drawn, share=0.1)

    def test_loss_law(self, checker: ExporterCheck) -> None:
        """Give different files for registers that differ in a carried value, or a loss that names the value.

        Giv forskellige filer for registre, der afviger i en medtaget værdi, eller et tab, der nævner den.
        """
        __tracebackhide__ = True
        try:
            carries = checker.list_carried_fields()
        except (OptionsError, PluginError, InvalidValue) as error:
            pytest.skip(f"it does not say what it carries; another test tells why: {type(error).__name__}")
        loss_check, full = LossCheck(checker.export, carries), make_filled_register()
        drawn = self.register_strategy()
        if self.registers is None:
            drawn |= _registers_of(carries)
        checker.check_each([full], loss_check.check_filled)
        checker.check_drawn(st.tuples(drawn, st.randoms()), loss_check.check_some, share=0.4)
        checker.skip_if_unchecked()

    def test_no_formula(self, checker: ExporterCheck) -> None:
        """Begin no cell of a table as a formula begins, unless it is a plain number.

        Lad ingen celle i en tabel begynde som en formel, medmindre den er et tal.
        """
        __tracebackhide__ = True
        tables: set[str] = set()
        check = partial(checker.check_formulas, tables)
        full = make_filled_register()
        checker.check_each([map_texts(full, f"{mark}{{}}".format) for mark in FORMULA_MARKS], check)
        checker.check_drawn(self.register_strategy(), check, share=0.2)
        if not tables:
            pytest.skip("none of its files is a table of text")

    def test_reads_back(self, checker: ExporterCheck) -> None:
        """Give files of which the importer of the same name, where there is one, reads the same register.

        Giv filer, som importformatet af samme navn, hvor der er et, læser det samme register af.
        """
        __tracebackhide__ = True
        importer = Host().importers.get(checker.exporter.name)
        if importer is None:
            pytest.skip(f"nothing reads {checker.exporter.name}")

        def check(register: Register) -> None:
            export = checker.export(register)
            imported = importer.read({name: file.data for name, file in export.files.items()}, {})
            if not export.losses and imported.register != register:
                raise Violation(
                    "its importer reads another register than the one that was exported", register
                )

        checker.check_all(check, [make_filled_register()], self.register_strategy(), share=0.1)


def _registers_of(carries: AbstractSet[FieldPath]) -> SearchStrategy[Register]:
    """Return a strategy for registers of the kinds of records of which something is carried."""
    kinds = {path.partition(".")[0] for path in carries}
    known: dict[str, Any] = {"municipality": Municipality, **KINDS}
    rows = [records(cls) for kind, cls in known.items() if kind in kinds]
    return st.lists(st.one_of(rows), min_size=1, max_size=6).map(lambda rows: Register().replace(*rows))
