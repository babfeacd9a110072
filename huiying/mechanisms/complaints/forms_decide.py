"""What is typed to decide: the answer, a review, more time, an officer heard, an entry put right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.duties.histories import Line
from huiying.core.kinds import ActorKind
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.acts_forms import excerpts, one_of, pick_one, words
from huiying.core.web.codes.lateness import LateForm as CommonLateForm
from huiying.core.web.forms import DateField
from huiying.mechanisms.complaints import events, ready
from huiying.mechanisms.complaints.forms_staff import ActForm, Scene, accused_officers
from huiying.mechanisms.complaints.queries import ComplaintPage
from huiying.mechanisms.complaints.rules import MOST_EXTENSION_DAYS
from huiying.mechanisms.complaints.services.excepting import kept_from_it
from huiying.mechanisms.complaints.services.lateness import ANSWERING, REVIEWING

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class LateForm(CommonLateForm[ComplaintPage]):
    """A late answer or decision says why in the same act."""


class LatenessForm(LateForm):
    """For every late step there is."""


class AnswerForm(LateForm):
    ends = ANSWERING
    finding = one_of(_("Finding"), events.FINDINGS, _("Choose what was found."))
    answer = words(
        _("Answer"),
        hint=_("The result first, in everyday words."),
        needed=_("Write the answer: the result first."),
        rows=5,
    )
    reasons = words(
        _("Reasons"),
        hint=_("What was looked at, and what it showed."),
        needed=_("Write the reasons: what was looked at and what it showed."),
        rows=5,
    )
    remedy = words(_("What is put right"), hint=_("By whom, until when."), rows=3)
    field_order = ["seen", "finding", "answer", "reasons", "remedy", "why_late", "signed"]

    def clean(self) -> dict[str, Any]:
        """A ready sentence has gaps; nobody shall read one."""
        data = super().clean() or {}
        for name in ("answer", "reasons", "remedy"):
            if gap := ready.gap(str(data.get(name, ""))):
                self.add_error(name, _("Fill in the place marked %(gap)s.") % {"gap": gap})
        return data


class ReviewForm(AnswerForm):
    ends = REVIEWING
    changed = forms.ChoiceField(
        label=_("Does the first answer stand?"),
        choices=[("no", _("It stands")), ("yes", _("It is changed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the first answer stands.")},
    )
    field_order = [
        "seen",
        "changed",
        "finding",
        "answer",
        "reasons",
        "remedy",
        "why_late",
        "signed",
    ]


def offer_leaving(form: ActForm, scene: Scene, waiting: set[str]) -> None:
    """Which of those who asked to withdraw; nothing to choose where there is one."""
    found = [
        (str(party), _("Complainant %(n)s") % {"n": n})
        for n, party in enumerate(scene.page.complainants, 1)
        if str(party) in waiting
    ]
    if len(found) > 1:
        form.offer("party", found)
    else:
        del form.fields["party"]


class AskExtensionForm(ActForm):
    days = forms.IntegerField(
        label=_("How many days more"),
        min_value=1,
        max_value=MOST_EXTENSION_DAYS,
        error_messages={
            "required": _("Write how many days more you need."),
            "invalid": _("Write the days as a whole number."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    reason = words(
        _("Why it takes longer"),
        hint=_("The complainant will read it."),
        needed=_("Say why it takes longer. The complainant will read it."),
        rows=3,
    )


class DecideExtensionForm(ActForm):
    granted = forms.ChoiceField(
        label=_("More time"),
        choices=[("yes", _("Grant it")), ("no", _("Decline it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you grant it.")},
    )
    reason = words(
        _("Reason"),
        hint=_("Granted, the complainant reads it; declined, your colleague."),
        rows=3,
    )

    def fill(self, scene: Scene) -> None:
        """What the colleague wrote stands for whoever grants it, unless they write something else."""
        line = scene.page.standing.extension_asked
        asked = next((n for n in scene.page.lines if line and n.id == line.id), None)
        self.asked = asked.word("reason") if asked else ""
        if self.asked:
            self.fields["reason"].help_text = _(
                "Your colleague wrote: “%(reason)s” Leave it empty to grant it with these words, or write what the "
                "complainant shall read instead. Declined, your colleague reads it."
            ) % {"reason": self.asked}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("reason"):
            data["reason"] = self.asked if data.get("granted") == "yes" else ""
        if not data["reason"] and data.get("granted"):
            self.add_error(
                "reason",
                _("Say why. Granted, the complainant reads it; declined, your colleague."),
            )
        return data


class AskOfficerForm(ActForm):
    officer = pick_one(_("Officer"), _("Choose the officer."))
    questions = words(
        _("Questions"),
        hint=_(
            "The officer sees these and nothing else. Don't write who complained, nor quote the complaint."
        ),
        needed=_("Write the questions, without saying who complained."),
        rows=5,
    )
    due_on = DateField(label=_("To be answered by"))

    def fill(self, scene: Scene) -> None:
        self.offer("officer", accused_officers(scene.page))


class HearOfficerForm(ActForm):
    question = pick_one(_("Questions"), _("Choose which questions were answered."))
    text = words(_("What the officer answered"), needed=_("Write what the officer answered."))
    companion = forms.BooleanField(label=_("A companion was present"), required=False)

    def fill(self, scene: Scene) -> None:
        ids = {str(h.id) for h in scene.page.standing.open_hearings}
        self.offer("question", excerpts(scene.page.lines, ids))


class OfficerForm(ActForm):
    officer = pick_one(_("Officer"), _("Choose the officer."))

    def fill(self, scene: Scene) -> None:
        self.offer("officer", accused_officers(scene.page))


class SpeakApartForm(ActForm):
    party = pick_one(_("Which complainant"), _("Choose which of the complainants."))
    wants = forms.ChoiceField(
        label=_("Do they want to withdraw?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they want to withdraw.")},
    )
    pressed = forms.ChoiceField(
        label=_("Did anybody press them?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("A withdrawal under pressure does not count. Oversight learns of it."),
        error_messages={"required": _("Say whether anybody pressed them.")},
    )
    note = words(_("In their own words"), hint=_("The unit that handles does not see this."))

    def fill(self, scene: Scene) -> None:
        waiting = {one.party for one in scene.page.standing.leaving if not one.spoken}
        offer_leaving(self, scene, waiting)


class WithholdForm(ActForm):
    reason = words(
        _("What harm the copy would do now"),
        hint=_("The complainant will read it."),
        needed=_("Say what harm the copy would do now. The complainant reads it."),
        rows=3,
    )


class TimelinessForm(ActForm):
    months = forms.IntegerField(
        label=_("Months since it came in"),
        min_value=1,
        max_value=600,
        error_messages={"required": _("Write how many months have passed.")},
    )
    reasons = words(
        _("Why it is not finished"),
        hint=_("What was done, and what comes next. A copy is on the person's page."),
        needed=_("Write what was done, why it is not finished, and what comes next."),
    )


class ExceptForm(ActForm):
    officer = pick_one(_("Officer"), _("Choose who may handle it."))
    reason = words(
        _("Why nobody else can handle it"),
        hint=_("Oversight will read this."),
        needed=_("Say why nobody else can handle it. Oversight will read it."),
        rows=3,
    )

    def fill(self, scene: Scene) -> None:
        ids = kept_from_it(matter_id=scene.page.matter.id, by=scene.by, at=scene.at)
        found = units.officers(ids)
        self.offer("officer", [(str(i), f"{found[i].name} {found[i].number}") for i in ids])


# What is never put right by annulling is not offered; the service says why for the rest.
_NEVER = frozenset(
    {
        events.RECEIVED.kind,
        events.JOINED.kind,
        events.TRANSFERRED.kind,
        events.ASSIGNED.kind,
        events.UNASSIGNED.kind,
        events.RECUSED.kind,
        events.CONFLICT_EXCEPTED.kind,
        events.IDENTIFIED.kind,
        events.WITHDRAWN.kind,
        events.HANDED_ON.kind,
        events.ANNULMENT_PROPOSED.kind,
        events.ANNULMENT_AGREED.kind,
        events.ANNULMENT_DECLINED.kind,
        "event.annulled",
        "duty.escalated",
    }
)


def may_be_wrong(page: ComplaintPage) -> list[Line]:
    """Entries of the service's own that could be put right."""
    return [
        n
        for n in page.lines
        if not n.annulled and n.kind not in _NEVER and n.by_kind != ActorKind.HOLDER.value
    ]


class ProposeAnnulmentForm(ActForm):
    event = pick_one(_("Which entry is wrong"), _("Choose the entry."))
    reason = words(
        _("What is wrong with it"),
        hint=_("A second person reads this and decides."),
        needed=_("Say what is wrong with the entry."),
        rows=3,
    )

    def fill(self, scene: Scene) -> None:
        self.offer(
            "event",
            [
                (str(n.id), f"{dates.moment(n.at)} {n.sentence}")
                for n in reversed(may_be_wrong(scene.page))
            ],
        )


class DecideAnnulmentForm(ActForm):
    proposal = pick_one(_("Proposal"), _("Choose the proposal."))
    agree = forms.ChoiceField(
        label=_("Is the entry wrong?"),
        choices=[("yes", _("Yes, it is wrong")), ("no", _("No, it stands"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the entry is wrong.")},
    )
    reason = words(
        _("Reason"),
        hint=_("If the entry goes, the complainant may read this."),
        needed=_("Say why the entry is wrong. The complainant may read it."),
        rows=3,
    )

    def fill(self, scene: Scene) -> None:
        ids = {str(p.id) for p in scene.page.standing.open_annulments}
        self.offer("proposal", excerpts(scene.page.lines, ids))
