"""The commands `formats`, about the formats for export and import, and `schema`, about the format JSON."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.values import Label, Language

from .bilingual_commands import command
from .completion import complete_format
from .invocation import get_invocation
from .shared_arguments import LANG
from .streams import print_to_stderr, write_utf8

if TYPE_CHECKING:
    from civic_partnership.hosting import ProvidedExporter, ProvidedImporter

P = TypeVar("P")

_DIRECTIONS = {
    (True, True): Label("ud og ind", "out and in"),
    (True, False): Label("ud", "out"),
    (False, True): Label("ind", "in"),
}
"""Whether a format can be exported to, and imported from -> its directions in words."""


@command(
    "formats",
    label=Label(
        "Vis alle formater, ud og ind, eller ét format med dets tilvalg.",
        "List all formats, out and in, or one format with its options.",
    ),
)
@click.argument("format_", metavar="[FORMAT]", required=False, shell_complete=complete_format)
@LANG
def formats_command(format_: str | None, lang: Language) -> int:
    """List the formats, or describe one; return the exit status."""
    return _list_formats(lang) if format_ is None else _describe_format(format_, lang)


def _list_formats(lang: Language) -> int:
    """Print a line for each format, and the problems of plugins; return the exit status."""
    from .screen import open_screen

    host = get_invocation().host
    rows: list[tuple[str, ...]] = []
    problems: list[PluginError] = []
    for name in sorted({*host.exporters, *host.importers}):
        exporter, importer = host.exporters.get(name), host.importers.get(name)
        providers = [each for each in (exporter, importer) if each is not None]
        carried = ""
        if exporter is not None:
            try:
                carried = _list_carried(exporter, lang)
            except PluginError as problem:
                problems.append(problem)
                carried = "?"
        title = providers[0].format.title.in_language(lang)
        direction = _DIRECTIONS[exporter is not None, importer is not None].in_language(lang)
        origins = ", ".join(dict.fromkeys(each.origin for each in providers))
        rows.append((name, title, direction, carried, origins))
    open_screen().print_table(rows, unbroken=(True, False, True, False, False))
    problems.extend(host.problems)
    for each in problems:
        print_to_stderr(each.in_language(lang))
    return 3 if problems else 0


def _describe_format(name: str, lang: Language) -> int:
    """Print the title of a format, what it carries, how it is imported, its origin and its options.

    Returns:
        The exit status.

    Raises:
        OptionsError: there is no format with that name.
        PluginError: several plugins bring the format, or it does not say what it carries.
    """
    from .screen import open_screen

    host = get_invocation().host
    exporter, importer = _find(host.exporter, name), _find(host.importer, name)
    either = exporter or importer or host.exporter(name)  # which raises that there is none
    lines = []
    if exporter is not None:
        lines.append(f"{Label('rummer', 'carries').in_language(lang)}: {_list_carried(exporter, lang)}")
        lines += _describe_origin(exporter, lang)
    if importer is not None:
        lines.append(f"{Label('læses ind med', 'imported with').in_language(lang)}: import --from {name}")
        lines += _describe_origin(importer, lang)
    screen = open_screen()
    screen.print_wrapped(f"{name}: {either.format.title.in_language(lang)}", rest="  ", style="bold")
    screen.print_lines("\n".join(lines))
    return 0


def _find(find: Callable[[str], P], name: str) -> P | None:
    try:
        return find(name)
    except OptionsError:
        return None


def _describe_origin(provided: "ProvidedExporter | ProvidedImporter", lang: Language) -> list[str]:
    """Return a line with the distribution that provides a format, and a line for each option."""
    lines = [f"{Label('kommer fra', 'comes from').in_language(lang)}: {provided.origin}"]
    for option in provided.options:
        remark = Label("", "")
        if option.default is None:
            remark = Label(" (skal gives)", " (must be given)")
        elif option.default != "":
            remark = Label(f" (ellers {option.default})", f" (else {option.default})")
        text = f"{option.label.in_language(lang)}{remark.in_language(lang)}"
        lines.append(f"  --option {option.name}={option.takes}  {text}")
    return lines


def _list_carried(exporter: "ProvidedExporter", lang: Language) -> str:
    """Return the kinds of records that a format carries if no option is given.

    Raises:
        PluginError: the exporter fails, or returns something else than field paths.
    """
    from civic_partnership.exporting import EVERYTHING, field_label

    try:
        carried = exporter.carries(exporter.read_options({}))
    except OptionsError:
        return Label("afhænger af tilvalg", "depends on options").in_language(lang)
    if carried >= EVERYTHING:
        return Label("alt", "everything").in_language(lang)
    kinds = {path.partition(".")[0] for path in carried}
    return ", ".join(sorted(field_label(kind).in_language(lang) for kind in kinds))


@command(
    "schema",
    label=Label(
        """Skriv JSON Schema (2020-12) for registre i JSON, eller for kolonneopsætninger (mapping).""",
        """Print the JSON Schema (2020-12) of registers in JSON, or of mappings for the import (mapping).""",
    ),
)
@click.argument("what", type=click.Choice(["register", "mapping"]), default="register", metavar="[mapping]")
def schema_command(what: str) -> int:
    """Print the JSON Schema of registers or of mapping files; return the exit status."""
    import json

    if what == "mapping":
        from civic_partnership.importing import mapping_schema as schema
    else:
        from civic_partnership.storage import schema

    write_utf8(get_invocation().answer, [json.dumps(schema(), indent=2), "\n"])
    return 0
