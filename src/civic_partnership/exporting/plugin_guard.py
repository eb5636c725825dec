"""The guard around the code of a plugin: every fault in it is reported as the plugin's own."""

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
    """Runs a part of a plugin, and names the plugin where that fails.

    Attributes:
        what: the part: `formatet csv-da`.
        distribution: the distribution that it comes from.
        interruption: notes Ctrl-C around all calls; None where it is noted for each call.

    """

    what: Label
    distribution: str
    interruption: Interruption | None = field(default=None, eq=False, repr=False)

    def plugin_error(self, da: str, en: str) -> PluginError:
        """Return an error that names the plugin, and says what it did."""
        whose = self.distribution
        return PluginError(
            f"{self.what.da} fra {whose} virker ikke: {da}. Meld det til dem, der udgiver {whose}.",
            f"{self.what.en} from {whose} does not work: {en}. Report it to those who publish {whose}.",
            whose,
        )

    @contextlib.contextmanager
    def catch_errors(self, *, may_refuse: bool = False) -> Iterator[None]:
        """Isolate the plugin's own code, which runs in the block, and turn what it raises into its error.

        Args:
            may_refuse: whether it may refuse its options by an `OptionsError`.

        Raises:
            PluginError: it raised anything else.
            OptionsError: it refused its options.
            BaseException: what the handler of a signal raised meanwhile: for Ctrl-C, KeyboardInterrupt.

        """
        with self._name_plugin(may_refuse=may_refuse), isolate():
            yield

    @contextlib.contextmanager
    def _name_plugin(self, *, may_refuse: bool) -> Iterator[None]:
        """Turn what is raised in the block, unless by a signal, into an error that names the plugin."""
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
                raise self.plugin_error(f"det gik i stykker ({name})", f"it failed ({name})") from error
            interruption.raise_again()

    def iterate(self, items: Iterable[T], *, may_refuse: bool = False) -> Iterator[T]:
        """Yield each item of a plugin's iterable, asked for by itself.

        Raises:
            PluginError: it is no iterable, or it raised.
            OptionsError: it refused its options, and may do so.

        """
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
