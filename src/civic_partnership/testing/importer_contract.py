"""The contract of importers: a class of tests, each a property that every importer has."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import strategies as st

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.exporting import AnyExporter, list_options
from civic_partnership.hosting import Host, ProvidedImporter
from civic_partnership.importing import AnyImporter, Imported, recognize_importer
from civic_partnership.model import Register

from .contract import Contract, PropertyCheck, Violation, check_options, draw_cases
from .filled_register import make_filled_register
from .memory_export import describe_fault, export_to_memory

Files = dict[str, bytes]

_OTHER_FILES: Files = {"LÆS MIG.txt": b"hej \xff", "notes.bin": bytes(range(256)), "sub/empty": b""}
"""Files that belong to no format."""


class ImporterCheck(PropertyCheck):
    """The check of one property of one importer.

    Attributes:
        exporter: the exporter that writes the files.
    """

    def __init__(
        self, importer: AnyImporter, options: Any, exporter: AnyExporter, demand: str | None
    ) -> None:
        super().__init__(importer, options, demand)
        self.exporter = exporter

    def export(self, register: Register) -> tuple[Files, bool]:
        """Export a register, and return its files and whether nothing was lost.

        Raises:
            OptionsError: the exporter refuses it.
            PluginError: the exporter fails.
        """
        export = export_to_memory(self.exporter, self.exporter.options(), register)
        return {name: file.data for name, file in export.files.items()}, not export.losses

    def read(self, files: Mapping[str, bytes], register: Register) -> Imported:
        """Read files as the host does.

        Raises:
            Violation: the importer fails; the register shows it.
        """
        distribution = type(self.plugin).__module__.partition(".")[0]
        options = list_options(self.plugin.options)
        provided = ProvidedImporter(format=self.plugin, options=options, distribution=distribution)
        try:
            return provided.read(files, self.options)
        except PluginError as error:
            raise Violation(describe_fault(error), register) from error.__cause__
        except OptionsError as error:
            raise Violation(str(error), register) from None


class ImporterContract(Contract):
    """The properties of every importer: inherit it, and give the importer in a fixture.

    It reads files that the exporter of the same name wrote. Each test says in its docstring what it asks, in
    English and Danish; a failure repeats it.

    Attributes:
        registers: a strategy for registers, where the exporter takes only some.
        EXCUSED: property, without `test_`, -> the reason why this importer cannot hold it.
    """

    @pytest.fixture
    def importer(self) -> AnyImporter:
        """Return the importer."""
        raise NotImplementedError("write a fixture `importer` in the class, which returns the importer")

    @pytest.fixture
    def exporter(self, importer: AnyImporter) -> AnyExporter:
        """Return the exporter that writes the files: the installed one of the same name by default."""
        return Host().exporter(importer.name).format

    @pytest.fixture
    def options(self, importer: AnyImporter) -> Any:
        """Return the options to test the importer with: its own defaults; override it to use others."""
        return importer.options()

    @pytest.fixture
    def checker(
        self, request: pytest.FixtureRequest, importer: AnyImporter, options: Any, exporter: AnyExporter
    ) -> ImporterCheck:
        """Return what a property is checked with."""
        return ImporterCheck(importer, options, exporter, request.function.__doc__)

    def test_says_what_it_is(self, checker: ImporterCheck) -> None:
        """Have the name of an exporter, a title in two languages, and options with labels.

        Hav et eksportformats navn, en titel på to sprog og tilvalg med navne.
        """
        __tracebackhide__ = True

        with checker.report_faults():
            list_options(recognize_importer(checker.plugin).options)
            if checker.plugin.name != checker.exporter.name:
                raise Violation(f"its exporter is called {checker.exporter.name}")

    def test_strict_options(self, checker: ImporterCheck) -> None:
        """Refuse an unknown option, or a value of another type, by a sentence that names the option.

        Afvis et ukendt tilvalg, eller en værdi af en anden type, med en sætning, der nævner tilvalget.
        """
        __tracebackhide__ = True
        with checker.report_faults():
            check_options(checker.plugin, checker.options)

    def test_reads_back(self, checker: ImporterCheck) -> None:
        """Read the register that the exporter of the same name wrote without loss.

        Læs det register, som eksportformatet af samme navn skrev uden tab.
        """
        __tracebackhide__ = True

        def check(register: Register) -> None:
            files, is_whole = checker.export(register)
            imported = checker.read(files, register)
            if imported.findings:
                raise Violation(f"it finds fault with it: {imported.findings[0].message.en}", register)
            if is_whole and imported.register != register:
                raise Violation("it reads another register than the one that was exported", register)

        checker.check_each([Register(), make_filled_register(), *self.draw_registers(0.4)], check)
        checker.skip_if_unchecked()

    def test_ignores_order(self, checker: ImporterCheck) -> None:
        """Read the same from the same files in any order, and leave them as they are.

        Læs det samme af de samme filer, uanset rækkefølgen, og lad dem være uændrede.
        """
        __tracebackhide__ = True

        def check(register: Register) -> None:
            files, _ = checker.export(register)
            if checker.read(files, register) != checker.read(dict(reversed(files.items())), register):
                raise Violation("it reads something else when the files come in another order", register)

        checker.check_each(self.draw_registers(0.2), check)
        checker.skip_if_unchecked()

    def test_ignores_other_files(self, checker: ImporterCheck) -> None:
        """Pass over files of other formats, and read an empty register where there are no files.

        Spring filer af andre formater over, og læs et tomt register, hvor der ingen filer er.
        """
        __tracebackhide__ = True
        nothing = checker.read({}, Register())
        if nothing != Imported(register=Register()):
            raise checker.fail(Violation(f"of no files it makes {len(list(nothing.register))} records"))

        def check(register: Register) -> None:
            files, _ = checker.export(register)
            if checker.read(files, register) != checker.read({**files, **_OTHER_FILES}, register):
                raise Violation(f"it reads something else beside {', '.join(_OTHER_FILES)}", register)

        checker.check_each([make_filled_register()], check)
        checker.skip_if_unchecked()

    def test_survives_damage(self, checker: ImporterCheck) -> None:
        """Make a finding of whatever cannot be read, and do not fail.

        Gør det, der ikke kan læses, til et fund, og fejl ikke.
        """
        __tracebackhide__ = True

        def check(case: tuple[Register, int, int, bytes]) -> None:
            register, which, place, more = case
            files, _ = checker.export(register)
            name = sorted(files)[which % len(files)]
            data, at = files[name], place % (len(files[name]) + 1)
            inserted, replaced = data[:at] + more + data[at:], data[:at] + more + data[at + len(more) :]
            for damaged in (data[:at], inserted, replaced, more):
                checker.read({**files, name: damaged}, register)

        numbers = st.integers(0, 1 << 40)
        cases = st.tuples(self.register_strategy(), numbers, numbers, st.binary(max_size=8))
        checker.check_each(draw_cases(cases, 0.3), check)
        checker.skip_if_unchecked()
