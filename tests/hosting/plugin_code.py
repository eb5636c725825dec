"""The code of small plugins, as somebody might have written them."""

import textwrap
from collections.abc import Callable

Installed = Callable[..., None]
"""Installs a distribution of this name with this code."""

EXPORTER = """
from civic_partnership.plugins import EVERYTHING, Artifact, NoOptions, hookimpl
from civic_partnership.values import Label

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
    """Return the code of a plugin with an exporter of this name that runs a body."""
    return EXPORTER.format(cls="Made", name=name, body=textwrap.indent(body, " " * 8).strip())


IMPORTER = """
from civic_partnership import Register
from civic_partnership.model import Area
from civic_partnership.plugins import Imported, NoOptions, hookimpl
from civic_partnership.values import Label

class AreaList:
    name = "area-list"
    title = Label("byområder", "areas")
    options = NoOptions

    def read(self, files, options):
        rows = (line.split(" ", 1) for line in files["areas.txt"].decode().splitlines())
        return Imported(register=Register().replace(*(Area(id=id, name=name) for id, name in rows)))

@hookimpl
def civic_partnership_importers():
    return [AreaList()]
"""
"""A plugin with an importer, of a format that nothing is exported to."""

RULE = """
from civic_partnership.model import Association
from civic_partnership.plugins import hookimpl
from civic_partnership.rules import broken, rule

@rule(about=Association, level="error", source="x", title="Godt.", da="Intet CVR.\\nSkriv det.", en="No CVR.\\nRecord it.")
def cvr_missing(association, context):
    '''Every association has a CVR number.'''
    if association.cvr is None:
        yield broken("cvr")

@hookimpl
def civic_partnership_rules():
    return [{rules}]
"""
"""A plugin with a rule; which rules it brings is to be filled in."""

FAILING = """
from civic_partnership.model import Association
from civic_partnership.plugins import hookimpl
from civic_partnership.rules import rule

@rule(about=Association, level="error", source="x", title="Godt.", da="Intet.\\nSkriv det.", en="None.\\nRecord it.")
def failing(association, context):
    '''It fails.'''
    raise RuntimeError("hemmeligt")
    yield

@hookimpl
def civic_partnership_rules():
    return [failing]
"""
"""A plugin with a rule that raises."""
