"""Small charts drawn by the server as SVG: no script, no inline style. Each comes with its table twin."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import pgettext

from huiying.core.web import rows

LEFT, RIGHT, TOP, BOTTOM = 52, 16, 26, 46


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


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Each chart is drawn twice, wide and narrow; the style sheet shows the one that fits."""

    name: str
    width: int
    height: int
    labels: int

    @property
    def floor(self) -> int:
        return self.height - BOTTOM

    def y(self, value: float, top: float) -> float:
        return self.floor - (self.floor - TOP) * value / top

    def slot(self, count: int) -> float:
        return (self.width - LEFT - RIGHT) / max(count, 1)

    def every(self, count: int) -> int:
        """Every how many-th label fits."""
        return max(-(-count // self.labels), 1)


PAPERS = (
    Paper(name="wide", width=880, height=320, labels=12),
    Paper(name="narrow", width=380, height=260, labels=5),
)


def _grid(paper: Paper, top: float) -> str:
    lines = []
    for part in range(5):
        y = paper.y(top * part / 4, top)
        kind = "grid" if part else "axis"
        right = paper.width - RIGHT
        lines.append(f'<line class="{kind}" x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        words = _number(top * part / 4)
        lines.append(f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{words}</text>')
    return "".join(lines)


def _label(paper: Paper, x: float, words: str, room: float = 0) -> str:
    """In two lines, where one would reach into its neighbours."""
    lines = _halves(words) if room and _reach(words) > room else [words]
    return "".join(
        f'<text x="{x:.1f}" y="{paper.floor + 20 + 17 * n}" text-anchor="middle">{escape(part)}</text>'
        for n, part in enumerate(lines)
    )


def _reach(words: str) -> float:
    """Roughly how wide it is drawn; a Chinese character is as wide as it is high."""
    return sum(15 if ord(letter) > 0x2E80 else 8 for letter in words)


def _halves(words: str) -> list[str]:
    """Parted at the space nearest the middle."""
    spaces = [i for i, letter in enumerate(words) if letter == " "]
    if not spaces:
        return [words]
    cut = min(spaces, key=lambda i: abs(_reach(words[:i]) - _reach(words[i:])))
    return [words[:cut], words[cut + 1 :]]


def _frame(paper: Paper, title: str, inside: str) -> str:
    return (
        f'<svg class="hy-plot hy-plot--{paper.name}" viewBox="0 0 {paper.width} {paper.height}"'
        f' role="img" aria-label="{escape(title)}">{inside}</svg>'
    )


def bars(*, title: str, counts: list[rows.Count], unit: str = "") -> Chart:
    """Bars from zero; a label under each as far as there is room."""
    return Chart(
        title=title,
        svg="".join(_frame(paper, title, _bars(paper, counts)) for paper in PAPERS),
        heads=_heads(unit),
        lines=[[c.label, c.text or _number(c.value)] for c in counts],
    )


def _bars(paper: Paper, counts: list[rows.Count]) -> str:
    top = _nice_top(max((c.value for c in counts), default=1) or 1)
    slot, every = paper.slot(len(counts)), paper.every(len(counts))
    drawn = [_grid(paper, top)]
    marked = [i for i, count in enumerate(counts) if count.mark]
    # Numbers over neighbouring bars would lie on one another: the highest of those in colour has its own.
    told = max(marked, key=lambda i: counts[i].value, default=-1)
    for i, count in enumerate(counts):
        x, y = LEFT + slot * i, paper.y(count.value, top)
        kind = f"bar bar--{count.mark}" if count.mark else "bar"
        drawn.append(
            f'<rect class="{kind}" x="{x + slot * 0.14:.1f}" y="{y:.1f}" width="{slot * 0.72:.1f}"'
            f' height="{paper.floor - y:.1f}"/>'
        )
        if i % every == 0:
            drawn.append(_label(paper, x + slot / 2, count.label, slot * every))
        if len(counts) <= paper.labels or i == told:
            words = escape(count.text or _number(count.value))
            place = f'x="{x + slot / 2:.1f}" y="{y - 7:.1f}"'
            drawn.append(f'<text class="value" {place} text-anchor="middle">{words}</text>')
    return "".join(drawn)


def line(
    *, title: str, points: list[rows.Point], unit: str = "", target: float | None = None
) -> Chart:
    """A line through points; the band behind it is their likely range."""
    return Chart(
        title=title,
        svg="".join(_frame(paper, title, _line(paper, points, target)) for paper in PAPERS),
        heads=_heads(unit),
        lines=[[p.label, _range(p)] for p in points],
    )


def _line(paper: Paper, points: list[rows.Point], target: float | None) -> str:
    highest = [p.high if p.high is not None else p.value for p in points] + (
        [target] if target else []
    )
    top = _nice_top(max(highest, default=1) or 1)
    slot, every = paper.slot(len(points)), paper.every(len(points))
    at = [LEFT + slot * (i + 0.5) for i in range(len(points))]
    drawn = [_grid(paper, top), _band(paper, at, points, top)]
    if target is not None:
        y = f"{paper.y(target, top):.1f}"
        drawn.append(
            f'<line class="target" x1="{LEFT}" x2="{paper.width - RIGHT}" y1="{y}" y2="{y}"/>'
        )
    path = " ".join(f"{x:.1f},{paper.y(p.value, top):.1f}" for x, p in zip(at, points, strict=True))
    drawn.append(f'<polyline class="line" points="{path}"/>')
    for i, (x, point) in enumerate(zip(at, points, strict=True)):
        drawn.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{paper.y(point.value, top):.1f}" r="4.5"/>'
        )
        if i % every == 0:
            drawn.append(_label(paper, x, point.label))
    return "".join(drawn)


def _band(paper: Paper, at: list[float], points: list[rows.Point], top: float) -> str:
    known = [
        (x, p.low, p.high)
        for x, p in zip(at, points, strict=True)
        if p.low is not None and p.high is not None
    ]
    if not known:
        return ""
    edge = [f"{x:.1f},{paper.y(high, top):.1f}" for x, _low, high in known]
    edge += [f"{x:.1f},{paper.y(low, top):.1f}" for x, low, _high in reversed(known)]
    return f'<polygon class="band" points="{" ".join(edge)}"/>'


def _heads(unit: str) -> list[rows.Head]:
    return [
        rows.Head(label=pgettext("chart", "Group")),
        rows.Head(label=unit or pgettext("chart", "Number"), number=True),
    ]


def _range(point: rows.Point) -> str:
    if point.low is None or point.high is None:
        return _number(point.value)
    return f"{_number(point.value)} ({_number(point.low)}–{_number(point.high)})"


# --- funnel --------------------------------------------------------------------------------------


def funnel(
    *,
    title: str,
    points: list[rows.FunnelPoint],
    steps: list[rows.FunnelStep],
    centre: float,
    heads: list[rows.Head],
) -> Chart:
    """Units by size and share; the funnel is what chance allows. Each is named in the table and under its number."""
    return Chart(
        title=title,
        svg="".join(
            _frame(paper, title, _funnel(paper, points, steps, centre)) for paper in PAPERS
        ),
        heads=heads,
        lines=[
            [f"{n}. {p.label}", f"{p.value * 100:.0f}%", str(p.of), p.text]
            for n, p in enumerate(points, start=1)
        ],
    )


def _funnel(
    paper: Paper, points: list[rows.FunnelPoint], steps: list[rows.FunnelStep], centre: float
) -> str:
    shares = [p.value for p in points] + [s.lowest for s in steps]
    # Even steps: of 5, 10, 20 or 25 per cent.
    floor = next((f for f in (0.8, 0.6, 0.2) if f <= min(shares)), 0.0)
    first, last = steps[0].of, steps[-1].of
    room = max(last - first, 1)

    def x(of: int) -> float:
        return LEFT + 14 + (paper.width - LEFT - RIGHT - 28) * (of - first) / room

    def y(share: float) -> float:
        return paper.y(share - floor, 1.0 - floor)

    drawn = [_share_grid(paper, floor)]
    for kind, low, high in (
        ("limit limit--far", [(s.of, s.lowest) for s in steps], [(s.of, s.highest) for s in steps]),
        ("limit", [(s.of, s.low) for s in steps], [(s.of, s.high) for s in steps]),
    ):
        for edge in (low, high):
            path = " ".join(f"{x(of):.1f},{y(share):.1f}" for of, share in edge)
            drawn.append(f'<polyline class="{kind}" points="{path}"/>')
    middle = f"{y(centre):.1f}"
    drawn.append(
        f'<line class="axis" x1="{LEFT}" x2="{paper.width - RIGHT}" y1="{middle}" y2="{middle}"/>'
    )
    drawn += [_label(paper, x(of), str(of)) for of in sorted({first, (first + last) // 2, last})]
    drawn += [_unit(n, x(p.of), y(p.value), p) for n, p in enumerate(points, start=1)]
    return "".join(drawn)


def _share_grid(paper: Paper, floor: float) -> str:
    lines = []
    for part in range(5):
        share = floor + (1.0 - floor) * part / 4
        y = paper.y(share - floor, 1.0 - floor)
        right = paper.width - RIGHT
        lines.append(f'<line class="grid" x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        words = f"{share * 100:.0f}%"
        lines.append(f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{words}</text>')
    return "".join(lines)


def _unit(number: int, x: float, y: float, point: rows.FunnelPoint) -> str:
    """Within: a dot. Outside: a square or a diamond, so that colour never says it alone."""
    shape = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    if point.mark:
        turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if point.mark == "late" else ""
        kind = f"bar bar--{point.mark}"
        place = f'x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"'
        shape = f'<rect class="{kind}" {place}{turn}/>'
    return f'{shape}<text class="value" x="{x + 9:.1f}" y="{y - 6:.1f}">{number}</text>'
