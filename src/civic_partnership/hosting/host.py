"""The host: the package together with the installed plugins."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from civic_partnership._version import __version__
from civic_partnership.errors import OptionsError, PluginError, RecordsError
from civic_partnership.exporting import MAX_BYTES, ExportReport, Progress, check_exporter, run_export
from civic_partnership.findings import Rule, closest_match, sanitize
from civic_partnership.importing import Imported, load_files, recognize_importer
from civic_partnership.model import Register
from civic_partnership.rules import ALL_RULES, CATALOGUE, Report, check
from civic_partnership.storage import MAX_BYTES as READ_MAX_BYTES, ensure_writable
from civic_partnership.values import InvalidValue, Label

from .loaded_plugins import HOME, LoadedPlugins, Plugin
from .provided_formats import ProvidedExporter, ProvidedImporter

P = TypeVar("P", ProvidedExporter, ProvidedImporter)


class Host:
    """The package together with the installed plugins.

    Plugins are found when they are first needed; each is loaded and asked by itself, so that
    one that fails hurts no other. A host belongs to one thread.

    Attributes:
        exporters: name -> exporter with its distribution, sorted by name.
        importers: name -> importer with its distribution, sorted by name.
        rules: the package's rules, then those of plugins.
        rule_problems: faults of plugins because of which some of their rules are not asked.
        problems: all faults of plugins.

    """

    def __init__(self, plugins: Iterable[object] = (), *, discover: bool = True) -> None:
        """Make a host.

        Args:
            plugins: modules or objects with hooks, beside the installed plugins.
            discover: whether the installed plugins are used.

        """
        self._given = tuple(plugins)
        self._discover = discover
        self._versions: dict[str, str] = {}
        self._clashes: dict[str, dict[str, PluginError]] = defaultdict(dict)

    @cached_property
    def _plugins(self) -> LoadedPlugins:
        return LoadedPlugins(self._given, discover=self._discover)

    @cached_property
    def exporters(self) -> Mapping[str, ProvidedExporter]:
        """Name -> exporter with its distribution, sorted by name."""
        return self._collect_formats("civic_partnership_exporters", ProvidedExporter, check_exporter)

    @cached_property
    def importers(self) -> Mapping[str, ProvidedImporter]:
        """Name -> importer with its distribution, sorted by name."""
        return self._collect_formats("civic_partnership_importers", ProvidedImporter, recognize_importer)

    def _collect_formats(
        self, hook: str, cls: type[P], check_format: Callable[[object], Any]
    ) -> Mapping[str, P]:
        """Return the formats whose name is their own, sorted by name; note a clash for each other name."""
        by_name: dict[str, list[P]] = defaultdict(list)
        for provided in self._plugins.call(
            hook, lambda plugin, item: cls.provide(plugin, check_format(item))
        ):
            by_name[provided.name].append(provided)
        for name, several in by_name.items():
            if len(several) > 1:
                whose = ", ".join(each.distribution for each in several)
                self._clashes[hook][name] = PluginError(
                    f"Formatet {name} kommer flere steder fra: {whose}. Afinstallér alle undtagen ét.",
                    f"The format {name} comes from several places: {whose}. Uninstall all but one.",
                    whose,
                )
        self._plugins.problems[hook].extend(self._clashes[hook].values())
        return MappingProxyType(
            {name: each for name, (each, *others) in sorted(by_name.items()) if not others}
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The package's rules, then those of plugins."""
        known = {rule.name for rule in ALL_RULES}

        def recognise(plugin: Plugin, item: Any) -> Rule:
            if not isinstance(item, Rule) or not callable(item.ask):
                raise InvalidValue("det gav noget, der ikke er en regel", "it gave something that is no rule")
            if item.name in known:
                raise InvalidValue(
                    f"der findes allerede en regel {item.name}", f"there already is a rule {item.name}"
                )
            known.add(item.name)
            self._versions[plugin.distribution] = plugin.version
            return item

        return (*CATALOGUE, *self._plugins.call("civic_partnership_rules", recognise))

    @cached_property
    def rule_problems(self) -> tuple[PluginError, ...]:
        """Faults of plugins that cannot be loaded, or whose rules cannot be used."""
        _ = self.rules
        problems = self._plugins.problems
        return (*problems[""], *problems["civic_partnership_rules"])

    @property
    def problems(self) -> tuple[PluginError, ...]:
        """All faults of plugins; all else can be used."""
        _ = self.exporters, self.importers, self.rules
        return tuple(problem for problems in self._plugins.problems.values() for problem in problems)

    def exporter(self, name: str) -> ProvidedExporter:
        """Return the exporter of a name.

        Raises:
            OptionsError: there is none.
            PluginError: there are several.

        """
        return self._find_format(self.exporters, "civic_partnership_exporters", name)

    def importer(self, name: str) -> ProvidedImporter:
        """Return the importer of a name.

        Raises:
            OptionsError: there is none.
            PluginError: there are several.

        """
        return self._find_format(self.importers, "civic_partnership_importers", name)

    def _find_format(self, known: Mapping[str, P], hook: str, name: str) -> P:
        if name in known:
            return known[name]
        if name in self._clashes[hook]:
            raise self._clashes[hook][name]
        all_ = ", ".join(known)
        hint = closest_match(name, known, Label(f"Vælg et af {all_}.", f"Choose one of {all_}."))
        failed = ", ".join(sorted({problem.distribution for problem in self.problems}))
        raise OptionsError(
            f"Der findes intet format {sanitize(name)}. {hint.da}"
            f"{f' Pluginet kan ikke bruges: {failed}.' if failed else ''}",
            f"There is no format {sanitize(name)}. {hint.en}"
            f"{f' A plugin cannot be used: {failed}.' if failed else ''}",
        )

    def read(
        self,
        path: str | os.PathLike[str],
        format: str,
        *,
        options: Any = None,
        max_bytes: int = READ_MAX_BYTES,
    ) -> Imported:
        """Read a register from files of a format that has an importer.

        Args:
            path: a folder, with all files in it, or one file.
            format: the name of an importer.
            options: option -> value, or an instance of the importer's options class.
            max_bytes: a larger file is refused.

        Raises:
            OptionsError: there is no such format, or its options are wrong.
            PathError: there is nothing at the path, or it cannot be read.
            PluginError: the importer failed.

        """
        return self.importer(format).read(load_files(path, max_bytes=max_bytes), options or {})

    def check(self, register: Register, *, on: date) -> Report:
        """Check a register with the package's rules and those of plugins.

        Raises:
            TypeError: the register is none, or `on` is no day.

        """
        return check(register, on=on, rules=self.rules)

    def export(  # noqa: PLR0913 - each is a choice that a caller may make
        self,
        register: Register,
        format: str,
        out: str | os.PathLike[str],
        *,
        on: date,
        options: Any = None,
        include_personal: bool = False,
        allow_errors: bool = False,
        fail_on_loss: bool = False,
        max_bytes: int = MAX_BYTES,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Export a register into a folder, in one step: all of it, or nothing.

        Args:
            register: the register.
            format: the name of an exporter.
            out: the folder: new, empty, or an export that nobody has changed since.
            on: the day as of which the register is checked first.
            options: option -> value, or an instance of the exporter's options class.
            include_personal: whether personal data are exported too.
            allow_errors: whether a register with errors is exported all the same.
            fail_on_loss: whether nothing is written where something would be lost.
            max_bytes: the largest export that is written.
            progress: called with each file's name and the bytes so far, while it is written.

        Raises:
            OptionsError: there is no such format, or its options are wrong.
            RecordsError: the register has errors, or records that no file can hold.
            LossError: something would be lost, and `fail_on_loss` was asked for.
            PathError: it cannot be written there.
            PluginError: the exporter, or a rule, failed.
            TypeError: the register is none, or `on` is no day.

        """
        provided = self.exporter(format)
        options = provided.read_options(options or {})
        report = self.check(register, on=on)
        ensure_writable(register)
        if not allow_errors:
            _refuse_errors(report)
        return run_export(
            provided.format,
            register,
            out,
            on=on,
            options=options,
            guard=provided.guard,
            versions={HOME: __version__, **self._versions, provided.distribution: provided.version},
            errors=report.counts["error"],
            include_personal=include_personal,
            fail_on_loss=fail_on_loss,
            max_bytes=max_bytes,
            progress=progress,
        )


def _refuse_errors(report: Report) -> None:
    """Refuse to export a register that has errors, or of which not all could be checked.

    Raises:
        RecordsError: it has errors.
        PluginError: a rule failed, so that it is not known whether it has.

    """
    if report.failures:
        failure = report.failures[0]
        raise PluginError(
            f"Reglen {failure.rule} fra {failure.distribution} gik i stykker ({failure.error}, {failure.at})."
            " Registeret er ikke kontrolleret, og intet er skrevet.",
            f"The rule {failure.rule} from {failure.distribution} failed ({failure.error}, {failure.at}). "
            "The register was not checked, and nothing was written.",
            failure.distribution,
        )
    errors = [finding for finding in report.findings if finding.level == "error"]
    if errors:
        number = len(errors)
        raise RecordsError(
            f"Registeret har {number} fejl og er ikke eksporteret. Den første: {errors[0].message.da}",
            f"The register has {number} {'error' if number == 1 else 'errors'} and was not exported. "
            f"The first: {errors[0].message.en}",
            errors,
        )
