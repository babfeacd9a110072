"""The acts of the desk towards the people of a case, on their property, and to pass it on."""

import uuid
from typing import Any

from huiying.core.kinds import N_, PartyRole
from huiying.core.ledger.handing import Handover
from huiying.core.web.acts import DeskAct, Doing
from huiying.core.web.acts_forms import PlainForm
from huiying.mechanisms.cases import forms as f
from huiying.mechanisms.cases import forms_people as p
from huiying.mechanisms.cases.queries import CasePage
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services import (
    acting_for,
    assigning,
    belongings,
    deciding,
    joining,
    passing_on,
    wishing,
)
from huiying.mechanisms.cases.services.registering import Handing
from huiying.mechanisms.cases.services.shape import NotAChoice

D = Doing[CasePage]
PEOPLE, THINGS, PASS_ON = N_("People"), N_("Property"), N_("Pass on")


def person(d: D) -> uuid.UUID:
    """The person chosen, or the only one there is. Raises NotAChoice where nobody is on the case."""
    if d.party is not None:
        return d.party
    meant = [one.id for one in d.page.people]
    if not meant:
        raise NotAChoice(N_("Nobody is on this case yet. Add the person first."))
    return meant[0]


def of_person(d: D) -> dict[str, Any]:
    return {**d.of, "party_id": person(d)}


def only(d: D) -> uuid.UUID | None:
    """The one there is, if there is one alone."""
    return d.page.people[0].id if len(d.page.people) == 1 else None


def _join(d: D) -> None:
    slip, email = d.data.get("slip", "").strip(), d.data.get("email", "")
    how = Handover.SLIP if slip else Handover.SENT if email else Handover.NONE
    form: Any = d.data
    joining.join_person(
        **d.of,
        joining=joining.Joining(
            role=PartyRole(form["role"]),
            contact=p.contact_of(form),
            language=form["language"],
            beside=p.id_or_none(form.get("beside")),
            no_suspect=form["no_suspect"],
            handing=Handing(how=how, slip=slip),
        ),
    )


OF_PEOPLE: tuple[DeskAct[CasePage], ...] = (
    DeskAct(
        slug="join-case", move=Move.JOIN, group=PEOPLE, icon="users", form=p.JoinForm,
        title=N_("Add a person"), button=N_("Add them"), do=_join,
        lead=N_("A relative hears nothing until the victim, alone, has agreed."),
    ),
    DeskAct(
        slug="heard-apart", move=Move.CONFIRM_APART, group=PEOPLE, icon="user", form=p.ApartForm,
        title=N_("Write down what the victim said alone"), button=N_("Keep it"),
        lead=N_("Speak with them alone: without the relative, without the unit."),
        do=lambda d: joining.answer_for_contact(
            **d.of, party_id=d.id("about"), agrees=d.data["agrees"] == "yes"
        ),
    ),
    DeskAct(
        slug="safe-plan", move=Move.SAFE_CONTACT, group=PEOPLE, icon="lock", form=p.SafeForm,
        title=N_("Plan for safe contact"), button=N_("Put it in force"),
        lead=N_("From this minute nothing reaches you in any other way."),
        do=lambda d: wishing.set_safe_contact(**of_person(d), plan=p.plan_of(d.data)),
    ),
    DeskAct(
        slug="wishes", move=Move.WISH, group=PEOPLE, icon="user", form=p.WishForm,
        title=N_("What they want to be told"), button=N_("Keep it"),
        do=lambda d: wishing.set_wish(
            **of_person(d), topics=d.data["topics"], weeks=d.data["weeks"]
        ),
    ),
    DeskAct(
        slug="needs", move=Move.NEEDS, group=PEOPLE, icon="user", form=p.NeedsForm,
        title=N_("Language, interpreter, format"), button=N_("Keep it"),
        do=lambda d: wishing.set_needs(
            **of_person(d), **d.typed("language", "format_"), interpreter=d.data["interpreter"]
        ),
    ),
    DeskAct(
        slug="mark", move=Move.PERSON, group=PEOPLE, icon="flag", form=p.MarkForm,
        title=N_("Vulnerable, or enhanced rights"), button=N_("Keep it"),
        lead=N_("The shorter times apply from the next event on."),
        do=lambda d: wishing.mark_person(
            **of_person(d), vulnerable=d.data["vulnerable"], enhanced=d.data["enhanced"]
        ),
    ),
    DeskAct(
        slug="child", move=Move.PERSON, group=PEOPLE, icon="user", form=p.ChildForm,
        title=N_("Is a child"), button=N_("Keep it"),
        lead=N_("Until they come of age a guardian or appropriate adult exercises their rights."),
        do=lambda d: acting_for.note_child(**of_person(d), eighteen_on=d.data["eighteen_on"]),
    ),
    DeskAct(
        slug="acts-for", move=Move.RIGHTS, group=PEOPLE, icon="users", form=p.ActForForm,
        title=N_("Somebody on the case acts for another too"), button=N_("Keep it"),
        do=lambda d: acting_for.let_rights_be_exercised(
            **d.of, party_id=d.id("person"), by_party=d.id("by_party")
        ),
    ),
    DeskAct(
        slug="bar-guardian", move=Move.RIGHTS, group=PEOPLE, icon="eyeoff", form=p.BarForm,
        title=N_("Who acts for somebody is concerned in it"), button=N_("Keep them away"),
        lead=N_("From this minute their code opens nothing. Find somebody else."),
        do=lambda d: acting_for.bar_from_acting(**d.of, party_id=d.party or _acting(d)),
    ),
    DeskAct(
        slug="died", move=Move.RIGHTS, group=PEOPLE, icon="user", form=p.PersonForm,
        title=N_("A person of the case died"), button=N_("Put it on record"),
        do=lambda d: acting_for.note_death(**of_person(d)),
    ),
    DeskAct(
        slug="end-person", move=Move.PERSON, group=PEOPLE, icon="minus", form=p.EndForm,
        title=N_("Tell somebody no more"), button=N_("End it"),
        lead=N_("Their code opens nothing any more."),
        do=lambda d: joining.end_person(**of_person(d), **d.typed("cause")),
    ),
)  # fmt: skip


