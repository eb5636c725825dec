"""The host, which is the package together with the installed plugins, and functions that make one."""

import functools
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from civic_partnership._version import __version__
from civic_partnership.errors import OptionsError, PluginError, RecordsError
from civic_partnership.findings import Rule, closest_match, sanitize
from civic_partnership.model import Register
from civic_partnership.rules import ALL_RULES, CATALOGUE, Report, check
from civic_partnership.storage import MAX_BYTES
from civic_partnership.values import InvalidValue, Label

from .plugin_loading import HOME, LoadedPlugins, Plugin

if TYPE_CHECKING:
    from civic_partnership.exporting import AnyExporter, ExportReport, Progress
    from civic_partnership.importing import Imported

    from .provided_formats import ProvidedExporter, ProvidedImporter

P = TypeVar("P", "ProvidedExporter", "ProvidedImporter")


class Host:
    """The package together with the installed plugins.

    Plugins are found when they are first needed. If a plugin fails, all others still work. A host
    belongs to one thread.
    """

    def __init__(self, plugins: Iterable[object] = (), *, discover: bool = True) -> None:
        """Make a host.

        Args:
            plugins: modules or objects with hooks, which are used beside the installed plugins.
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
    def exporters(self) -> "Mapping[str, ProvidedExporter]":
        """Name -> exporter with its distribution, sorted by name."""
        from civic_partnership.exporting import check_exporter

        from .provided_formats import ProvidedExporter

        return self._collect_formats("civic_partnership_exporters", ProvidedExporter, check_exporter)

    @cached_property
    def importers(self) -> "Mapping[str, ProvidedImporter]":
        """Name -> importer with its distribution, sorted by name."""
        from civic_partnership.importing import recognize_importer

        from .provided_formats import ProvidedImporter

        return self._collect_formats("civic_partnership_importers", ProvidedImporter, recognize_importer)

    def _collect_formats(
        self, hook: str, cls: type[P], check_format: Callable[[object], Any]
    ) -> Mapping[str, P]:
        """Return the formats with a name of their own, sorted by name; note a problem for each other name."""
        from civic_partnership.exporting import list_options

        by_name: dict[str, list[P]] = defaultdict(list)

        def provide(plugin: Plugin, item: object) -> P:
            format = check_format(item)
            options = list_options(format.options)
            return cls(
                format=format, options=options, distribution=plugin.distribution, version=plugin.version
            )

        for provided in self._plugins.call(hook, provide):
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
        """The rules of the package, then those of plugins."""
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

    @property
    def rule_versions(self) -> Mapping[str, str]:
        """Distribution -> version, of the plugins that bring rules."""
        _ = self.rules
        return MappingProxyType(self._versions)

    @cached_property
    def rule_problems(self) -> tuple[PluginError, ...]:
        """The faults of plugins that cannot be loaded, or whose rules cannot be used."""
        _ = self.rules
        problems = self._plugins.problems
        return (*problems[""], *problems["civic_partnership_rules"])

    @property
    def problems(self) -> tuple[PluginError, ...]:
        """All faults of plugins; everything that they do not name can be used."""
        _ = self.exporters, self.importers, self.rules
        return tuple(problem for problems in self._plugins.problems.values() for problem in problems)

    def exporter(self, name: str) -> "ProvidedExporter":
        """Return the exporter with a name.

        Raises:
            OptionsError: there is no such exporter.
            PluginError: several plugins bring an exporter with that name.
        """
        return self._find_format(self.exporters, "civic_partnership_exporters", name)

    def importer(self, name: str) -> "ProvidedImporter":
        """Return the importer with a name.

        Raises:
            OptionsError: there is no such importer.
            PluginError: several plugins bring an importer with that name.
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
        max_bytes: int = MAX_BYTES,
    ) -> "Imported":
        """Read a register from files of a format that has an importer.

        Args:
            path: a folder, of which all files are read, or one file.
            format: the name of an importer.
            options: a dict of option -> value, or an instance of the importer's options class.
            max_bytes: the size of the largest file that is read.

        Raises:
            OptionsError: there is no such format, or its options are wrong.
            PathError: there is nothing at the path, or it cannot be read.
            PluginError: the importer failed.
        """
        from civic_partnership.importing import load_files

        return self.importer(format).read(load_files(path, max_bytes=max_bytes), options or {})

    def check(self, register: Register, *, on: date) -> Report:
        """Check a register as of a day, with the rules of the package and of plugins.

        Raises:
            TypeError: `register` is no register, or `on` is no day.
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
        progress: "Progress | None" = None,
    ) -> "ExportReport":
        """Export a register into a folder, in one step: all of it, or nothing.

        Args:
            register: the register.
            format: the name of an exporter.
            out: the folder: new, empty, or an earlier export that nobody has changed.
            on: the day as of which the register is checked first.
            options: a dict of option -> value, or an instance of the exporter's options class.
            include_personal: whether personal data are exported too.
            allow_errors: whether a register with errors is exported all the same.
            fail_on_loss: whether a `LossError` is raised if the format cannot hold all data.
            progress: a function that is called with the name of each file and the bytes written so far.

        Raises:
            OptionsError: there is no such format, or its options are wrong.
            RecordsError: the register has errors, or records that no file can hold.
            LossError: data would be lost, and `fail_on_loss` is true.
            PathError: the folder cannot be written.
            PluginError: the exporter, or a rule, failed.
            TypeError: `register` is no register, or `on` is no day.
        """
        from civic_partnership.exporting import run_export
        from civic_partnership.storage import ensure_writable

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
            checked=report,
            options=options,
            guard=provided.guard,
            versions={HOME: __version__, **self._versions, provided.distribution: provided.version},
            include_personal=include_personal,
            fail_on_loss=fail_on_loss,
            progress=progress,
        )


def _refuse_errors(report: Report) -> None:
    """Raise `RecordsError` if the report has errors, and `PluginError` if a rule failed."""
    if report.failures:
        failure = report.failures[0]
        raise PluginError(
            f"Reglen {failure.rule} fra {failure.distribution} fejlede ({failure.error}, {failure.at})."
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


if TYPE_CHECKING:
    export = Host().export
else:

    @functools.wraps(Host().export, assigned=["__annotations__", "__doc__"])
    def export(*args: Any, **kwargs: Any) -> "ExportReport":
        """Call `Host.export` on a new host; callers see the docstring and signature of that method."""
        return Host().export(*args, **kwargs)


def exporters() -> "Mapping[str, AnyExporter]":
    """Return name -> exporter, of the package and of the installed plugins."""
    return {name: provided.format for name, provided in Host().exporters.items()}
