"""The acts of the desk where several ask the same: one joins, one is chosen to speak for all."""

from huiying.core.kinds import N_
from huiying.core.web.acts import DeskAct
from huiying.mechanisms.petitions import forms_together as f
from huiying.mechanisms.petitions.forms_raise import contact_of
from huiying.mechanisms.petitions.queries import PetitionPage
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services import joining, speaking
from huiying.mechanisms.petitions.services.joining import Joining
from huiying.mechanisms.petitions.views.desk_marks import Doer, act

SEVERAL = N_("Several petitioners")


def _join(d: Doer) -> None:
    brought = Joining(**d.typed("narrative", "request", "slip"), contact=contact_of(d.data))
    joining.join_petition(**d.of, joining=brought)


ACTS: tuple[DeskAct[PetitionPage], ...] = (
    act(
        "petition-join", Move.JOIN, SEVERAL, N_("Add another petitioner"), N_("Add them"),
        f.JoinForm, _join,
        lead=N_("With a code and a page of their own. None of them learns of another."),
    ),
    act(
        "petition-speaker", Move.CHOOSE_SPEAKER, SEVERAL, N_("They chose who speaks for all"),
        N_("Ask them on their page"), f.ChooseSpeakerForm,
        lambda d: speaking.choose_speaker(**d.of, party_id=d.id("party")),
        lead=N_("Five at most (art. 20(3)). Nobody speaks for all before they agree to it themselves."),
    ),
    act(
        "petition-speaker-end", Move.END_SPEAKER, SEVERAL, N_("They chose anew"),
        N_("End it"), f.EndSpeakerForm,
        lambda d: speaking.end_speaker(**d.of, party_id=d.id("party")),
    ),
)  # fmt: skip
