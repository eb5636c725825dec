"""What the tests read of a picture's markup."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from civic_partnership_report.pictures import Picture

BAR = "17"
"""The pixels of a rectangle without a height of its own: the stylesheet gives it one."""


def read(picture: Picture) -> ET.Element:
    """Parse the markup of a picture as XML."""
    return ET.fromstring(picture.svg)


def classes(element: ET.Element) -> set[str]:
    """Return the classes of an element."""
    return set(element.get("class", "").split())


def marks(picture: Picture) -> list[ET.Element]:
    """Return what stands for a fact."""
    return [each for each in read(picture).iter() if "mark" in classes(each)]


def title_of(element: ET.Element) -> str:
    """Return the title of a mark, or the texts of a card."""
    return element.findtext("title") or ", ".join(each.text or "" for each in element.iter("p"))


def titles(picture: Picture) -> Counter[str]:
    """Return the titles of the marks."""
    return Counter(map(title_of, marks(picture)))


def mark(picture: Picture, beginning: str) -> ET.Element:
    """Return the only mark whose title begins so."""
    (found,) = [each for each in marks(picture) if title_of(each).startswith(beginning)]
    return found


def parts(element: ET.Element) -> list[str]:
    """Return the classes of the rectangles of a mark, and the ids of its signs, from left to right."""
    rectangles = [each.get("class", "certain") for each in element.iter("rect")]
    return rectangles + [each.get("href", "").partition("-")[2] for each in element.iter("use")]


def numbers_outside(picture: Picture) -> Iterator[str]:
    """Yield what is drawn outside its svg: past 100 per cent of the width, or past the height."""
    for svg in read(picture).iter("svg"):
        height = float(svg.get("height", ""))
        width = svg.get("width", "")
        for element in svg.iter():
            x, y = element.get("x", "0"), float(element.get("y", "0").replace("100%", "0"))
            w, h = (
                element.get("width", "0"),
                float(element.get("height", BAR if element.tag == "rect" else "0")),
            )
            if element is svg or element.tag == "pattern":
                continue
            if width == "100%" and x.endswith("%"):
                right = float(x[:-1]) + (float(w[:-1]) if w.endswith("%") else 0)
                if not 0 <= float(x[:-1]) <= right <= 100.011:
                    yield ET.tostring(element, encoding="unicode")
            if height and not 0 <= y <= y + h <= height + 0.11:
                yield ET.tostring(element, encoding="unicode")


def ids(picture: Picture) -> Counter[str]:
    """Return the ids in a picture."""
    return Counter(id for each in read(picture).iter() if (id := each.get("id")) is not None)


def references(picture: Picture) -> set[str]:
    """Return the ids that a picture refers to."""
    return set(re.findall(r'(?:href="|url\()#([^")]+)', picture.svg))
