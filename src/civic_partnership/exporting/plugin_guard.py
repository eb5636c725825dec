"""Calls into the code of a plugin. An error in that code becomes an error that names the plugin."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from attrs import field, frozen

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.isolation import (
    Interruption,
    describe_error,
    isolate,
    iterate_isolated,
    watch_interrupts,
)
from civic_partnership.values import InvalidValue, Label

T = TypeVar("T")

_END: Any = object()


@frozen
class PluginGuard:
    """A wrapper for calls into one part of a plugin, such as an exporter.

    If the call fails, the error names that part and its plugin.

    Attributes:
        what: the name of the part: `formatet csv-da`.
        distribution: the installed distribution that contains the part.
        interruption: the object that notes Ctrl-C during all calls; None if each call notes Ctrl-C by itself.
    """

    what: Label
    distribution: str
    interruption: Interruption | None = field(default=None, eq=False, repr=False)

    def plugin_error(self, da: str, en: str) -> PluginError:
        """Return an error that names the plugin and tells in two languages what the plugin did."""
        whose = self.distribution
        return PluginError(
            f"{self.what.da} fra {whose} virker ikke: {da}. Meld det til dem, der udgiver {whose}.",
            f"{self.what.en} from {whose} does not work: {en}. Report it to those who publish {whose}.",
            whose,
        )

    @contextlib.contextmanager
    def catch_errors(self, *, may_refuse: bool = False) -> Iterator[None]:
        """Run plugin code in the block, isolated; turn its errors into a `PluginError`.

        Args:
            may_refuse: whether the plugin code may raise an `OptionsError` to refuse its options.

        Raises:
            PluginError: the plugin code raised any other error.
            OptionsError: the plugin code refused its options.
            BaseException: a signal arrived during the block; after Ctrl-C, KeyboardInterrupt.
        """
        with self._name_plugin(may_refuse=may_refuse), isolate():
            yield

    @contextlib.contextmanager
    def _name_plugin(self, *, may_refuse: bool) -> Iterator[None]:
        """Turn an error in the block into an error that names the plugin.

        An exception that a signal such as Ctrl-C has raised stays as it is.
        """
        noted = self.interruption
        with contextlib.nullcontext(noted) if noted else watch_interrupts() as interruption:
            try:
                yield
            except InvalidValue as refused:
                raise self.plugin_error(refused.reason.da, refused.reason.en) from None
            except BaseException as error:
                interruption.raise_again()
                if may_refuse and isinstance(error, OptionsError):
                    raise
                name = ", ".join(describe_error(error))
                raise self.plugin_error(f"det fejlede ({name})", f"it failed ({name})") from error
            interruption.raise_again()

    def iterate(self, items: Iterable[T], *, may_refuse: bool = False) -> Iterator[T]:
        """Yield the items of an iterable from a plugin; guard each step as `catch_errors` does."""
        if not isinstance(items, Iterable):
            kind = type(items).__name__
            raise self.plugin_error(
                f"det gav {kind}, der ikke kan gennemløbes", f"it gave {kind}, which is not iterable"
            )
        iterator = iterate_isolated(lambda: items)
        while True:
            with self._name_plugin(may_refuse=may_refuse):
                item = next(iterator, _END)
            if item is _END:
                return
            yield item
