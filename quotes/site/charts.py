"""Charts as SVG, drawn here: nothing is loaded to see one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH, _HEIGHT = 720, 120  # units of the drawing, whatever its size on a page
_MOST_BARS = 120
_FEWEST = 4  # bars there is room for: two or three do not become walls
_LEAST_BAR = 1.5  # units: a month with one quote is seen


@dataclass(frozen=True, slots=True)
class Bar:
    """What one bar stands for: a month ("2025-02") or a year ("2025"), and how many quotes."""

    label: str
    count: int


def per_month(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    """A bar for each month from the first to the last, or for each year of very many months.

    `counts` are months, "2025-02", in order, and how many quotes each has; a year alone is left
    out, as no month has it.
    """
    known = {month: count for month, count in counts if len(month) == 7}
    if not known:
        return []
    months = list(_months(min(known), max(known)))
    if len(months) <= _MOST_BARS:
        return [Bar(month, known.get(month, 0)) for month in months]
    years = {str(year): 0 for year in range(int(months[0][:4]), int(months[-1][:4]) + 1)}
    for month, count in known.items():
        years[month[:4]] += count
    return [Bar(*each) for each in years.items()]


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:])
    while (label := f"{year:04}-{month:02}") <= last:
        yield label
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def svg(bars: Sequence[Bar], title: str) -> Markup:
    """A bar chart as wide as its place, its title for those who cannot see it.

    Colours and height are the style sheet's; a bar tells what it stands for when pointed at.
    """
    most = max((bar.count for bar in bars), default=0) or 1
    step = _WIDTH / max(len(bars), _FEWEST)
    drawn = Markup("").join(_bar(bar, n * step, step, most) for n, bar in enumerate(bars))
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg>'
    ).format(_WIDTH, _HEIGHT, title, drawn)


def _bar(bar: Bar, left: float, step: float, most: int) -> Markup:
    height = max(_LEAST_BAR, bar.count / most * _HEIGHT) if bar.count else 0.0
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {:,}</title></rect>'
    ).format(left, _HEIGHT - height, max(step - 1, 0.8), height, bar.label, bar.count)
