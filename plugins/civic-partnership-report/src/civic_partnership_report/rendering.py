"""The templates of the pages and of their pictures, and how they write values."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .cell_texts import html_text


@cache
def load_templates(package: str) -> Environment:
    """Return the templates of a package: every value is escaped, and one that is not there is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_make_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _make_text(value: Any) -> Any:
    return value if isinstance(value, Markup) else html_text(str(value))
