"""Who is owed which news of a case, by role, and whether they wish to hear it. Pure.

A person's page shows what was told to that person and nothing else, so this table says what anybody sees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiying.core.kinds import Line, PartyRole
from huiying.mechanisms.cases import events
from huiying.mechanisms.cases.standing import Member, Standing, read

# Who was harmed, and who brought the accusation: what is decided is owed to them by law or by our own standard.
HARMED = frozenset({PartyRole.VICTIM, PartyRole.INJURED, PartyRole.ACCUSER})
# Those who hear of it beside them: a contact the victim agreed to, and whoever acts for them.
BESIDE = frozenset({PartyRole.FAMILY, PartyRole.REPRESENTATIVE})
# Those who act instead of somebody.
INSTEAD = frozenset({PartyRole.GUARDIAN, PartyRole.SUCCESSOR})
EVERYBODY = HARMED | {PartyRole.REPORTER}


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A kind of telling: to which roles, and the topic a wish can leave out. Without a topic it is told in any case."""

    to: frozenset[PartyRole] = HARMED
    topic: str = ""


NEWS: dict[str, News] = {
    events.MOVE_TOLD.kind: News(to=EVERYBODY),
    # 178, 179: the accuser has remedies, so this is told whatever was wished.
    events.NON_OPENING_TOLD.kind: News(to=EVERYBODY),
    events.REVERSAL_TOLD.kind: News(),
    events.OPENING_TOLD.kind: News(topic="decisions"),
    events.NO_INVESTIGATION_TOLD.kind: News(),
    events.MEASURE_TOLD.kind: News(topic="suspect"),
    events.SOLVED_TOLD.kind: News(topic="suspect"),
    events.PROGRESS_TOLD.kind: News(topic="progress"),
    events.LIMIT_EXPLAINED.kind: News(topic="progress"),
    events.EXTENSION_TOLD.kind: News(topic="progress"),
    events.OPINION_TOLD.kind: News(),
    events.PENALTY_TOLD.kind: News(),
    events.WITHDRAWAL_TOLD.kind: News(),
    events.CONCLUSION_TOLD.kind: News(topic="decisions"),
    events.PROSECUTION_TOLD.kind: News(topic="court"),
    events.CHARGE_CHANGE_TOLD.kind: News(topic="court"),
    events.HEARING_DATE_TOLD.kind: News(topic="court"),
    events.BAIL_TOLD.kind: News(topic="court"),
    events.WITNESS_TOLD.kind: News(),
    events.COURT_OUTCOME_TOLD.kind: News(topic="court"),
}


def addressees(standing: Standing, telling: str) -> list[Member]:
    """Whom a telling is owed to now, in the order in which they came to the case."""
    return [m for m in standing.members.values() if hears(standing, m, NEWS[telling].to)]


def reporters(standing: Standing) -> list[Member]:
    """Who reported it, or acts instead of who did: the receipt is theirs."""
    found = []
    for member in standing.members.values():
        if member.reported and not member.left:
            found.append(standing.member(member.rights_with) if member.rights_with else member)
    return found


def hears(standing: Standing, member: Member, roles: frozenset[PartyRole]) -> bool:
    """Whether one of the people is told what is owed to some roles."""
    if member.left or not member.confirmed or member.rights_with:
        return False
    role = PartyRole(member.role)
    if role in INSTEAD:
        return acts_instead(standing.members, member, roles)
    if role in BESIDE:
        return bool(roles & HARMED)
    return role in roles


def acts_instead(
    members: Mapping[str, Member], member: Member, roles: frozenset[PartyRole] = HARMED
) -> bool:
    """Whether somebody of those roles has their rights exercised by this one."""
    return any(
        m.rights_with == member.party and PartyRole(m.role) in roles for m in members.values()
    )


def wished(member: Member, telling: str) -> bool:
    """Their wish binds (Directive 2012/29/EU 6(4); Victims' Code, right 6): what they left out lies on their page."""
    topic = NEWS[telling].topic if telling in NEWS else ""
    return not topic or member.topics is None or topic in member.topics


# One telling serves everybody whose time comes within a week of it; of a short interval, within half.
_WITH_IT = timedelta(days=7)


def is_time(member: Member, at: datetime) -> bool:
    """Whether it is time to tell them how it stands, by how often they wished to hear. Who said nothing hears it with
    whoever hears it first."""
    if not member.weeks or member.heard is None:
        return True
    return at >= next_time(member, member.heard)


def next_time(member: Member, heard: datetime) -> datetime:
    span = timedelta(weeks=member.weeks)
    return heard + span - min(_WITH_IT, span / 2)


def not_yet(standing: Standing, at: datetime) -> list[Member]:
    """Who of those who hear how it stands wished to hear less often than now."""
    hear = addressees(standing, events.PROGRESS_TOLD.kind)
    return [m for m in hear if not is_time(m, at)]


def is_open(standing: Standing, line: str, at: datetime) -> bool:
    """Whether a line of the gate is still to be told: to everybody, or to somebody whose time has come since."""
    if line not in standing.said_lines:
        return True
    hear = addressees(standing, events.PROGRESS_TOLD.kind)
    return any(m.party in standing.later.get(line, ()) and is_time(m, at) for m in hear)


def may_accuse(standing: Standing, party: str) -> bool:
    """Whether somebody has the accuser's remedies: the accuser, a victim who reported it, and who acts for either.

    They are of criminal procedure (criminal rules 178, 179): a refusal in a public-order case has others.
    """
    if standing.regime == "administrative":
        return False
    member = standing.member(party)
    if member.left or member.rights_with or not member.confirmed:
        return False
    if member.role in _ACCUSING:
        return member.role != PartyRole.VICTIM.value or member.reported
    return any(m.rights_with == party and m.role in _ACCUSING for m in standing.members.values())


_ACCUSING = frozenset({PartyRole.ACCUSER.value, PartyRole.VICTIM.value})


def words_of(history: Sequence[Line], party: str) -> frozenset[str]:
    """The same, from what stands of the history."""
    return words_for(read(history), party)


def words_for(standing: Standing, party: str) -> frozenset[str]:
    """The rules' words (`owed_to`) that mean this person."""
    member = standing.member(party)
    if not member.role or member.left or not member.confirmed or member.rights_with:
        return frozenset()
    words = {"person", "case-people", "visited", member.role}
    role = PartyRole(member.role)
    if role in BESIDE | INSTEAD and hears(standing, member, HARMED):
        words |= {"victim", "injured"}
    if may_accuse(standing, party):
        words.add("accuser")
    if member.reported:
        words.add("reporter")
    return frozenset(words)
