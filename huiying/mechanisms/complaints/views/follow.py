"""What the person does on their matter: one form, one service, and back to the page.

Each act has a page of its own, so that it works alone; what was typed comes back with a sentence where it is refused.
"""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from huiying.core.duties.matters import holder_page as open_holder_page
from huiying.core.kinds import N_
from huiying.core.ledger import queries as ledger
from huiying.core.units import queries as units
from huiying.core.web import deeds
from huiying.core.web.deeds import Deed, Deeds, Typed
from huiying.core.web.guards import ActorRequest, close_handle, holder_page, open_handle
from huiying.mechanisms.complaints import forms_follow as f
from huiying.mechanisms.complaints import own_data, rules
from huiying.mechanisms.complaints.queries import CitizenPage, citizen_of
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import following, reviewing, withdrawing
from huiying.mechanisms.complaints.views import lookup


def _reply(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    question = typed.about or uuid.UUID(int=0)
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


def _reviewer(request: ActorRequest, page: CitizenPage) -> dict[str, Any]:
    found = own_data.likely_reviewer(request.actor, page.in_charge, request.at)
    return {"reviewer": units.unit(found).name if found else ""}


def _wishes(request: ActorRequest) -> dict[str, Any]:
    initial = {"wishes": own_data.reach(request.actor).wishes}
    return {"initial": initial, "barred": own_data.barred(request.actor)}


def _reached(request: ActorRequest, page: CitizenPage) -> dict[str, Any]:
    return {"reached": own_data.reach(request.actor)}


_TABLE: tuple[Deed[CitizenPage], ...] = (
    Deed(
        slug="reply",
        move=Move.REPLY,
        form=f.ReplyForm,
        run=_reply,
        title=N_("Answer our question"),
        button=N_("Send the answer"),
        done=N_("Your answer is with us."),
        template="complaints/follow_reply.html",
    ),
    Deed(
        slug="write",
        move=Move.WRITE,
        form=f.MessageForm,
        run=_write,
        title=N_("Write a message"),
        button=N_("Send the message"),
        done=N_("Your message is with us. The answer comes here."),
        files=True,
    ),
    Deed(
        slug="files",
        move=Move.ADD_FILES,
        form=f.FilesForm,
        run=_add_files,
        title=N_("Add files"),
        button=N_("Send the files"),
        done=N_("Your files are with us."),
        files=True,
    ),
    Deed(
        slug="disagree",
        move=Move.DISAGREE,
        form=f.DisagreeForm,
        run=_disagree,
        title=N_("Say that you disagree"),
        button=N_("Send it to the other unit"),
        done=N_("Another unit looks at it again and writes to you."),
        template="complaints/follow_disagree.html",
        back="next",
        further=_reviewer,
    ),
    Deed(
        slug="withdraw",
        move=Move.WITHDRAW,
        form=f.WithdrawForm,
        run=_withdraw,
        title=N_("Withdraw your complaint"),
        button=N_("Ask to withdraw"),
        done=N_("We noted it. Another unit will speak with you alone first."),
        template="complaints/follow_withdraw.html",
        back="next",
        further=_reviewer,
    ),
    Deed(
        slug="go-on",
        move=Move.GO_ON,
        form=f.GoOnForm,
        run=_go_on,
        title=N_("Go on with your complaint"),
        button=N_("Go on with it"),
        done=N_("Your complaint goes on. Nothing was lost."),
        template="complaints/follow_go_on.html",
        back="next",
    ),
    Deed(
        slug="take-up-again",
        move=Move.TAKE_UP_AGAIN,
        form=f.TakeUpForm,
        run=_take_up,
        title=N_("Take your complaint up again"),
        button=N_("Take it up again"),
        done=N_("Your complaint is open again."),
        template="complaints/follow_go_on.html",
        back="next",
    ),
    Deed(
        slug="view",
        move=Move.GIVE_VIEW,
        form=f.ViewForm,
        run=_view,
        title=N_("How do you see it?"),
        button=N_("Send my view"),
        done=N_("Thank you. The unit that handled it cannot see what you said."),
        template="complaints/follow_view.html",
        back="view",
        further=lambda request, page: {"pressed": True},
    ),
    Deed(
        slug="pressure",
        move=Move.REPORT_PRESSURE,
        form=f.PressureForm,
        run=_pressure,
        title=N_("Somebody asked me to change my answer"),
        button=N_("Tell oversight"),
        done=N_("Oversight knows it now. The unit does not."),
        template="complaints/follow_pressure.html",
        back="next",
    ),
    Deed(
        slug="contact",
        move=Move.CHANGE_CONTACT,
        form=f.ContactForm,
        run=_contact,
        title=N_("How to reach you safely"),
        button=N_("Save"),
        done=N_("From now on we keep to this."),
        template="complaints/follow_contact.html",
        back="contact",
        begin=_wishes,
        further=_reached,
    ),
)


def _closed(page: CitizenPage, deed: Deed[CitizenPage]) -> str | None:
    move = Move(deed.move)
    return None if move in page.moves else rules.MOVES[move][2]


DEEDS = Deeds(deeds=_TABLE, read=citizen_of, closed=_closed)


@holder_page
def act(
    request: ActorRequest, handle: str, slug: str, question: uuid.UUID | None = None
) -> HttpResponse:
    page = open_holder_page(by=request.actor, at=request.at)
    return deeds.act(request, handle, page, [DEEDS], slug, question)


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
