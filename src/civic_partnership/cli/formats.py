"""The command `formats`: what can be exported and imported, and what may be asked of it."""

import click
from rich.table import Table as Grid

from civic_partnership.errors import CivicPartnershipError, OptionsError, PluginError
from civic_partnership.exporting import EVERYTHING, named
from civic_partnership.findings import printable
from civic_partnership.hosting import Provided, ProvidedImporter
from civic_partnership.values import Label, Language

from .commands import LANG, host
from .exports import (
    STATUSES,
    cli as cli,  # noqa: PLC0414 - the group with all commands
    tell_all,
)
from .screen import screen
from .streams import say_beside

_WAYS = {
    (True, True): Label("ud og ind", "out and in"),
    (True, False): Label("ud", "out"),
    (False, True): Label("ind", "in"),
}
"""Whether a format is exported to, and imported from -> what is said of it."""


@cli.command("formats")
@click.argument("format_", metavar="[FORMAT]", required=False)
@LANG
def formats_command(format_: str | None, lang: Language) -> int:
    """Vis alle formater, ud og ind, eller ét format med dets tilvalg.

    List all formats, out and in, or one format with its options.
    """
    exporters, importers = host().exporters, host().importers
    if format_ is not None:
        try:
            if format_ not in importers or format_ in exporters:
                _describe(host().exporter(format_), lang)
            if format_ in importers:
                _describe(importers[format_], lang)
        except CivicPartnershipError as error:
            say_beside(printable(error.said(lang)))
            return STATUSES[type(error)]
        return 0
    grid = Grid(box=None, pad_edge=False, show_header=False)
    problems: list[PluginError] = []
    for name in sorted({*exporters, *importers}):
        carried, provided = "", exporters.get(name)
        if provided is not None:
            try:
                carried = _carried(provided, lang)
            except PluginError as problem:
                problems.append(problem)
                carried = "?"
        shown = provided or importers[name]
        way = _WAYS[name in exporters, name in importers].said(lang)
        grid.add_row(f"{name} ", shown.format.title.said(lang), way, carried, _whose(shown))
    screen().print(grid)
    problems.extend(host().problems)
    tell_all(problems, lang)
    return 3 if problems else 0


def _describe(provided: Provided | ProvidedImporter, lang: Language) -> None:
    """Print one way of a format: what it is, what it carries, who provides it, and its options."""
    console = screen()
    if isinstance(provided, Provided):
        console.print(f"{provided.name}: {provided.format.title.said(lang)}", style="bold")
        console.print(f"{Label('rummer', 'carries').said(lang)}: {_carried(provided, lang)}")
    else:
        console.print(f"import --from {provided.name}: {provided.format.title.said(lang)}", style="bold")
    console.print(f"{Label('kommer fra', 'comes from').said(lang)}: {_whose(provided)}")
    for option in provided.options:
        must = Label("skal gives", "must be given").said(lang)
        default = Label(f"ellers {option.default}", f"else {option.default}").said(lang)
        told = f" ({must if option.default is None else default})" if option.default != "" else ""
        console.print(f"  --option {option.name}={option.takes}  {option.label.said(lang)}{told}")


def _carried(provided: Provided, lang: Language) -> str:
    """What a format carries unless asked otherwise.

    Raises:
        PluginError: it does not say so as it should.

    """
    try:
        carried = provided.carried(provided.read_options({}))
    except OptionsError:
        return Label("afhænger af tilvalg", "depends on options").said(lang)
    if carried >= EVERYTHING:
        return Label("alt", "everything").said(lang)
    kinds = {path.partition(".")[0] for path in carried}
    return ", ".join(sorted(named(kind).said(lang) for kind in kinds))


def _whose(provided: Provided | ProvidedImporter) -> str:
    return f"{provided.distribution} {provided.version}".strip()
