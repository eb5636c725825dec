"""The command `schema`."""

import json

from civic_partnership.values import Label

from .bilingual_commands import command
from .invocation import get_invocation
from .streams import write_utf8


@command(
    "schema",
    label=Label(
        "Skriv JSON Schema (2020-12) for registre i JSON.",
        "Print the JSON Schema (2020-12) of registers in JSON.",
    ),
)
def schema_command() -> int:
    """Print the JSON Schema; return the exit status."""
    from civic_partnership.storage import schema

    write_utf8(get_invocation().answer, [json.dumps(schema(), indent=2), "\n"])
    return 0
