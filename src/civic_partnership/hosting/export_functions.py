"""Functions that make a host for each call."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec, TypeVar

from civic_partnership.exporting import AnyExporter

from .host import Host

P = ParamSpec("P")
T = TypeVar("T")


def _call_on_new_host(method: Callable[Concatenate[Host, P], T]) -> Callable[P, T]:
    """Turn a method of the host into a function that makes a host for each call."""

    @functools.wraps(method)
    def function(*args: P.args, **kwargs: P.kwargs) -> T:
        return method(Host(), *args, **kwargs)

    signature = inspect.signature(method)
    _, *parameters = signature.parameters.values()
    function.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined] # help shows it
    function.__qualname__ = method.__name__
    return function


export = _call_on_new_host(Host.export)


def exporters() -> Mapping[str, AnyExporter]:
    """Return name -> exporter, of the package and of the installed plugins."""
    return {name: provided.format for name, provided in Host().exporters.items()}
