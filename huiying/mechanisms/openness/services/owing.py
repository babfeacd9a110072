"""What was owed to people, by kind of matter and by whose time it is: added up, with a likely range, small ones hidden.

Several duties hang on one matter. So a share has the range of answers that hang together, and nothing is shown of
fewer matters than the threshold, however many duties they hold: twelve steps of one case are one person's case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from huiying.core.duties import queries as duties
from huiying.figures import intervals, suppression
from huiying.mechanisms.openness import rules
from huiying.mechanisms.openness.measures import EVERY, SET
from huiying.mechanisms.openness.models import Bulletin, Part
from huiying.mechanisms.openness.rules import OWN, VISIT, Label, column
from huiying.mechanisms.openness.services import hiding
from huiying.mechanisms.openness.services.hiding import THRESHOLD, Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """The sums of one place. `*_matters`: on how many matters."""

    due: int
    kept: int
    open: int
    gone: int
    due_matters: int
    open_matters: int
    gone_matters: int
    sums: intervals.Sums

    def few(self, what: str) -> bool:
        return 0 < int(getattr(self, f"{what}_matters")) < THRESHOLD


Table = Mapping[Place, Owed]


def table(rows: QuerySet[Part]) -> Table:
    """Of the parts of a year: each unit and period, each kind, each label, and all of them together."""
    found: dict[Place, Owed] = {}
    for sorts, kind in (((OWN, VISIT), EVERY), ((VISIT,), VISIT), ((OWN,), "")):
        by = ("period", "unit_id") if kind else ("period", "unit_id", "kind")
        for label in Label:
            for row in rows.values(*by).annotate(**_sums(sorts, label)):
                place = Place(row["period"], row["unit_id"], kind or row["kind"], label)
                owed = _owed(row)
                if owed.due or owed.open or owed.gone:
                    found[place] = owed
    return found


def _added(sorts: Iterable[str], label: Label, what: str) -> Combinable:
    """The columns of a matter's part, added. Wide: of a case with hundreds of people the squares are large."""
    labels = SET if label is Label.BOTH else (label,)
    first, *more = [F(column(sort, one, what)) for sort in sorts for one in labels]
    total: Combinable = Cast(first, BigIntegerField())
    for each in more:
        total = total + Cast(each, BigIntegerField())
    return total


def _sums(sorts: Iterable[str], label: Label) -> dict[str, Sum | Count]:
    labels = SET if label is Label.BOTH else (label,)
    n, d = _added(sorts, label, "kept"), _added(sorts, label, "due")
    some = {
        what: Q(*((f"{column(sort, one, what)}__gt", 0) for sort in sorts for one in labels),
                _connector=Q.OR)
        for what in ("due", "open", "gone")
    }  # fmt: skip
    return {
        "n": Sum(n),
        "d": Sum(d),
        "nn": Sum(n * n),
        "nd": Sum(n * d),
        "dd": Sum(d * d),
        "o": Sum(_added(sorts, label, "open")),
        "g": Sum(_added(sorts, label, "gone")),
        "dk": Count("matter", filter=some["due"], distinct=True),
        "ok": Count("matter", filter=some["open"], distinct=True),
        "gk": Count("matter", filter=some["gone"], distinct=True),
    }


def _owed(row: Mapping[str, int]) -> Owed:
    return Owed(
        due=row["d"],
        kept=row["n"],
        open=row["o"],
        gone=row["g"],
        due_matters=row["dk"],
        open_matters=row["ok"],
        gone_matters=row["gk"],
        sums=intervals.Sums(
            clusters=row["dk"],
            kept=row["n"],
            of=row["d"],
            kept_squared=row["nn"],
            kept_times_of=row["nd"],
            of_squared=row["dd"],
        ),
    )


def shown(owed: Table, what: str) -> frozenset[Place]:
    """Where one of `due`, `open` and `gone` may be shown."""
    few = [place for place, cell in owed.items() if cell.few(what)]
    return hiding.shown({place: getattr(cell, what) for place, cell in owed.items()}, also=few)


def bulletins(origin: str, owed: Table, shown_due: frozenset[Place]) -> list[Bulletin]:
    shown_open, shown_gone = shown(owed, "open"), shown(owed, "gone")
    made = []
    for place, cell in owed.items():
        row = Bulletin(
            origin=origin,
            period=place.period,
            unit_id=place.unit,
            measure=f"owed:{place.sort}:{place.label}",
            shown=place in shown_due,
        )
        if row.shown:
            share = intervals.clustered_sums(cell.sums)
            row.number, row.of = cell.kept, cell.due
            row.value, row.low, row.high = share.value, share.low, share.high
        row.detail = {
            "open": cell.open if place in shown_open else None,
            "gone": cell.gone if place in shown_gone else None,
        }
        made.append(row)
    return made


# --- by rule -----------------------------------------------------------------------------------------

Group = tuple[str, str, bool]


def by_rule(counts: list[duties.RuleCount], year: str) -> list[Bulletin]:
    """What fell due under each rule in a year.

    The rules add up to what is published of each kind and label, the answers to complaints and the rest by
    themselves; where a small count could be worked out from that, another rule is hidden with it.
    """
    of_rule: dict[str, list[duties.RuleCount]] = {}
    groups: dict[Group, dict[str, int]] = {}
    for count in counts:
        of_rule.setdefault(count.rule, []).append(count)
        sort = VISIT if rules.sort_of(count.rule) == VISIT else count.kind
        group = groups.setdefault((sort, count.basis, rules.answers(count.rule)), {})
        group[count.rule] = group.get(count.rule, 0) + count.due
    hidden = {rule for rule, found in of_rule.items() if sum(c.matters for c in found) < THRESHOLD}
    while True:
        before = len(hidden)
        for group in groups.values():
            hidden |= _hidden_rules(group, hidden)
        if len(hidden) == before:
            return [
                _of_rule(rule, found, year, rule not in hidden) for rule, found in of_rule.items()
            ]


def _hidden_rules(group: Mapping[str, int], hidden: set[str]) -> frozenset[str]:
    leaves = tuple(suppression.Unit(key=rule, count=due) for rule, due in group.items())
    top = suppression.Unit(key=EVERY, count=sum(group.values()), below=leaves)
    found = suppression.suppress(top, threshold=THRESHOLD, also=frozenset(hidden & group.keys()))
    return found.hidden - {EVERY}


def _of_rule(rule: str, found: list[duties.RuleCount], year: str, allowed: bool) -> Bulletin:
    row = Bulletin(origin="live", period=year, measure=f"rule:{rule}", shown=allowed)
    if allowed:
        row.number, row.of = sum(c.kept for c in found), sum(c.due for c in found)
        share = intervals.wilson(kept=row.number, of=row.of)
        row.value, row.low, row.high = share.value, share.low, share.high
    return row
