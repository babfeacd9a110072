"""What other books counted in the demonstration, and those who say that they got no receipt."""

import random
from collections import Counter
from datetime import datetime, timedelta

from huiying.config.demo import words
from huiying.config.demo.world import ZONE, World
from huiying.core.kinds import SeatRole
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.openness.rules import COUNTED_CHANNELS
from huiying.mechanisms.openness.services.reporting import enter_count, report_no_receipt

_SHARE_MISSED = 0.08


def enter_counts(world: World, now: datetime) -> None:
    """Each day's counts of the other books: mostly what was registered here, sometimes one more."""
    ours = {c: book for book, channels in COUNTED_CHANNELS.items() for c in channels}
    counted: Counter[tuple[str, str]] = Counter()
    rows = Complaint.objects.filter(channel__in=list(ours)).values_list("received_at", "channel")
    for received_at, channel in rows:
        counted[received_at.astimezone(ZONE).date().isoformat(), ours[channel]] += 1
    by = world.staff(world.response, SeatRole.RESPONSE)
    for (day, book), count in sorted(counted.items()):
        entered = datetime.fromisoformat(day).replace(hour=9, tzinfo=ZONE) + timedelta(days=1)
        missed = random.Random(f"{day}-{book}").random() < _SHARE_MISSED  # noqa: S311
        enter_count(
            day=datetime.fromisoformat(day).date(),
            channel=book,
            count=count + missed,
            unit_id=world.response,
            by=by,
            at=min(entered.astimezone(now.tzinfo), now),
        )


def report_missing_receipts(world: World, now: datetime) -> None:
    draw = random.Random("no-receipt")  # noqa: S311
    for _ in range(4):
        at = now - timedelta(days=draw.randint(2, 300), hours=draw.randint(1, 9))
        report_no_receipt(
            unit_id=draw.choice(world.stations),
            happened_on=(at - timedelta(days=draw.randint(0, 5))).astimezone(ZONE).date(),
            words=words.pick(draw, "no_receipt"),
            contact="",
            at=at,
        )
