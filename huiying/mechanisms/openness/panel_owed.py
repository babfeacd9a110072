"""What is owed to people, by kind of matter and by whose time it is: as bars with their range, as a table, as data."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from huiying.core.kinds import N_
from huiying.core.web import rows
from huiying.mechanisms.openness import panel
from huiying.mechanisms.openness.measures import EVERY, SET, Label
from huiying.mechanisms.openness.queries import Figure, UnitFigures

LABELS = {
    Label.LAW: N_("time set by law or from above"),
    Label.STANDARD: N_("our own standard"),
}
HOW = (
    N_(
        "Everything owed to people is counted at the unit that owed it, by kind of matter. A time set by law or by an "
        "order from above, and a standard the service set itself, are counted apart. Visits are counted by "
        "themselves, on whatever matter they are made."
    ),
    N_(
        "In time and late add up to what fell due in the period: late is what came after its date and what has not "
        "come yet. What came to be owed in the period and is not due yet stands beside it, and so does what fell away "
        "in the period before it was due, such as when a decision was reversed or somebody withdrew."
    ),
    N_(
        "Left out: what is owed to another body, to oversight or to an officer complained of; duties for which the law "
        "gives no number and we have set none, since nothing says when they are late; dates in a year whose calendar "
        "is not out yet; matters brought over from an older register."
    ),
    N_(
        "No figure is about a kind of offence, and none is shown of fewer than 10 matters, however many duties hang on "
        "them."
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    sort: str
    label: Label
    figure: Figure

    @property
    def name(self) -> str:
        if self.sort == EVERY and self.label is Label.BOTH:
            return gettext("Everything owed to people")
        if self.label is Label.BOTH:
            return sort_name(self.sort)
        name = gettext("Everything") if self.sort == EVERY else sort_name(self.sort)
        return gettext("%(kind)s: %(label)s") % {"kind": name, "label": gettext(LABELS[self.label])}


def sort_name(sort: str) -> str:
    return gettext(settings.HUIYING_OWED_NAMES.get(sort, sort))


def code(sort: str, label: Label) -> str:
    return f"owed:{sort}:{label}"


def measures(unit: UnitFigures) -> list[str]:
    """The codes there are of a unit, in the order of the page."""
    return [code(line.sort, line.label) for line in _lines(unit, (Label.BOTH, *SET))]


def name_of(measure: str) -> str:
    _owed, sort, label = measure.split(":")
    return _Line(sort=sort, label=Label(label), figure=Figure(measure=measure, shown=False)).name


def _lines(unit: UnitFigures, labels: tuple[Label, ...]) -> Iterator[_Line]:
    """All of it first, then the kinds in the order of the list of names."""
    there = {m.split(":")[1] for m in unit.figures if m.startswith("owed:")} - {EVERY}
    known = [sort for sort in settings.HUIYING_OWED_NAMES if sort in there]
    for sort in (EVERY, *known, *sorted(there - set(known))):
        for label in labels:
            figure = unit.figures.get(code(sort, label))
            if figure is not None:
                yield _Line(sort=sort, label=label, figure=figure)


def heads() -> list[rows.Head]:
    words = (
        gettext("What"), gettext("Fell due"), gettext("In time"), gettext("Late"), gettext("Share in time"),
        gettext("Likely range"), gettext("Not due yet"), gettext("Fell away"),
    )  # fmt: skip
    return [rows.Head(label=word, number=place > 0) for place, word in enumerate(words)]


def lines(unit: UnitFigures) -> list[list[str]]:
    """The sum, then each kind; under each the law's time and our own apart, where there are both."""
    return [_cells(line) for line in _lines(unit, (Label.BOTH, *SET)) if _adds(unit, line)]


def _adds(unit: UnitFigures, line: _Line) -> bool:
    """Of a kind with times of one sort alone, the line that says of which is enough."""
    apart = [label for label in SET if code(line.sort, label) in unit.figures]
    return line.label is not Label.BOTH or line.sort == EVERY or len(apart) != 1


def _cells(line: _Line) -> list[str]:
    figure = line.figure
    rest = [_beside(figure, "open"), _beside(figure, "gone")]
    if not figure.shown:
        return [line.name, *[panel.hidden()] * 3, "", "", *rest]
    number, of = figure.number or 0, figure.of or 0
    share = [panel.percent(figure), panel.likely(figure)] if of else ["–", ""]
    return [line.name, str(of), str(number), str(of - number), *share, *rest]


def _beside(figure: Figure, what: str) -> str:
    count = figure.detail.get(what)
    return panel.hidden() if count is None else str(count)


def bars(unit: UnitFigures) -> list[rows.Interval]:
    """A bar for each kind of which enough fell due; first of all of it, the law's time and our own apart. The order is
    that of the table, never of merit."""
    whole = (line for line in _lines(unit, SET) if line.sort == EVERY)
    kinds = (line for line in _lines(unit, (Label.BOTH,)) if line.sort != EVERY)
    return [
        rows.Interval(
            label=line.name,
            value=line.figure.value,
            low=line.figure.low or 0.0,
            high=1.0 if line.figure.high is None else line.figure.high,
            n=line.figure.of or 0,
        )
        for line in (*whole, *kinds)
        if line.figure.shown and line.figure.of and line.figure.value is not None
    ]


def how() -> list[str]:
    return [gettext(sentence) for sentence in HOW]
