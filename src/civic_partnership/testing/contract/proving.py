"""The contract itself: a class of tests, each a property that every exporter has."""

from collections.abc import Callable, Set as AbstractSet
from functools import partial
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import PluginError
from civic_partnership.exporting import AnyExporter, FieldPath, offered, recognised
from civic_partnership.hosting import Host
from civic_partnership.model import KINDS, Municipality, Register
from civic_partnership.testing.any_registers import readable_registers
from civic_partnership.testing.sound import registers as sound_registers
from civic_partnership.values import InvalidValue

from .filled import filled, filled_register, least
from .hosted import SOMEBODY, keep_to_itself, people
from .judging import be_readable, run_nothing
from .law import chosen, keep_all, lose_what_it_carries, of_carried_kinds, prove
from .neighbours import Change
from .reducing import shortest
from .refusing import misread_options
from .repeating import be_the_same_everywhere, read_back, repeat, touch_nothing
from .strange import MARKS, STRANGE, all_of_unicode, all_the_same, marked
from .subject import Subject
from .trial import Trial, Violation, fault


class ExporterContract:
    """What every exporter holds: inherit it, and give the exporter in a fixture.

    Each test tells in its docstring what it asks, in English and Danish; a failure repeats it.

    Attributes:
        registers: a strategy for registers, where the exporter takes only some; any register that a file
            can hold, unless told otherwise.

    """

    registers: ClassVar[SearchStrategy[Register] | None] = None

    @pytest.fixture
    def exporter(self) -> AnyExporter:
        """The exporter that is proved."""
        raise NotImplementedError("write a fixture `exporter` in the class, which gives the exporter")

    @pytest.fixture
    def options(self, exporter: AnyExporter) -> Any:
        """The options that it is proved with: its own defaults, unless told otherwise."""
        return exporter.options()

    @pytest.fixture
    def trial(self, request: pytest.FixtureRequest, exporter: AnyExporter, options: Any) -> Trial:
        """What a property is proved with."""
        return Trial(Subject(exporter, options), request.function.__doc__, request.node.nodeid)

    def test_it_says_what_it_is(self, trial: Trial) -> None:
        """It has a name, a title in two languages, options with labels, and carries fields that there are.

        Det har et navn, en titel på to sprog, tilvalg med navne, og medtager felter, der findes.
        """
        __tracebackhide__ = True
        try:
            recognised(trial.subject.exporter)
            offered(trial.subject.exporter.options)
            trial.subject.carries()
        except InvalidValue as refused:
            raise trial.told(Violation(refused.reason.en)) from None
        except PluginError as error:
            raise trial.told(Violation(fault(error))) from error.__cause__

    def test_options_are_read_strictly(self, trial: Trial) -> None:
        """An option that there is not, or a value of another type, is refused by a sentence that names it.

        Et tilvalg, der ikke findes, eller en værdi af en anden type afvises med en sætning, der nævner det.
        """
        __tracebackhide__ = True
        if did := misread_options(trial.subject):
            raise trial.told(Violation(did))

    def test_it_exports_nothing_and_every_kind_alone(self, trial: Trial) -> None:
        """It exports an empty register, a full one, and any single record; it may refuse some, not all.

        Det eksporterer et tomt register, et fuldt og en enkelt post; det må afvise nogle, ikke alle.
        """
        __tracebackhide__ = True
        kinds = [(Municipality, {}), *((cls, {"id": "a"}) for cls in KINDS.values())]
        alone = [make for cls, id in kinds for make in (least(cls, **id), filled(cls, 0, **id))]
        trial.each([filled_register(), Register(), *map(Register().replace, alone)], trial.without_fault)
        trial.over(self._registers, trial.without_fault, share=0.05, must=False)
        if not trial.judged:
            raise trial.told(Violation(f"it refused every register, the last one so: {trial.refusal}"))

    def test_the_host_takes_what_it_gives(self, trial: Trial) -> None:
        """It does not fail; file names work everywhere, chunks are bytes, and a loss is of what there is.

        Det fejler ikke; filnavne virker overalt, chunks er bytes, og et tab er af noget, der findes.
        """
        __tracebackhide__ = True
        trial.over(self._registers, trial.without_fault, share=0.5)

    def test_all_of_unicode_and_long_texts_survive(self, trial: Trial) -> None:
        """Whatever letters a text has, and however long it is, the export does not fail.

        Uanset hvilke tegn en tekst har, og hvor lang den er, fejler eksporten ikke.
        """
        __tracebackhide__ = True
        full, carries = filled_register(), trial.carries()
        if trial.fails(full):
            pytest.skip("it fails for any text; another test tells why")
        for text in STRANGE:
            part = shortest(text, lambda text: trial.fails(all_the_same(full, text)))
            trial.each([all_the_same(full, part)], trial.without_fault)
        trial.each(all_of_unicode(full, carries), trial.without_fault)
        trial.conclude()

    def test_texts_are_in_the_encoding_that_is_told(self, trial: Trial) -> None:
        """A file of text can be decoded as its media type says; where that says nothing, as UTF-8.

        En tekstfil kan afkodes, som dens media_type siger; siger den intet, da som UTF-8.
        """
        __tracebackhide__ = True
        self._hold(trial, partial(be_readable, trial.subject), share=0.2)

    def test_the_same_register_gives_the_same_bytes(self, trial: Trial) -> None:
        """The same register gives the same files, byte for byte, whatever is exported before or meanwhile.

        Samme register giver de samme filer, byte for byte, uanset hvad der eksporteres før eller imens.
        """
        __tracebackhide__ = True
        self._hold(trial, partial(repeat, trial.subject, filled_register()), share=0.2)

    def test_it_touches_nothing_but_the_register(self, trial: Trial) -> None:
        """It reads the register and its options: no file, network, clock, chance or environment.

        Det læser registeret og sine tilvalg: ingen fil, intet netværk, ur, tilfælde eller miljø.
        """
        __tracebackhide__ = True
        self._hold(trial, partial(touch_nothing, trial.subject), share=0.1)

    def test_the_bytes_are_the_same_everywhere(self, trial: Trial) -> None:
        """Hash seed, locale, time zone and working directory change no byte; for this it can be pickled.

        Hash seed, sprog, tidszone og arbejdsmappe ændrer ingen byte; til det kan det pickles.
        """
        __tracebackhide__ = True
        registers = [filled_register(), *trial.drawn(self._registers, share=0.1)]
        registers.sort(key=lambda register: len(list(register)))
        try:
            trial.judged += be_the_same_everywhere(trial.subject, registers)
        except Violation as violation:
            raise trial.told(violation) from violation.__cause__
        trial.conclude()

    def test_personal_data_stay_where_they_are(self, trial: Trial) -> None:
        """Personal data are in no file unless asked for and carried, and in no reason of a loss.

        Persondata står ikke i nogen fil, medmindre de er ønsket og medtages, og ikke i et tabs grund.
        """
        __tracebackhide__ = True

        trial.each([filled_register()], partial(keep_to_itself, trial.subject, *SOMEBODY))

        def check(case: tuple[str, str, Register]) -> None:
            keep_to_itself(trial.subject, *case)

        trial.over(people(self._registers), check, share=0.06)

    def test_nothing_is_lost_in_silence(self, trial: Trial) -> None:
        """Two registers that differ in one carried value give other files, or one has a loss that names it.

        To registre, der afviger i én værdi, som medtages, giver forskellige filer, eller et tab nævner den.
        """
        __tracebackhide__ = True
        subject, full, carries = trial.subject, filled_register(), trial.carries()
        if not trial.fails(full):
            prove(subject, carries, full, trial.each)

        def check(case: tuple[Register, list[Change]]) -> None:
            register, some = case
            keep_all(subject, carries, some, register, export=subject.export)

        trial.over(chosen(self._of_kinds(carries), carries), check, share=0.4)

    def test_losses_are_of_what_it_carries(self, trial: Trial) -> None:
        """A loss names something that it carries in general; what it never carries is told by the host.

        Et tab nævner noget, som formatet ellers medtager; hvad det aldrig medtager, fortæller værten.
        """
        __tracebackhide__ = True
        carries = trial.carries()
        check = partial(lose_what_it_carries, trial.subject, carries)
        trial.each([filled_register()], check)
        trial.over(self._of_kinds(carries), check, share=0.25)

    def test_no_cell_is_a_formula(self, trial: Trial) -> None:
        """In a table that a spreadsheet opens, no cell begins as a formula does, unless it is a plain number.

        I en tabel, som et regneark kan åbne, begynder ingen celle som en formel, medmindre den er et tal.
        """
        __tracebackhide__ = True
        tables: set[str] = set()
        check = partial(run_nothing, trial.subject, tables)
        trial.each([marked(filled_register(), mark) for mark in MARKS], check)
        trial.over(st.builds(marked, self._registers, st.sampled_from(MARKS)), check, share=0.2)
        if not tables:
            pytest.skip("none of its files is a table that a spreadsheet opens as such")

    def test_it_reads_back(self, trial: Trial) -> None:
        """Where something reads the format, it reads the register that was exported.

        Hvor noget kan læse formatet, læser det registeret, som det blev eksporteret.
        """
        __tracebackhide__ = True
        importer = Host().importers.get(trial.subject.exporter.name)
        if importer is None:
            pytest.skip(f"nothing reads {trial.subject.exporter.name}")
        self._hold(trial, partial(read_back, trial.subject, importer), share=0.1)

    @property
    def _registers(self) -> SearchStrategy[Register]:
        if self.registers is not None:
            return self.registers
        return readable_registers() | sound_registers(partnerships=1)

    def _of_kinds(self, carries: AbstractSet[FieldPath]) -> SearchStrategy[Register]:
        """Registers with more of what is carried in them."""
        return self._registers if self.registers is not None else of_carried_kinds(carries) | self._registers

    def _hold(
        self,
        trial: Trial,
        check: Callable[[Register], object],
        *,
        share: float,
    ) -> None:
        """Check the full register, and any others."""
        __tracebackhide__ = True
        trial.each([filled_register()], check)
        trial.over(self._registers, check, share=share)