def _acting(d: D) -> uuid.UUID:
    found = [one.id for one in d.page.people if one.role in p.BarForm.roles]
    if not found:
        raise NotAChoice(N_("This person acts for nobody."))
    return found[0]


BELONGINGS: tuple[DeskAct[CasePage], ...] = (
    DeskAct(
        slug="list-thing", move=Move.LIST_PROPERTY, group=THINGS, icon="book",
        form=f.ListPropertyForm, title=N_("List property"), button=N_("List it"),
        do=lambda d: belongings.list_property(
            **d.of, **d.typed("how", "what"), owner=d.party or only(d)
        ),
    ),
    DeskAct(
        slug="move-thing", move=Move.PROPERTY, group=THINGS, icon="right",
        form=f.MovePropertyForm, title=N_("Found, or can be given back"),
        button=N_("Put it on record, and tell the owner"),
        do=lambda d: belongings.move_property(**d.of, **d.typed("item", "step")),
    ),
    DeskAct(
        slug="return-thing", move=Move.PROPERTY, group=THINGS, icon="check",
        form=f.ReturnPropertyForm, title=N_("Given back"), button=N_("Put it on record"),
        do=lambda d: belongings.return_property(**d.of, **d.typed("item", "evidence")),
    ),
    DeskAct(
        slug="keep-thing", move=Move.PROPERTY, group=THINGS, icon="lock",
        form=f.KeepPropertyForm, title=N_("Can't be given back yet"),
        button=N_("Tell the owner why"),
        do=lambda d: belongings.keep_property(**d.of, **d.typed("item", "ground", "reason")),
    ),
    DeskAct(
        slug="extend-seizure", move=Move.EXTEND_SEIZURE, group=THINGS, icon="clock",
        form=f.SeizureForm, title=N_("Extend a seizure"), button=N_("Extend it, and tell the owner"),
        do=lambda d: belongings.extend_seizure(**d.of, **d.typed("item", "days", "reason")),
    ),
)  # fmt: skip
PASSED: tuple[DeskAct[CasePage], ...] = (
    DeskAct(
        slug="move-case", move=Move.MOVE, group=PASS_ON, icon="right", form=f.MoveForm,
        title=N_("Pass it to another unit"), button=N_("Pass it on, and tell them"),
        do=lambda d: passing_on.move_case(
            **d.of, **d.typed("cause", "reason"), to_unit=int(d.data["to_unit"])
        ),
    ),
    DeskAct(
        slug="unclear-case", move=Move.UNCLEAR, group=PASS_ON, icon="help", form=PlainForm,
        title=N_("Not clear which unit it belongs to"), button=N_("Put it on record"),
        do=lambda d: deciding.find_unclear(**d.of),
    ),
    DeskAct(
        slug="assign-case", move=Move.ASSIGN, group=PASS_ON, icon="user", form=f.AssignForm,
        title=N_("Assign the case"), button=N_("Assign"),
        do=lambda d: assigning.assign_case(**d.of, officer_id=int(d.data["officer"])),
    ),
    DeskAct(
        slug="number", move=Move.NUMBER, group=PASS_ON, icon="book", form=f.NumberForm,
        title=N_("Enter the number of the case"), button=N_("Keep it"),
        do=lambda d: deciding.give_number(**d.of, **d.typed("number")),
    ),
    DeskAct(
        slug="kind", move=Move.KIND, group=PASS_ON, icon="flag", form=f.KindForm,
        title=N_("Correct the kind of the case"), button=N_("From now on it is this"),
        lead=N_("In kinds that are held back no message leaves by itself from this minute on."),
        do=lambda d: deciding.correct_kind(**d.of, **d.typed("crime")),
    ),
)  # fmt: skip
