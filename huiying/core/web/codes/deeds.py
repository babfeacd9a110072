"""What everybody can do on their page, whatever the kind of matter: answer, write, add files, say how to be reached."""

import uuid
from typing import Any

from huiying.core.duties.matters import HolderPage
from huiying.core.holders import own_data, talking
from huiying.core.holders.kind_rules import rules_of
from huiying.core.kinds import N_, IllegalMove
from huiying.core.web.codes import forms as f
from huiying.core.web.deeds import Deed, Deeds, Typed
from huiying.core.web.guards import ActorRequest


def _reply(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    question = typed.about or uuid.UUID(int=0)
    talking.reply_question(
        question_id=question, text=typed["text"], by=request.actor, at=request.at
    )


def _write(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    talking.write_message(
        text=typed["text"], by=request.actor, at=request.at, file_ids=typed.file_ids
    )


def _add_files(request: ActorRequest, matter_id: uuid.UUID, typed: Typed) -> None:
    talking.add_files(file_ids=typed.file_ids, by=request.actor, at=request.at)


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
    talking.change_contacts(
        contact=contact,
        by=request.actor,
        at=request.at,
        never=[*stopped, *filter(None, [str(typed["never"])])],
        again=[uuid.UUID(one) for one in typed["again"]],
    )


def _wishes(request: ActorRequest) -> dict[str, Any]:
    initial = {"wishes": own_data.reach(request.actor).wishes}
    return {"initial": initial, "barred": own_data.barred(request.actor)}


def _reached(request: ActorRequest, page: HolderPage) -> dict[str, Any]:
    return {"reached": own_data.reach(request.actor)}


_TABLE: tuple[Deed[HolderPage], ...] = (
    Deed(
        slug="reply",
        move="reply",
        listed=False,
        form=f.ReplyForm,
        run=_reply,
        title=N_("Answer our question"),
        button=N_("Send the answer"),
        done=N_("Your answer is with us."),
        template="web/deeds/reply.html",
    ),
    Deed(
        slug="write",
        move="write",
        ask=N_("Write to us, add photos or papers"),
        form=f.MessageForm,
        run=_write,
        title=N_("Write a message"),
        button=N_("Send the message"),
        done=N_("Your message is with us. The answer comes here."),
        files=True,
    ),
    Deed(
        slug="files",
        move="files",
        listed=False,
        form=f.FilesForm,
        run=_add_files,
        title=N_("Add files"),
        button=N_("Send the files"),
        done=N_("Your files are with us."),
        files=True,
    ),
    Deed(
        slug="contact",
        move="contact",
        listed=False,
        form=f.ContactForm,
        run=_contact,
        title=N_("How to reach you safely"),
        button=N_("Save"),
        done=N_("From now on we keep to this."),
        template="web/deeds/contact.html",
        back="contact",
        begin=_wishes,
        further=_reached,
    ),
)


def _closed(page: HolderPage, deed: Deed[HolderPage]) -> str | None:
    try:
        rules_of(page.matter.kind).decide(page.history, str(page.party_id), deed.slug)
    except IllegalMove as illegal:
        return illegal.sentence
    return None


DEEDS = Deeds(deeds=_TABLE, read=lambda page: page, closed=_closed)
