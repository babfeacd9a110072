"""What a complaint does not stop, and the doors outside the service: general information, each with its basis.

Only what was read in full in the instrument itself is said here (docs/law.md); where it gives no number, none is given.
"""

from dataclasses import dataclass

from huiying.core.kinds import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Title, text and basis are msgids; `telephone` names a number of the installation."""

    title: str
    text: str
    basis: str = ""
    hotline: bool = False


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
        ),
        Note(
            title=N_("State compensation: two years"),
            text=N_("If an unlawful act of ours harmed you, claim within two years."),
            basis=N_("State Compensation Law, article 39"),
        ),
        Note(
            title=N_("Going to court"),
            text=N_(
                "The time limits of the courts run on as well. Which one holds depends on your case: ask the court "
                "or a lawyer early."
            ),
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
