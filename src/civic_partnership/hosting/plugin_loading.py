"""Plugins, found, loaded and called one by one: the fault of a plugin is noted and stops no other plugin."""

import contextlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy
from attrs import frozen

from civic_partnership._version import __version__
from civic_partnership.errors import PluginError
from civic_partnership.exporting import PluginGuard
from civic_partnership.findings import KnownNames
from civic_partnership.values import Label

from . import hookspecs
from .installed_entries import find_entries

if TYPE_CHECKING:
    from civic_partnership.exporting import AnyExporter
    from civic_partnership.importing import AnyImporter

T = TypeVar("T")

MOST_ITEMS = 1000
"""The number of exporters, importers or rules that one plugin may bring."""

HOME = "civic-partnership"
"""The distribution of this package."""


@frozen(kw_only=True)
class Plugin:
    """The name and origin of a plugin.

    Attributes:
        name: the name of its entry point.
        distribution: the installed distribution that contains the plugin.
        version: the version of the distribution; empty if unknown.
    """

    name: str
    distribution: str
    version: str = ""

    @property
    def guard(self) -> PluginGuard:
        """The wrapper for calls into the plugin, whose errors name the plugin and its distribution."""
        return PluginGuard(Label(f"Pluginet {self.name}", f"The plugin {self.name}"), self.distribution)


class _BuiltinPlugin:
    """The formats of the package itself, which use the same hooks as those of any plugin.

    They are loaded when a hook is called, because a check needs none of them.
    """

    @hookspecs.hookimpl
    def civic_partnership_exporters(self) -> "Iterable[AnyExporter]":
        from civic_partnership.exporting import EXPORTERS

        return EXPORTERS

    @hookspecs.hookimpl
    def civic_partnership_importers(self) -> "Iterable[AnyImporter]":
        from civic_partnership.importing import IMPORTERS

        return IMPORTERS


class LoadedPlugins:
    """All plugins of a host.

    Attributes:
        problems: hook -> the faults of plugins in calls of that hook; "" -> the faults of plugins that
            cannot be loaded.
    """

    def __init__(self, given: Iterable[object], *, discover: bool) -> None:
        self.problems: dict[str, list[PluginError]] = defaultdict(list)
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._hooks = sorted(vars(self._manager.hook))
        self._plugins: dict[str, Plugin] = {}
        self._add(_BuiltinPlugin(), Plugin(name="builtin", distribution=HOME, version=__version__))
        for entry in find_entries(hookspecs.PROJECT) if discover else ():
            plugin = Plugin(name=entry.name, distribution=entry.distribution, version=entry.version)
            with self._collect_faults():
                with plugin.guard.catch_errors():
                    loaded = entry.load()
                self._add(loaded, plugin)
        for loaded in given:
            name = getattr(loaded, "__name__", type(loaded).__name__)
            with self._collect_faults():
                self._add(loaded, Plugin(name=name, distribution=name.partition(".")[0]))

    def call(self, hook: str, make: Callable[[Plugin, Any], T]) -> list[T]:
        """Return what `make` makes of the items that all plugins bring by a hook, in the order of plugins.

        It raises `InvalidValue` for an item that cannot be used.
        """
        results: list[T] = []
        for name, plugin in self._plugins.items():
            others = [loaded for other, loaded in self._manager.list_name_plugin() if other != name]
            caller = self._manager.subset_hook_caller(hook, others)
            if not caller.get_hookimpls():
                continue
            with self._collect_faults(hook):
                with plugin.guard.catch_errors():
                    answers = caller()
                if not answers:  # pluggy drops None
                    raise plugin.guard.plugin_error(f"{hook} gav None", f"{hook} gave None")
                for number, item in enumerate(plugin.guard.iterate(answers[0])):
                    if number == MOST_ITEMS:
                        raise plugin.guard.plugin_error(f"{hook} slutter ikke", f"{hook} does not end")
                    with self._collect_faults(hook), plugin.guard.catch_errors():
                        results.append(make(plugin, item))
        return results

    @contextlib.contextmanager
    def _collect_faults(self, hook: str = "") -> Iterator[None]:
        """Add a fault of a plugin in the block to the problems, and go on after the block."""
        try:
            yield
        except PluginError as problem:
            self.problems[hook].append(problem)

    def _add(self, loaded: object, plugin: Plugin) -> None:
        """Add a plugin, and note each of its hooks that is misspelt or not marked."""
        if self._manager.is_registered(loaded):  # two names for one plugin
            return
        name = f"{plugin.distribution} {plugin.name} {len(self._plugins)}"
        with plugin.guard.catch_errors():
            marked = {hook for hook in dir(loaded) if self._manager.parse_hookimpl_opts(loaded, hook)}
            intended = {
                hook
                for hook in dir(loaded)
                if hook.startswith(f"{hookspecs.PROJECT}_") and inspect.isroutine(getattr(loaded, hook))
            }
            self._manager.register(loaded, name=name)
        self._plugins[name] = plugin
        for hook in sorted((intended - marked) | marked.difference(self._hooks)):
            self.problems[""].append(_uncallable_hook(plugin, hook, self._hooks))


def _uncallable_hook(plugin: Plugin, hook: str, known: list[str]) -> PluginError:
    if hook in known:
        return plugin.guard.plugin_error(f"{hook} mangler @hookimpl", f"{hook} lacks @hookimpl")
    name = KnownNames(known).nearest(hook)
    return plugin.guard.plugin_error(
        f"der findes intet hook {hook}{f' (mente du {name}?)' if name else ''}",
        f"there is no hook {hook}{f' (did you mean {name}?)' if name else ''}",
    )
