"""The code of small plugins, as somebody might have written them."""

import textwrap
from collections.abc import Callable

Installed = Callable[..., None]
"""Installs a distribution of this name with this code."""

EXPORTER = """
from civic_partnership import EVERYTHING, Artifact, Label, NoOptions, hookimpl

class {cls}:
    name = "{name}"
    title = Label("{name}", "{name}")
    options = NoOptions

    def carries(self, options):
        return EVERYTHING

    def export(self, register, options):
        {body}

@hookimpl
def civic_partnership_exporters():
    return [{cls}()]
"""
"""A plugin with one exporter, whose body is to be filled in."""

GOOD = 'yield Artifact(name="good.txt", media_type="text/plain", chunks=[b"good"])'
"""The body of an exporter that does as it should."""


def exporting(name: str, body: str = GOOD) -> str:
    """The code of a plugin with an exporter of this name that runs a body."""
    return EXPORTER.format(cls="Made", name=name, body=textwrap.indent(body, " " * 8).strip())
