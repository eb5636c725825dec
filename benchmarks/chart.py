"""A bar chart as SVG text: rows of bars in groups, each bar of one or more parts that lie end to end."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import accumulate, count, takewhile
from typing import NamedTuple

WIDTH = 880
LEFT, RIGHT = 270, 64
"""The room for the names beside the bars, and for the sums behind them."""
ROW, BAR = 40, 20
GROUP = 34
TOP = 78
LINE = 16
"""The height of a line of the caption."""
LIGHT = 2
"""The part whose colour asks for dark letters."""

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="title desc">
<title id="title">{title}</title>
<desc id="desc">{description}</desc>
<style>
text {{ font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 13px; fill: #1f2328; }}
.background {{ fill: #ffffff; stroke: #d1d9e0; }}
.heading {{ font-size: 17px; font-weight: 600; }}
.group {{ font-size: 12px; font-weight: 600; fill: #59636e; }}
.own {{ font-weight: 700; }}
.small {{ font-size: 11px; fill: #59636e; }}
.sum {{ font-weight: 600; }}
.inside {{ font-size: 11px; fill: #ffffff; }}
.dark {{ fill: #1f2328; }}
.grid {{ stroke: #d1d9e0; stroke-width: 1; }}
.axis {{ stroke: #818b98; stroke-width: 1; }}
.part0 {{ fill: #0b6e99; }}
.part1 {{ fill: #c2571a; }}
.part2 {{ fill: #f2b880; }}
.part3 {{ fill: #6f6aa8; }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #f0f6fc; }}
.background {{ fill: #0d1117; stroke: #3d444d; }}
.group, .small {{ fill: #9198a1; }}
.inside {{ fill: #ffffff; }}
.dark {{ fill: #1f2328; }}
.grid {{ stroke: #2a313c; }}
.axis {{ stroke: #656c76; }}
.part0 {{ fill: #17749e; }}
.part1 {{ fill: #bf551b; }}
.part3 {{ fill: #8681c4; }}
}}
</style>
<rect class="background" x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="8"/>
<text class="heading" x="20" y="32">{title}</text>
{body}
</svg>
"""


class Bar(NamedTuple):
    """A bar.

    Attributes:
        name: what the bar is about.
        note: what was done, in a few words.
        parts: the number of a part in the legend -> its length, in the units of the chart.
        is_own: whether the name is put in bold.
    """

    name: str
    note: str
    parts: Mapping[int, float]
    is_own: bool = False


class Chart(NamedTuple):
    """A bar chart.

    Attributes:
        title: what is shown, with the unit.
        legend: the name of each part.
        groups: heading of a group -> its bars.
        caption: lines under the chart.
    """

    title: str
    legend: Sequence[str]
    groups: Mapping[str, Sequence[Bar]]
    caption: Sequence[str]


def draw(chart: Chart) -> str:
    """Return the chart as SVG."""
    bars = [bar for group in chart.groups.values() for bar in group]
    longest = max(sum(bar.parts.values()) for bar in bars)
    scale = (WIDTH - LEFT - RIGHT) / longest
    bottom = TOP + GROUP * len(chart.groups) + ROW * len(bars)
    height = bottom + 44 + LINE * len(chart.caption)
    body = [*_legend(chart.legend), *_grid(longest, scale, bottom)]
    y = TOP
    for heading, group in chart.groups.items():
        body.append(_text(20, y + 22, heading, "group"))
        y += GROUP
        for bar in group:
            body += _bar(bar, y, scale)
            y += ROW
    body += [
        _text(20, bottom + 44 + LINE * number, line, "small") for number, line in enumerate(chart.caption)
    ]
    return FRAME.format(
        width=WIDTH,
        height=height,
        inner_width=WIDTH - 1,
        inner_height=height - 1,
        title=escape(chart.title),
        description=escape(_describe(chart)),
        body="\n".join(body),
    )


def _text(x: float, y: float, text: str, style: str = "", anchor: str = "start") -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _legend(names: Sequence[str]) -> list[str]:
    marks = []
    x = 20.0
    for number, name in enumerate(names):
        marks.append(f'<rect class="part{number}" x="{x:.1f}" y="48" width="12" height="12" rx="2"/>')
        marks.append(_text(x + 18, 58, name))
        x += 18 + 7.2 * len(name) + 22
    return marks


def _grid(longest: float, scale: float, bottom: float) -> list[str]:
    step = next(each for each in (10, 20, 50, 100, 200, 500, 1000, 2000, 5000) if longest / each <= 8)
    lines = []
    for value in takewhile(lambda each: each <= longest, count(0, step)):
        x = LEFT + value * scale
        style = "grid" if value else "axis"
        lines.append(f'<line class="{style}" x1="{x:.1f}" y1="{TOP + 8}" x2="{x:.1f}" y2="{bottom}"/>')
        lines.append(_text(x, bottom + 16, f"{value} µs" if value else "0", "small", "middle"))
    return lines


def _bar(bar: Bar, y: float, scale: float) -> list[str]:
    marks = [
        _text(LEFT - 12, y + 11, bar.name, "own" if bar.is_own else "", "end"),
        _text(LEFT - 12, y + 25, bar.note, "small", "end"),
    ]
    ends = [0.0, *accumulate(bar.parts.values())]
    for start, (number, length) in zip(ends, bar.parts.items(), strict=False):
        x, width = LEFT + start * scale, length * scale
        marks.append(
            f'<rect class="part{number}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" rx="1"/>'
        )
        if len(bar.parts) > 1 and width > 30:
            style = "inside dark" if number == LIGHT else "inside"
            marks.append(_text(x + width / 2, y + 14, f"{length:.0f}", style, "middle"))
    marks.append(_text(LEFT + ends[-1] * scale + 7, y + 15, f"{ends[-1]:.0f}", "sum"))
    return marks


def _describe(chart: Chart) -> str:
    """Return what the chart shows, in words."""
    lines = []
    for heading, group in chart.groups.items():
        rows = (
            f"{bar.name} ({bar.note}): "
            + " and ".join(f"{each:.0f} {chart.legend[number]}" for number, each in bar.parts.items())
            for bar in group
        )
        lines.append(f"{heading}: {'; '.join(rows)}.")
    return " ".join(lines)
