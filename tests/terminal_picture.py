"""The picture of a terminal in the README: `python tests/write_golden_files.py` draws it anew."""

import io
from html import escape
from pathlib import Path

from cli.terminal import shown_in_colours
from rich.console import Console
from rich.text import Text

FOLDER = Path(__file__).parent.parent / "examples" / "pictures"
COLUMNS = 100
SESSION = ("check", "examples/nordby-broken", "--on", "2025-03-01", "--select", "grant-annual-amount")
"""The command in the picture of the terminal."""
_LAYOUT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">
<title id="title">COMMAND</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""The frame of a picture for `rich`, whose own loads a font from elsewhere."""


def draw_terminal(arguments: tuple[str, ...]) -> str:
    """Draw a terminal in which the command was called with some arguments, as SVG."""
    command = f"$ civic-partnership {' '.join(arguments)}"
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(command, "\n", Text.from_ansi(shown_in_colours(COLUMNS, *arguments))))
    layout = _LAYOUT.replace("COMMAND", escape(command))
    return console.export_svg(title="", code_format=layout, unique_id="terminal")
