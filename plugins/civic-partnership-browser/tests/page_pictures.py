"""Pictures of pages, as SVG that holds the page itself: its words can be read, and it is dark where the reader's screen is."""

from typing import Any
from xml.etree import ElementTree

WIDTH = 1000
_CUT = """
(rest) => {
  document.querySelectorAll("script, meta, template, input[hidden], .skip").forEach((each) => each.remove());
  document.querySelectorAll(rest).forEach((each) => each.remove());
  document.querySelectorAll("input").forEach((each) => each.setAttribute("value", each.value));
  scrollTo(0, 0);
  return [new XMLSerializer().serializeToString(document.documentElement), document.documentElement.scrollHeight];
}
"""
_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{label}">
<foreignObject width="100%" height="100%">
{page}
</foreignObject>
</svg>
"""


def draw_page(page: Any, label: str, *, rest: str) -> str:
    """Draw what an open page shows, as SVG.

    Args:
        page: the page as Playwright drives it; it is of no use afterwards.
        label: what a reader gets who does not see the picture.
        rest: a CSS selector of the elements that do not belong to the picture.
    """
    page.set_viewport_size({"width": WIDTH, "height": 100})
    xhtml, height = page.evaluate(_CUT, rest)
    return _PICTURE.format(width=WIDTH, height=height, label=label, page=xhtml)


def find_words(picture: str) -> list[str]:
    """Return the words that stand in a picture, one after the other."""
    body = ElementTree.fromstring(picture).find(".//{*}body")
    assert body is not None
    return "".join(body.itertext()).split()
