"""Small charts drawn by the server as SVG: no script, no inline style. Each comes with its table twin."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import pgettext

from huiying.core.web import rows

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 20, 24, 46


@dataclass(frozen=True, kw_only=True)
class Chart:
    title: str
    svg: str
    heads: list[rows.Head]
    lines: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """An interval bar, in per cent of its track."""

    label: str
    value: str
    low: str
    high: str
    n: int
    x_low: str
    width: str
    x_value: str
    x_target: str


@dataclass(frozen=True, kw_only=True)
class Meter:
    width: str
    x_limit: str
    state: str


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}%"


def interval(row: rows.Interval) -> Bar:
    return Bar(
        label=row.label,
        value=f"{row.value * 100:.0f}%",
        low=f"{row.low * 100:.0f}",
        high=f"{row.high * 100:.0f}",
        n=row.n,
        x_low=_percent(row.low),
        width=_percent(row.high - row.low),
        x_value=_percent(row.value),
        x_target="" if row.target is None else _percent(row.target),
    )


def meter(value: float, limit: float) -> Meter:
    """The track ends a quarter past whichever is larger, so that the limit is never at the edge."""
    end = max(value, limit, 0.001) * (1.25 if value > limit else 1.1)
    state = "over" if value > limit else "near" if value > 0.85 * limit else "under"
    return Meter(width=_percent(value / end), x_limit=_percent(limit / end), state=state)


def _nice_top(largest: float) -> float:
    """The first of 1, 2, 5 times a power of ten that lies above."""
    step = 1.0
    while step * 10 < largest:
        step *= 10
    return next((step * factor for factor in (1, 2, 4, 5, 10) if step * factor >= largest), largest)


def _number(value: float) -> str:
    return f"{value:g}" if value < 10_000 else f"{value:,.0f}"


def _grid(top: float) -> str:
    lines = []
    for part in range(5):
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part / 4
        axis = "axis" if part == 0 else "grid"
        lines.append(
            f'<line class="{axis}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
        words = _number(top * part / 4)
        lines.append(f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{words}</text>')
    return "".join(lines)


def _frame(title: str, inside: str) -> str:
    return (
        f'<svg class="hy-plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{inside}</svg>"
    )


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def bars(*, title: str, counts: list[rows.Count], unit: str = "") -> Chart:
    """Bars from zero; a label under each as far as there is room."""
    top = _nice_top(max((c.value for c in counts), default=1) or 1)
    slot = (WIDTH - LEFT - RIGHT) / max(len(counts), 1)
    every = -(-len(counts) // 12) if counts else 1
    drawn = [_grid(top)]
    for i, count in enumerate(counts):
        x, y = LEFT + slot * i, _y(count.value, top)
        kind = f"bar bar--{count.mark}" if count.mark else "bar"
        drawn.append(
            f'<rect class="{kind}" x="{x + slot * 0.14:.1f}" y="{y:.1f}" width="{slot * 0.72:.1f}"'
            f' height="{HEIGHT - BOTTOM - y:.1f}"/>'
        )
        middle = f"{x + slot / 2:.1f}"
        if i % every == 0:
            drawn.append(
                f'<text x="{middle}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{escape(count.label)}</text>'
            )
        if len(counts) <= 12:
            words = escape(count.text or _number(count.value))
            drawn.append(
                f'<text class="value" x="{middle}" y="{y - 7:.1f}" text-anchor="middle">{words}</text>'
            )
    return Chart(
        title=title,
        svg=_frame(title, "".join(drawn)),
        heads=[
            rows.Head(label=pgettext("chart", "Group")),
            rows.Head(label=unit or pgettext("chart", "Number"), number=True),
        ],
        lines=[[c.label, c.text or _number(c.value)] for c in counts],
    )


def line(
    *, title: str, points: list[rows.Point], unit: str = "", target: float | None = None
) -> Chart:
    """A line through points; the band behind it is their likely range."""
    highest = [p.high if p.high is not None else p.value for p in points] + (
        [target] if target else []
    )
    top = _nice_top(max(highest, default=1) or 1)
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    at = [LEFT + step * (i + 0.5) for i in range(len(points))]
    drawn = [_grid(top)]
    ranged = [
        (x, p.low, p.high)
        for x, p in zip(at, points, strict=True)
        if p.low is not None and p.high is not None
    ]
    if ranged:
        edge = [f"{x:.1f},{_y(high, top):.1f}" for x, _low, high in ranged]
        edge += [f"{x:.1f},{_y(low, top):.1f}" for x, low, _high in reversed(ranged)]
        drawn.append(f'<polygon class="band" points="{" ".join(edge)}"/>')
    if target is not None:
        y = f"{_y(target, top):.1f}"
        drawn.append(f'<line class="target" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>')
    path = " ".join(f"{x:.1f},{_y(p.value, top):.1f}" for x, p in zip(at, points, strict=True))
    drawn.append(f'<polyline class="line" points="{path}"/>')
    every = -(-len(points) // 12) if points else 1
    for i, (x, point) in enumerate(zip(at, points, strict=True)):
        drawn.append(f'<circle class="dot" cx="{x:.1f}" cy="{_y(point.value, top):.1f}" r="4.5"/>')
        if i % every == 0:
            words = escape(point.label)
            drawn.append(
                f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{words}</text>'
            )
    return Chart(
        title=title,
        svg=_frame(title, "".join(drawn)),
        heads=[
            rows.Head(label=pgettext("chart", "Group")),
            rows.Head(label=unit or pgettext("chart", "Number"), number=True),
        ],
        lines=[[p.label, _range(p)] for p in points],
    )


def _range(point: rows.Point) -> str:
    if point.low is None or point.high is None:
        return _number(point.value)
    return f"{_number(point.value)} ({_number(point.low)}–{_number(point.high)})"
