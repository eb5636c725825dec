"""The host: the package together with the plugins that are installed beside it."""

import difflib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from civic_partnership._version import __version__
from civic_partnership.errors import OptionsError, PluginError, RecordsError
from civic_partnership.exporting import (
    MAX_BYTES,
    ExportReport,
    Progress,
    run,
)
from civic_partnership.findings import Rule, sanitize
from civic_partnership.importing import Imported, load_files
from civic_partnership.model import Register
from civic_partnership.rules import ALL_RULES, CATALOGUE, Report, check
from civic_partnership.storage import MAX_BYTES as READ_MAX_BYTES, ensure_writable
from civic_partnership.values import InvalidValue, Label

from .plugins import HOME, Plugin, Plugins
from .provided import Provided, ProvidedImporter, provided, provided_importer

P = TypeVar("P", Provided, ProvidedImporter)


class Host:
    """The package with the plugins that are installed beside it.

    Plugins are looked for when they are first needed; each is loaded and asked by itself, so that
    one that fails hurts no other. A host belongs to one thread.

    Attributes:
        exporters: name -> exporter with its provider, in the order of the names.
        importers: name -> importer with its provider, in the order of the names.
        rules: the package's rules, then those of plugins.
        unasked: what kept rules of plugins from being asked.
        problems: all that cannot be used.

    """

    def __init__(self, plugins: Iterable[object] = (), *, discover: bool = True) -> None:
        """Make a host.

        Args:
            plugins: modules or objects with hooks, beside those that are installed.
            discover: whether the installed ones are looked for.

        """
        self._given = tuple(plugins)
        self._discover = discover
        self._versions: dict[str, str] = {}
        self._clashes: dict[str, dict[str, PluginError]] = {}

    @cached_property
    def _plugins(self) -> Plugins:
        return Plugins(self._given, discover=self._discover)

    @cached_property
    def exporters(self) -> Mapping[str, Provided]:
        """Name -> exporter with its provider, in the order of the names."""
        return self._alone("civic_partnership_exporters", provided)

    @cached_property
    def importers(self) -> Mapping[str, ProvidedImporter]:
        """Name -> importer with its provider, in the order of the names."""
        return self._alone("civic_partnership_importers", provided_importer)

    def _alone(self, hook: str, make: Callable[[Plugin, Any], P]) -> Mapping[str, P]:
        """What has a name of its own, in the order of the names; of the others it is told who shares one."""
        by_name: dict[str, list[P]] = defaultdict(list)
        for each in self._plugins.brought(hook, make):
            by_name[each.name].append(each)
        clashes = {
            name: _clash(name, [each.distribution for each in several])
            for name, several in by_name.items()
            if len(several) > 1
        }
        self._clashes[hook] = clashes
        self._plugins.problems[hook].extend(clashes.values())
        return MappingProxyType(
            {name: each for name, (each, *others) in sorted(by_name.items()) if not others}
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The package's rules, then those of plugins."""
        known = {rule.name for rule in ALL_RULES}

        def new(plugin: Plugin, brought: Any) -> Rule:
            if not isinstance(brought, Rule) or not callable(brought.ask):
                raise InvalidValue("det gav noget, der ikke er en regel", "it gave something that is no rule")
            if brought.name in known:
                raise InvalidValue(
                    f"der findes allerede en regel {brought.name}", f"there already is a rule {brought.name}"
                )
            known.add(brought.name)
            self._versions[plugin.distribution] = plugin.version
            return brought

        return (*CATALOGUE, *self._plugins.brought("civic_partnership_rules", new))

    @cached_property
    def unasked(self) -> tuple[PluginError, ...]:
        """What kept rules of plugins from being asked: what cannot be loaded, and what brings none."""
        _ = self.rules
        problems = self._plugins.problems
        return (*problems[""], *problems["civic_partnership_rules"])

    @property
    def problems(self) -> tuple[PluginError, ...]:
        """What of the plugins cannot be used, each with whose fault it is; all else can."""
        _ = self.exporters, self.importers, self.rules
        return tuple(problem for problems in self._plugins.problems.values() for problem in problems)

    def exporter(self, name: str) -> Provided:
        """The exporter of a name.

        Raises:
            OptionsError: there is none.
            PluginError: there are several.

        """
        return self._named(self.exporters, "civic_partnership_exporters", name)

    def importer(self, name: str) -> ProvidedImporter:
        """The importer of a name.

        Raises:
            OptionsError: there is none.
            PluginError: there are several.

        """
        return self._named(self.importers, "civic_partnership_importers", name)

    def _named(self, known: Mapping[str, P], hook: str, name: str) -> P:
        if name in known:
            return known[name]
        if name in self._clashes[hook]:
            raise self._clashes[hook][name]
        near = difflib.get_close_matches(name, known, n=1)
        all_ = ", ".join(known)
        failed = sorted({problem.distribution for problem in self.problems})
        told = Label(
            f" Pluginet kan ikke bruges: {', '.join(failed)}." if failed else "",
            f" A plugin cannot be used: {', '.join(failed)}." if failed else "",
        )
        raise OptionsError(
            f"Der findes intet format {sanitize(name)}. "
            f"{f'Mente du {near[0]}?' if near else f'Vælg et af {all_}.'}{told.da}",
            f"There is no format {sanitize(name)}. "
            f"{f'Did you mean {near[0]}?' if near else f'Choose one of {all_}.'}{told.en}",
        )

    def read(
        self,
        path: str | os.PathLike[str],
        format: str,
        *,
        options: Any = None,
        max_bytes: int = READ_MAX_BYTES,
    ) -> Imported:
        """Read a register from files of a format that an importer knows.

        Args:
            path: a folder, of which all files are looked at, or one file.
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
            register: what is exported.
            format: the name of an exporter.
            out: the folder: new, empty, or an export that nobody has changed since.
            on: the day as of which the register is checked first.
            options: option -> value, or an instance of the exporter's options class.
            include_personal: whether personal data are exported too.
            allow_errors: whether a register with errors is exported all the same.
            fail_on_loss: whether nothing is written where something would be lost.
            max_bytes: the largest export that is written.
            progress: told each file's name and the bytes so far, while it is written.

        Raises:
            OptionsError: there is no such format, or its options are wrong.
            RecordsError: the register has errors, or records that no file can hold.
            LossError: something would be lost, and `fail_on_loss` was asked for.
            PathError: it cannot be written there.
            PluginError: the exporter, or a rule, failed.
            TypeError: the register is none, or `on` is no day.

        """
        chosen = self.exporter(format)
        options = chosen.read_options(options or {})
        report = self.check(register, on=on)
        ensure_writable(register)
        if not allow_errors:
            _refuse_errors(report)
        return run(
            chosen.exporter,
            register,
            out,
            on=on,
            options=options,
            guard=chosen.guard,
            versions={HOME: __version__, **self._versions, chosen.distribution: chosen.version},
            errors=report.counts["error"],
            include_personal=include_personal,
            fail_on_loss=fail_on_loss,
            max_bytes=max_bytes,
            progress=progress,
        )


def _clash(name: str, distributions: list[str]) -> PluginError:
    whose = ", ".join(distributions)
    return PluginError(
        f"Formatet {name} kommer flere steder fra: {whose}. Afinstallér alle undtagen ét.",
        f"The format {name} comes from several places: {whose}. Uninstall all but one.",
        whose,
    )


def _refuse_errors(report: Report) -> None:
    """Raise what keeps a register from being exported.

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
