"""What a complaint does not stop, and the doors outside the service: general information, each with its basis.

Only what was read in full in the instrument itself is said here (docs/law.md); where it gives no number, none is given.
"""

from dataclasses import dataclass

from huiying.core.kinds import N_
from huiying.engine.terms import Term, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Title, text and basis are msgids; `hotline` adds the number of the installation. `term` is the law's own number,
    where a last day can be counted from the day on which somebody knew."""

    title: str
    text: str
    basis: str = ""
    hotline: bool = False
    term: Term | None = None


RUNS_ON: dict[str, tuple[Note, ...]] = {
    "cn": (
        Note(
            title=N_("Administrative reconsideration: 60 days"),
            text=N_(
                "If you want a decision about you changed, such as a penalty, you can apply within 60 days "
                "from the day you knew of it. If you were not told of this right, the 60 days begin when you "
                "are told, and end one year after you knew of the decision."
            ),
            basis=N_("Administrative Reconsideration Law, article 20"),
            # Article 88 sends on to civil procedure: a last day that is a public holiday moves to the day after.
            term=Term(unit=Unit.DAYS, amount=60, rolls=True),
        ),
        Note(
            title=N_("Going to court: six months"),
            text=N_(
                "To sue over a decision about you without reconsideration first, the law gives six months from the "
                "day you knew of it; after a decision on reconsideration, 15 days from the day you received that. "
                "Some cases must go to reconsideration first, and other laws set other times: ask the court or a "
                "lawyer early."
            ),
            basis=N_("Administrative Litigation Law, articles 44 to 46"),
            # No roll: the text says nothing of it, and a day too early is never too late.
            term=Term(unit=Unit.MONTHS, amount=6),
        ),
        Note(
            title=N_("State compensation: two years"),
            text=N_(
                "If an unlawful act of ours harmed you, claim within two years of knowing it. "
                "Time in detention does not count."
            ),
            basis=N_("State Compensation Law, article 39"),
            term=Term(unit=Unit.YEARS, amount=2),
        ),
    ),
    "ew": (
        Note(
            title=N_("Going to court"),
            text=N_(
                "The time limits of the courts run on as well. Which one holds depends on your case: ask the court "
                "or a lawyer early."
            ),
        ),
    ),
}
DOORS: dict[str, tuple[Note, ...]] = {
    "cn": (
        Note(
            title=N_("The people's procuratorate"),
            text=N_(
                "If it is about a criminal measure that was not lifted, bail money not returned, or property seized "
                "or frozen wrongly, and you do not agree with our reply, complain to the procuratorate at the "
                "same level."
            ),
            basis=N_("Criminal Procedure Law, article 117"),
        ),
        Note(
            title=N_("Police supervision, day and night"),
            text=N_("It belongs to the inspectorate, not to the unit you complain about."),
            hotline=True,
        ),
    ),
    "ew": (
        Note(
            title=N_("The review body"),
            text=N_(
                "Our answer names the body that can review it: the local policing body or the IOPC."
            ),
            basis=N_("Police (Complaints and Misconduct) Regulations 2020, regulation 29"),
        ),
    ),
}
