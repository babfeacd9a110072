"""Seats that a visitor of the demonstration may try: listed on its sign-in page, and nowhere else."""

from huiying.core.kinds import N_

PASSWORD = "huiying-demo-2026"  # noqa: S105 - the demonstration's, shown on its sign-in page
# Account, in whose shoes, what to look at there.
VISITORS: tuple[tuple[str, str, str], ...] = (
    ("complaints", N_("complaints officer of a district"), N_("answer by keyboard, the earliest date first")),
    (
        "head",
        N_("head of that district's complaints office"),
        N_("assign, grant more time, agree as the second person"),
    ),
    ("desk", N_("officer at a police station"), N_("register what comes by 110 or at the counter")),
    ("cases", N_("investigator at that station"), N_("tell victims what becomes of their case")),
    ("stationhead", N_("head of that station"), N_("sees nothing of complaints about the station")),
    ("supervisor", N_("deputy head of the district"), N_("what is late, and what came up because of silence")),
    ("legal", N_("legal officer of the district"), N_("the second person before something is held back")),
    ("city", N_("complaints officer of the city"), N_("reviews, where somebody disagrees")),
    ("response", N_("city response centre"), N_("asks for views; the handling unit never does")),
    ("oversight", N_("city inspectorate"), N_("reads, and changes nothing")),
    ("outside", N_("outside committee"), N_("handles where everybody inside is in conflict")),
    ("procuratorate", N_("procuratorate"), N_("looks again where somebody disagrees with the committee")),
    ("admin", N_("administrator"), N_("accounts, failed messages, the demonstration's clock")),
)  # fmt: skip
