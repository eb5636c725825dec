"""Finding plugins and asking them, each by itself: one that fails is told and hurts no other."""

import contextlib
import difflib
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
from civic_partnership.values import Label

from . import builtin, hookspecs

T = TypeVar("T")

MOST_ITEMS = 1000
"""So many exporters or rules may one plugin bring."""

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
        """Runs it, and tells whose fault it is where that fails."""
        return PluginGuard(Label(f"Pluginet {self.name}", f"The plugin {self.name}"), self.distribution)


class Plugins:
    """All plugins of a host.

    Attributes:
        problems: what cannot be used, each with whose fault it is: by the hook that was asked, and
            under no name what cannot even be loaded.

    """

    def __init__(self, given: Iterable[object], *, discover: bool) -> None:
        self.problems: dict[str, list[PluginError]] = defaultdict(list)
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._hooks = sorted(vars(self._manager.hook))
        self._plugins: dict[str, Plugin] = {}
        self._take(builtin, Plugin(name="builtin", distribution=HOME, version=__version__))
        for entry_point in _installed() if discover else ():
            self._load(entry_point)
        for loaded in given:
            name = getattr(loaded, "__name__", type(loaded).__name__)
            with self._noted():
                self._take(loaded, Plugin(name=name, distribution=name.partition(".")[0]))

    def brought(self, hook: str, make: Callable[[Plugin, Any], T]) -> list[T]:
        """What all plugins bring by a hook, in the order in which they were found.

        Args:
            hook: the name of the hook.
            make: what is made of each thing; it raises `InvalidValue` where the thing is none.

        """
        made: list[T] = []
        for plugin, item in self._asked(hook):
            with self._noted(hook), plugin.guard.catch_errors():
                made.append(make(plugin, item))
        return made

    def _asked(self, hook: str) -> Iterator[tuple[Plugin, Any]]:
        for name, plugin in self._plugins.items():
            others = [loaded for other, loaded in self._manager.list_name_plugin() if other != name]
            caller = self._manager.subset_hook_caller(hook, others)
            if not caller.get_hookimpls():
                continue
            with self._noted(hook):
                with plugin.guard.catch_errors():
                    answers = caller()
                if not answers:  # what pluggy makes of None
                    raise plugin.guard.plugin_error(f"{hook} gav None", f"{hook} gave None")
                for number, item in enumerate(plugin.guard.iterate(answers[0])):
                    if number == MOST_ITEMS:
                        raise plugin.guard.plugin_error(f"{hook} hører ikke op", f"{hook} does not end")
                    yield plugin, item

    @contextlib.contextmanager
    def _noted(self, hook: str = "") -> Iterator[None]:
        """Within this a plugin's fault is a problem, and everything else goes on."""
        try:
            yield
        except PluginError as problem:
            self.problems[hook].append(problem)

    def _load(self, entry_point: EntryPoint) -> None:
        publisher = entry_point.dist
        plugin = Plugin(
            name=entry_point.name,
            distribution=publisher.name if publisher else entry_point.value,
            version=publisher.version if publisher else "",
        )
        with self._noted():
            with plugin.guard.catch_errors():
                loaded = entry_point.load()
            self._take(loaded, plugin)

    def _take(self, loaded: object, plugin: Plugin) -> None:
        """Take a plugin in, and tell of each of its hooks that nobody would ever call."""
        if self._manager.is_registered(loaded):  # two names for one plugin
            return
        name = f"{plugin.distribution} {plugin.name} {len(self._plugins)}"
        with plugin.guard.catch_errors():
            marked = {hook for hook in dir(loaded) if self._manager.parse_hookimpl_opts(loaded, hook)}
            meant = {
                hook
                for hook in dir(loaded)
                if hook.startswith(f"{hookspecs.PROJECT}_") and inspect.isroutine(getattr(loaded, hook))
            }
            self._manager.register(loaded, name=name)
        self._plugins[name] = plugin
        for hook in sorted((meant - marked) | marked.difference(self._hooks)):
            self.problems[""].append(_never_called(plugin, hook, self._hooks))


def _never_called(plugin: Plugin, hook: str, known: list[str]) -> PluginError:
    if hook in known:
        return plugin.guard.plugin_error(f"{hook} mangler @hookimpl", f"{hook} lacks @hookimpl")
    near = difflib.get_close_matches(hook, known, n=1, cutoff=0)[0]
    return plugin.guard.plugin_error(
        f"der findes intet hook {hook} (mente du {near}?)", f"there is no hook {hook} (did you mean {near}?)"
    )


def _installed() -> list[EntryPoint]:
    """The entry points of all installed plugins, in an order that does not depend on the machine."""
    return sorted(
        entry_points(group=hookspecs.PROJECT),
        key=lambda each: (each.dist.name if each.dist else "", each.name),
    )
