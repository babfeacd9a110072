"""The kinds of work a worker does, by hand and in this order: what is owed to people first."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from huiying.config.apps import event_specs
from huiying.config.sealed_places import PLACES
from huiying.core.access.signin.remarks import mail_waiting
from huiying.core.access.signin.tidying import tidy
from huiying.core.access.unusual import find_unusual
from huiying.core.disclosure.services.delaying import end_delays
from huiying.core.disclosure.services.existence import end_existence
from huiying.core.duties.mornings import mail_mornings
from huiying.core.duties.services import sweep
from huiying.core.emergency import mailing
from huiying.core.files.services import erase_unsent, sweep_orphans
from huiying.core.files.work import clean_waiting
from huiying.core.holders.handing_on import hand_over_who_left
from huiying.core.notices.channels import Sender
from huiying.core.notices.mail import Mail
from huiying.core.people import rotating
from huiying.core.people.barring import forget_erased
from huiying.core.people.services import erase_old_drafts
from huiying.core.retention import compacting, erasing, indexing
from huiying.core.search.services import index_waiting
from huiying.core.work.delivery import deliver
from huiying.core.work.loop import Kind
from huiying.flows import reactions
from huiying.mechanisms.campaigns.services.raising import forget_old_sendings as forget_old_raised
from huiying.mechanisms.cases.services.acting_for import let_come_of_age
from huiying.mechanisms.cases.services.batches import tell_victims
from huiying.mechanisms.cases.services.watching import take_folder
from huiying.mechanisms.complaints.services.england import propose_deemed
from huiying.mechanisms.complaints.services.filing import forget_old_keys
from huiying.mechanisms.complaints.services.withdrawing import let_withdrawals_take_effect
from huiying.mechanisms.openness.services.refreshing import refresh
from huiying.mechanisms.petitions.services.marking import let_marks_expire
from huiying.mechanisms.petitions.services.registering import forget_old_sendings
from huiying.mechanisms.petitions.services.withdrawing import (
    let_withdrawals_take_effect as let_petition_withdrawals_take_effect,
)


def kinds() -> list[Kind]:
    """One list a worker: a channel's connection is its own. Small batches where a row can take seconds."""
    return [
        Kind(name="duties", run=_duties, every_seconds=5, batch=200),
        Kind(name="silence", run=end_existence, every_seconds=300, batch=200),
        Kind(name="covert inquiries", run=end_delays, every_seconds=300, batch=200),
        Kind(name="handover", run=hand_over_who_left, every_seconds=30, batch=200),
        Kind(
            name="petition withdrawals",
            run=let_petition_withdrawals_take_effect,
            every_seconds=60,
            batch=200,
        ),
        Kind(name="withdrawals", run=let_withdrawals_take_effect, every_seconds=60, batch=200),
        Kind(name="no-reply", run=propose_deemed, every_seconds=3600, batch=200),
        Kind(name="coming of age", run=let_come_of_age, every_seconds=3600, batch=100),
        Kind(name="case files", run=take_folder, every_seconds=30, batch=5),
        Kind(name="many told", run=tell_victims, every_seconds=2, batch=5),
        Kind(name="marks", run=let_marks_expire, every_seconds=600, batch=200),
        Kind(name="reactions", run=reactions.run, every_seconds=5, batch=200),
        Kind(name="notices", run=_notices(senders()), every_seconds=2, batch=20),
        Kind(name="sign-ins", run=mail_waiting, every_seconds=5, batch=20),
        Kind(name="emergencies", run=mailing.mail_waiting, every_seconds=2, batch=20),
        Kind(name="mornings", run=mail_mornings, every_seconds=60, batch=50),
        Kind(name="files", run=_files, every_seconds=2, batch=4),
        Kind(name="texts", run=index_waiting, every_seconds=3, batch=200),
        Kind(name="figures", run=refresh, every_seconds=120, batch=500),
        Kind(name="unsent", run=_unsent, every_seconds=600, batch=200),
        Kind(name="barred ways", run=_barred, every_seconds=3600, batch=500),
        Kind(name="keys", run=_keys, every_seconds=3600, batch=1),
        Kind(name="rotation", run=_rotation, every_seconds=10, batch=100),
        Kind(name="unusual looks", run=_unusual, every_seconds=600, batch=500),
        Kind(name="old sign-ins", run=tidy, every_seconds=3600, batch=500),
        Kind(name="keeping", run=indexing.index, every_seconds=600, batch=500),
        Kind(name="erasing", run=erasing.erase_approved, every_seconds=10, batch=20),
        Kind(name="compacting", run=compacting.compact_at_night, every_seconds=3600, batch=1),
        Kind(name="orphans", run=_orphans, every_seconds=24 * 3600, batch=1),
    ]


def senders() -> list[Sender]:
    """The channels this installation can send by; none: notices wait without error."""
    return [Mail()] if settings.HUIYING_MAIL_ENABLED else []


def _notices(channels: list[Sender]) -> Callable[[datetime, int], int]:
    specs = event_specs()
    return lambda at, limit: deliver(at, limit, senders=channels, specs=specs)


def _duties(at: datetime, limit: int) -> int:
    return sweep(now=at, limit=limit)


def _files(at: datetime, limit: int) -> int:
    return clean_waiting(at=at, limit=limit)


def _unsent(at: datetime, limit: int) -> int:
    """What was typed or attached in forms that were never sent goes after a day."""
    erase_old_drafts(at=at)
    return erase_unsent(at=at, limit=limit)


def _keys(at: datetime, limit: int) -> int:
    """What tells a second sending of one filing from a first goes after two days."""
    forget_old_keys(at=at)
    forget_old_sendings(at)
    forget_old_raised(at)
    return 0


def _barred(at: datetime, limit: int) -> int:
    """A way is barred as long as the data of who barred it is kept."""
    return forget_erased(limit=limit)


def _rotation(at: datetime, limit: int) -> int:
    """Sealing anew under a new key, where `huiying keys rotate` asked for it."""
    done = 0
    while done < limit and rotating.asked_for():
        done += rotating.step(places=PLACES, at=at, limit=limit).resealed
    return done


def _unusual(at: datetime, limit: int) -> int:
    """Looking that oversight should ask about. One pass is the whole of it, so it is never asked for more at once."""
    find_unusual(at, limit)
    return 0


def _orphans(at: datetime, limit: int) -> int:
    sweep_orphans()
    return 0
