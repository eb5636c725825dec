"""Plugins: what they can bring, how they are found, and the host that runs them."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec, TypeVar

from civic_partnership.exporting import AnyExporter

from .hookspecs import hookimpl
from .host import Host
from .provided import Provided, ProvidedImporter

__all__ = ["Host", "Provided", "ProvidedImporter", "export", "exporters", "hookimpl"]

P = ParamSpec("P")
T = TypeVar("T")


def _of_a_new_host(method: Callable[Concatenate[Host, P], T]) -> Callable[P, T]:
    """The same as a function: a host is made for each call."""

    @functools.wraps(method)
    def function(*args: P.args, **kwargs: P.kwargs) -> T:
        return method(Host(), *args, **kwargs)

    signature = inspect.signature(method)
    _, *parameters = signature.parameters.values()
    function.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined] # help shows it
    function.__qualname__ = method.__name__
    return function


export = _of_a_new_host(Host.export)


def exporters() -> Mapping[str, AnyExporter]:
    """Name -> exporter, of the package and of the plugins that are installed."""
    return {name: provided.exporter for name, provided in Host().exporters.items()}
