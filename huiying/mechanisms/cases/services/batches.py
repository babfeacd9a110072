"""News for many who were harmed by one case, by steps: each is whole, so that a stop anywhere tells nobody twice."""

import uuid
from datetime import datetime

from huiying.core.duties.services import acting
from huiying.core.kinds import Act, system
from huiying.core.ledger.specs import specs
from huiying.mechanisms.cases.models import Rest
from huiying.mechanisms.cases.services.shape import keep_index, read
from huiying.mechanisms.cases.services.telling import MOST_AT_ONCE, tell_member

TELLER = system("teller")


def tell_victims(at: datetime, limit: int = 5) -> int:
    """Take some steps; gives how many people were told. What a stopped worker had not finished is taken up again."""
    told = 0
    for pk in list(Rest.objects.order_by("pk").values_list("pk", flat=True)[:limit]):
        told += _step(pk, at)
    return told


def _step(pk: uuid.UUID, at: datetime) -> int:
    found = Rest.objects.filter(pk=pk).first()
    if found is None:
        return 0
    with acting(matter_id=found.matter_id, act=Act.WORK, by=TELLER, at=at) as book:
        # Read again under the lock of the matter: another worker may have taken this step.
        rest = Rest.objects.filter(pk=pk).first()
        about = next((e for e in book.history if rest and e.id == rest.about), None)
        if rest is None or about is None:
            return 0
        now, later = rest.parties[:MOST_AT_ONCE], rest.parties[MOST_AT_ONCE:]
        standing = read(book)
        for party in now:
            tell_member(
                book,
                member=standing.member(party),
                template=rest.template,
                about=about,
                tells=specs()[rest.tells],
                of=rest.of,
                facts=rest.facts,
            )
        if later:
            Rest.objects.filter(pk=pk).update(parties=later)
        else:
            rest.delete()
        keep_index(book)
        return len(now)
