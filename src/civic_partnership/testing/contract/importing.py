"""What every importer holds, as tests to inherit: `civic_partnership.testing.ImporterContract`."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.exporting import AnyExporter, offered
from civic_partnership.hosting import Host, ProvidedImporter
from civic_partnership.importing import AnyImporter, Imported, recognised_importer
from civic_partnership.model import Register
from civic_partnership.testing.any_registers import readable_registers
from civic_partnership.testing.sound import registers as sound_registers
from civic_partnership.values import InvalidValue

from .filled import filled_register
from .refusing import misread_options
from .subject import Subject
from .trial import Trial, Violation, fault
from .watching import touched

Files = dict[str, bytes]

_STRANGERS: Files = {"LÆS MIG.txt": b"hej \xff", "notes.bin": bytes(range(256)), "sub/empty": b""}
"""Files that belong to no format."""


class ImporterContract:
    """What every importer holds: inherit it, and give the importer in a fixture.

    Each test tells in its docstring what it asks, in English and Danish; a failure repeats it. What is read
    are files that the exporter of the same name wrote.

    Attributes:
        registers: a strategy for registers, where the exporter takes only some.

    """

    registers: ClassVar[SearchStrategy[Register] | None] = None

    @pytest.fixture
    def importer(self) -> AnyImporter:
        """The importer that is proved."""
        raise NotImplementedError("write a fixture `importer` in the class, which gives the importer")

    @pytest.fixture
    def exporter(self, importer: AnyImporter) -> AnyExporter:
        """The exporter that writes what is read: the installed one of the same name, or another one."""
        return Host().exporter(importer.name).exporter

    @pytest.fixture
    def options(self, importer: AnyImporter) -> Any:
        """The options that it is proved with: its own defaults, unless told otherwise."""
        return importer.options()

    @pytest.fixture
    def provided(self, importer: AnyImporter) -> ProvidedImporter:
        """The importer as the host holds it."""
        home = type(importer).__module__.partition(".")[0]
        return ProvidedImporter(format=importer, options=offered(importer.options), distribution=home)

    @pytest.fixture
    def trial(self, request: pytest.FixtureRequest, exporter: AnyExporter) -> Trial:
        """What a property is proved with."""
        return Trial(Subject(exporter, exporter.options()), request.function.__doc__, request.node.nodeid)

    def test_it_says_what_it_is(self, trial: Trial, importer: AnyImporter) -> None:
        """It has a name, that of an exporter, a title in two languages, and options with labels.

        Det har et navn, som et eksportformat har, en titel på to sprog og tilvalg med navne.
        """
        __tracebackhide__ = True
        try:
            offered(recognised_importer(importer).options)
        except InvalidValue as refused:
            raise trial.told(Violation(refused.reason.en)) from None
        if importer.name != trial.subject.exporter.name:
            raise trial.told(Violation(f"it is called {importer.name}, not as the exporter"))

    def test_options_are_read_strictly(self, trial: Trial, importer: AnyImporter, options: Any) -> None:
        """An option that there is not, or a value of another type, is refused by a sentence that names it.

        Et tilvalg, der ikke findes, eller en værdi af en anden type afvises med en sætning, der nævner det.
        """
        __tracebackhide__ = True
        subject: Any = Subject(importer, options)  # type: ignore[arg-type] # only its options are asked for
        for did in misread_options(subject):
            raise trial.told(Violation(did))

    def test_what_is_exported_comes_back(
        self, trial: Trial, provided: ProvidedImporter, options: Any
    ) -> None:
        """What the exporter of the same name wrote without loss is read as the register that it was.

        Hvad eksportformatet af samme navn skrev uden tab, læses som det register, det var.
        """
        __tracebackhide__ = True

        def check(register: Register) -> None:
            export = trial.subject.export(register)
            imported = _read(
                provided, {name: file.data for name, file in export.files.items()}, options, register
            )
            if imported.findings:
                raise Violation(f"it finds fault with it: {imported.findings[0].message.en}", register)
            if not export.losses and imported.register != register:
                raise Violation("it reads another register than the one that was exported", register)

        trial.each([Register(), filled_register()], check)
        trial.over(self._registers, check, share=0.4)

    def test_the_same_files_give_the_same(
        self, trial: Trial, provided: ProvidedImporter, options: Any
    ) -> None:
        """The same files give the same register and findings, in any order; they stay as they are.

        De samme filer giver samme register og samme fund, uanset rækkefølgen; de er uændrede bagefter.
        """
        __tracebackhide__ = True

        def check(register: Register) -> None:
            files = self._files(trial, register)
            first = _read(provided, files, options, register)
            again = _read(provided, dict(reversed(files.items())), options, register)
            if first != again:
                raise Violation("it reads something else when the files come in another order", register)

        trial.over(self._registers, check, share=0.2)

    def test_it_touches_nothing_but_the_files(
        self, trial: Trial, importer: AnyImporter, options: Any
    ) -> None:
        """It asks for the files it is given and its options: no file, network, clock, chance or environment.

        Det bruger filernes indhold og sine tilvalg: ingen fil, intet netværk, ur, tilfælde eller miljø.
        """
        __tracebackhide__ = True
        home = Subject(importer, options).home  # type: ignore[arg-type] # only its place is asked for

        def check(register: Register) -> None:
            files = self._files(trial, register)
            importer.read(files, options)  # what libraries load, they load now
            if found := touched(lambda: importer.read(files, options), home):
                raise Violation(f"it asks for more than the files: {found[0]}", register)

        trial.each([filled_register()], check)

    def test_what_is_none_of_its_format_is_passed_over(
        self, trial: Trial, provided: ProvidedImporter, options: Any
    ) -> None:
        """Files of other formats beside its own change nothing; without any file there is an empty register.

        Filer af andre formater ved siden af ændrer intet; uden nogen fil er registeret tomt.
        """
        __tracebackhide__ = True
        if (nothing := _read(provided, {}, options, Register())) != Imported(register=Register()):
            raise trial.told(Violation(f"of no files it makes {len(list(nothing.register))} records"))

        def check(register: Register) -> None:
            files = self._files(trial, register)
            if _read(provided, files, options, register) != _read(
                provided, {**files, **_STRANGERS}, options, register
            ):
                raise Violation(f"it reads something else beside {', '.join(_STRANGERS)}", register)

        trial.each([filled_register()], check)

    def test_damaged_files_are_told(self, trial: Trial, provided: ProvidedImporter, options: Any) -> None:
        """Whatever stands in the files, it does not fail; what cannot be read is a finding.

        Uanset hvad der står i filerne, fejler det ikke; hvad der ikke kan læses, er et fund.
        """
        __tracebackhide__ = True
        cases = st.tuples(self._registers, st.integers(0), st.integers(0, 1 << 40), st.binary(max_size=8))

        def check(case: tuple[Register, int, int, bytes]) -> None:
            register, which, place, more = case
            files = self._files(trial, register)
            name = sorted(files)[which % len(files)]
            data, at = files[name], place % (len(files[name]) + 1)
            for damaged in (
                data[:at],
                data[:at] + more + data[at:],
                data[:at] + more + data[at + len(more) :],
                more,
            ):
                _read(provided, {**files, name: damaged}, options, register)

        trial.over(cases, check, share=0.3)

    @property
    def _registers(self) -> SearchStrategy[Register]:
        if self.registers is not None:
            return self.registers
        return readable_registers() | sound_registers(partnerships=1)

    def _files(self, trial: Trial, register: Register) -> Files:
        return {name: file.data for name, file in trial.subject.export(register).files.items()}


def _read(
    provided: ProvidedImporter, files: Mapping[str, bytes], options: Any, register: Register
) -> Imported:
    """What an importer makes of files, as the host asks it.

    Raises:
        Violation: it fails.

    """
    try:
        return provided.read(files, options)
    except (OptionsError, PluginError) as error:
        what = fault(error) if isinstance(error, PluginError) else str(error)
        raise Violation(what, register) from error.__cause__
