"""What stands in the menus: URL name, words, and for staff the roles it is for. What has no page is left out."""

from huiying.core.kinds import N_

PUBLIC_MENU = [
    ("home", N_("Home")),
    ("matter_lookup", N_("Look up your matter")),
    ("tell_start", N_("Complain or raise an issue")),
    ("petition_start", N_("Petition")),
    ("campaigns_public", N_("Visits to you")),
    ("figures", N_("Our figures")),
    ("rules", N_("The rules we follow")),
]
STAFF_MENU: list[tuple[str, str] | tuple[str, str, tuple[str, ...]]] = [
    ("desk", N_("My duties")),
    ("visit_day", N_("Visits"), ("desk", "complaints", "cases", "head")),
    ("campaign_list", N_("Campaigns"), ("desk", "complaints", "cases", "head", "supervisor")),
    ("raised_list", N_("Raised"), ("desk", "complaints", "head", "supervisor")),
    ("intake", N_("Register"), ("desk", "complaints", "head")),
    ("case_intake", N_("Register a report"), ("desk", "cases", "head")),
    ("petition_intake", N_("Petition"), ("desk", "complaints", "head")),
    ("search", N_("Search"), ("complaints", "head", "supervisor")),
    ("ask_views", N_("Ask for views"), ("response",)),
    ("gate_asked", N_("Asked of me"), ("legal", "head", "oversight", "outside")),
    ("sentences", N_("Sentences"), ("legal",)),
    ("watch", N_("Supervision"), ("head", "supervisor")),
    ("withheld", N_("Held back"), ("supervisor", "oversight")),
    ("petition_marked", N_("Marked petitions"), ("head", "supervisor")),
    ("petition_heard", N_("A petitioner withdraws"), ("response",)),
    ("visit_asks", N_("Views on visits and petitions"), ("response",)),
    ("visit_promises", N_("Promises"), ("head", "supervisor")),
    ("leave", N_("Hand over"), ("head", "supervisor")),
    ("oversight", N_("Oversight"), ("oversight",)),
    ("disposal", N_("Keeping"), ("supervisor", "oversight")),
    ("channel_counts", N_("Counts of others"), ("oversight", "response", "head")),
    ("officer_own", N_("Put to me"), ("desk", "complaints", "head")),
    ("emergency", N_("Emergency"), ("desk", "complaints", "cases", "head", "supervisor")),
    ("administration", N_("Administration"), ("admin",)),
    ("rules", N_("Rules")),
]
# Pages that are there only where the jurisdiction has rules for a kind of matter: no such matter is opened elsewhere.
PAGES_OF: dict[str, str] = {
    "petition_start": "petition",
    "petition_intake": "petition",
    "petition_marked": "petition",
    "campaigns_public": "campaign",
    "campaign_list": "campaign",
}
FOOT_MENU = [
    (
        N_("Check us"),
        [
            ("figures", N_("Figures")),
            ("rules", N_("Rules in full")),
            ("no_receipt", N_("I got no receipt")),
        ],
    ),
    (
        N_("About"),
        [("privacy", N_("How we keep your data")), ("accessibility", N_("Accessibility"))],
    ),
]
