"""The desk says why something is late, and who apologises: an act of every kind of matter, and a part of others."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.access import doors
from huiying.core.duties.matters import HolderPage, MatterPage
from huiying.core.duties.owed import to_people
from huiying.core.duties.queries import DutyRow
from huiying.core.duties.services import explains_a_miss
from huiying.core.holders import lateness
from huiying.core.holders.lateness import ACTS, NOTHING_LATE, meets, name_of, unexplained
from huiying.core.kinds import N_, IllegalMove
from huiying.core.lateness import EXPLAINED, TOLD
from huiying.core.web.acts import Desk, DeskAct, Doing
from huiying.core.web.acts_forms import ActForm, P, Scene, words
from huiying.core.web.duty_words import title_of
from huiying.core.web.panels import Panel


class LateForm(ActForm[P]):
    """Why it is late, and who apologises: asked where a step is late that nobody has explained."""

    # What the act ends; a late step of other kinds has the act of its own.
    ends: Collection[str] = ()
    why_late = words(
        _("Why it is late"),
        hint=_("What happened on our side, and what you are sorry for. They will read it."),
        needed=_("Say why it is late, and what you are sorry for. They will read it."),
        rows=3,
    )
    signed = forms.CharField(
        label=_("Who apologises"),
        max_length=80,
        help_text=_("Unit and name, as the person will read it."),
        error_messages={"required": _("Write who apologises, by name.")},
    )

    def fill(self, scene: Scene[P]) -> None:
        super().fill(scene)
        late = late_steps(scene, self.ends)
        if not late:
            del self.fields["why_late"], self.fields["signed"]
            return
        self.fields["signed"].initial = name_of(scene.by)
        self.fields["why_late"].label = _("Late: %(what)s. Why?") % {
            "what": gettext("; ").join(late)
        }


class LatenessForm(LateForm[MatterPage]):
    """For every late step there is."""


def late_steps(scene: Scene[P], ends: Collection[str] = ()) -> list[str]:
    """Steps owed to the people, late and not explained, in words: those that some kinds of event end, or all."""
    explained = {
        line.facts.get("duty")
        for line in scene.page.lines
        if line.kind == EXPLAINED.kind and not line.annulled
    }
    known = {str(line.facts["duty"]) for line in unexplained(scene.page.history)}
    late = [
        title_of(duty.rule)
        for duty in scene.page.duties
        if to_people(duty.owed_to)
        and duty.nature == "answer"
        and duty.key not in explained
        and (duty.key in known or _overdue(duty, scene))
        and (not ends or meets(duty.rule, ends))
    ]
    return list(dict.fromkeys(late))


def _overdue(duty: DutyRow, scene: Scene[P]) -> bool:
    late = duty.due_at is not None and duty.due_at <= scene.at
    return late and not duty.ended and not explains_a_miss(duty.rule)


def _decide(page: MatterPage, act: DeskAct[MatterPage]) -> None:
    if page.acts.isdisjoint(ACTS):
        raise doors.Denied(act.move)
    if not unexplained(page.history):
        raise IllegalMove(NOTHING_LATE)


def _explain(d: Doing[MatterPage]) -> None:
    lateness.explain_lateness(**d.of, **d.typed("signed"), why=d.data.get("why_late") or "")


DESK: Desk[MatterPage] = Desk(
    acts=(
        DeskAct(
            slug="explain-lateness",
            move="explain-lateness",
            group=N_("Tell"),
            icon="clock",
            known=TOLD.kind,
            title=N_("Say why it is late, and apologise"),
            button=N_("Send it"),
            form=LatenessForm,
            do=_explain,
            lead=N_("It counts once it has reached them. The miss stays what it is."),
        ),
    ),
    read=lambda page: page,
    decide=_decide,
    needs=lambda act: ACTS,
    ways={TOLD.kind: ("explain-lateness",)},
)
LATENESS: Panel[MatterPage, HolderPage] = Panel(
    read=lambda page: page, own_read=lambda page: page, desk=DESK
)
