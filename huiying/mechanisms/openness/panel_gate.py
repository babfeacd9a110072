"""How often something was held back, in a public table: small numbers too, since each is an act of the service."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from huiying.core.disclosure import queries
from huiying.core.web import dates, rows


def held_back(at: datetime) -> list[list[str]]:
    """Twelve months up to the end of last month: nobody can tell from one day to the next that a count went up."""
    until = dates.local(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    counted = queries.counts(since=until - timedelta(days=365), until=until)
    return [
        [gettext("Released"), str(counted.released)],
        [gettext("Held back for a time, with a second person's agreement"), str(counted.held)],
        [
            gettext("Not even told that there is something, with an approval from outside"),
            str(counted.existence),
        ],
        [
            gettext("Covert inquiries whose looks were shown to the person later"),
            str(counted.covert),
        ],
    ]


def held_back_heads() -> list[rows.Head]:
    return [
        rows.Head(label=gettext("Decisions on what may be told")),
        rows.Head(label=gettext("How often"), number=True),
    ]
