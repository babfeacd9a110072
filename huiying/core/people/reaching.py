"""What of somebody's contact may be used now: their plan for safe contact heeded, and what they barred left out."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import get_current_timezone

from huiying.core.people.barring import usable
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import Contact

_FORBIDDEN = {"email": ("email",), "phone": ("phone", "sms"), "address": ("letter", "home")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """A person's plan and contact, as far as either may be used at this instant."""

    contact: Contact
    left: Contact
    plan: SafePlan | None
    # Set where the hour is one at which a call is not safe: from when on it is.
    from_when: datetime | None

    @property
    def may_ring(self) -> bool:
        """Whether somebody may call them now."""
        no_calls = self.plan is not None and self.plan.forbids("phone")
        return bool(self.contact.phone) and not no_calls


def reach(contact: Contact, plan: SafePlan | None, at: datetime) -> Reach:
    """Without what the person said must never be used, nor a number at an hour outside those they gave: nobody sees
    it, so that nobody can slip."""
    open_ways, from_when = usable(contact), None
    if plan is not None:
        gone = [n for n, channels in _FORBIDDEN.items() if all(map(plan.forbids, channels))]
        hour = plan.next_hour(at, get_current_timezone())
        if hour > at and open_ways.phone and "phone" not in gone:
            from_when = hour
            gone.append("phone")
        open_ways = replace(open_ways, **dict.fromkeys(gone, ""))
    return Reach(contact=open_ways, left=contact, plan=plan, from_when=from_when)
