"""Plugins that are found, loaded and asked one by one: one that fails is named and hurts no other."""

import contextlib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy
from attrs import frozen

from civic_partnership._version import __version__
from civic_partnership.errors import PluginError
from civic_partnership.exporting import PluginGuard
from civic_partnership.findings import KnownNames
from civic_partnership.values import Label

from . import builtin_plugin, hookspecs

T = TypeVar("T")

MOST_ITEMS = 1000
"""One plugin may bring so many exporters, importers or rules."""

HOME = "civic-partnership"
"""The distribution of this package."""


@frozen(kw_only=True)
class Plugin:
    """Something that has hooks, and where it comes from.

    Attributes:
        name: the name of its entry point.
        distribution: the distribution that it comes from.
        version: that distribution's version; empty where it has none.

    """

    name: str
    distribution: str
    version: str = ""

    @property
    def guard(self) -> PluginGuard:
        """Runs its code, and names the distribution where that fails."""
        return PluginGuard(Label(f"Pluginet {self.name}", f"The plugin {self.name}"), self.distribution)


class LoadedPlugins:
    """All plugins of a host.

    Attributes:
        problems: hook -> the faults of plugins that were asked by it; under an empty name, the faults of
            plugins that cannot be loaded.

    """

    def __init__(self, given: Iterable[object], *, discover: bool) -> None:
        self.problems: dict[str, list[PluginError]] = defaultdict(list)
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._hooks = sorted(vars(self._manager.hook))
        self._plugins: dict[str, Plugin] = {}
        self._add(builtin_plugin, Plugin(name="builtin", distribution=HOME, version=__version__))
        found = entry_points(group=hookspecs.PROJECT) if discover else ()
        for entry_point in sorted(found, key=lambda each: (each.dist.name if each.dist else "", each.name)):
            self._load(entry_point)
        for loaded in given:
            name = getattr(loaded, "__name__", type(loaded).__name__)
            with self._collect_faults():
                self._add(loaded, Plugin(name=name, distribution=name.partition(".")[0]))

    def call(self, hook: str, make: Callable[[Plugin, Any], T]) -> list[T]:
        """Collect the items that all plugins bring by a hook, in the order in which they were found.

        Args:
            hook: the name of the hook.
            make: turns an item of a plugin into the result; raises `InvalidValue` where it cannot.

        """
        results: list[T] = []
        for plugin, item in self._call_each(hook):
            with self._collect_faults(hook), plugin.guard.catch_errors():
                results.append(make(plugin, item))
        return results

    def _call_each(self, hook: str) -> Iterator[tuple[Plugin, Any]]:
        """Yield each item with the plugin that brings it."""
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
                        raise plugin.guard.plugin_error(f"{hook} hører ikke op", f"{hook} does not end")
                    yield plugin, item

    @contextlib.contextmanager
    def _collect_faults(self, hook: str = "") -> Iterator[None]:
        """Add a plugin's fault to the problems, and go on."""
        try:
            yield
        except PluginError as problem:
            self.problems[hook].append(problem)

    def _load(self, entry_point: EntryPoint) -> None:
        """Load the plugin of an entry point."""
        publisher = entry_point.dist
        plugin = Plugin(
            name=entry_point.name,
            distribution=publisher.name if publisher else entry_point.value,
            version=publisher.version if publisher else "",
        )
        with self._collect_faults():
            with plugin.guard.catch_errors():
                loaded = entry_point.load()
            self._add(loaded, plugin)

    def _add(self, loaded: object, plugin: Plugin) -> None:
        """Add a plugin, and note each of its hooks that nobody would ever call."""
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
    """Return the fault of a plugin whose hook is misspelt or not marked."""
    if hook in known:
        return plugin.guard.plugin_error(f"{hook} mangler @hookimpl", f"{hook} lacks @hookimpl")
    name = KnownNames(known).nearest(hook)
    return plugin.guard.plugin_error(
        f"der findes intet hook {hook}{f' (mente du {name}?)' if name else ''}",
        f"there is no hook {hook}{f' (did you mean {name}?)' if name else ''}",
    )
