"""Running what belongs to a plugin, so that its fault is told as its own."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from attrs import field, frozen

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.isolation import Interruption, describe_error, interruptible, isolated, isolated_items
from civic_partnership.values import InvalidValue, Label

T = TypeVar("T")

_END: Any = object()


@frozen
class Guard:
    """Whose code is run, and what of it.

    Attributes:
        what: the part that is asked: `formatet csv-da`.
        distribution: the distribution that it comes from.
        interruption: notes Ctrl-C around all that is asked; None where it is noted for each question.

    """

    what: Label
    distribution: str
    interruption: Interruption | None = field(default=None, eq=False, repr=False)

    def fault(self, da: str, en: str) -> PluginError:
        """What the plugin did, as an error that names it."""
        whose = self.distribution
        return PluginError(
            f"{self.what.da} fra {whose} virker ikke: {da}. Meld det til dem, der udgiver {whose}.",
            f"{self.what.en} from {whose} does not work: {en}. Report it to those who publish {whose}.",
            whose,
        )

    @contextlib.contextmanager
    def asking(self, *, may_refuse: bool = False) -> Iterator[None]:
        """Within this runs the plugin's own code.

        Args:
            may_refuse: whether it may refuse its options by an `OptionsError`.

        Raises:
            PluginError: it raised anything else.
            OptionsError: it refused its options.
            BaseException: what the handler of a signal raised meanwhile: for Ctrl-C, KeyboardInterrupt.

        """
        with self._telling(may_refuse=may_refuse), isolated():
            yield

    @contextlib.contextmanager
    def _telling(self, *, may_refuse: bool) -> Iterator[None]:
        """Tell what is raised within this as the plugin's fault, but for a signal."""
        noted = self.interruption
        with contextlib.nullcontext(noted) if noted else interruptible() as interruption:
            try:
                yield
            except InvalidValue as refused:
                raise self.fault(refused.reason.da, refused.reason.en) from None
            except BaseException as error:
                interruption.let_through()
                if may_refuse and isinstance(error, OptionsError):
                    raise
                name = ", ".join(describe_error(error))
                raise self.fault(f"det gik i stykker ({name})", f"it failed ({name})") from error
            interruption.let_through()

    def each(self, items: Iterable[T], *, may_refuse: bool = False) -> Iterator[T]:
        """What a plugin's iterable gives, each asked for by itself.

        Raises:
            PluginError: it is none, or it raised.
            OptionsError: it refused its options, and may do so.

        """
        if not isinstance(items, Iterable):
            kind = type(items).__name__
            raise self.fault(
                f"det gav {kind}, der ikke kan gennemløbes", f"it gave {kind}, which is not iterable"
            )
        iterator = isolated_items(lambda: items)
        while True:
            with self._telling(may_refuse=may_refuse):
                item = next(iterator, _END)
            if item is _END:
                return
            yield item
