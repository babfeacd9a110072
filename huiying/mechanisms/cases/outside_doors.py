"""Who can look at a case outside the police, by jurisdiction: only what was read in the text that is cited."""

from dataclasses import dataclass

from huiying.core.kinds import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    title: str
    text: str
    basis: str


DOORS: dict[str, tuple[Door, ...]] = {
    "cn": (
        Door(
            title=N_("The procuratorate"),
            text=N_(
                "You think that a case should have been opened and was not, or nothing was decided in time? "
                "The procuratorate can ask us for our reasons, and order us to open the case."
            ),
            basis=N_("Procuratorate's rules of criminal procedure (2019) 560 to 564"),
        ),
        Door(
            title=N_("Administrative reconsideration"),
            text=N_(
                "You do not agree with what was decided in a public-order case? Within sixty days of knowing of it you "
                "can apply for administrative reconsideration."
            ),
            basis=N_("Administrative Reconsideration Law 20"),
        ),
        Door(
            title=N_("The court"),
            text=N_(
                "The prosecutor decided not to prosecute? Within seven days you can complain to the level above it, "
                "or go to court yourself at once."
            ),
            basis=N_("Criminal Procedure Law 180"),
        ),
    ),
}
