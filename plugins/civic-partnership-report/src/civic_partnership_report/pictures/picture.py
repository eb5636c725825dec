"""What a picture is, and how its template is filled in."""

from importlib.resources import files
from typing import Any

from attrs import frozen
from markupsafe import Markup

from civic_partnership_report.rendering import load_templates

STYLESHEET = files(__package__).joinpath("pictures.css").read_text(encoding="utf-8")
"""The rules for all pictures; the page that shows them includes it once."""


@frozen
class Picture:
    """A picture, and the table that says the same in text.

    Attributes:
        title: the title of the picture.
        description: what the picture shows, in a sentence or two.
        svg: the picture as markup that can stand in HTML and in XML: a `div` in which each `svg` has a role
            and a title, or is hidden. The ids in it begin with the name of the picture.
        headings: the headings of the table.
        rows: its rows, each with as many texts as there are headings: all facts of the picture.

    """

    title: str
    description: str
    svg: Markup
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw(template: str, **values: Any) -> Markup:
    """Fill in a template of the folder `templates`; all texts are escaped."""
    markup = load_templates(__package__).get_template(f"{template}.svg").render(values)
    return Markup(markup)  # noqa: S704 - from templates of this package
