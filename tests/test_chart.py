from xml.etree import ElementTree

from chart import LEFT, RIGHT, WIDTH, Bar, Chart, draw
from hypothesis import given, strategies as st

SVG = "{http://www.w3.org/2000/svg}"
lengths = st.dictionaries(st.integers(0, 3), st.floats(1, 10_000), min_size=1).map(
    lambda parts: dict(sorted(parts.items()))
)


def make_chart(parts: list[dict[int, float]]) -> Chart:
    """Make a chart of one group."""
    bars = [Bar(f"<{number}>", "a & b", each) for number, each in enumerate(parts)]
    return Chart("Title", ("one", "two", "three", "four"), {"group": bars}, ["a line"])


@given(st.lists(lengths, min_size=1, max_size=6))
def test_every_bar_begins_at_zero_and_is_as_long_as_its_value(parts: list[dict[int, float]]) -> None:
    """The parts of a bar lie end to end, all in the same proportion."""
    tree = ElementTree.fromstring(draw(make_chart(parts)))
    drawn = [each.attrib for each in tree.iter(f"{SVG}rect") if each.get("class", "").startswith("part")][4:]
    values = [length for bar in parts for length in bar.values()]
    longest = max(sum(bar.values()) for bar in parts)
    scale = (WIDTH - LEFT - RIGHT) / longest
    widths = [float(each["width"]) for each in drawn]

    assert len(values) == len(widths)
    assert all(abs(value * scale - width) <= 0.1 for value, width in zip(values, widths, strict=True))
    before = [sum([*bar.values()][:number]) for bar in parts for number in range(len(bar))]
    assert all(
        abs(LEFT + start * scale - float(each["x"])) <= 0.1 for start, each in zip(before, drawn, strict=True)
    )


def test_a_chart_says_in_words_what_it_shows() -> None:
    """A reader who does not see the picture gets title and values."""
    tree = ElementTree.fromstring(draw(make_chart([{0: 12, 1: 30}])))

    assert "img" == tree.get("role")
    assert "Title" == tree.findtext(f"{SVG}title")
    assert "group: <0> (a & b): 12 one and 30 two." == tree.findtext(f"{SVG}desc")
