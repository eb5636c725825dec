"""The command `formats`: what can be exported and imported, and what may be asked of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from civic_partnership.errors import CivicPartnershipError, OptionsError, PluginError
from civic_partnership.values import Label, Language

from .commands import host, status_of, tell_all
from .completion import complete_format
from .exports import cli as cli  # noqa: PLC0414 - the group with all commands
from .help import LANG
from .streams import say_beside

if TYPE_CHECKING:
    from civic_partnership.hosting import Provided, ProvidedImporter

W = TypeVar("W")

_WAYS = {
    (True, True): Label("ud og ind", "out and in"),
    (True, False): Label("ud", "out"),
    (False, True): Label("ind", "in"),
}
"""Whether a format is exported to, and imported from -> what is said of it."""


@cli.command(
    "formats",
    label=Label(
        "Vis alle formater, ud og ind, eller ét format med dets tilvalg.",
        "List all formats, out and in, or one format with its options.",
    ),
)
@click.argument("format_", metavar="[FORMAT]", required=False, shell_complete=complete_format)
@LANG
def formats_command(format_: str | None, lang: Language) -> int:
    """List the formats, or describe one; the exit status."""
    from civic_partnership.findings import printable

    if format_ is None:
        return _list(lang)
    try:
        _describe(format_, lang)
    except CivicPartnershipError as error:
        say_beside(printable(error.in_language(lang)))
        return status_of(error)
    return 0


def _list(lang: Language) -> int:
    """Print a line for each format, and tell what plugins failed in; the exit status."""
    from .screen import screen
    from .tables import print_table

    exporters, importers = host().exporters, host().importers
    rows: list[tuple[str, ...]] = []
    problems: list[PluginError] = []
    for name in sorted({*exporters, *importers}):
        ways = [known[name] for known in (exporters, importers) if name in known]
        carried = ""
        if name in exporters:
            try:
                carried = _carried(exporters[name], lang)
            except PluginError as problem:
                problems.append(problem)
                carried = "?"
        title = ways[0].format.title.in_language(lang)
        way = _WAYS[name in exporters, name in importers].in_language(lang)
        rows.append((name, title, way, carried, ", ".join(dict.fromkeys(map(_whose, ways)))))
    print_table(screen(), rows, whole=(True, False, True, False, False))
    problems.extend(host().problems)
    tell_all(problems, lang)
    return 3 if problems else 0


def _describe(name: str, lang: Language) -> None:
    """Print one format: what it is and carries, how it is imported, who provides it, and its options.

    Raises:
        OptionsError: there is none of that name.
        PluginError: several plugins bring it, or it does not say what it carries.

    """
    from .screen import indented, screen

    exporter, importer = _if_any(host().exporter, name), _if_any(host().importer, name)
    shown = exporter or importer or host().exporter(name)  # which tells that there is none
    lines = [f"{name}: {shown.format.title.in_language(lang)}"]
    if exporter is not None:
        lines += [f"{Label('rummer', 'carries').in_language(lang)}: {_carried(exporter, lang)}"]
        lines += _provided(exporter, lang)
    if importer is not None:
        lines += [f"{Label('læses ind med', 'imported with').in_language(lang)}: import --from {name}"]
        lines += _provided(importer, lang)
    console = screen()
    for n, line in enumerate(lines):
        console.say(*indented(line), style="" if n else "bold")


def _if_any(ask: Callable[[str], W], name: str) -> W | None:
    """What is known by a name; None where nothing is."""
    try:
        return ask(name)
    except OptionsError:
        return None


def _provided(format: "Provided | ProvidedImporter", lang: Language) -> list[str]:
    """Who provides one way of a format, and what may be asked of it."""
    lines = [f"{Label('kommer fra', 'comes from').in_language(lang)}: {_whose(format)}"]
    for option in format.options:
        must = Label("skal gives", "must be given").in_language(lang)
        default = Label(f"ellers {option.default}", f"else {option.default}").in_language(lang)
        told = f" ({must if option.default is None else default})" if option.default != "" else ""
        lines.append(f"  --option {option.name}={option.takes}  {option.label.in_language(lang)}{told}")
    return lines


def _carried(provided: "Provided", lang: Language) -> str:
    """What a format carries unless asked otherwise.

    Raises:
        PluginError: it does not say so as it should.

    """
    try:
        carried = provided.carried(provided.read_options({}))
    except OptionsError:
        return Label("afhænger af tilvalg", "depends on options").in_language(lang)
    from civic_partnership.exporting import EVERYTHING, field_label

    if carried >= EVERYTHING:
        return Label("alt", "everything").in_language(lang)
    kinds = {path.partition(".")[0] for path in carried}
    return ", ".join(sorted(field_label(kind).in_language(lang) for kind in kinds))


def _whose(format: "Provided | ProvidedImporter") -> str:
    return f"{format.distribution} {format.version}".strip()
