"""What the person does on their matter: one form, one service, and back to the page.

Each act has a page of its own, so that it works alone; what was typed comes back with a sentence where it is refused.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huiying.core.access.doors import Denied
from huiying.core.kinds import N_
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web.guards import ActorRequest, close_handle, holder_page, open_handle
from huiying.mechanisms.complaints import forms_follow as f
from huiying.mechanisms.complaints import own_data, rules
from huiying.mechanisms.complaints.queries import CitizenPage, citizen_page
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import following, reviewing, withdrawing
from huiying.mechanisms.complaints.views import follow_files, lookup


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What a form gave, for the service."""

    form: forms.Form
    file_ids: list[uuid.UUID] = field(default_factory=list)
    question: uuid.UUID | None = None

    def __getitem__(self, name: str) -> Any:
        return self.form.cleaned_data.get(name, "")


Run = Callable[[ActorRequest, uuid.UUID, Typed], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """An act of the person: the form it needs, the service it calls, and the sentence that says it was done."""

    move: Move
    form: type[forms.Form]
    run: Run
    title: str
    button: str
    done: str
    template: str = "complaints/follow.html"
    files: bool = False
    back: str = "talk"


def _reply(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    question = typed.question or uuid.UUID(int=0)
    following.reply_question(
        question_id=question, text=typed["text"], by=request.actor, at=request.at
    )


def _write(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    following.write_message(
        text=typed["text"], by=request.actor, at=request.at, file_ids=typed.file_ids
    )


def _add_files(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    following.add_files(file_ids=typed.file_ids, by=request.actor, at=request.at)


def _disagree(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    reviewing.disagree(matter_id=matter_id, reason=typed["reason"], by=request.actor, at=request.at)


def _withdraw(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    withdrawing.ask_withdrawal(
        matter_id=matter_id, reason=typed["reason"], by=request.actor, at=request.at
    )


def _go_on(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    withdrawing.go_on(matter_id=matter_id, by=request.actor, at=request.at)


def _take_up(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    withdrawing.take_up_again(
        matter_id=matter_id, reason=typed["reason"], by=request.actor, at=request.at
    )


def _view(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    answers = {name: str(typed[name]) for name in f.VIEW_WORDS}
    following.give_view(answers=answers, words=typed["words"], by=request.actor, at=request.at)


def _pressure(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    following.report_pressure(text=typed["text"], by=request.actor, at=request.at)


def _contact(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    contact = own_data.changed(
        request.actor,
        phone=typed["phone"],
        email=typed["email"],
        wishes=typed["wishes"],
        no_phone=bool(typed["no_phone"]),
        no_email=bool(typed["no_email"]),
        name=typed["name"],
        address=typed["address"],
        no_address=bool(typed["no_address"]),
    )
    stopped = own_data.never_again(
        request.actor, phone=bool(typed["no_phone"]), email=bool(typed["no_email"])
    )
    following.change_contacts(
        contact=contact,
        by=request.actor,
        at=request.at,
        never=[*stopped, *filter(None, [str(typed["never"])])],
        again=[uuid.UUID(one) for one in typed["again"]],
    )


DEEDS: dict[str, Deed] = {
    "reply": Deed(
        move=Move.REPLY,
        form=f.ReplyForm,
        run=_reply,
        title=N_("Answer our question"),
        button=N_("Send the answer"),
        done=N_("Your answer is with us."),
        template="complaints/follow_reply.html",
    ),
    "write": Deed(
        move=Move.WRITE,
        form=f.MessageForm,
        run=_write,
        title=N_("Write a message"),
        button=N_("Send the message"),
        done=N_("Your message is with us. The answer comes here."),
        files=True,
    ),
    "files": Deed(
        move=Move.ADD_FILES,
        form=f.FilesForm,
        run=_add_files,
        title=N_("Add files"),
        button=N_("Send the files"),
        done=N_("Your files are with us."),
        files=True,
    ),
    "disagree": Deed(
        move=Move.DISAGREE,
        form=f.DisagreeForm,
        run=_disagree,
        title=N_("Say that you disagree"),
        button=N_("Send it to the other unit"),
        done=N_("Another unit looks at it again and writes to you."),
        template="complaints/follow_disagree.html",
        back="next",
    ),
    "withdraw": Deed(
        move=Move.WITHDRAW,
        form=f.WithdrawForm,
        run=_withdraw,
        title=N_("Withdraw your complaint"),
        button=N_("Ask to withdraw"),
        done=N_("We noted it. Another unit will speak with you alone first."),
        template="complaints/follow_withdraw.html",
        back="next",
    ),
    "go-on": Deed(
        move=Move.GO_ON,
        form=f.GoOnForm,
        run=_go_on,
        title=N_("Go on with your complaint"),
        button=N_("Go on with it"),
        done=N_("Your complaint goes on. Nothing was lost."),
        template="complaints/follow_go_on.html",
        back="next",
    ),
    "take-up-again": Deed(
        move=Move.TAKE_UP_AGAIN,
        form=f.TakeUpForm,
        run=_take_up,
        title=N_("Take your complaint up again"),
        button=N_("Take it up again"),
        done=N_("Your complaint is open again."),
        template="complaints/follow_go_on.html",
        back="next",
    ),
    "view": Deed(
        move=Move.GIVE_VIEW,
        form=f.ViewForm,
        run=_view,
        title=N_("How do you see it?"),
        button=N_("Send my view"),
        done=N_("Thank you. The unit that handled it cannot see what you said."),
        template="complaints/follow_view.html",
        back="view",
    ),
    "pressure": Deed(
        move=Move.REPORT_PRESSURE,
        form=f.PressureForm,
        run=_pressure,
        title=N_("Somebody asked me to change my answer"),
        button=N_("Tell oversight"),
        done=N_("Oversight knows it now. The unit does not."),
        template="complaints/follow_pressure.html",
        back="next",
    ),
    "contact": Deed(
        move=Move.CHANGE_CONTACT,
        form=f.ContactForm,
        run=_contact,
        title=N_("How to reach you safely"),
        button=N_("Save"),
        done=N_("From now on we keep to this."),
        template="complaints/follow_contact.html",
        back="contact",
    ),
}


@holder_page
def act(
    request: ActorRequest, handle: str, slug: str, question: uuid.UUID | None = None
) -> HttpResponse:
    deed = DEEDS[slug]
    page = citizen_page(by=request.actor, at=request.at)
    if request.method != "POST":
        form = deed.form(**_begin(request, slug, question))
        return _show(request, handle, page, deed, form, question)
    form = deed.form(request.POST, **_begin(request, slug, question))
    taken = follow_files.take(request, page) if deed.files else follow_files.Taken()
    if not form.is_valid() or taken.problems:
        return _show(request, handle, page, deed, form, question, taken)
    try:
        deed.run(request, page.matter.id, Typed(form=form, file_ids=taken.ids, question=question))
    except rules.Declined as declined:
        form.add_error(None, _(declined.sentence) % declined.params)
        status = 409 if isinstance(declined, rules.IllegalMove) else 422
        return _show(request, handle, page, deed, form, question, taken, status)
    except Denied:
        form.add_error(
            None, _("This can't be done with this code. Ring us, and say which page you were on.")
        )
        return _show(request, handle, page, deed, form, question, taken, 409)
    return redirect(f"{reverse('matter', args=[handle])}?done={slug}#{deed.back}")


def _begin(request: ActorRequest, slug: str, question: uuid.UUID | None) -> dict[str, Any]:
    if question is not None:
        return {"prefix": f"q{question.hex[-8:]}"}
    if slug == "contact":
        initial = {"wishes": own_data.reach(request.actor).wishes}
        return {"initial": initial, "barred": own_data.barred(request.actor)}
    return {}


def _show(
    request: ActorRequest,
    handle: str,
    page: CitizenPage,
    deed: Deed,
    form: forms.Form,
    question: uuid.UUID | None = None,
    taken: follow_files.Taken | None = None,
    status: int = 0,
) -> HttpResponse:
    problems = taken.problems if taken else []
    asked = next((m for m in page.messages if m.id == question), None)
    context = {
        "form": form,
        "title": _(deed.title),
        "button": _(deed.button),
        "open": deed.move in page.moves,
        "closed": _(rules.MOVES[deed.move][2]) if rules.MOVES[deed.move][2] else "",
        "files": deed.files,
        "taken": follow_files.rows_of(page, taken.ids) if taken else [],
        "problems": problems,
        "handle": handle,
        "question": asked.text if asked else "",
        **_further(request, page, deed),
    }
    wrong = bool(form.is_bound and form.errors) or bool(problems)
    return render(request, deed.template, context, status=status or (422 if wrong else 200))


def _further(request: ActorRequest, page: CitizenPage, deed: Deed) -> dict[str, Any]:
    """What one page alone needs."""
    if deed.move in {Move.DISAGREE, Move.WITHDRAW}:
        found = own_data.likely_reviewer(request.actor, page.handling_unit, request.at)
        return {"reviewer": units.unit(found).name if found else ""}
    if deed.move is Move.CHANGE_CONTACT:
        return {"reached": own_data.reach(request.actor)}
    return {"pressed": deed.move is Move.GIVE_VIEW}


def done_words(slug: str) -> str:
    """The sentence after an act; the slug comes from the address, so it may be anything."""
    return _(DEEDS[slug].done) if slug in DEEDS else ""


@holder_page
def replace_code(request: ActorRequest, handle: str) -> HttpResponse:
    """A new code; the old one, and every browser that used it, opens nothing any more."""
    if request.method != "POST":
        return render(request, "complaints/replace_code.html", {"handle": handle})
    code = following.replace_code(by=request.actor, at=request.at)
    holder = ledger.holder_of(code)
    if holder is None:
        raise LookupError("a code that was just issued is not there")
    close_handle(request, handle)
    return lookup.show_new_code(request, open_handle(request, holder), code)
