"""What runs inside the processes that the fault tests start and kill: `python -m tests.faults.inside ACT ...`.

It speaks in lines of JSON, each written after the transaction it tells of.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from huiying.config import ready


def say(**what: Any) -> None:
    sys.stdout.write(json.dumps(what, default=str) + "\n")
    sys.stdout.flush()


def install() -> None:
    from django.core.management import call_command

    from tests.support.answered import make_unit

    call_command("migrate", verbosity=0)
    say(unit=make_unit())


def answer(unit: str, count: str, name: str = "p") -> None:
    """Matters that were answered; each one's mail waits in the outbox."""
    from huiying.core import clock
    from tests.support.answered import make_answered

    for n in range(int(count)):
        one = make_answered(int(unit), at=clock.now(), email=f"{name}{n}@example.org")
        say(matter=one.matter, mail=one.mail)


def complain(unit: str) -> None:
    """Complaints by the public form's own service, without end; each receipt is said after the commit."""
    from huiying.core import clock
    from huiying.core.kinds import system
    from huiying.core.people.services import Contact
    from huiying.mechanisms.complaints.services.filing import Filing, file_complaint

    number = 0
    while True:
        number += 1
        contact = Contact(name="王某", email=f"p{number}@example.org")
        filing = Filing(narrative=f"第{number}件：窗口排了一个小时没有人。", contact=contact)
        filed = file_complaint(filing=filing, by=system("form"), at=clock.now())
        say(matter=filed.matter_id, code=filed.code)


def notices() -> None:
    """Each e-mail of the outbox, and how often the history says that what it tells was told by mail."""
    from huiying.core.ledger.entries import standing
    from huiying.core.ledger.queries import history
    from huiying.core.notices.models import Channel, Notice

    for row in Notice.objects.filter(channel=Channel.EMAIL):
        said = {"about": str(row.about), "channel": "email"}
        told = [
            e
            for e in standing(history(row.matter_id))
            if e.kind == row.tells and said.items() <= dict(e.facts).items()
        ]
        say(mail=row.pk, state=row.state, told=len(told), error=row.error)


def matters() -> None:
    """Each matter with how much hangs on it, and how many duty rows a rebuild would change."""
    from huiying.core import clock
    from huiying.core.duties.models import Duty
    from huiying.core.duties.services import rebuild
    from huiying.core.ledger.models import Code, Event, Matter, Party
    from huiying.core.notices.models import Notice
    from huiying.core.people.services import open_texts

    for matter in Matter.objects.all():
        events = list(Event.objects.filter(matter=matter).order_by("sequence"))
        texts = open_texts([text for e in events for text in e.texts.values()])
        say(
            matter=matter.pk,
            sequences=[e.sequence for e in events],
            last=matter.last_sequence,
            parties=Party.objects.filter(matter=matter).count(),
            codes=Code.objects.filter(matter=matter).count(),
            notices=Notice.objects.filter(matter=matter).count(),
            duties=Duty.objects.filter(matter=matter).count(),
            words=sorted(text for text in texts.values() if text),
            rebuilt=rebuild(matter_ids=[matter.pk], now=clock.now()),
        )


ACTS: dict[str, Callable[..., None]] = {
    act.__name__: act for act in (install, answer, complain, notices, matters)
}

if __name__ == "__main__":
    ready.start_django()
    ACTS[sys.argv[1]](*sys.argv[2:])
